"""Draws the sheets of a form with xlsxwriter; what stands on them is decided elsewhere."""

import unicodedata
from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from pipeline.forms.inputs import MARKS, MARKS_NAME, YEARS_NAME
from pipeline.forms.instructions import SHEET, Line
from pipeline.forms.layout import CENTRED, FROZEN, NUMBERS, TITLE_ROWS, WIDTHS, Column, Layout
from pipeline.forms.styles import ACTIVE, TO_FILL

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LISTS = "_รายการ"
A4 = 9
FOOTER = {"L": "&A", "C": "หน้า &P จาก &N", "R": f"(ลงชื่อ) {'.' * 60} ผู้รับรองข้อมูล"}
FOOTER_FONT = '&"TH SarabunPSK,Regular"&14'
PROTECTION = {"format_cells": True, "format_columns": True, "format_rows": True}
"""Without a password: it is a reminder, not a lock. The looks of cells may be changed, they carry no data."""
TERM_WIDTH, TEXT_WIDTH = 30, 92
FILLED = 0.8
"""How much of a line's width is filled before the next word wraps."""
LINE_HEIGHT, HEADLINE_HEIGHT, ROW_HEIGHT = 23, 32, 25
"""In points. Given for every row: Excel and LibreOffice do not fit the height of wrapped rows when they open a file."""
Formats = Mapping[str, "Format"]
Row = Mapping[str, str | int]


def add_instructions(book: "Workbook", lines: Sequence[Line], formats: Formats) -> None:
    """The first sheet: terms at the left, what they mean at the right; prints on upright A4."""
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, TERM_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    for row, line in enumerate(lines):
        sheet.set_row(row, _height(line))
        if line.term:
            sheet.write_string(row, 0, line.term, formats["term"])
            sheet.write_string(row, 1, line.text, formats[line.look])
        else:
            sheet.merge_range(row, 0, row, 1, line.text, formats[line.look])
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
    sheet.protect("", PROTECTION)


def _height(line: Line) -> float:
    """Enough for the wrapped text; signs above and below a consonant take no width."""
    if not line.term:
        return HEADLINE_HEIGHT
    columns = ((line.term, TERM_WIDTH), (line.text, TEXT_WIDTH))
    return LINE_HEIGHT * max(ceil(_width(text) / (FILLED * width)) for text, width in columns) + 4


def _width(text: str) -> int:
    return sum(unicodedata.category(char) != "Mn" for char in text)


def add_table(
    book: "Workbook",
    layout: Layout,
    headlines: Sequence[str],
    rows: Sequence[Row],
    checks: Mapping[str, Mapping[str, Any]],
    formats: Formats,
) -> None:
    """One sheet of the form: headlines, heading, one row an LAO (field name -> value, absent: blank)."""
    sheet = book.add_worksheet(layout.table.sheet)
    for number, column in enumerate(layout.columns):
        sheet.set_column(number, number, WIDTHS[column.kind])
    _headlines(sheet, headlines, len(layout.columns) - 1, formats)
    _header(sheet, layout, formats)
    for number, values in enumerate(rows, layout.first_row):
        sheet.set_row(number, ROW_HEIGHT)
        for col, column in enumerate(layout.columns):
            _cell(sheet, number, col, column, values.get(column.name, ""), formats)
    _checks(sheet, layout, len(rows), checks, book.add_format({"bg_color": TO_FILL}))
    _page(sheet, layout)


def add_lists(book: "Workbook", years: Sequence[int]) -> None:
    """The hidden sheet of the drop-downs' values, and the names they are known by."""
    sheet = book.add_worksheet(LISTS)
    sheet.write_column(0, 0, years)
    sheet.write_column(0, 1, MARKS)
    sheet.hide()
    book.define_name(YEARS_NAME, f"='{LISTS}'!$A$1:$A${len(years)}")
    book.define_name(MARKS_NAME, f"='{LISTS}'!$B$1:$B${len(MARKS)}")


def _headlines(sheet: "Worksheet", headlines: Sequence[str], last: int, formats: Formats) -> None:
    for row, (text, look) in enumerate(zip(headlines, ("title", "subtitle", "about"), strict=True)):
        sheet.merge_range(row, 0, row, last, text, formats[look])
        sheet.set_row(row, ROW_HEIGHT if row else HEADLINE_HEIGHT)


def _header(sheet: "Worksheet", layout: Layout, formats: Formats) -> None:
    top, bottom = TITLE_ROWS, layout.first_row - 1
    for name, (first, last) in layout.groups.items():
        sheet.merge_range(top, first, top, last, name, formats["header"])
    for col, column in enumerate(layout.columns):
        if bottom > top and not column.group:
            sheet.merge_range(top, col, bottom, col, column.label, formats["header"])
        else:
            sheet.write_string(bottom, col, column.label, formats["header"])
    tallest = max(column.label.count("\n") for column in layout.columns)
    for row in range(top, bottom + 1):
        sheet.set_row(row, LINE_HEIGHT * (4 if tallest else 1 if layout.groups else 2) + 4)


def _cell(sheet: "Worksheet", row: int, col: int, column: Column, value: str | int, formats: Formats) -> None:
    look = formats[_look(column, value)]
    if value == "":
        sheet.write_blank(row, col, None, look)
    elif isinstance(value, int):
        sheet.write_number(row, col, value, look)
    else:
        sheet.write_string(row, col, value, look)


def _look(column: Column, value: str | int) -> str:
    base = "locked" if column.locked else "entry"
    if column.kind in NUMBERS:
        return f"{base}_number"
    if column.kind in CENTRED:
        return f"{base}_centre"
    quoted = not column.locked and isinstance(value, str) and value.startswith(ACTIVE)
    return f"{base}_quoted" if quoted else base


def _checks(
    sheet: "Worksheet", layout: Layout, count: int, checks: Mapping[str, Mapping[str, Any]], to_fill: "Format"
) -> None:
    """Input checks for each column's cells; blank cells to be filled are tinted."""
    if not count:
        return
    first, last = layout.first_row, layout.first_row + count - 1
    for col, column in enumerate(layout.columns):
        if column.kind not in checks:
            continue
        options = dict(checks[column.kind])
        if "value" in options:
            options["value"] = options["value"].replace("{cell}", f"{_letters(col)}{first + 1}")
        sheet.data_validation(first, col, last, col, options)
        sheet.conditional_format(first, col, last, col, {"type": "blanks", "format": to_fill})


def _letters(col: int) -> str:
    return chr(65 + col)  # no sheet of the form has more than 26 columns


def _page(sheet: "Worksheet", layout: Layout) -> None:
    sheet.freeze_panes(layout.first_row, FROZEN)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TITLE_ROWS, layout.first_row - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.8)
    sheet.center_horizontally()
    sheet.set_footer("".join(f"&{side}{FOOTER_FONT}{text}" for side, text in FOOTER.items()))
    sheet.hide_gridlines(2)
    sheet.protect("", PROTECTION)
