"""The mark of a form cannot be made up, and tells every alteration."""

import hashlib
import hmac
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mark import Mark, load_key, sign, verify

KEY = b"0123456789abcdef"
MARK = Mark("2557-1", "83", "1/2557", 2)
WORDS = st.text(st.characters(blacklist_characters="|", blacklist_categories=("Cs",)), max_size=12)
MARKS = st.builds(Mark, WORDS, WORDS, WORDS, st.integers(0, 999))


@given(MARKS, st.binary(min_size=1, max_size=40))
def test_what_was_signed_is_read_back(mark, key):
    assert verify(sign(mark, key), key) == mark


@given(st.integers(0, 70), st.characters(blacklist_categories=("Cs",)))
def test_any_other_letter_breaks_it(place, letter):
    text = sign(MARK, KEY)
    altered = text[:place] + letter + text[place + 1 :]
    assert verify(altered, KEY) == (MARK if altered == text else None)


@given(st.text())
def test_any_text_can_be_asked(text):
    assert verify(text, KEY) is None


def test_another_key_does_not_vouch():
    assert verify(sign(MARK, KEY), b"another") is None


@pytest.mark.parametrize("body", ["other1|2557-1|83|1/2557|2", "thabian1|83|2", "thabian1|2557-1|83|1/2557|two", ""])
def test_what_we_signed_in_another_shape_is_no_mark(body):
    signature = hmac.new(KEY, body.encode(), hashlib.sha256).hexdigest()[:32]
    assert verify(f"{body}|{signature}", KEY) is None


def test_a_mark_is_signed_so():
    body = "thabian1|2557-1|83|1/2557|2"
    assert sign(MARK, KEY) == f"{body}|{hmac.new(KEY, body.encode(), hashlib.sha256).hexdigest()[:32]}"


def test_the_key_is_made_once_and_for_us_alone(tmp_path):
    path = tmp_path / "master" / "mark.key"
    key = load_key(path)
    assert (len(key), load_key(path)) == (32, key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(tmp_path / "other" / "mark.key") != key
