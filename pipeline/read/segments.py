"""From a heading to the tables it holds: side by side, several in one, columns without a name, persons told apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.read.header import Column, Header
from pipeline.read.headings import KEYS, heading_key
from schemas.columns import Table

VERDICT = heading_key("ผลการตรวจ")
"""The column that our returned workbooks add; never data, never unknown."""


@dataclass
class Segment:
    """The columns of one table, or of several that share their key columns.

    ``columns`` maps a field to its column; ``twice`` are columns whose field is taken already, ``untold`` those of
    which it cannot be told whether they are person 1's or 2's, ``unknown`` those that are no part of the contract.
    """

    header: Header
    columns: dict[str, Column] = field(default_factory=dict)
    twice: list[tuple[str, Column]] = field(default_factory=list)
    untold: list[Column] = field(default_factory=list)
    unknown: list[Column] = field(default_factory=list)
    verdict: int = 0

    def own(self, table: Table) -> list[str]:
        """The table's own fields (not the shared keys) that are here."""
        return [one.name for one in table.fields if one.name not in KEYS and one.name in self.columns]

    @property
    def left(self) -> int:
        """The first column."""
        return min(column.col for column in self.columns.values())

    @property
    def right(self) -> int:
        """The last column."""
        return max(column.col for column in self.columns.values())

    def shape(self) -> dict[str, int]:
        """Field -> column number: the same shape again is the same table going on."""
        return {name: column.col for name, column in self.columns.items()}


def segments(header: Header) -> list[Segment]:
    """The segments of a heading from left to right."""
    return [_segment(header, columns) for columns in _split(header.columns)]


def _split(columns: Sequence[Column]) -> list[list[Column]]:
    """A key column named again begins the next table where the last one is complete or a gap lies between."""
    parts: list[list[Column]] = [[]]
    seen: set[str] = set()
    complete = False
    for column in columns:
        name = column.match.fields[0] if column.match else ""
        gap = bool(parts[-1]) and column.col > parts[-1][-1].col + 1
        if name in KEYS and name in seen and (complete or gap):
            parts.append([])
            seen, complete = set(), False
        parts[-1].append(column)
        seen.add(name)
        complete = complete or (bool(name) and name not in KEYS)
    return list(_joined(parts))


def _joined(parts: Iterable[list[Column]]) -> Iterator[list[Column]]:
    """A part that has key columns alone is no table of its own: its columns were named twice by mistake."""
    whole: list[Column] = []
    for part in parts:
        if whole and any(column.match and column.match.fields[0] not in KEYS for column in part):
            yield whole
            whole = []
        whole = whole + part
    yield whole


def _segment(header: Header, columns: Sequence[Column]) -> Segment:
    segment = Segment(header)
    persons: list[Column] = []
    beside: dict[str, Column] = {}
    number, last = 0, None
    for column in columns:
        if column.match is None:
            if heading_key(column.text) == VERDICT:
                segment.verdict = column.col
            else:
                segment.unknown.append(column)
        elif len(column.match.fields) == 1:
            _put(segment, column.match.fields[0], column)
        elif column.match.number:
            _put(segment, column.match.fields[column.match.number - 1], column)
            in_turn = last is not None and last.match is not None and last.match.fields == column.match.fields
            number = 0 if in_turn else column.match.number
        elif number and column.match.fields[number - 1] not in segment.columns:
            beside[column.match.fields[number - 1]] = column  # without a number it goes with the one before
            _put(segment, column.match.fields[number - 1], column)
        else:
            persons.append(column)
        last = column
    for name, column in beside.items():
        if any(other.match and column.match and other.match.fields == column.match.fields for other in persons):
            persons.append(segment.columns.pop(name))  # of two without a number neither is the one's beside it
    _tell_apart(segment, persons)
    return segment


def _put(segment: Segment, name: str, column: Column) -> None:
    if name in segment.columns:
        segment.twice.append((name, column))
    else:
        segment.columns[name] = column


def _tell_apart(segment: Segment, persons: Sequence[Column]) -> None:
    """Columns of persons without any number: one of a kind is person 1's, of several it cannot be told."""
    parts: dict[tuple[str, ...], list[Column]] = {}
    for column in persons:
        assert column.match
        parts.setdefault(column.match.fields, []).append(column)
    for fields, columns in parts.items():
        if len(columns) == 1 and not any(name in segment.columns for name in fields):
            segment.columns[fields[0]] = columns[0]
        else:
            segment.untold.extend(columns)


def tables_of(segment: Segment, tables: Sequence[Table], sheet: str) -> tuple[list[Table], bool]:
    """(tables, whether clearly so). Clear: two of the table's own columns (or its only one), or the sheet's name;
    else whichever table it has any column of; else none.
    """
    untold = {name for column in segment.untold if column.match for name in column.match.fields}
    clear = [
        table
        for table in tables
        if len(segment.own(table)) >= min(2, _own_count(table)) or any(one.name in untold for one in table.fields)
    ] or [table for table in tables if heading_key(table.sheet) == heading_key(sheet)]
    return clear or [table for table in tables if segment.own(table)], bool(clear)


def _own_count(table: Table) -> int:
    return sum(one.name not in KEYS for one in table.fields)


def missing(segment: Segment, table: Table) -> list[str]:
    """The labels of the table's required columns that are not here."""
    return [one.label for one in table.fields if one.required and one.name not in segment.columns]


def labels(segment: Segment, names: Iterable[str]) -> Mapping[str, str]:
    """Field -> heading as typed."""
    return {name: segment.columns[name].text for name in names}
