"""Thai text: what is mended, what is left alone, and dictionary order."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.thai import be_date, clean, fold_digits, name_key, slips_mended, thai_digits, thai_sort_key

RIGHT = ["น้ำใส", "แม่ใส", "ที่ทำการ", "สิทธิ์", "พันธุ์", "กม.5", "จ.ป.ร.", "สุไหงโก-ลก", "ก็", "เก๋ง", "www.a.go.th", ""]
CONSONANTS = "กขคงจชดตทนบปพมยรลวสหอ"
SYLLABLES = st.builds(
    lambda lead, head, vowel, tone, tail: lead + head + vowel + tone + tail,
    st.sampled_from(["", "เ", "แ", "โ", "ใ", "ไ"]),
    st.sampled_from(CONSONANTS),
    st.sampled_from(["", "ิ", "ี", "ึ", "ื", "ุ", "ู", "ั"]),
    st.sampled_from(["", "่", "้", "๊", "๋"]),
    st.sampled_from(["", "า", "ำ", "ง", "น"]),
)
WORDS = st.lists(SYLLABLES, min_size=1, max_size=6).map("".join)
RIGHT_TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_is_left_alone(text: str) -> None:
    assert clean(text) == text
    assert not slips_mended(text)


@given(RIGHT_TEXTS)
def test_well_formed_words_are_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ก\u0e4d\u0e32", "กำ"),
        ("เเม่ใส", "แม่ใส"),
        ("ก\u0e48\u0e35", "กี่"),
        ("ท\u0e35\u0e35\u0e48", "ที่"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("\ufeffแม่\u200bใส\u200e", "แม่ใส"),
    ],
)
def test_typing_slips_are_mended(typed: str, meant: str) -> None:
    assert clean(typed) == meant
    assert slips_mended(typed)


@pytest.mark.parametrize("typed", [" แม่ใส", "แม่ใส\u00a0", "แม่ใส\r\n", "\tแม่ใส"])
def test_white_space_alone_is_no_slip(typed: str) -> None:
    assert clean(typed) == "แม่ใส"
    assert not slips_mended(typed)


@given(st.text(alphabet=st.one_of(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), st.characters())))
def test_cleaning_twice_is_cleaning_once_and_yields_nfc(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@given(RIGHT_TEXTS)
def test_a_decomposed_sara_am_comes_back(text: str) -> None:
    assert clean(unicodedata.normalize("NFKD", text)) == text


def test_digits() -> None:
    assert fold_digits("๐-๒๒๔๑-๙๐๐๐ ต่อ １１０７") == "0-2241-9000 ต่อ 1107"
    assert thai_digits(2557) == "๒๕๕๗"


@given(st.integers(min_value=0))
def test_thai_digits_fold_back(number: int) -> None:
    assert fold_digits(thai_digits(number)) == str(number)


def test_buddhist_era_date() -> None:
    assert be_date(date(2014, 7, 31)) == "31 กรกฎาคม 2557"


@pytest.mark.parametrize(
    ("one", "other"),
    [("แป - ระ", "แป-ระ"), ("กม.๕", "กม. 5"), ("นครศรีฯ", "นครศรี"), ("จ.ป.ร.", "จปร"), ("เเม่ใส", "แม่ใส")],
)
def test_names_with_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("ทุ่งปี้", "ทุ่งปี๊"), ("แม่ใส", "แม่ใจ"), ("บ่อสวก(สวก)", "บ่อสวก")])
def test_names_with_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_dictionary_order() -> None:
    words = ["กา", "ก่า", "ก้า", "เก่า", "เก้า", "ไก่", "ขาว", "เขา", "แขก", "โขง", "ใจ", "ทราย", "เทศ", "นา", "นำ"]
    backwards = words[::-1]
    assert sorted(backwards, key=thai_sort_key) == words
    assert sorted([(1, "แขก"), (1, "ขาว"), (0, "ใจ")], key=lambda pair: (pair[0], thai_sort_key(pair[1]))) == [
        (0, "ใจ"),
        (1, "ขาว"),
        (1, "แขก"),
    ]
