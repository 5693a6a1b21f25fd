"""A sheet's long tail of rows in which nothing stands is left out, and nothing else is."""

import pytest

from pipeline.read.package import LONG_TAIL, _without_tail

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
