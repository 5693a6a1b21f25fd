"""Tables as files: safe to open, codes stay text, the same rows give the same bytes."""

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pipeline.output.tabular import LONGEST_CELL, csv_bytes, csv_head, csv_rows, inert, sheet_rows, workbook, xlsx_bytes

HEADER = ("รหัส", "ชื่อ")
LAST = ("06830203", "กมลา")
LIVE = ("=1+1", "+66", "-", "@SUM(A1)", "\tx", "\rx", "\nx", '=HYPERLINK("http://a")')
CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=20)
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=5)


@pytest.mark.parametrize("text", LIVE)
def test_nothing_is_run_as_a_formula(text):
    assert inert(text) == f"'{text}"
    assert inert(inert(text)) == inert(text)


@pytest.mark.parametrize("text", ["", "a=1", "0-2241-9000", "www.a.go.th", "'=1"])
def test_ordinary_text_stays(text):
    assert inert(text) == text


@given(ROWS)
def test_csv_reads_back_as_it_was_but_inert(rows):
    data = csv_bytes(HEADER, rows)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [list(HEADER), *([inert(cell) for cell in row] for row in rows)]


def test_csv_lines_end_as_excel_ends_them():
    assert csv_bytes(HEADER, [("06830203", "กมลา, ตำบล")]).endswith('\r\n06830203,"กมลา, ตำบล"\r\n'.encode())


@given(ROWS)
def test_every_cell_of_a_workbook_is_a_text(rows):
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("ข้อมูล", HEADER, [*rows, LIVE[:2], ("06830203", "1")])))["ข้อมูล"]
    for row in page.iter_rows():
        assert {cell.data_type for cell in row if cell.value is not None} <= {"s"}
    assert [cell.value for cell in page[page.max_row]] == ["06830203", "1"]
    assert [cell.value for cell in page[page.max_row - 1]] == list(LIVE[:2])
    assert page.cell(page.max_row - 1, 1).quotePrefix
    assert page.freeze_panes == "A2"


@given(ROWS)
def test_cells_stand_where_they_belong_though_none_says_where(rows):
    header, *read = (
        CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes("a", HEADER, [*rows, LAST])))
        .get_sheet_by_name("a")
        .to_python()
    )
    assert header == list(HEADER)
    assert read == [list(row) for row in (*rows, LAST)]


@given(st.lists(ROWS, max_size=3))
def test_a_table_made_part_by_part_is_the_table(parts):
    whole = [row for part in parts for row in part]
    assert csv_head(HEADER) + b"".join(map(csv_rows, parts)) == csv_bytes(HEADER, whole)
    one, other = workbook("a", HEADER, list(map(sheet_rows, parts))), xlsx_bytes("a", HEADER, whole)
    assert sheet_of(one) == sheet_of(other)


def sheet_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return package.read("xl/worksheets/sheet1.xml")


def test_a_cell_that_xml_or_excel_cannot_hold_is_mended():
    odd = [("<b>&", "a\x1fb"), ("\x1e", "x" * 40_000), ("", "")]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("a", HEADER, odd)))["a"]
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [
        ("<b>&", "ab"),
        (None, "x" * LONGEST_CELL),
        (None, None),
    ]


@given(ROWS)
def test_the_same_rows_give_the_same_bytes(rows):
    assert xlsx_bytes("a", HEADER, rows) == xlsx_bytes("a", HEADER, rows)
