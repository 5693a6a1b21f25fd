"""Phone cells as offices type them. Every number is made up, but for the department's own switchboard."""

from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.interpret.phone import PhoneNumber, display, read_phone, uris
from pipeline.interpret.phone.plain import plain_number
from pipeline.interpret.phone.reading import read_at_length
from pipeline.interpret.phone.single import classify
from pipeline.interpret.phone.vocabulary import Lists, vocabulary
from pipeline.model import Note, Reading
from schemas.reference import load_reference
from schemas.rules import Rule, catalogue

LISTS = load_reference().lists["phones"]
OF_VALUES = {"PH012", "PH017"}
"""Checks on the frame; every other rule of the area is a note of the reading."""


def read(text: str, **how: Any) -> Reading[tuple[PhoneNumber, ...]]:
    return read_phone(text, LISTS, **how)


def shown(reading: Reading[tuple[PhoneNumber, ...]]) -> str:
    return "" if reading.value is None else display(reading.value)


def rules(reading: Reading[tuple[PhoneNumber, ...]]) -> list[str]:
    return [note.rule for note in reading.notes]


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        # one number, in every usual grouping: no repair
        ("0-2241-9000", "0 2241 9000", []),
        ("02 241 9000", "0 2241 9000", []),
        ("(02) 241 9000", "0 2241 9000", []),
        ("02.241.9000", "0 2241 9000", []),
        ("022419000", "0 2241 9000", []),
        ("02 – 241 – 9000", "0 2241 9000", []),
        ("053-276491", "0 5327 6491", []),
        ("053-276-491", "0 5327 6491", []),
        ("0-5327-6491", "0 5327 6491", []),
        ("081-234-5678", "08 1234 5678", []),
        ("08-1234-5678", "08 1234 5678", []),
        ("\u200b081\u00a0234\u20115678", "08 1234 5678", []),
        ("โทร. 081-2345678", "08 1234 5678", []),
        ("มือถือ : 0812345678", "08 1234 5678", []),
        ("081-234-5678 (ฝ่าย IT)", "08 1234 5678", []),
        ("'0812345678", "08 1234 5678", []),
        ("๐-๒๒๔๑-๙๐๐๐", "0 2241 9000", ["PH002"]),
        ("０８１２３４５６７８", "08 1234 5678", ["PH002"]),
        ("0-743-17147", "0 7431 7147", ["PH023"]),
        # country code
        ("+66 81 234 5678", "08 1234 5678", ["PH018"]),
        ("+66(0)81-234-5678", "08 1234 5678", ["PH018"]),
        ("(+66) 2 241 9000", "0 2241 9000", ["PH018"]),
        ("0066812345678", "08 1234 5678", ["PH018"]),
        ("66812345678", "08 1234 5678", ["PH018"]),
        ("0-2241-0066-8", "0 2241 0066-8", ["PH010"]),
        # extensions
        ("053-276491 ต่อ 804 , 809", "0 5327 6491 ต่อ 804, 809", ["PH007"]),
        ("0-2241-9000 ต่อ ๑๑๐๗", "0 2241 9000 ต่อ 1107", ["PH002", "PH007"]),
        ("0 2241 9000 ext 1294", "0 2241 9000 ต่อ 1294", ["PH007"]),
        ("0-2241-9000 #1107", "0 2241 9000 ต่อ 1107", ["PH007"]),
        ("0-2241-9000 x1107", "0 2241 9000 ต่อ 1107", ["PH007"]),
        ("0-2241-9000 (ต่อ 12)", "0 2241 9000 ต่อ 12", ["PH007"]),
        ("0-3931-9111 ต่อ 8401-5", "0 3931 9111 ต่อ 8401, 8402, 8403, 8404, 8405", ["PH007"]),
        ("0-2241-9000 ต่อ 112 - 114", "0 2241 9000 ต่อ 112, 113, 114", ["PH007"]),
        ("0-2241-9000 ต่อ 101 หรือ 102", "0 2241 9000 ต่อ 101, 102", ["PH007"]),
        ("0-2241-9000 ต่อ 12, 081-234-5678", "0 2241 9000 ต่อ 12, 08 1234 5678", ["PH007", "PH009"]),
        # several numbers: the extension is the last one's
        ("02-2410755, 02-2419000 ต่อ 1432", "0 2241 0755, 0 2241 9000 ต่อ 1432", ["PH007", "PH009"]),
        ("042-411334,\n042-423355", "0 4241 1334, 0 4242 3355", ["PH009"]),
        ("081-234-5678/089-876-5432", "08 1234 5678, 08 9876 5432", ["PH009"]),
        ("081-234-5678-089-876-5432", "08 1234 5678, 08 9876 5432", ["PH009"]),
        ("0812345678 0898765432", "08 1234 5678, 08 9876 5432", ["PH009"]),
        ("1. 0812345678\n2. 0898765432", "08 1234 5678, 08 9876 5432", ["PH009"]),
        ("081-234-5678 และ 081-234-5678", "08 1234 5678", []),
        # ranges and shared beginnings
        ("0-2962-1081-3", "0 2962 1081-3", ["PH010"]),
        ("0 2612 6011-12", "0 2612 6011-2", ["PH010"]),
        ("043-754321-40", "0 4375 4321-40", ["PH010"]),
        ("0-2241-9013 ถึง 18", "0 2241 9013-8", ["PH010"]),
        ("0-2241-9013 ถึง 0-2241-9018", "0 2241 9013-8", ["PH010"]),
        (
            "0-2537-3235-9 , 3253 , 3286-7",
            "0 2537 3235-9, 0 2537 3253, 0 2537 3286-7",
            ["PH009", "PH010"],
        ),
        ("054-889909/10", "0 5488 9909, 0 5488 9910", ["PH009"]),
        # fax
        ("โทร/โทรสาร 038-093908 ต่อ 11", "0 3809 3908 ต่อ 11", ["PH007"]),
        ("0-2564-7200 โทรสาร 0-2564-7745", "0 2564 7200, โทรสาร 0 2564 7745", ["PH009"]),
        ("044-009-009 โทรสาร(FAX) 044-251-106", "0 4400 9009, โทรสาร 0 4425 1106", ["PH009"]),
        ("054-889909 (โทร), 054-889910 (แฟกซ์)", "0 5488 9909, โทรสาร 0 5488 9910", ["PH009"]),
        ("โทรสาร 054-889910 โทร. 054-889909", "โทรสาร 0 5488 9910, โทร. 0 5488 9909", ["PH009"]),
        ("โทร 054-889909 โทรสาร ต่อ 12", "0 5488 9909, โทรสาร 0 5488 9909 ต่อ 12", ["PH007", "PH009"]),
        ("โทรสาร 0-5488-9910", "โทรสาร 0 5488 9910", ["PH013"]),
        # hotlines and the ministry's network beside a number that reaches someone
        ("054-889909, 1567", "0 5488 9909, สายด่วน 1567", ["PH009"]),
        ("มท. 51234 โทร. 054-889909", "มท. 51234, โทร. 0 5488 9909", ["PH009"]),
        ("มท. 51234", "มท. 51234", ["PH015"]),
        # remarks
        ("02-241-9000 (30 คู่สาย) ต่อ 12", "0 2241 9000 ต่อ 12", ["PH021", "PH007"]),
        ("02-241-9000 อัตโนมัติ 10 คู่สาย", "", ["PH001"]),
        ("02-241-9000 (อัตโนมัติ 10 คู่สาย)", "0 2241 9000", ["PH021"]),
        # lost zeros in text: a mobile is certain, a landline is asked
        ("812345678", "08 1234 5678", ["PH003"]),
        ("812345678.0", "08 1234 5678", ["PH003"]),
        ("54889909.0", "0 5488 9909", ["PH003"]),
    ],
)
def test_good_cells(text: str, printed: str, expected: list[str]) -> None:
    reading = read(text)
    assert (shown(reading), rules(reading)) == (printed, expected)


