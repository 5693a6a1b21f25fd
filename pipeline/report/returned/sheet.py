"""A workbook of xlsxwriter's that is compressed quickly, and a worksheet that takes its rows as XML. Loads slowly."""

from collections.abc import Iterable
from functools import partial

from xlsxwriter import workbook
from xlsxwriter.worksheet import Worksheet

LEVEL = 3
"""Half the time of the usual 6, for a file that is a seventh larger."""


class Book(workbook.Workbook):  # type: ignore[misc]  # xlsxwriter has no types
    """The library has no setting for how hard it compresses."""

    def _store_workbook(self) -> None:
        usual = workbook.ZipFile
        workbook.ZipFile = partial(usual, compresslevel=LEVEL)
        try:
            super()._store_workbook()
        finally:
            workbook.ZipFile = usual


class Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """Rows count from 1. All but the cells (widths, heights, merged ranges, links, notes, print) is the library's.

    What is given to the library's own ``write_…`` is not shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[int, list[str]] = {}

    def put(self, row: int, cells: Iterable[str], last: int) -> None:
        """Add cells (see ``cells.cell_xml``) to a row, from left to right; ``last`` is the last one's column."""
        self.lines.setdefault(row, []).extend(cells)
        self._check_dimensions(row - 1, last - 1)

    def _write_rows(self) -> None:
        for row in sorted({*self.lines, *(number + 1 for number in self.row_info)}):
            cells = self.lines.get(row)
            self._write_row(row - 1, None, self.row_info.get(row - 1), empty_row=not cells)
            if cells:
                self.fh.write("".join(cells))
                self._xml_end_tag("row")
        self.lines.clear()
