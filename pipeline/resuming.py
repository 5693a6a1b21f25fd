"""A run goes on where one that was torn off stopped: under its name, with what that had kept (``store.journal``)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from pipeline.crew.prepare import Job
from pipeline.desk import Desk
from pipeline.master import Merged, already_known
from pipeline.model import Arrival, Submission
from pipeline.store import journal
from pipeline.store.journal import Done, File


@dataclass(frozen=True, slots=True)
class Torn:
    """What a run that was torn off had dealt with; nothing where the last one ended."""

    done: Mapping[File, Done]

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
        done = self.done.get((submission.arrival.path, submission.arrival.sha256))
        if done is None:
            return None
        if done.receipt:
            return Merged(submission, done.outcome, done.receipt)
        return replace(already_known(submission.arrival, 0), outcome=done.outcome)

    def taken_out(self, archive: Path, there: Collection[Arrival]) -> Iterator[Job]:
        """Its files that are in the inbox no longer: their workbooks may still be owed."""
        left = {(arrival.path, arrival.sha256) for arrival in there}
        for file, done in self.done.items():
            path = archive / f"{done.arrival.sha256}.xlsx"
            if file not in left and path.is_file():
                yield Job(done.arrival, path)


def torn_off(desk: Desk, connection: sa.Connection) -> Torn:
    """The run that was torn off on this outbox."""
    return Torn(journal.read(connection, desk.place))


def noted(connection: sa.Connection, desk: Desk, run: str, one: Merged) -> Merged:
    """The same, noted in the journal in the caller's transaction."""
    journal.write(connection, desk.place, Done(run, one.submission.arrival, one.receipt, one.outcome))
    return one
