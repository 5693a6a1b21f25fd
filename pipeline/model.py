"""The nouns that stages pass on. All are frozen values; none does I/O.

``Cell`` and ``Row`` come out of *read*; ``Reading`` and ``Note`` are what an interpreter answers;
``Record`` is one interpreted row; ``Finding`` is one rule broken (or one repair made) at one place;
``Submission`` is one workbook as received; ``Outcome`` is what merging it did.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

NO_PARAMS: Mapping[str, str] = {}


def column_letters(col: int) -> str:
    """1 -> "A", 27 -> "AA": a column as Excel shows it."""
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Note(NamedTuple):
    """What one rule says of one cell, before the cell's place is known.

    ``params`` fills the placeholders of the rule's message ({v}, {x}, {n} …); {v}, the value as typed, is
    filled from the cell when absent.
    """

    rule: str
    params: Mapping[str, str] = NO_PARAMS
    suggestion: str = ""


class Reading(NamedTuple, Generic[T]):
    """An interpreter's answer: the value (None: blank or unreadable) and what was noticed on the way."""

    value: T | None
    notes: tuple[Note, ...] = ()


class Cell(NamedTuple):
    """One filled cell. ``row`` and ``col`` count from 1, as Excel does.

    ``kind``: text | number | date | bool | error (#N/A …) | formula (a formula without a stored value).
    ``text`` is what was typed, as text: a whole number without ".0", a date as YYYY-MM-DD.
    ``link`` is the cell's hyperlink target, "" where there is none.
    """

    row: int
    col: int
    text: str
    kind: str = "text"
    link: str = ""

    @property
    def ref(self) -> str:
        """The address as Excel shows it: "G17"."""
        return f"{column_letters(self.col)}{self.row}"


class Row(NamedTuple):
    """One data row of a table: ``cells`` maps a field's name to its filled cell; blank cells are absent."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken, or one repair made, at one place of one submission.

    ``table`` is website | contact | certification or "" (the whole file); ``row`` is 0 and ``cell`` "" where
    the place is not one row or cell; ``column`` is a field's name and ``label`` its heading for people.
    ``value`` (as typed) and ``params`` are whole here: ``pipeline.privacy`` masks them on every way out.
    """

    rule: str
    table: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    label: str = ""
    lao_id: str = ""
    value: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """One table found in a workbook.

    ``columns`` maps field name -> column number (1-based), ``labels`` field name -> the heading as typed;
    ``header_rows`` are the sheet rows that hold the heading; ``rows`` are the data rows in sheet order, blank
    and structural ones left out; ``structural`` counts those left out by what they are: title, header,
    district, footer, blank. ``verdict_column`` is our own verdict column's number in a returned workbook, else 0.
    """

    table: str
    sheet: str
    header_rows: tuple[int, ...]
    columns: Mapping[str, int]
    labels: Mapping[str, str]
    rows: tuple[Row, ...]
    structural: Mapping[str, int]
    verdict_column: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as read: its tables, what reading noticed, and every text that may name the province.

    ``titles`` are the texts above the tables and the sheet names; ``mark`` is the form's own mark as found
    (None: not our form). ``findings`` may withhold the file or a sheet; then ``tables`` lacks it.
    """

    tables: tuple[TableRead, ...]
    findings: tuple[Finding, ...] = ()
    titles: tuple[str, ...] = ()
    mark: str | None = None


class Lao(NamedTuple):
    """A local administrative organization as the register has it today.

    ``code`` has 8 digits (TT PP DD SS), ``type`` is a slug: pao | city | town | subdistrict | tao | special.
    ``former`` holds earlier (code, type, name) triples, newest first; ``merged_into`` is a lao_id or "".
    """

    lao_id: str
    code: str
    type: str
    name: str
    district: str
    province: str
    former: tuple[tuple[str, str, str], ...] = ()
    merged_into: str = ""
    changed_on: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One interpreted row of one table: the LAO it is about and the values taken from its cells.

    ``values`` maps a field's name to its interpreted value (``Website``, tuple of ``PhoneNumber``, ``int`` …);
    a blank or unreadable cell has none. ``cells`` are the filled cells, as read.
    """

    table: str
    sheet: str
    row: int
    lao_id: str
    values: Mapping[str, Any]
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as found in the inbox. ``path`` is relative to the inbox, ``folder`` its first folder or ""."""

    path: str
    name: str
    folder: str
    sha256: str
    size: int
    modified: float


@dataclass(frozen=True, slots=True)
class Submission:
    """One workbook as received and interpreted, ready to be validated and merged.

    ``source`` is province | central; ``province`` is "" when unknown; ``revision`` is 0 when none was stated.
    ``structural`` counts the rows that hold no data, per (table, kind).
    """

    arrival: Arrival
    province: str
    source: str
    revision: int
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    structural: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submission: its receipt, status, the fate of every row, and all its findings.

    ``status`` is accepted | held | refused | known; ``fates`` counts rows per (table, fate).
    """

    submission: Submission
    receipt: int
    status: str
    received_at: datetime
    fates: Mapping[tuple[str, str], int]
    findings: tuple[Finding, ...]
