"""A workbook as the office made it, for its returned workbook: every filled cell, merged ranges, widths, styles.

Taken from what is read anyway, and for an .xlsx from the parts' XML by regular expressions: cheap, and only what a
writer other than Excel would write in the usual way is found. What is not found has the default look.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.look import CellStyle, CellValue, SheetLook
from pipeline.model import TableRead
from pipeline.read.package import BROKEN, Package, tags
from pipeline.read.sheet import Oddity, Sheet, Value
from pipeline.read.styles import read_styles

MOST_CELLS = 400_000
"""A workbook with more filled cells gets no returned one: no office's list is so long, and it would take all memory."""
WIDEST, TALLEST = 120.0, 409.0
PADDING = 0.7109375
"""What a column's width in the file has over the number of characters that Excel shows."""

_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}" s="([0-9]{1,5})"')
_NUMBER = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_ROW = re.compile(rb'<row\s(?=[^>]*\bht="([0-9]{1,4}(?:\.[0-9]+)?)")[^>]*?\br="([0-9]{1,7})"')
_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Dress:
    """What the XML of a sheet says of its looks: row -> column -> style number, widths, heights, frozen panes."""

    styles: Mapping[int, Mapping[int, int]]
    widths: Mapping[int, float]
    heights: Mapping[int, float]
    frozen: tuple[int, int] = (0, 0)


PLAIN = Dress({}, {}, {})


def workbook_looks(
    package: Package | None, sheets: Sequence[Sheet], tables: Sequence[TableRead]
) -> tuple[SheetLook, ...]:
    """The looks of these sheets, in their order; none where there are more than ``MOST_CELLS`` filled cells.

    ``package`` is that of an .xlsx; without it there are the cells alone.
    """
    if sum(len(row) - row.count("") for sheet in sheets for row in sheet.rows) > MOST_CELLS:
        return ()
    rows = {sheet.name: len(sheet.rows) for sheet in sheets}
    styles, dresses = _dresses(package, rows) if package else ((CellStyle(),), {})
    return tuple(
        _look(sheet, dresses.get(sheet.name, PLAIN), styles, [table for table in tables if table.sheet == sheet.name])
        for sheet in sheets
    )


def _dresses(package: Package, rows: Mapping[str, int]) -> tuple[tuple[CellStyle, ...], Mapping[str, Dress]]:
    try:
        styles = read_styles(package.read("xl/styles.xml"), package.read("xl/theme/theme1.xml"))
        parts = {name: package.sheet(part) for name, part in package.sheets().items() if name in rows}
        return styles, {name: dress(_filled(xml, rows[name])) for name, xml in parts.items()}
    except BROKEN:
        return (CellStyle(),), {}


def _filled(xml: bytes, rows: int) -> bytes:
    """A sheet's XML up to its last filled row: some are followed by a million rows that only have a style."""
    return xml.partition(b'<row r="%d"' % (rows + 1))[0]


def dress(xml: bytes) -> Dress:
    """What a sheet's XML says of its looks."""
    head = xml[: max(xml.find(b"<sheetData"), 0)]
    pane = next((tag for tag in tags("pane", head) if tag.get("state") == "frozen"), {})
    return Dress(
        _styles(xml),
        dict(_widths(head)),
        {int(row): min(float(height), TALLEST) for height, row in _ROW.findall(xml)},
        (_split(pane.get("ySplit", "")), _split(pane.get("xSplit", ""))),
    )


def _styles(xml: bytes) -> dict[int, dict[int, int]]:
    """Row -> column -> style number; rows of one pattern share it."""
    found: dict[int, dict[int, int]] = {}
    patterns: dict[tuple[tuple[bytes, bytes], ...], dict[int, int]] = {}
    for row in xml.split(b"<row ")[1:]:
        pattern = tuple(_CELL.findall(row))
        if pattern and (number := _NUMBER.search(row)):
            if pattern not in patterns:
                patterns[pattern] = {_column(letters): int(style) for letters, style in pattern}
            found[int(number[1])] = patterns[pattern]
    return found


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    col = 0
    for letter in letters:
        col = col * 26 + letter - 64
    return col


def _widths(head: bytes) -> Iterator[tuple[int, float]]:
    for tag in tags("col", head):
        first, last, width = tag.get("min", ""), tag.get("max", ""), tag.get("width", "")
        if first.isdigit() and last.isdigit() and _DECIMAL.fullmatch(width):
            for col in range(int(first), min(int(last), int(first) + 200) + 1):
                yield col, min(max(float(width) - PADDING, 1.0), WIDEST)


def _split(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _look(sheet: Sheet, dress: Dress, styles: tuple[CellStyle, ...], tables: Sequence[TableRead]) -> SheetLook:
    ours = {table.verdict_column for table in tables} - {0}
    return SheetLook(
        sheet.name,
        [_plain(row, ours) for row in sheet.rows],
        sheet.hidden,
        tuple(_merges(sheet, ours)),
        dress.widths,
        dress.heights,
        sheet.hidden_rows,
        sheet.hidden_columns,
        dress.frozen,
        tuple(sorted({(table.header_rows[0], table.header_rows[-1]) for table in tables})),
        dress.styles,
        styles,
    )


def _plain(row: Sequence[Value], ours: set[int]) -> Sequence[CellValue]:
    """The row without our verdict; of errors and formulas their text."""
    values = [value.text if isinstance(value, Oddity) else value for value in row]
    for col in ours:
        values[col - 1] = ""
    return values


def _merges(sheet: Sheet, ours: set[int]) -> Iterator[tuple[int, int, int, int]]:
    """The merged ranges, cut to the sheet's filled part; of those that overlap the first."""
    taken: set[tuple[int, int]] = set()
    room = 2 * len(sheet.rows) + 10_000
    for area in sheet.merges:
        bottom, right = min(area.bottom, len(sheet.rows)), min(area.right, sheet.width)
        count = (bottom - area.top + 1) * (right - area.left + 1)
        if bottom < area.top or right < area.left or count < 2 or area.left in ours or len(taken) + count > room:
            continue
        places = {(row, col) for row in range(area.top, bottom + 1) for col in range(area.left, right + 1)}
        if taken.isdisjoint(places):
            taken |= places
            yield area.top, area.left, bottom, right