@pytest.mark.parametrize(
    ("text", "fault", "suggestion"),
    [
        ("โทร. 257 IT", Note("PH001"), ""),
        ("โทร.", Note("PH001"), ""),
        ("081-234-5678 นายสมชาย", Note("PH001"), "08 1234 5678"),
        ("ต่อ 12", Note("PH001"), ""),
        ("021564300025", Note("PH004", {"n": "12"}), ""),
        ("05488990", Note("PH004", {"n": "8"}), ""),
        ("0-5488-9909 1107", Note("PH004", {"n": "13"}), ""),
        ("08812345", Note("PH005", {"n": "8"}), ""),
        ("061234567", Note("PH005", {"n": "9"}), "08 6123 4567"),
        ("01-234-5678, 0-5488-9909", Note("PH006", {"x": "08 1234 5678"}), "08 1234 5678, 0 5488 9909"),
        ("0-2241-9000 ต่อ", Note("PH008"), "0 2241 9000"),
        ("054-889909 ต่อ โทรสาร 054-889910", Note("PH008"), "0 5488 9909, โทรสาร 0 5488 9910"),
        ("0-2241-9018-13", Note("PH011"), "0 2241 9013-8"),
        ("0-2241-9000-1107", Note("PH011"), ""),
        ("0-2241-9000 ต่อ 14-12", Note("PH011"), ""),
        ("1567, 191", Note("PH014"), ""),
        ("1800-123-456", Note("PH014"), ""),
        ("0-2xxx-xxxx", Note("PH016"), ""),
        ("081-323-xxxx,096-936-xxxx", Note("PH016"), ""),
        ("1234567", Note("PH016"), ""),
        ("000", Note("PH016"), ""),
        ("099-999-9999", Note("PH016"), ""),
        ("081-000-0000", Note("PH016"), ""),
        ("08123456780898765432", Note("PH019"), "08 1234 5678, 08 9876 5432"),
        ("069-123-4567", Note("PH020", {"v": "069"}), ""),
        ("070-123-4567", Note("PH020", {"v": "070"}), ""),
        ("0679123456", Note("PH020", {"v": "0679"}), ""),
        ("8.12E+08", Note("PH022"), ""),
        ("8.12345678E+08", Note("PH022"), "08 1234 5678"),
        ("54889909", Note("PH024", {"x": "0 5488 9909"}), "0 5488 9909"),
        ("241-9000", Note("PH024", {"x": "0 2241 9000"}), "0 2241 9000"),
        ("889909", Note("PH024", {"x": "0xx 889909"}), ""),
        ("054-889909, 889910", Note("PH024", {"x": "0 5488 9910"}), "0 5488 9909, 0 5488 9910"),
        ("0085620 55512345", Note("PH025"), ""),
        ("1111111111119", Note("CT012"), ""),
        ("1" * 5000, Note("PH001"), ""),
    ],
)
def test_faults(text: str, fault: Note, suggestion: str) -> None:
    assert read(text) == Reading(None, (fault._replace(suggestion=suggestion),))


