"""The fiscal-year rule: its whole truth table, and against a second statement of the circular's sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Note
from pipeline.validate.fiscal_year import (
    certified_years,
    disputed,
    gap,
    opened,
    place,
    sheet_certifies,
    shown_instead,
    title_differs,
)
from schemas.rules import catalogue

N = 2557
OPEN: frozenset[int] = frozenset()
YEARS = st.frozensets(st.integers(2550, 2560))


def placed(asked, *certified, known=True, closed=OPEN):
    placement = place(asked, frozenset(certified), N, known=known, closed=closed)
    return placement.fiscal_year, placement.note.rule if placement.note else "", placement.unverified


@pytest.mark.parametrize(
    ("certified", "asked", "year", "rule"),
    [
        # N is certified: it goes there, whatever is asked
        ((2557,), None, "2557", ""),
        ((2557,), 2557, "2557", ""),
        ((2557, 2556), 2556, "2557", "FY011"),
        ((2557,), 2555, "2557", "FY011"),
        # N is not: the latest certified year, never refused
        ((2556,), None, "2556", "FY001"),
        ((2556,), 2557, "2556", "FY001"),
        ((2556,), 2556, "2556", ""),
        ((2556,), 2555, "2556", "FY011"),
        # not N - 1, but the latest certified
        ((2555, 2553), None, "2555", "FY001"),
        ((2555,), 2557, "2555", "FY001"),
        ((2555,), 2556, "2555", "FY001"),
        ((2555,), 2555, "2555", ""),
        ((2555,), 2554, "2555", "FY011"),
        # years after N do not count
        ((2558, 2556), None, "2556", "FY001"),
        ((2558,), None, "pending", "FY003"),
        # never certified: taken, the year pending
        ((), None, "pending", "FY003"),
        ((), 2557, "pending", "FY003"),
        ((), 2555, "pending", "FY003"),
        # not open yet goes on as if blank
        ((2557,), 2558, "2557", ""),
        ((2556,), 2558, "2556", "FY001"),
    ],
)
def test_the_truth_table(certified, asked, year, rule):
    assert placed(asked, *certified) == (year, rule, False)


@pytest.mark.parametrize(("asked", "year"), [(None, "2557"), (2557, "2557"), (2555, "2555"), (2558, "2557")])
def test_where_nothing_is_known_the_year_is_taken_as_asked(asked, year):
    assert placed(asked, known=False) == (year, "", True)


@pytest.mark.parametrize(
    ("asked", "certified", "year"), [(None, (2556,), "2556"), (2556, (2556,), "2556"), (2554, (2556,), "2556")]
)
def test_a_closed_year_is_said_before_anything_else(asked, certified, year):
    assert placed(asked, *certified, closed=frozenset({2556})) == (year, "XF007", False)


def test_a_closed_year_asked_for_does_not_matter_where_the_row_goes_elsewhere():
    assert placed(2555, 2557, closed=frozenset({2555})) == ("2557", "FY011", False)
    assert placed(2555, known=False, closed=frozenset({2555})) == ("2555", "XF007", True)


def test_the_notes_fill_their_messages():
    assert place(None, frozenset({2556}), N, known=True, closed=OPEN).note == Note("FY001", {"N": "2557", "y": "2556"})
    lower = Note("FY011", {"v": "2555", "x": "2556"}, "2556")
    assert place(2555, frozenset({2556}), N, known=True, closed=OPEN).note == lower


def circular(asked, certified):
    """กรณี อปท. ยังไม่รับรองข้อมูลปีล่าสุด ระบบจะให้บันทึกในปีงบประมาณที่มีการรับรองข้อมูลปีล่าสุด: said by walking back."""
    for year in range(N, 2500, -1):
        if year in certified:
            return str(year)
    return "pending"


@given(st.none() | st.integers(2545, 2565), YEARS)
def test_as_the_circular_says(asked, certified):
    placement = place(asked, certified, N, known=True, closed=OPEN)
    assert placement.fiscal_year == circular(asked, certified)
    assert not placement.unverified
    wanted = N if asked is None or asked > N else asked
    assert (placement.note is None) == (placement.fiscal_year == str(wanted))
    if placement.note and placement.note.rule == "FY001":
        assert int(placement.fiscal_year) < wanted


@given(st.none() | st.integers(2545, 2565), YEARS, st.booleans(), YEARS)
def test_every_note_can_be_said(asked, certified, known, closed):
    note = place(asked, certified, N, known=known, closed=closed).note
    for said in filter(None, (note, gap(certified, N))):
        assert "{" not in catalogue()[said.rule].say(said.params)


class TestBesideThePlacement:
    @pytest.mark.parametrize(
        ("certified", "between"),
        [((2555,), "2556"), ((2554,), "2555, 2556"), ((2556,), ""), ((2557, 2554), ""), ((), "")],
    )
    def test_years_left_out(self, certified, between):
        note = gap(frozenset(certified), N)
        assert (note.params["v"] if note else "") == between

    def test_n_opens_after_the_record_was_placed(self):
        assert opened("2556", frozenset({2556, 2557}), N) == Note("FY016", {"N": "2557"})
        assert opened("pending", frozenset({2557}), N) == Note("FY016", {"N": "2557"})
        assert opened("2557", frozenset({2557}), N) is None
        assert opened("2556", frozenset({2556}), N) is None

    def test_an_earlier_year_is_shown(self):
        assert shown_instead("2556", N) == Note("XF002", {"N": "2557", "y": "2556"})
        assert shown_instead("2557", N) is None
        assert shown_instead("pending", N) is None

    def test_the_title_s_year(self):
        assert title_differs(2556, 2557) == Note("FY017", {"v": "2556", "x": "2557"})
        assert title_differs(2557, 2557) is title_differs(None, 2557) is title_differs(2557, None) is None


class TestWhatIsCertified:
    DAY = date(2014, 7, 1)

    def test_eight_aspects_and_a_date(self):
        assert sheet_certifies([True] * 8, self.DAY)
        assert not sheet_certifies([True] * 8, None)
        assert not sheet_certifies([True] * 7 + [False], self.DAY)
        assert not sheet_certifies([True] * 7, self.DAY)
        assert not sheet_certifies([], self.DAY)

    @pytest.mark.parametrize(
        ("info", "sheet", "years"),
        [
            (None, {}, None),
            (None, {"1": frozenset({2557})}, {2557}),
            (None, {"1": frozenset()}, set()),
            (None, {"2": frozenset({2557})}, None),
            ({}, {}, set()),
            ({"1": frozenset({2556})}, {"1": frozenset({2557})}, {2556}),
            ({"2": frozenset({2556})}, {"1": frozenset({2557})}, set()),
        ],
    )
    def test_info_outranks_what_a_province_says(self, info, sheet, years):
        assert certified_years("1", info, sheet) == years

    def test_a_report_that_info_does_not_bear_out(self):
        assert disputed(2557, frozenset({2557})) is None
        assert disputed(2557, frozenset({2556, 2555})) == Note("FY004", {"v": "2557", "x": "2556"})
        assert catalogue()["FY004"].say(disputed(2557, frozenset()).params)
