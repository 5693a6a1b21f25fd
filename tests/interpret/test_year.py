"""The fiscal-year cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.interpret.year import read_year, title_year
from schemas.rules import catalogue

N = 2557


def rules(reading):
    return [note.rule for note in reading.notes]


@pytest.mark.parametrize(
    ("typed", "year", "rule"),
    [
        ("", None, ""),
        ("   ", None, ""),
        ("-", None, ""),
        ("งบ 2557", 2557, "FY006"),
        ("FY2557", 2557, "FY006"),
        ("(2557)", 2557, "FY006"),
        ("2557", 2557, ""),
        (" 2556 ", 2556, ""),
        ("๒๕๕๗", 2557, "FY006"),
        ("２５５７", 2557, "FY006"),
        ("พ.ศ. 2557", 2557, "FY006"),
        ("พ.ศ.๒๕๕๖", 2556, "FY006"),
        ("ปี 2557", 2557, "FY006"),
        ("ปีงบประมาณ ๒๕๕๗", 2557, "FY006"),
        ("ปีงบประมาณ พ.ศ. 2557", 2557, "FY006"),
        ("2557.0", 2557, "FY006"),
        ("2014", 2557, "FY007"),
        ("ค.ศ. 2013", 2556, "FY007"),
        ("57", 2557, "FY008"),
        ("ปี ๕๖", 2556, "FY008"),
        ("2558", None, "FY010"),
        ("๒๕๕๙", None, "FY010"),
        ("2015", None, "FY010"),
        ("58", None, "FY010"),
        ("25557", None, "FY009"),
        ("2557/58", None, "FY009"),
        ("2556-2557", None, "FY009"),
        ("ล่าสุด", None, "FY009"),
        ("2457", None, "FY009"),
        ("14", None, "FY009"),
        ("พ.ศ. 2014", None, "FY009"),
        ("5", None, "FY009"),
    ],
)
def test_a_year_as_typed(typed, year, rule):
    reading = read_year(typed, "text", N)
    assert (reading.value, rules(reading)) == (year, [rule] if rule else [])


def test_a_date_is_no_year():
    assert rules(read_year("2557-10-02", "date", N)) == ["FY009"]


def test_a_repair_says_what_was_read():
    assert read_year("57", "text", N).notes[0].params == {"x": "2557"}


def test_a_year_not_open_yet_names_the_newest():
    (note,) = read_year("2558", "number", N).notes
    assert (note.params, note.suggestion) == ({"N": "2557"}, "2557")


@given(st.text() | st.from_regex(r"[0-9๐-๙./ ]{1,8}"), st.sampled_from(["text", "number", "date"]))
def test_total_and_never_beyond_the_newest(text, kind):
    reading = read_year(text, kind, N)
    assert reading.value is None or 2540 <= reading.value <= N
    assert len(reading.notes) <= 1
    blank = not text.strip("-–—._ ") or not text.strip() or not text.isprintable()
    assert reading.value is not None or reading.notes or blank


@given(st.integers(2540, N))
def test_every_open_year_is_read_as_itself(year):
    assert read_year(str(year), "number", N) == (year, ())
    assert read_year(str(year - 543), "number", N).value == year


@pytest.mark.parametrize(
    ("titles", "year"),
    [
        (("แบบรายงานเว็บไซต์", "ประจำปีงบประมาณ พ.ศ. ๒๕๕๗"), 2557),
        (("ปีงบประมาณ 2556", "ปีงบประมาณ พ.ศ. 2556"), 2556),
        (("ปีงบประมาณ 2556", "ปีงบประมาณ 2557"), None),
        (("ข้อมูล ณ วันที่ 31 กรกฎาคม 2557",), None),
        ((), None),
    ],
)
def test_the_year_above_a_table(titles, year):
    assert title_year(titles) == year


@pytest.mark.parametrize("code", ["FY006", "FY007", "FY008", "FY009", "FY010"])
def test_the_catalogue_s_examples(code):
    rule = catalogue()[code]
    assert rules(read_year(str(rule.bad), "text", N)) == [code]
    assert rules(read_year(str(rule.good), "text", N)) == []
