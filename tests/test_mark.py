"""The mark of a form cannot be made up, tells every alteration, and outlives a change of keys within its round."""

import hashlib
import hmac
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mark import Mark, key_id, load_keys, rotate, sign, signing_key, verify

KEY = b"0123456789abcdef"
MARK = Mark("2557-1", "83", "1/2557", 2)
WORDS = st.text(st.characters(blacklist_characters="|", blacklist_categories=("Cs",)), max_size=12)
MARKS = st.builds(Mark, WORDS, WORDS, WORDS, st.integers(0, 999))


def signed(body: str, key: bytes = KEY) -> str:
    return f"{body}|{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()[:32]}"


@given(MARKS, st.binary(min_size=1, max_size=40))
def test_what_was_signed_is_read_back(mark, key):
    assert verify(sign(mark, key), [b"another", key]) == mark


@given(st.integers(0, 80), st.characters(blacklist_categories=("Cs",)))
def test_any_other_letter_breaks_it(place, letter):
    text = sign(MARK, KEY)
    altered = text[:place] + letter + text[place + 1 :]
    assert verify(altered, [KEY]) == (MARK if altered == text else None)


@given(st.text())
def test_any_text_can_be_asked(text):
    assert verify(text, [KEY]) is None


def test_no_other_key_vouches_and_none_at_all():
    assert verify(sign(MARK, KEY), [b"another"]) is None
    assert verify(sign(MARK, KEY), []) is None


NAMED = key_id(KEY)


@pytest.mark.parametrize(
    "body",
    ["other1|2557-1|83|1/2557|2", f"thabian2|83|2|{NAMED}", f"thabian2|2557-1|83|1/2557|two|{NAMED}",
     f"thabian2|2557-1|83|1/2557|²|{NAMED}", "thabian2|2557-1|83|1/2557|2", "thabian2", "thabian1", ""],
)  # fmt: skip
def test_what_we_signed_in_another_shape_is_no_mark(body):
    assert verify(signed(body), [KEY]) is None


def test_a_mark_names_its_key_and_is_signed_so():
    assert sign(MARK, KEY) == signed(f"thabian2|2557-1|83|1/2557|2|{NAMED}")
    assert KEY.hex()[:8] not in sign(MARK, KEY)


def test_a_mark_from_before_marks_named_their_key():
    assert verify(signed("thabian1|2557-1|83|1/2557|2"), [b"newer", KEY]) == MARK


class TestTheKeyFile:
    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "master" / "mark.key"

    def test_it_is_made_once_and_for_us_alone(self, path):
        key = signing_key(path)
        assert (len(key), signing_key(path), load_keys(path)) == (32, key, (key,))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert signing_key(path.with_name("other.key")) != key

    def test_looking_makes_none(self, path):
        assert load_keys(path) == ()
        assert not path.parent.exists()

    def test_a_file_with_one_bare_key(self, path):
        path.parent.mkdir()
        path.write_text(KEY.hex())
        assert (signing_key(path), load_keys(path)) == (KEY, (KEY,))

    def test_forms_handed_out_before_a_rotation_stay_good_in_their_round(self, path):
        old = signing_key(path)
        form = sign(MARK, old)
        named = rotate(path, "2557-1")
        assert named == key_id(signing_key(path)) != key_id(old)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert verify(form, load_keys(path)) == MARK
        rotate(path, "2557-1")
        assert verify(form, load_keys(path)) == MARK
        rotate(path, "2558-1")
        assert verify(form, load_keys(path)) is None
        assert len(load_keys(path)) == 2, "the present one, and the one that was in use until now"
