"""Walks the rows below a heading: data rows become cells by field, all others are counted by what they are."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from pipeline.model import Cell, Row
from pipeline.read.sheet import Area, Sheet, Values, is_blank, make_cell, text_of
from pipeline.read.structure import is_footer, place_line, stated_total
from pipeline.thai import fold_digits

UNUSED = ({"seq"}, {"fiscal_year"}, {"seq", "fiscal_year"})
"""Filled in a row that was numbered ahead and never used."""
_cell = tuple.__new__


@dataclass
class Walk:
    """What the rows of one segment are. ``structural`` counts header, title, district, footer, blank.

    ``totals`` are (row, as typed, stated, data rows since the last one); ``gaps`` are blank rows between data rows;
    ``spread`` are the merged ranges whose value went to all their rows, with their field.
    """

    rows: list[Row] = field(default_factory=list)
    structural: Counter[str] = field(default_factory=Counter)
    totals: list[tuple[int, str, int, int]] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    spread: list[tuple[Area, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    footers: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Walker:
    """One walk over the rows ``start`` to ``end`` of a sheet; ``columns`` maps field -> column number."""

    def __init__(self, sheet: Sheet, columns: Mapping[str, int], start: int, end: int) -> None:
        self.sheet, self.columns, self.start, self.end = sheet, dict(columns), start, end
        self.walk = Walk()
        self._span = slice(min(columns.values()) - 1, max(columns.values()))
        self._place: dict[str, Cell] = {}
        self._counted = 0
        self._blanks: list[int] = []
        self._in_footer = False
        self._merged = self._merged_cells()

    def run(self, headers: Container[int]) -> Walk:
        """Walk; rows in ``headers`` are repeated headings."""
        fields, cols = tuple(self.columns), tuple(self.columns.values())
        pick = itemgetter(*(col - 1 for col in cols))
        rows, slow = self.walk.rows, bool(self._merged)
        for number, values in enumerate(self.sheet.rows[self.start - 1 : self.end], self.start):
            try:  # the usual row: texts alone, most of them beginning with a visible character
                cells = {
                    name: _cell(Cell, (number, col, value, "text", ""))
                    for name, col, value in zip(fields, cols, pick(values), strict=True)
                    if value > "!" or (value and not value.isspace())
                }
            except TypeError:  # numbers, dates and the like do not compare with a text
                cells = {
                    name: make_cell(number, col, value)
                    for name, col, value in zip(fields, cols, pick(values), strict=True)
                    if not is_blank(value)
                }
            if slow or self._in_footer or "lao_code" not in cells or "lao_name" not in cells or number in headers:
                self._consider(number, values, cells, headers)
            else:
                rows.append(Row(number, cells))
                self._blanks and self._close_gap()
        self._add_places()
        self._add_links()
        return self.walk