@pytest.mark.parametrize("text", ["", "  ", "-", "…", "ไม่มี", "\u200b"])
def test_blank(text: str) -> None:
    assert read(text) == Reading(None)


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        ("54889909", "0 5488 9909", "PH003"),
        ("812345678", "08 1234 5678", "PH003"),
        ("66812345678", "08 1234 5678", "PH018"),
        ("12345679", "", "PH006"),
        ("1567", "", "PH014"),
        ("0", "", "PH016"),
        ("889909", "", "PH024"),
        ("81234567", "", "PH005"),
    ],
)
def test_number_cells_have_lost_their_zero(text: str, printed: str, expected: str) -> None:
    reading = read(text, number=True)
    assert (shown(reading), rules(reading)) == (printed, [expected])


def test_the_area_code_of_the_province_is_suggested() -> None:
    assert read("889909", area_codes=frozenset({"054"})).notes[0].suggestion == "0 5488 9909"
    either = read("889909", area_codes=frozenset({"033", "038"})).notes[0]
    assert either == Note("PH024", {"x": "0 3388 9909 หรือ 0 3888 9909"})


def test_uris_have_one_address_for_each_line_and_extension() -> None:
    assert uris(read("0-2241-9000 ต่อ 11, 12").value or ()) == "tel:+6622419000;ext=11 tel:+6622419000;ext=12"
    assert uris(read("0-2962-1081-3").value or ()) == "tel:+6629621081 tel:+6629621082 tel:+6629621083"
    assert uris(read("มท. 51234, 081-234-5678").value or ()) == "tel:51234;phone-context=moi.go.th tel:+66812345678"


def test_areas_are_those_of_voice_landlines() -> None:
    numbers = read("054-889909, 081-234-5678 โทรสาร 053-357511").value or ()
    assert [(number.kind, number.area) for number in numbers] == [("landline", "054"), ("mobile", ""), ("fax", "")]


NOTED = [rule for rule in catalogue().values() if rule.area == "phone" and rule.code not in OF_VALUES]


