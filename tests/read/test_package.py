"""A sheet's long tail of rows in which nothing stands is left out, and nothing else is."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from made_up_workbooks import repacked, xlsx

from pipeline.read.engines import with_calamine
from pipeline.read.package import LONG_TAIL, Package, _without_tail

HEAD, FOOT = b'<cols><col min="1" max="2" width="9"/></cols><sheetData>', b'</sheetData><mergeCells count="1"/>'
FILLED = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="3"/></row>'
BLANK = b'<row r="2"><c r="A2" s="1"/></row>'
TAIL = BLANK * (LONG_TAIL // len(BLANK) + 1)


@pytest.mark.parametrize("last", [b"</c>", b"</c >", b"</c\n>"])
def test_the_tail_is_left_out(last):
    filled = FILLED.replace(b"</c>", last)
    assert _without_tail(HEAD + filled + TAIL + FOOT) == HEAD + filled + FOOT


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<sheetData/>" + TAIL,
        HEAD + FILLED + FOOT,
        HEAD + FILLED + BLANK + FOOT,
        HEAD + TAIL + FILLED + FOOT,
        HEAD + FILLED + TAIL,
        FOOT + HEAD + TAIL,
    ],
)
def test_all_else_stays(xml):
    assert _without_tail(xml) == xml


def test_of_a_sheet_without_a_value_no_row_is_left():
    assert _without_tail(HEAD + TAIL + FOOT) == HEAD + FOOT


SHEET = "xl/worksheets/sheet1.xml"


def workbook_with_tail(prefix: str) -> bytes:
    """Filled rows, a merged range below them, and rows that only have a style down to row 9,000."""
    data = xlsx({"เว็บไซต์": [["ชื่อ", "x", 3.5], ["b", None, True]]}, merges={"เว็บไซต์": ["A4:B5"]})
    xml = ZipFile(BytesIO(data)).read(SHEET).decode()
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(10, 9001))
    xml = xml.replace("</sheetData>", f"{styled}</sheetData>")
    if prefix:
        xml = re.sub(r"<(/?)(\w)", rf"<\1{prefix}:\2", xml).replace("xmlns=", f"xmlns:{prefix}=")
    return repacked(data, {SHEET: xml})


def opened(data: bytes) -> Package:
    package = Package(data)
    for part in package.sheets().values():
        package.sheet(part)
    return package


@pytest.mark.parametrize("prefix", ["", "x"])
def test_the_reader_of_values_is_given_a_file_without_the_tail(prefix):
    data = workbook_with_tail(prefix)
    short = opened(data).without_tails()
    assert len(short) < len(data) / 2
    assert with_calamine(short, True, 100) == with_calamine(data, True, 100)


def test_a_file_without_a_tail_is_given_as_it_is():
    data = xlsx({"เว็บไซต์": [["ชื่อ"]]})
    assert opened(data).without_tails() is data
