"""Marks and dates of the certification sheet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.interpret.certification import read_certified_on, read_mark
from schemas.rules import catalogue

LATEST = date(2014, 8, 31)
DAY = date(2014, 7, 31)


def rules(reading):
    return [note.rule for note in reading.notes]


@pytest.mark.parametrize(
    "mark", ["✓", "✔", "✔️", "√", "/", "ครบ", "ครบถ้วน", " ครบ ", "1", "๑", "ใช่", "มี", "รับรองแล้ว", "TRUE"]
)
def test_complete(mark):
    assert read_mark(mark) == (True, ())


@pytest.mark.parametrize("mark", ["", " ", "-", "0", "๐", "ไม่ครบ", "ยังไม่ครบ", "ยัง", "ไม่มี", "✗", "FALSE"])
def test_not_complete(mark):
    assert read_mark(mark) == (False, ())


@pytest.mark.parametrize("mark", ["รอ", "?", "6/8", "x", "X", "บางส่วน"])
def test_not_understood(mark):
    assert read_mark(mark).value is None
    assert rules(read_mark(mark)) == ["FY013"]


@pytest.mark.parametrize(
    "typed",
    [
        "31/7/2557", "31-07-57", "31.7.2557", "๓๑/๗/๒๕๕๗", "31 ก.ค. 2557", "31 ก.ค. 57", "31 กค 57", "๓๑ กรกฎาคม ๒๕๕๗",
        "วันที่ 31 กรกฎาคม พ.ศ. 2557", "31กรกฎาคม2557", "2557-07-31", "31/7/2014",
    ],
)  # fmt: skip
def test_a_date_as_typed(typed):
    assert read_certified_on(typed, "text", LATEST, 2557) == (DAY, ())


def test_a_real_date_of_the_common_era_is_clean():
    assert read_certified_on("2014-07-31", "date", LATEST) == (DAY, ())


def test_a_real_date_with_a_buddhist_year_is_repaired():
    reading = read_certified_on("2557-07-31", "date", LATEST, 2557)
    assert reading.value == DAY
    assert [(note.rule, note.params) for note in reading.notes] == [("FY015", {"n": "2557"})]


@pytest.mark.parametrize("typed", ["1/9/2557", "30/9/2556", "31/7/2657"])
def test_out_of_range(typed):
    reading = read_certified_on(typed, "text", LATEST, 2557)
    assert (reading.value is not None, rules(reading)) == (True, ["FY014"])


@pytest.mark.parametrize("typed", ["31/2/2557", "31/13/2557", "ไม่ทราบ", "2557", "กรกฎาคม 2557", "31 ขขข 2557"])
def test_unreadable(typed):
    reading = read_certified_on(typed, "text", LATEST, 2557)
    assert (reading.value, rules(reading)) == (None, ["FY014"])


def test_the_fiscal_year_begins_in_october():
    assert read_certified_on("1/10/2556", "text", LATEST, 2557).notes == ()
    assert rules(read_certified_on("30/9/2556", "text", LATEST, 2557)) == ["FY014"]
    assert read_certified_on("30/9/2556", "text", LATEST, None).notes == ()


@pytest.mark.parametrize("typed", [" ", "-", "–"])
def test_blank(typed):
    assert read_certified_on(typed, "text", LATEST) == (None, ())


@pytest.mark.parametrize("typed", ["31 กรกฏาคม 2557", "31 July 2014", "31 Jul 57", "31 กรกฎาคม 2557 เวลา 10.30 น."])
def test_more_ways_to_write_a_day(typed):
    assert read_certified_on(typed, "text", LATEST) == (date(2014, 7, 31), ())


@given(
    st.text() | st.from_regex(r"[0-9๐-๙]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}"),
    st.sampled_from(["text", "date", "number"]),
)
def test_total(text, kind):
    reading = read_certified_on(text, kind, LATEST, 2557)
    assert reading.value is None or isinstance(reading.value, date)
    assert read_mark(text).value in (True, False, None)


@given(st.dates(date(1997, 1, 1), LATEST))
def test_a_date_in_any_era_is_the_same_day(day):
    be = f"{day.day}/{day.month}/{day.year + 543}"
    assert (
        read_certified_on(be, "text", LATEST).value == read_certified_on(day.isoformat(), "date", LATEST).value == day
    )


@pytest.mark.parametrize("code", ["FY013", "FY014", "FY015"])
def test_the_catalogue_s_examples(code):
    rule = catalogue()[code]

    def notes(example):
        if rule.column.startswith("aspect"):
            return rules(read_mark(example))
        return rules(read_certified_on(str(example), "date" if isinstance(example, date) else "text", LATEST, 2557))

    assert notes(rule.bad) == [code]
    assert notes(rule.good) == []
