"""The two readers. python-calamine first: it is many times faster; openpyxl for what calamine cannot open."""

import os
import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.read.sheet import MOST_COLUMNS, Area, Oddity, Values


class RawSheet(NamedTuple):
    """One sheet as a reader gives it: rows from A1, all of one width, "" for blank."""

    name: str
    hidden: bool
    rows: Sequence[Values]
    merges: tuple[Area, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    odd: bool = False


class UnreadableError(Exception):
    """A reader could not make sense of the file; its text is the placeholder {v} of WB001. Never leaves this stage."""


class NoWorksheetError(Exception):
    """The workbook has chart sheets alone. Never leaves this stage."""


class TooLargeError(Exception):
    """The sheets of the file would need room for more cells than allowed. Never leaves this stage."""


def with_calamine(data: bytes, merges: bool, most_cells: int) -> list[RawSheet]:
    """The sheets by calamine; ``merges`` asks it for merged ranges too.

    Raises ``UnreadableError``, ``NoWorksheetError``, and ``TooLargeError`` where all sheets would need room for more
    than ``most_cells``.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = list[RawSheet]()
        for sheet in book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                hidden = sheet.visible != SheetVisibleEnum.Visible
                sheets.append(_raw(book.get_sheet_by_name(sheet.name), hidden, merges, most_cells))
                most_cells -= _cells(sheets[-1])
        if book.sheets_metadata and not sheets:
            raise NoWorksheetError
        return sheets
    except (TooLargeError, NoWorksheetError):
        raise
    except BaseException as fault:
        # A panic of the Rust library is no Exception, and its class cannot be imported.
        if isinstance(fault, MemoryError) or not (isinstance(fault, Exception) or "Panic" in type(fault).__name__):
            raise
        raise UnreadableError from fault


def _cells(sheet: RawSheet) -> int:
    return len(sheet.rows) * len(sheet.rows[0]) if sheet.rows else 0


def _raw(sheet: CalamineSheet, hidden: bool, merges: bool, most_cells: int) -> RawSheet:
    row, col = sheet.end or (-1, -1)
    if (row + 1) * (col + 1) > most_cells:
        raise TooLargeError
    areas = (sheet.merged_cell_ranges or ()) if merges else ()
    return RawSheet(
        sheet.name,
        hidden,
        sheet.to_python(skip_empty_area=False),
        tuple(Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in areas),
    )


def with_openpyxl(data: bytes, most_cells: int) -> list[RawSheet]:
    """The sheets by openpyxl, formulas as their stored values. Raises ``UnreadableError`` and ``TooLargeError``."""
    os.environ["OPENPYXL_LXML"] = "False"  # with lxml openpyxl would take a DOCTYPE
    from openpyxl import load_workbook  # loads slowly, and few files need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), data_only=True)
        sheets = list[RawSheet]()
        for sheet in book.worksheets:
            sheets.append(_raw_by_openpyxl(sheet, most_cells))
            most_cells -= _cells(sheets[-1])
        return sheets
    except (MemoryError, TooLargeError):
        raise
    except Exception as fault:  # it raises whatever it met: KeyError, IndexError, ParseError …
        raise UnreadableError from fault


def _raw_by_openpyxl(sheet: Any, most_cells: int) -> RawSheet:
    cells = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    width = max((col for _, col in cells), default=0)
    height = max((row for row, _ in cells), default=0)
    if height * width > most_cells:
        raise TooLargeError
    rows: list[list[Any]] = [[""] * width for _ in range(height)]
    for (row, col), cell in cells.items():
        rows[row - 1][col - 1] = Oddity("error", str(cell.value)) if cell.data_type == "e" else cell.value
    return RawSheet(
        sheet.title,
        sheet.sheet_state != "visible",
        rows,
        tuple(Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges),
        frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        frozenset(
            number
            for column in sheet.column_dimensions.values()
            if column.hidden
            for number in range(max(column.min, 1), min(column.max, MOST_COLUMNS) + 1)
        ),
        odd=True,
    )
