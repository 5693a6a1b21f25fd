"""A sheet as both readers hand it over, and how a value becomes the text that was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from pipeline.model import Cell

MOST_COLUMNS = 16_384
"""Of a sheet of Excel."""


class Oddity(NamedTuple):
    """A cell without a usable value. ``kind``: error (``text`` is #N/A …) | formula (``text`` is the formula)."""

    kind: str
    text: str


class Area(NamedTuple):
    """A rectangle of cells, counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


Value: TypeAlias = str | float | bool | date | datetime | time | timedelta | Oddity
Values: TypeAlias = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``rows`` begin at A1 and are all of one width, "" is a blank cell.

    ``links`` maps (row, column) to a hyperlink's target; rows and columns count from 1. Where ``odd`` is False
    there is no ``Oddity``.
    """

    name: str
    rows: Sequence[Values]
    hidden: bool = False
    merges: Sequence[Area] = ()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    odd: bool = True

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, col: int) -> Cell | None:
        """The cell, None where it is blank."""
        value = self.rows[row - 1][col - 1]
        return None if is_blank(value) else make_cell(row, col, value, self.links.get((row, col), ""))


def is_blank(value: Value) -> bool:
    """Nothing, or white space alone."""
    return isinstance(value, str) and not value.strip()


def make_cell(row: int, col: int, value: Value, link: str = "") -> Cell:
    """The cell of a value: whole numbers without ".0", dates as YYYY-MM-DD."""
    if isinstance(value, str):
        return Cell(row, col, value, "text", link)
    kind, text = _typed(value)
    return Cell(row, col, text, kind, link)


def _typed(value: Value) -> tuple[str, str]:
    if isinstance(value, bool):
        return "bool", "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return "number", number_text(value)
    if isinstance(value, Oddity):
        return value.kind, value.text
    if isinstance(value, date):  # a datetime is one too
        return "date", value.isoformat()[:10]
    return "text", str(value)


def number_text(value: float) -> str:
    """812345678.0 -> "812345678"; what is no whole number as Python shows it."""
    whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e21)
    return str(int(value)) if whole else repr(value)


def text_of(value: Value) -> str:
    """The value as text, "" where it is blank."""
    if isinstance(value, str):
        return value.strip()
    return _typed(value)[1]
