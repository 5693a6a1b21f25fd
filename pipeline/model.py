"""The nouns that stages pass on. All are frozen values; none does I/O.

``Cell`` and ``Row`` come out of *read*; ``Reading`` and ``Note`` are what an interpreter answers;
``Record`` is one interpreted row; ``Finding`` is one rule broken (or one repair made) at one place;
``Submission`` is one workbook as received; ``Outcome`` is what merging it did.

What shows any of them to a developer (``repr``: faults, logs) says where it stands and not what an office typed there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.look import SheetLook

T = TypeVar("T")

NO_PARAMS: Mapping[str, str] = {}


@lru_cache(maxsize=1024)
def column_letters(col: int) -> str:
    """1 -> "A", 27 -> "AA": a column as Excel shows it."""
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def same_fate(fate: tuple[str, str]) -> tuple[str, str]:
    """The first of equal (table, fate) pairs: thousands of files name the same few."""
    return fate


class Note(NamedTuple):
    """What one rule says of one cell, before the cell's place is known.

    ``params`` fills the placeholders of the rule's message ({v}, {x}, {n} …); {v}, the value as typed, is
    filled from the cell when absent.
    """

    rule: str
    params: Mapping[str, str] = NO_PARAMS
    suggestion: str = ""

    def __repr__(self) -> str:
        return f"Note({self.rule})"


class Reading(NamedTuple, Generic[T]):
    """An interpreter's answer: the value (None: blank or unreadable) and what was noticed on the way."""

    value: T | None
    notes: tuple[Note, ...] = ()

    def __repr__(self) -> str:
        return f"Reading({type(self.value).__name__}, {self.notes})"


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

    def __repr__(self) -> str:
        return f"Cell({self.ref}, {self.kind})"


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
    value: str = field(default="", repr=False)
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    suggestion: str = field(default="", repr=False)


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
    (None: not our form). ``findings`` may withhold the file or a sheet; then ``tables`` lacks it. ``looks`` are its
    sheets as the office made them, where they were asked for.
    """

    tables: tuple[TableRead, ...]
    findings: tuple[Finding, ...] = ()
    titles: tuple[str, ...] = field(default=(), repr=False)
    mark: str | None = None
    looks: tuple[SheetLook, ...] = ()


class Lao(NamedTuple):
    """A local administrative organization as the register has it today.

    ``code`` has 8 digits (TT PP DD SS), ``type`` is a slug: pao | city | town | subdistrict | tao | special.
    ``former`` holds earlier (code, type, name) triples, newest first; ``merged_into`` is a lao_id or "".
    ``label`` is the name with the type's abbreviation, "" until the register is loaded for a run.
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
    label: str = ""

    @property
    def called(self) -> str:
        """The LAO as people call it, with its type: "อบต.กมลา"."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Record:
    """One interpreted row of one table: the LAO it is about and what its cells say.

    ``values`` are flat texts, numbers and flags, the same names for every record of a table: they are the columns
    of the frame that is validated and what is merged (see ``pipeline.interpret.values``). ``cells`` are the filled
    cells as read; ``columns`` maps every field of the table to its column number, so that blank cells have a place.
    """

    table: str
    sheet: str
    row: int
    lao_id: str
    values: Mapping[str, Any] = field(repr=False)
    cells: Mapping[str, Cell]
    columns: Mapping[str, int] = field(repr=False)

    @property
    def place(self) -> "Place":
        """Where the row stands in its submission."""
        return Place(self.table, self.sheet, self.row)

    def ref(self, field: str) -> str:
        """The address of a field's cell, filled or blank; "" where the table has no such column."""
        if field in self.cells:
            return self.cells[field].ref
        return f"{column_letters(self.columns[field])}{self.row}" if field in self.columns else ""

    def text(self, field: str) -> str:
        """What was typed in a field's cell, "" where it is blank."""
        return self.cells[field].text if field in self.cells else ""

    def finding(
        self, rule: str, field: str, label: str, params: Mapping[str, str] = NO_PARAMS, suggestion: str = ""
    ) -> Finding:
        """A finding at one of the row's cells."""
        return Finding(
            rule, self.table, self.sheet, self.row, field, self.ref(field), label, self.lao_id, self.text(field),
            params, suggestion,
        )  # fmt: skip


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
    ``structural`` counts the rows that hold no data, per (table, kind). ``looks`` are its sheets as the office made
    them, for its returned workbook; none where it could not be read.
    """

    arrival: Arrival
    province: str
    source: str
    revision: int
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    structural: Mapping[tuple[str, str], int]
    looks: Sequence[SheetLook] = ()


class Change(NamedTuple):
    """One statement about one unit of the master: a website, or one person of an LAO, in one fiscal year.

    ``action`` is set (a new value), confirm (the same value stated again) or delete; ``values`` maps the unit's
    value columns to text (empty for delete, or where there is nobody to delete). ``person_no`` is 0 for a website.
    ``cell`` is where it was stated. ``kept`` names the columns that were blank there and hold what the master had.
    """

    table: str
    lao_id: str
    lao_code: str
    fiscal_year: str
    person_no: int
    action: str
    values: Mapping[str, str]
    sheet: str
    cell: str
    held: bool = False
    unverified: bool = False
    kept: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Change({self.action} {self.table} {self.lao_id} {self.fiscal_year} {self.person_no}: {self.cell})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What merging one submission comes to: its status, what it changes, the fate of every row, its findings.

    ``status`` is accepted | held | refused | known; ``fates`` counts rows per (table, fate); ``governs`` are the
    (lao_id, table) pairs that this submission speaks for from now on.
    """

    status: str
    changes: tuple[Change, ...]
    governs: frozenset[tuple[str, str]]
    fates: Mapping[tuple[str, str], int]
    findings: tuple[Finding, ...]


class Place(NamedTuple):
    """Where a row stands in its submission."""

    table: str
    sheet: str
    row: int


class Placement(NamedTuple):
    """The fiscal year a row is recorded in: "2557" or "pending"; ``unverified`` where no certified list decided."""

    fiscal_year: str
    note: Note | None = None
    unverified: bool = False
