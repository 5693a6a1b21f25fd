"""The proof of the ledger over the whole history: every archived file, row and filled cell has one fate.

Nothing is written. What does not hold is named; what was looked at is counted, so that nobody takes the quick proof
for the whole one.
"""

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.keeping.faults import Fault, fault
from pipeline.keeping.originals import opened, original_faults
from pipeline.keeping.receipts import Receipt, load_receipts
from pipeline.keeping.runs import run_faults
from pipeline.progress import Progress, silent
from pipeline.running.lock import at_rest
from pipeline.running.master import load_lists
from pipeline.running.resuming import torn_off
from pipeline.store import records, submissions
from pipeline.store.archive import fingerprint_of
from pipeline.store.copies import DamagedMaster, open_trial
from pipeline.store.purges import Purged, load_purges

MOST = 20
"""Units of one table that are named; when the history is wrong, it is seldom wrong once."""
REMARKS = frozenset({"archive_waiting"})
"""What is said of what has not ended yet; it is no fault."""


class Proof(NamedTuple):
    """What does not hold, how much was looked at (files, purged, runs, changes, originals read again), and remarks."""

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]
    remarks: tuple[Fault, ...] = ()


def verify(desk: Desk, *, reread: bool = False, workers: int = 1, progress: Progress = silent) -> Proof:
    """Prove archive, run manifests and history; with ``reread`` also that the originals give the ledger and history.

    The master is read as of one moment, archive and manifests after it: beside a run that ends or a purge they need not
    agree. So what looks wrong is looked at again when nobody is at work on the outbox, before anything is said of it.
    Raises ``NoRegister`` where originals are to be read again and no register was imported.
    """
    proof = _proof(desk, reread, workers, progress)
    if proof.faults and os.access(desk.outbox.lock, os.W_OK):  # else nobody has ever been at work, or may be
        with at_rest(desk):
            return _proof(desk, reread, workers, progress)
    return proof


def _proof(desk: Desk, reread: bool, workers: int, progress: Progress) -> Proof:
    try:
        engine = open_trial(desk.master, checked=True)
    except DamagedMaster as damage:
        return Proof((fault("master_damaged", **damage.parts),), {})
    with engine.connect() as connection:
        receipts, purged = load_receipts(desk, connection), load_purges(connection)
        there = {number: one for number, one in receipts.items() if one.has_original and number not in purged}
        found = [
            *_numbering(receipts, purged),
            *_archive(desk, receipts, there, purged),
            *run_faults(desk, receipts, torn_off(desk, connection).run),
            *_history(connection, receipts),
        ]
        again = opened(desk, there.values()) if reread else []
        if again:
            lists = load_lists(connection, desk.reference)
            found += original_faults(desk, connection, lists, again, workers, progress)
        counts = {**submissions.totals(connection), "purged": len(purged), "reread": len(again)}
    counts["runs"] = len(list(desk.outbox.runs.glob("*.json")))
    remarks = tuple(one for one in found if one.key in REMARKS)
    return Proof(tuple(one for one in found if one not in remarks), counts, remarks)


def _numbering(receipts: Mapping[int, Receipt], purged: Mapping[int, Purged]) -> Iterator[Fault]:
    """No receipt is left out, and nothing was purged that was not received."""
    for number in range(1, max(receipts, default=0) + 1):
        if number not in receipts:
            yield fault("receipt_missing", receipt=number)
    for number, one in purged.items():
        if number not in receipts or receipts[number].sha256 != one.sha256:
            yield fault("purge_unknown", receipt=number)


def _archive(
    desk: Desk, receipts: Mapping[int, Receipt], there: Mapping[int, Receipt], purged: Mapping[int, Purged]
) -> Iterator[Fault]:
    """Every file belongs to a receipt and every receipt's file is there, its content what its name says.

    One that has that content and no receipt was archived by us: its run is at work or was torn off, or its ledger did
    not balance, and the next run takes it in.
    """
    files = {path.stem: path for path in sorted(desk.outbox.archive.glob("*")) if not path.name.startswith(".")}
    for number, one in there.items():
        if one.sha256 not in files:
            yield fault("archive_missing", receipt=number, file=f"{one.sha256}.xlsx")
    wanted, gone = {one.sha256 for one in there.values()}, {one.sha256: one for one in purged.values()}
    for sha256, path in files.items():
        if sha256 in wanted:
            if fingerprint_of(path) != sha256:
                yield fault("archive_changed", file=path.name)
        elif sha256 in gone:
            yield fault("archive_purged", file=path.name, day=gone[sha256].purged_at[:10])
        elif all(sha256 != one.sha256 for one in receipts.values()):
            yield fault("archive_waiting" if fingerprint_of(path) == sha256 else "archive_stray", file=path.name)


def _history(connection: sa.Connection, receipts: Mapping[int, Receipt]) -> Iterator[Fault]:
    """Every statement came with a receipt, and replaying them gives the current values, unit by unit."""
    for number in sorted(records.stated_by(connection) - receipts.keys()):
        yield fault("history_receipt", receipt=number)
    for table, units in records.rebuild(connection).items():
        now = records.current(connection, table)
        wrong = sorted(key for key in units.keys() | now.keys() if units.get(key) != now.get(key))
        yield from (fault("history", table=table, unit=" ".join(map(str, key))) for key in wrong[:MOST])
