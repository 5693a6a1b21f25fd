"""The two ends of the inbox: what lies there is archived, and taken out of it when it was dealt with. Light."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.crew.job import UNREAD, Job
from pipeline.desk import Desk
from pipeline.intake.inbox import arrivals
from pipeline.model import Arrival
from pipeline.running.settled import Settled, settled_as_known
from pipeline.store import archive
from pipeline.store.whole import force, sweep

MIB = 2**20
NONE_PURGED: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the inbox: its job, the original's path, and the receipt it is equal to (0: a new file).

    One that is ``gone`` from the inbox belongs to a run that was torn off.
    """

    job: Job
    path: Path
    known: int = 0
    gone: bool = False

    def as_known(self) -> Settled:
        """What is said of a file that is known."""
        return settled_as_known(self.job.arrival, self.known)


def receive(
    desk: Desk,
    inbox: Path,
    known: Callable[[Arrival], int],
    *,
    keep: bool = True,
    purged: Collection[tuple[str, str]] = NONE_PURGED,
) -> Iterator[Received]:
    """The files of the inbox, each archived before anything else happens to it.

    ``known`` answers the receipt that a file is equal to. ``purged`` are those (path, fingerprint) that a torn run took
    in and whose original was deleted since: they are not to be kept again.
    """
    for path, arrival, found, data in arrivals(inbox, desk.reference.round.limits["packed_mb"] * MIB):
        if (arrival.path, arrival.sha256) in purged:
            yield Received(Job(arrival, desk.outbox.archive / f"{arrival.sha256}.xlsx", UNREAD), path)
            continue
        stored = path
        if keep and data is not None:
            stored = archive.keep(desk.outbox.archive, data, arrival.sha256)
        elif keep and arrival.size:  # too large to be read
            stored = archive.keep_large(desk.outbox.archive, path, arrival.sha256)
        yield Received(Job(arrival, stored, found), path, known(arrival))
    if keep:
        sweep(desk.outbox.archive)
        force(desk.outbox.archive)


def clear(received: Sequence[Received], staying: set[str]) -> None:
    """Take what was archived out of the inbox; what we could not keep, and what is no file of an office, stays.

    A file that was put in the place of another while the run went on stays, too.
    """
    for file in received:
        arrival = file.job.arrival
        if file.job.path == file.path or arrival.path in staying:
            continue
        with suppress(FileNotFoundError):
            info = file.path.lstat()
            if (info.st_size, info.st_mtime) == (arrival.size, arrival.modified):
                file.path.unlink()
