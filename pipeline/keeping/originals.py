"""The archived originals read once more: they give the rows of the ledger and the values of the history."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from pipeline.crew.job import Job
from pipeline.crew.pool import crew
from pipeline.desk import Desk
from pipeline.keeping.faults import Fault, fault
from pipeline.keeping.receipts import Receipt
from pipeline.keeping.runs import rows_by_table
from pipeline.model import Arrival, Change, Record, Submission
from pipeline.progress import Progress
from pipeline.running.judge import bench
from pipeline.running.ledger import UNIT_FIELDS, rows_of, untold
from pipeline.running.master import Lists
from pipeline.store import findings, records

READ_AS = {
    "website": {"website": "url", "website_kind": "kind"},
    "contact": {"name": "full", "position": "position_value", "phone_typed": "phone", "phones": "phones"},
}
"""What the master keeps -> the value of the record it comes from (of a person: without "person1_")."""


def opened(desk: Desk, receipts: Iterable[Receipt]) -> list[Receipt]:
    """Those that had tables and whose original is there. What was refused unopened has no row to be accounted for."""
    return [one for one in receipts if one.fates and _path(desk, one).is_file()]


def original_faults(
    desk: Desk, connection: sa.Connection, lists: Lists, receipts: Sequence[Receipt], workers: int, progress: Progress
) -> Iterator[Fault]:
    """Read the originals of these receipts in child processes and hold them against what was kept of them."""
    with crew(bench(desk, lists), workers, None) as hands:
        answers = hands.read([Job(_arrival(one), _path(desk, one)) for one in receipts])
        for number, (kept, prepared) in enumerate(zip(receipts, answers, strict=True), 1):
            submission = prepared.submission()
            prepared.packed.unlink()
            yield from _rows(kept, submission)
            if kept.status == "accepted":
                yield from _cells(desk, connection, kept, submission)
            progress("read", number, len(receipts))


def _path(desk: Desk, one: Receipt) -> Path:
    return desk.outbox.archive / f"{one.sha256}.xlsx"


def _arrival(one: Receipt) -> Arrival:
    return Arrival(one.name, one.name, one.folder, one.sha256, one.size, 0.0)


def _rows(kept: Receipt, submission: Submission) -> Iterator[Fault]:
    """Every row of every table has a fate, whatever it was."""
    now, then = rows_of(submission), rows_by_table(kept.fates)
    for table in sorted(now.keys() | then.keys()):
        if now[table] != then.get(table, 0):
            counts = {"n": now[table], "m": then.get(table, 0)}
            yield fault("original_rows", receipt=kept.receipt, table=table, **counts)


def _cells(desk: Desk, connection: sa.Connection, kept: Receipt, submission: Submission) -> Iterator[Fault]:
    """Every filled cell was taken or has a finding, and what was taken is what stands there."""
    changes = records.changes_of(connection, kept.receipt)
    spoken = findings.said_of(connection, kept.receipt)
    for sheet, cell in untold(submission.records, changes, spoken, desk.rules):
        yield fault("original_cell", receipt=kept.receipt, cell=f"{sheet}!{cell}")
    for change in untrue(changes, submission.records):
        yield fault("original_value", receipt=kept.receipt, cell=f"{change.sheet}!{change.cell}")


def untrue(changes: Iterable[Change], read: Iterable[Record]) -> Iterator[Change]:
    """The changes whose cell does not say now what they took from it."""
    units = ((record, field) for record in read for unit in UNIT_FIELDS.get(record.table, ()) for field in unit)
    places = {(record.table, record.sheet, record.ref(field)): (record, field) for record, field in units}
    for change in changes:
        place = places.get((change.table, change.sheet, change.cell))
        if place is None or not _says(change, *place):
            yield change


def _says(change: Change, record: Record, column: str) -> bool:
    person = column.rpartition("_")[0]
    prefix = f"{person}_" if person else ""
    said = {name: record.values[prefix + value] for name, value in READ_AS[change.table].items()}
    return all(value in ("", said[name]) or name in change.kept for name, value in change.values.items())
