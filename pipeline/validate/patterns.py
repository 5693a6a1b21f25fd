"""What only the rows of one file together show: values dragged down, one value in every row, namesakes' websites."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Finding, Lao, Record
from pipeline.validate.near_names import find_near_names
from schemas import TABLE
from schemas.columns import PERSONS
from schemas.website import https_shares, site_of

DRAGGED = 5
"""So many rows that each count one on from the row above were not typed."""
UNIFORM = 10
"""So many rows with one value are no coincidence."""
MUNICIPAL = frozenset({"city", "town", "subdistrict"})

COUNTED = {"website": ("website",), "contact": tuple(f"person{n}_phone" for n in PERSONS)}
"""The columns that Excel's fill handle counts up."""
READ_AS = {
    "website": {"website": "url"},
    "contact": {
        **{f"person{n}_name": f"person{n}_full" for n in PERSONS},
        **{f"person{n}_phone": f"person{n}_phones" for n in PERSONS},
    },
}
"""The columns that differ from LAO to LAO, and the value that each is read as; "" where none is declared."""

Laos = Mapping[str, Lao]
LONGEST = 18
"""Digits of a number that somebody counts on from."""
_LAST_NUMBER = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.DOTALL)


class Counted(NamedTuple):
    """A text that ends in a number, or has one: its last number, and what stands around it."""

    before: str
    number: int
    after: str


def find_patterns(records: Sequence[Record], laos: Laos) -> Iterator[Finding]:
    """XR006 to XR009 and WW033 of one file; ``laos`` by lao_id."""
    for rows in _sheets(records):
        yield from _dragged(rows)
        yield from _uniform(rows)
        yield from find_near_names(rows, laos)
    sites = [record for record in records if record.table == "website"]
    yield from _namesakes(sites, laos)
    for share in https_shares(record.values for record in sites):
        yield Finding("WW033", "website", sites[0].sheet, params=share)


def _sheets(records: Iterable[Record]) -> Iterable[list[Record]]:
    """The rows of each table on each sheet, from top to bottom."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        found.setdefault((record.table, record.sheet), []).append(record)
    return found.values()


def _dragged(rows: Sequence[Record]) -> Iterator[Finding]:
    """XR006 at every cell of a run that counts up by one."""
    for column in COUNTED.get(rows[0].table, ()):
        label = TABLE[rows[0].table].field(column).label
        for first, after in _runs([_counted(row, column) for row in rows]):
            yield from (row.finding("XR006", column, label) for row in rows[first:after])


def _runs(cells: Sequence[Counted | None]) -> Iterator[tuple[int, int]]:
    """Where each run that counts up by one begins and where it is over."""
    start, awaited = 0, None
    for number, found in enumerate((*cells, None)):
        if found is None or found != awaited:
            if number - start >= DRAGGED:
                yield start, number
            start = number
        awaited = found._replace(number=found.number + 1) if found else None


def _counted(row: Record, column: str) -> Counted | None:
    """The cell's last number; none where it is the LAO's own code, by which some offices name their sites."""
    cell = row.cells.get(column)
    found = _last_number(cell.text) if cell else None
    own = row.lao_id and found and str(found.number).endswith(row.lao_id.lstrip("0"))
    return None if own else found


def _last_number(text: str) -> Counted | None:
    before = text.rstrip("0123456789")
    if len(before) < len(text):  # most phones: no need for the pattern
        return _as_counted(before, text[len(before) :], "")
    found = _LAST_NUMBER.fullmatch(text)
    return _as_counted(*found.groups()) if found else None


def _as_counted(before: str, digits: str, after: str) -> Counted | None:
    return Counted(before, int(digits), after) if len(digits) <= LONGEST else None


def _uniform(rows: Sequence[Record]) -> Iterator[Finding]:
    """XR007, once for a column."""
    if len(rows) < UNIFORM:
        return
    for column, value in READ_AS.get(rows[0].table, {}).items():
        filled = [row for row in rows if column in row.cells]
        values = {row.values[value] for row in filled}
        if len(filled) >= UNIFORM and len(values) == 1 and values != {""}:
            table, label = rows[0].table, TABLE[rows[0].table].field(column).label
            params = {"n": str(len(filled))}
            yield Finding(
                "XR007", table, rows[0].sheet, column=column, label=label, value=filled[0].text(column), params=params
            )


def _namesakes(sites: Iterable[Record], laos: Laos) -> Iterator[Finding]:
    """XR008 at the rows of a municipality and an อบต. of one name that give one website."""
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for record in sites:
        if record.lao_id and record.values["url"]:
            lao = laos[record.lao_id]
            groups.setdefault((lao.province, lao.name, site_of(record.values)), []).append(record)
    for group in groups.values():
        types = {laos[record.lao_id].type for record in group}
        if "tao" in types and types & MUNICIPAL:
            yield from (record.finding("XR008", "website", TABLE["website"].field("website").label) for record in group)
