"""The nouns of a workbook as an office made it: what its returned workbook is drawn from. Frozen values, no I/O."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from operator import eq
from typing import Any, NamedTuple, TypeAlias


class CellStyle(NamedTuple):
    """How cells look. Colours are "#RRGGBB"; "" and 0 are the default. ``number_format`` is its code or its number."""

    font: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    fill: str = ""
    border: bool = False
    horizontal: str = ""
    vertical: str = ""
    wrap: bool = False
    number_format: str | int = 0


CellValue: TypeAlias = str | float | bool | date | time | timedelta
"""What a cell holds: "" where it is blank. A datetime is a date too; an error or a formula without a value is text."""


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A whole sheet as the office made it, for its returned workbook. Rows and columns count from 1.

    ``rows`` begin at A1 and are all of one width; titles, footers and unknown columns are there too, our own verdict
    column is left out. ``merges`` are (top, left, bottom, right); ``widths`` are in characters, ``heights`` in
    points; ``frozen`` are the rows and columns that stay in sight; ``headings`` are the first and last rows of its
    tables' headings. ``cell_styles`` maps row -> column -> a number in ``styles``, whose first is the default.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    frozen: tuple[int, int] = (0, 0)
    headings: tuple[tuple[int, int], ...] = ()
    cell_styles: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    styles: tuple[CellStyle, ...] = (CellStyle(),)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


class Looks(Sequence[SheetLook]):
    """The looks of a workbook's sheets. They travel between processes packed, and are unpacked only where one is
    looked at: a run carries millions of cells through this process for those who draw in others."""

    __slots__ = ("_count", "_packed", "_sheets")

    def __init__(self, sheets: Sequence[SheetLook] | None = None, packed: bytes = b"", count: int = 0) -> None:
        self._sheets = sheets
        self._packed = packed
        self._count = count if sheets is None else len(sheets)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: Any) -> Any:
        if self._sheets is None:
            self._sheets = pickle.loads(self._packed)  # noqa: S301  (packed by a child process of ours)
        return self._sheets[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Looks) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return self._count

    def __reduce__(self) -> tuple[type["Looks"], tuple[None, bytes, int]]:
        return Looks, (None, self._packed or pickle.dumps(self._sheets, 5), self._count)
