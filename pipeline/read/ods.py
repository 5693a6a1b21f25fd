"""What calamine does not tell of an .ods: reach, merged cells, hyperlinks and hidden rows of each of its tables."""

import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate

from pipeline.read.extras import Extras, Reach
from pipeline.read.package import MARK_NAME, attributes
from pipeline.read.sheet import Area

_TAG = re.compile(rb"<table:(table-row|covered-table-cell|table-cell|table)(?=[\s/>])([^>]*)>|<text:a\s([^>]*)>")
_MARK = re.compile(rb'<meta:user-defined\s[^>]*meta:name="%b"[^>]*>([^<]*)<' % MARK_NAME.encode())
REPEATED_ROWS, REPEATED_COLUMNS = "number-rows-repeated", "number-columns-repeated"


@dataclass
class OdsTable:
    """One table as the walk over its tags goes on; ``row`` and ``col`` are the last ones of the current tag."""

    row: int = 0
    col: int = 0
    repeated_rows: int = 1
    last_row: int = 0
    last_column: int = 0
    filled_rows: int = 0
    merges: list[Area] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def begin_row(self, tag: dict[str, str]) -> None:
        """A row, repeated or not."""
        self.repeated_rows = int(tag.get(REPEATED_ROWS, "1"))
        self.row += self.repeated_rows
        self.col = 0
        if tag.get("visibility", "visible") != "visible" and self.repeated_rows == 1:
            self.hidden.add(self.row)

    def add_cell(self, tag: dict[str, str], filled: bool) -> None:
        """A cell, repeated or not."""
        first = self.col + 1
        self.col += int(tag.get(REPEATED_COLUMNS, "1"))
        if not filled:
            return
        if self.last_row < self.row:
            self.last_row = self.row
            self.filled_rows += self.repeated_rows
        self.last_column = max(self.last_column, self.col)
        rows, columns = int(tag.get("number-rows-spanned", "1")), int(tag.get("number-columns-spanned", "1"))
        if rows * columns > 1:
            self.merges.append(Area(self.row, first, self.row + rows - 1, first + columns - 1))

    def reach(self) -> Reach:
        """How far its filled cells reach."""
        return Reach(self.last_row, self.last_column, self.filled_rows)

    def extras(self) -> Extras:
        """What was found."""
        return Extras(tuple(self.merges), self.links, frozenset(self.hidden), frozenset(), {})


def ods_tables(data: bytes) -> tuple[dict[str, OdsTable], str | None]:
    """The tables by name, and the mark of our form. Raises ``ValueError`` where a tag is not closed: calamine would
    look for its end for ever.
    """
    with zipfile.ZipFile(BytesIO(data)) as package:
        content = package.read("content.xml")
        meta = package.read("meta.xml") if "meta.xml" in package.namelist() else b""
    try:
        ParserCreate().Parse(content, True)
    except ExpatError as fault:
        raise ValueError from fault
    mark = _MARK.search(meta)
    return _walk(content), unescape(mark[1].decode("utf-8", "replace")) if mark else None


def _walk(content: bytes) -> dict[str, OdsTable]:
    tables: dict[str, OdsTable] = {}
    table = OdsTable()
    for tag in _TAG.finditer(content):
        kind, values = tag[1], attributes(tag[2] or tag[3] or b"")
        if kind == b"table":
            table = tables.setdefault(values.get("name", ""), OdsTable())
        elif kind == b"table-row":
            table.begin_row(values)
        elif kind is None:
            table.links[table.row, table.col] = values.get("href", "")
        else:
            table.add_cell(values, filled=not tag[0].endswith(b"/>"))
    return tables
