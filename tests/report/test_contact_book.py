"""The internal contact book: whole names and phones, in the provinces' order, with what is missing."""

import io
from datetime import date

import openpyxl
import samples

from pipeline.report.contacts import HEADER, contact_book, gaps
from pipeline.report.data import ContactEntry, Person

REFERENCE = samples.reference()
ENTRIES = samples.contact_entries()
FILES = contact_book(ENTRIES, REFERENCE, date(2014, 7, 22))
HTML = FILES["index.html"].decode()
LAO = ENTRIES[0].lao


def entry(*persons: Person) -> ContactEntry:
    return ContactEntry(LAO, "2557" if persons else "", persons, "")


def test_what_is_missing_is_told_of_each() -> None:
    one, other = Person("นายสมชาย ใจดี", "", "08 1234 5678"), Person("นางสมหญิง ใจงาม", "", "")
    assert gaps(entry()) == ("none",)
    assert gaps(entry(one)) == ("one",)
    assert gaps(entry(one, one)) == ()
    assert gaps(entry(one, other)) == ("phone",)
    assert gaps(entry(other)) == ("one", "phone")


def test_the_page_shows_people_whole_and_as_of_when() -> None:
    assert "นายสมชาย ใจดี" in HTML
    assert "08 1234 5678" in HTML
    assert "ข้อมูล ณ วันที่ 22 กรกฎาคม 2557" in HTML
    assert "ใช้ภายในเท่านั้น" in HTML


def test_every_lao_is_there_without_script_in_the_registers_order() -> None:
    places = [HTML.index(f"· {one.lao.code}<") for one in sorted(ENTRIES, key=lambda e: e.lao.code[2:])]
    assert places == sorted(places)


def test_provinces_come_in_thai_order() -> None:
    far = ENTRIES[0]._replace(lao=LAO._replace(province="81", code="06810101", lao_id="810101"))
    html = contact_book([*ENTRIES, far], REFERENCE, date(2014, 7, 22))["index.html"].decode()
    assert html.index("จังหวัดกระบี่") < html.index("จังหวัดพะเยา")


def test_markup_in_a_name_is_inert() -> None:
    html = contact_book([entry(Person(samples.HOSTILE, "", ""))], REFERENCE, date(2014, 7, 22))["index.html"].decode()
    assert samples.HOSTILE not in html


def test_the_workbook_has_one_row_an_lao_and_no_formula() -> None:
    evil = entry(Person("=1+1", "+2", "-3"))
    content = contact_book([*ENTRIES[1:], evil], REFERENCE, date(2014, 7, 22))["contacts.xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    header, *rows = sheet.iter_rows()
    assert tuple(cell.value for cell in header) == HEADER
    assert [row[0].value for row in rows] == sorted((e.lao.code for e in ENTRIES), key=lambda code: code[2:])
    assert rows[0][5].value == "=1+1"
    assert all(cell.data_type == "s" for row in rows for cell in row if cell.value)
