"""Walks the rows below a heading: data rows become cells by field, all others are counted by what they are."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from pipeline.model import Cell, Row
from pipeline.read.sheet import Area, Sheet, Values, is_blank, make_cell, text_of
from pipeline.read.structure import is_footer, place_line, stated_total
from pipeline.thai import fold_digits

Cells = dict[str, Cell]

UNUSED = ({"seq"}, {"fiscal_year"}, {"seq", "fiscal_year"})
"""What is filled in a row that was numbered ahead and never used."""
WIDE = 3
"""A merged cell over so many columns is a line of text, not data."""


@dataclass
class Walk:
    """What the rows of one segment are. ``structural`` counts header, title, district, footer, blank.

    ``totals`` are (row, text, total stated, data rows since the last total); ``gaps`` are the first blank rows
    between data rows; ``spread`` are the merged ranges whose value went to all their rows, with field and cell;
    ``notes`` are the texts of lines that hold no data.
    """

    rows: list[Row] = field(default_factory=list)
    structural: Counter[str] = field(default_factory=Counter)
    totals: list[tuple[int, str, int, int]] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    spread: list[tuple[Area, str, Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def walk_rows(sheet: Sheet, columns: Mapping[str, int], start: int, end: int, headers: Container[int]) -> Walk:
    """Walk the rows ``start`` to ``end``; ``columns`` maps field -> column, rows in ``headers`` repeat the heading."""
    walker = _Walker(sheet, columns, start, end)
    fields, cols = tuple(columns), tuple(columns.values())
    pick, merged = itemgetter(*(col - 1 for col in cols)), bool(walker.merged)
    new, data = tuple.__new__, walker.data
    for number, values in enumerate(sheet.rows[start - 1 : end], start):
        cells: Cells = {}
        for name, col, value in zip(fields, cols, pick(values), strict=True):
            if type(value) is not str:
                cells[name] = make_cell(number, col, value)
            elif value > "!" or not is_blank(value):  # nearly every text begins with a visible character
                cells[name] = new(Cell, (number, col, value, "text", ""))
        if merged or "lao_code" not in cells or "lao_name" not in cells or number in headers:
            walker.consider(number, values, cells, headers)
        else:
            data(number, cells)
    walker.add_places()
    walker.add_links()
    return walker.walk


class _Walker:
    """The state of one walk. ``merged`` maps a row to the cells it has from a merged range that begins above it."""

    def __init__(self, sheet: Sheet, columns: Mapping[str, int], start: int, end: int) -> None:
        self.walk, self.merged, self._wide = Walk(), dict[int, Cells](), set[int]()
        self._sheet, self._columns = sheet, columns
        self._left, self._right = min(columns.values()), max(columns.values())
        self._after_data = self._in_footer = False
        self._blank = self._counted = 0
        self._places: list[tuple[int, str, Cell | None]] = []
        for area in sheet.merges:
            if start <= area.top <= end:
                self._note_merge(area, end)

    def _note_merge(self, area: Area, end: int) -> None:
        if area.right - area.left + 1 >= WIDE:
            self._wide.add(area.top)
            return
        name = next((name for name, col in self._columns.items() if area.left <= col <= area.right), "")
        if area.bottom == area.top or not name or area.left > self._sheet.width:
            return
        if cell := self._sheet.cell(area.top, area.left):
            self.walk.spread.append((area, name, cell))
            for number in range(area.top + 1, min(area.bottom, end) + 1):
                self.merged.setdefault(number, {})[name] = cell

    def data(self, number: int, cells: Cells) -> None:
        """Take a data row."""
        if self._blank:
            self.walk.gaps.append(self._blank)
            self._blank = 0
        self._after_data, self._in_footer = True, False
        self.walk.rows.append(Row(number, cells))

    def consider(self, number: int, values: Values, cells: Cells, headers: Container[int]) -> None:
        """Take a row that may be no data row."""
        texts = [text for value in values[self._left - 1 : self._right] if (text := text_of(value))]
        kind = "header" if number in headers else self._kind(number, cells, texts)
        if kind == "data":
            return self.data(number, {**self.merged.get(number, {}), **cells})
        self.walk.structural[kind] += 1
        if kind == "blank":
            self._blank = self._blank or (number if self._after_data else 0)
            return None
        self._after_data, self._blank = False, 0
        self.walk.notes.append(" ".join(texts))
        if kind == "footer":
            self._end_block(number, texts)
        elif kind == "district":
            self._enter(number, values, texts)
        return None

    def _kind(self, number: int, cells: Cells, texts: list[str]) -> str:
        words = [text for text in texts if not _is_number(text)]
        if not texts or (cells.keys() in UNUSED and not words):
            return "blank"
        named = "lao_code" in cells or ("lao_name" in cells and len(cells) > 1)
        if len(words) == 1 and self._is_place_line(number, cells, words[0]):
            return "district"
        numbered = "seq" in cells and _is_number(cells["seq"].text)
        if not (named and numbered) and "lao_code" not in cells and is_footer(texts[0]):
            return "footer"
        if self._in_footer and not named:
            return "footer"
        line = number in self._wide or not cells or cells.keys() == {"seq"}
        return "title" if line and len(texts) == 1 else "data"

    def _is_place_line(self, number: int, cells: Cells, text: str) -> bool:
        own_column = "district" in cells or "province" in cells
        return (number in self._wide or not own_column) and "lao_code" not in cells and place_line(text) is not None

    def _end_block(self, number: int, texts: list[str]) -> None:
        self._in_footer = True
        if (total := stated_total(texts)) is not None:
            self.walk.totals.append((number, " ".join(texts), total, len(self.walk.rows) - self._counted))
            self._counted = len(self.walk.rows)

    def _enter(self, number: int, values: Values, texts: list[str]) -> None:
        """A district line: its cell counts for the rows below that name no district of their own."""
        col, text = next((c, t) for c, v in enumerate(values, 1) if (t := text_of(v)) in texts and not _is_number(t))
        if place := place_line(text):
            self._in_footer = False
            self._places.append((len(self.walk.rows), place.field, Cell(number, col, place.text)))
            if place.field == "province":
                self._places.append((len(self.walk.rows), "district", None))

    def add_places(self) -> None:
        """Give every row the district line it stands under."""
        for (first, name, cell), last in zip(self._places, self._ends(), strict=True):
            for row in self.walk.rows[first:last] if cell else ():
                if isinstance(row.cells, dict):
                    row.cells.setdefault(name, cell)

    def _ends(self) -> list[int]:
        """Where each place line ends: at the next one of the same field."""
        ends, following = list[int](), dict[str, int]()
        for first, name, _ in reversed(self._places):
            ends.append(following.get(name, len(self.walk.rows)))
            following[name] = first
        return ends[::-1]

    def add_links(self) -> None:
        """Put the hyperlinks' targets into their cells."""
        if not self._sheet.links:
            return
        names = {col: name for name, col in self._columns.items()}
        rows = {row.number: row.cells for row in self.walk.rows}
        for (number, col), target in self._sheet.links.items():
            cells, name = rows.get(number), names.get(col, "")
            if isinstance(cells, dict) and name in cells and cells[name].row == number:
                cells[name] = cells[name]._replace(link=target)


def _is_number(text: str) -> bool:
    plain = fold_digits(text).strip(" .)(")
    return plain.isascii() and plain.replace(",", "").isdigit()
