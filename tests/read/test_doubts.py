"""What office programs write raises no doubt, so that it is read by the fast reader without being walked through."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from pipeline.read.doubts import Doubts, doubts
from pipeline.read.engines import UnreadableError

ROW = ["ข้อความ", "a|b & <c>", 2557, -0.5, 1.5e-7, True, date(2014, 7, 15), "", None]
SURE = Doubts(near=True, misread=False, twice=False)


def sheet(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet1.xml")


def by_openpyxl() -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append([*ROW, "=1+1"])
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(**options: bool) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        first = book.add_worksheet()
        for col, value in enumerate(ROW):
            first.write(0, col, value)
        first.write_formula(0, 9, '="a"', None, "a")
        first.write_formula(1, 9, "=1/0", None, "#DIV/0!")
    return out.getvalue()


@pytest.mark.parametrize("data", [by_openpyxl(), by_xlsxwriter(), by_xlsxwriter(constant_memory=True)])
def test_no_doubt_about_what_libraries_write(data):
    assert doubts(sheet(data))[1:] == SURE[1:]


def of(cells: str) -> bytes:
    return f"<worksheet><sheetData><row r='1'>{cells}</row></sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        ('<c r="A1" t="s"><v>7</v></c><c r="B1" s="3"/>', SURE),
        ('<c r="A1" t="str"><f>B1</f><v>&amp;</v></c>', SURE),
        ("<c r='A1' t='s'><v>7</v></c>", SURE._replace(near=False)),
        ('<c r="AAA1"><v>7</v></c>', SURE._replace(near=False)),
        ('<c t="s"><v>7</v></c>', SURE._replace(near=False)),
        ('<c r="A1" t="s"><v></v></c>', SURE._replace(near=False)),
        ('<c r="A1" t="str"><v> a </v></c>', SURE),
        ('<c t="s" r="A1"><v> 7 </v></c>', Doubts(near=False, misread=True, twice=False)),
        ('<c r="A1"><v>7</v></c><c r="A1"><v>8</v></c>', SURE._replace(twice=True)),
    ],
)
def test_doubts(cells, doubt):
    assert doubts(of(cells)) == doubt


@pytest.mark.parametrize("cells", ['<c r="A1" t="s"><v>x</v></c>', '<c r="5"><v>1</v></c>', '<c r="A0"><v>1</v></c>'])
def test_what_no_reader_reads_right(cells):
    with pytest.raises(UnreadableError, match="มีเซลล์"):
        doubts(of(cells))
