"""Certified years: INFO's list in all its spellings, adding and correcting, and what provinces report."""

import io
from datetime import date, datetime

import pytest
import sqlalchemy as sa
import xlsxwriter
from made_up_register import PAO, REGISTER, SPRING, SUMMER, TAO, master_of

from pipeline.store.certified import CertifiedRow, import_certified, load_certified, parse_certified
from pipeline.store.difference import describe
from pipeline.store.lists import ListFault
from pipeline.store.register_tables import CERTIFIED_YEARS
from pipeline.store.reported import Reported, forget_reported, load_reported, record_reported
from pipeline.store.when import read_date, read_year
from schemas.reference import Reference, load_reference

DAY = date(2013, 11, 30)
LATER = date(2014, 1, 15)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def master():
    return master_of((SPRING, REGISTER))


def parsed(reference, *lines):
    text = "\n".join(("รหัส อปท.,ปีงบประมาณ,วันที่รับรอง", *lines))
    return parse_certified(text.encode("utf-8-sig"), "info.csv", reference)


def taken(connection, *rows, replace_year=None):
    return import_certified(connection, rows, SUMMER, "info.csv", "0" * 64, replace_year)


def row(code="06560115", year=2556, on=DAY):
    return CertifiedRow(code, year, on)


@pytest.mark.parametrize(
    "text",
    ["2556-11-30", "2013-11-30", "2556-11-30 00:00:00", "30/11/2556", "30/11/56", "๓๐/๑๑/๒๕๕๖", "30-11-2556",
     "30.11.2556", "30 พ.ย. 2556", "30 พ.ย. 56", "30 พฤศจิกายน พ.ศ. 2556", "๓๐ พฤศจิกายน ๒๕๕๖", "30พย2556"],
)  # fmt: skip
def test_dates_of_either_era_and_in_words(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["", "31/11/2556", "30/13/2556", "พ.ย. 2556", "30 พพ 2556", "41609", "รับรองแล้ว"])
def test_what_is_no_date(text):
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["2556", "๒๕๕๖", "2013", "56", "ปีงบประมาณ 2556", "พ.ศ. 2556", "ปีงบประมาณ พ.ศ. ๒๕๕๖"])
def test_years_of_either_era(text):
    assert read_year(text) == 2556


@pytest.mark.parametrize("text", ["", "256", "25566", "2556-2557", "ปีที่แล้ว", "0000"])
def test_what_is_no_year(text):
    assert read_year(text) is None


class TestFile:
    def test_codes_get_their_zero_back_and_repeated_lines_are_one(self, reference):
        assert parsed(reference, "6560115,2556,30/11/2556", "06560115,2013,2013-11-30") == (row(),)

    def test_a_workbook_with_date_cells(self, reference):
        memory = io.BytesIO()
        with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["ลำดับที่", "รหัส อปท.", "ปีงบประมาณ", "วันที่รับรอง"])
            for number, day in enumerate([datetime(2013, 11, 30), datetime(2556, 11, 30)], 1):  # noqa: DTZ001
                sheet.write_row(number, 0, [number, 6560115, 2556])
                sheet.write_datetime(number, 3, day, book.add_format({"num_format": "dd/mm/yyyy"}))
        assert parse_certified(memory.getvalue(), "info.xlsx", reference) == (row(),)

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            ("656011,2556,30/11/2556", "รหัส อปท. «656011» ไม่ถูกต้อง"),
            ("06990115,2556,30/11/2556", "รหัส อปท. «06990115» ไม่ถูกต้อง"),
            ("6560115,ปีก่อน,30/11/2556", "ปีงบประมาณ «ปีก่อน»"),
            ("6560115,2557,ต้นปี", "วันที่รับรอง «ต้นปี»"),
            ("6560115,2556,1/12/2556", "สองวัน"),
        ],
    )
    def test_a_fault_names_file_and_line(self, reference, bad, said):
        with pytest.raises(ListFault) as refusal:
            parsed(reference, "6560115,2556,30/11/2556", bad)
        (thai,) = refusal.value.lines("th")
        assert thai.startswith("info.csv บรรทัดที่ 3: ")
        assert said in thai

    def test_an_empty_list_is_refused(self, reference):
        with pytest.raises(ListFault):
            parsed(reference)


class TestImport:
    def test_before_the_first_list_nothing_is_known(self, master):
        assert load_certified(master) is None

    def test_adds_corrects_and_never_removes(self, master):
        taken(master, row(), row("02560101"))
        change = taken(master, row(on=LATER), row(year=2557, on=LATER))
        assert [(e.fiscal_year, e.before, e.after) for e in change.corrected] == [(2556, DAY, LATER)]
        assert [e.fiscal_year for e in change.added] == [2557]
        assert not change.removed
        assert load_certified(master) == {"560115": {2556, 2557}, "560101": {2556}}

    def test_the_same_list_again_changes_nothing(self, master):
        taken(master, row())
        change = taken(master, row())
        assert change == type(change)(unchanged=1)

    def test_only_the_year_replaced_loses_entries(self, master):
        taken(master, row(), row(year=2557), row("02560101"))
        change = taken(master, row(), replace_year=2556)
        assert [(e.lao_id, e.fiscal_year) for e in change.removed] == [("560101", 2556)]
        assert load_certified(master) == {"560115": {2556, 2557}}

    def test_a_year_is_not_replaced_by_nothing(self, master):
        taken(master, row())
        with pytest.raises(ListFault, match="2556"):
            taken(master, row(year=2557), replace_year=2556)

    def test_what_was_corrected_stays_in_the_history(self, master):
        taken(master, row())
        taken(master, row(on=LATER))
        history = master.execute(sa.select(CERTIFIED_YEARS.c.certified_on, CERTIFIED_YEARS.c.ended_by)).all()
        assert history == [(DAY, 2), (LATER, None)]

    def test_unknown_codes_and_lines_without_a_date_are_listed(self, master, reference):
        change = taken(master, row("06569999"), row(on=None))
        assert change.unknown == (row("06569999"),)
        assert change.undated == (row(on=None),)
        assert load_certified(master) == {}
        assert "  06569999 2556" in describe(change, "th", reference)

    def test_a_former_code_counts_for_the_lao_of_today(self):
        risen = TAO._replace(code="05560115", type="subdistrict")
        master = master_of((SPRING, REGISTER), (SUMMER, (PAO, risen)))
        taken(master, row("06560115", on=LATER), row("05560115"))
        assert load_certified(master) == {"560115": {2556}}
        assert master.scalar(sa.select(CERTIFIED_YEARS.c.certified_on)) == DAY


class TestReported:
    def test_the_last_report_counts_until_it_is_taken_back(self, master):
        record_reported(master, 1, [Reported("560115", 2556, 5, DAY), Reported("560101", 2556, 8, DAY)])
        record_reported(master, 2, [Reported("560115", 2556, 8, LATER)])
        assert load_reported(master) == (
            Reported("560101", 2556, 8, DAY, 1),
            Reported("560115", 2556, 8, LATER, 2),
        )
        forget_reported(master, 2)
        assert load_reported(master)[1] == Reported("560115", 2556, 5, DAY, 1)

    def test_a_receipt_recorded_again_replaces_itself(self, master):
        for complete in (5, 8):
            record_reported(master, 1, [Reported("560115", 2556, complete, None)])
        assert load_reported(master) == (Reported("560115", 2556, 8, None, 1),)