@pytest.mark.parametrize("rule", NOTED, ids=lambda rule: rule.code)
def test_every_rule_fires_on_its_bad_example_and_not_on_the_good_one(rule: Rule) -> None:
    bad = read(str(rule.bad), number=isinstance(rule.bad, int))
    assert rules(bad) == [rule.code]
    assert (bad.value is None) == (rule.withholds == "cell")
    assert rule.say({"v": str(rule.bad), **bad.notes[0].params})
    good = read(str(rule.good))
    assert good.value
    assert not good.notes


ALPHABET = "0123456789๐๒๙ -.,/#+()xE\nโทร.ต่อถึงมทโทรสารext66"
PIECES = [
    "0", "08", "02", "054", "+66", "0066", "66", "1567", "12", "9000", "ต่อ", "ถึง", "โทรสาร", "มท.",
    "-", " ", ",", "(", ")", "x", ".",
]  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.text(ALPHABET, max_size=40), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_text_raises_and_a_fault_stands_alone(text: str) -> None:
    for number in (False, True):
        reading = read(text, number=number)
        faults = [note for note in reading.notes if catalogue()[note.rule].nature == "fault"]
        assert len(faults) <= 1
        if reading.value is None:
            assert list(reading.notes) == faults
        else:
            assert reading.value
            assert uris(reading.value)
        for note in reading.notes:
            assert catalogue()[note.rule].say({"v": text, **note.params})


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_was_read_reads_the_same_when_printed_and_so_does_a_suggestion(text: str) -> None:
    reading = read(text)
    if reading.value is not None:
        assert read(display(reading.value)).value == reading.value
    for note in reading.notes:
        if note.suggestion:
            assert shown(read(note.suggestion)) == note.suggestion


def _landline(area: str, rest: int, extensions: list[str], lines: int, fax: bool) -> PhoneNumber:
    digits = area + str(rest).zfill(9 - len(area))
    lines = lines if int(digits[-4:]) + lines <= 10_000 else 1
    return PhoneNumber(f"+66{digits[1:]}", "fax" if fax else "landline", "" if fax else area, tuple(extensions), lines)


EXTENSIONS = st.lists(st.text("0123456789", min_size=1, max_size=5), max_size=3)
LANDLINES = st.builds(
    _landline,
    st.sampled_from(["02", "032", "038", "044", "053", "056", "077"]),
    st.integers(200_001, 899_998),
    EXTENSIONS,
    st.integers(1, 20),
    st.booleans(),
)
MOBILES = st.builds(
    lambda head, rest, extensions: PhoneNumber(f"+66{head}{rest}", "mobile", "", tuple(extensions)),
    st.sampled_from(["61", "80", "89", "95"]),
    st.integers(2_000_001, 8_999_998),
    EXTENSIONS,
)
SHORT = st.sampled_from([PhoneNumber("1567", "hotline"), PhoneNumber("51234", "moi")])


@given(st.lists(LANDLINES | MOBILES | SHORT, min_size=1, max_size=4, unique=True), MOBILES)
def test_printed_numbers_read_back_the_same_with_no_repair(numbers: list[PhoneNumber], mobile: PhoneNumber) -> None:
    numbers = list(dict.fromkeys([*numbers, mobile]))
    reading = read(display(numbers))
    assert reading.value == tuple(numbers)
    assert {catalogue()[note.rule].nature for note in reading.notes} <= {"notice"}


@pytest.mark.parametrize("length", [9, 10])
def test_every_beginning_is_judged_as_the_library_judges_it(length: int) -> None:
    for beginning in range(1000, 10_000):
        digits = f"0{beginning}".ljust(length, "3")
        library = phonenumbers.is_valid_number_for_region(phonenumbers.parse(digits, "TH"), "TH")
        assert (classify(digits) is not None) == library, digits


@given(st.from_regex(r"0[1-9]([ -]?[0-9]){6,9}", fullmatch=True))
@settings(max_examples=500)
def test_a_plain_number_is_read_as_by_the_grammar(text):
    assert read(text) == read_at_length(text, False, frozenset(), Lists(LISTS))


def test_every_beginning_is_what_the_library_says():
    words = vocabulary(Lists(LISTS))
    numbers = [f"0{start}".ljust(length, "3") for start in range(2000, 10_000) for length in (9, 10)]
    plain = {digits: number for digits in numbers if (number := plain_number(digits, words))}
    assert len(plain) > 5_000
    assert all(classify(digits) == number for digits, number in plain.items())
