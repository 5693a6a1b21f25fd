"""A run goes on where one that was torn off stopped: under its name, with what that had kept (``store.journal``)."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from pipeline.crew.job import UNREAD, Job
from pipeline.desk import Desk
from pipeline.model import Arrival, Finding, Outcome, Submission
from pipeline.running.settled import Merged, already_known
from pipeline.store import findings, journal, submissions
from pipeline.store.journal import Done, File
from pipeline.store.purges import is_purged


@dataclass(frozen=True, slots=True)
class Torn:
    """What a run that was torn off had dealt with; nothing where the last one ended.

    ``since`` are those of its files that are not as that run left them, as the master has them now: central staff
    decided about them, or there is no original. ``purged`` are those whose original was deleted; ``turns`` tells which
    files came together.
    """

    done: Mapping[File, Done]
    since: Mapping[File, Merged]
    purged: Collection[File]
    turns: Mapping[File, int]

    @property
    def run(self) -> str:
        """The name of that run; "" where there is none."""
        return next((one.run for one in self.done.values()), "")

    @property
    def first(self) -> int:
        """The lowest receipt it gave; 0: none."""
        return min((one.receipt for one in self.done.values() if one.receipt), default=0)

    def recall(self, submission: Submission) -> Merged | None:
        """What came of a file then, as it was told then; None where it has still to be merged."""
        file = (submission.arrival.path, submission.arrival.sha256)
        done = self.done.get(file)
        if done is None:
            return None
        if done.receipt:
            return self.since.get(file) or Merged(submission, done.outcome, done.receipt)
        return replace(already_known(submission.arrival, 0), outcome=done.outcome)

    def in_turn(self, arrivals: Collection[Arrival]) -> Mapping[File, int]:
        """Which files came together: those of the run, and those that came since. Only such contradict each other, and
        they do though the run was torn off between them."""
        now = max(self.turns.values(), default=0) + 1
        return {file: self.turns.get(file, now) for file in sorted(_files(arrivals))}

    def taken_out(self, archive: Path, there: Collection[Arrival]) -> Iterator[Job]:
        """Its files that are in the inbox no longer: they belong to the run, and their workbooks may still be owed."""
        left = _files(there)
        for file, done in self.done.items():
            if file not in left:
                path = _original(archive, done)
                yield Job(done.arrival, path, () if path.is_file() else UNREAD)


def torn_off(desk: Desk, connection: sa.Connection) -> Torn:
    """The run that was torn off on this outbox."""
    done = journal.read(connection, desk.place)
    since = {}
    for file, one in done.items():
        now = submissions.one(connection, one.receipt, one.outcome.status)
        if one.receipt and (now is None or not _original(desk.outbox.archive, one).is_file()):
            since[file] = _as_kept(connection, one)
    purged = {file for file, one in done.items() if is_purged(connection, one.receipt)}
    return Torn(done, since, purged, journal.turns(connection, desk.place) if done else {})


def _files(there: Collection[Arrival]) -> set[File]:
    return {(arrival.path, arrival.sha256) for arrival in there}


def _original(archive: Path, done: Done) -> Path:
    return archive / f"{done.arrival.sha256}.xlsx"


def _as_kept(connection: sa.Connection, done: Done) -> Merged:
    """A submission as the master has it, without its rows: nothing can be drawn of it."""
    row = submissions.by_receipt(connection, done.receipt)
    submission = Submission(done.arrival, row.province, row.source, row.revision, (), (), {})
    laos = submissions.laos_of(connection, done.receipt)
    fates = {(table, fate): count for table, fate, count in json.loads(row.fates)}
    found = tuple(Finding(rule) for rule, *_ in findings.said_of(connection, done.receipt))
    governs = frozenset((lao_id, "") for lao_id in laos)
    return Merged(submission, Outcome(row.status, (), governs, fates, found), done.receipt)


def noted(connection: sa.Connection, desk: Desk, run: str, one: Merged) -> Merged:
    """The same, noted in the journal in the caller's transaction."""
    journal.write(connection, desk.place, Done(run, one.submission.arrival, one.receipt, one.outcome))
    return one
