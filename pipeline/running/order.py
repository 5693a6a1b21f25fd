"""The order in which the files of a run are received (design §5): by revision, then time of modification, then name."""

import sys
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import accumulate, groupby
from operator import attrgetter

from pipeline.crew.job import Job
from pipeline.crew.pool import Crew
from pipeline.crew.spool import Prepared, Rank
from pipeline.interpret.revision import read_revision
from pipeline.progress import Progress

END: Rank = (sys.maxsize, 0, "", "")


def in_order(jobs: Sequence[Job], crew: Crew, progress: Progress) -> Iterator[list[Prepared]]:
    """The files as they are read, each as soon as no other can come before it; all of one stated revision together.

    Reading is begun at once, in the order that the names tell. Only what is read tells a file's revision: one that was
    read goes on when all that are still to be read come after it, by the lowest revision that each may have.
    """
    named = sorted((_named_rank(job), number) for number, job in enumerate(jobs))
    read = crew.read([jobs[number] for _, number in named])
    lowest = crew.lowest_revisions([jobs[number] for rank, number in named if rank[0]])
    return _in_order(read, [rank for rank, _ in named], lowest, progress)


def _named_rank(job: Job) -> Rank:
    arrival = job.arrival
    return read_revision(arrival.name), arrival.modified, arrival.path, arrival.sha256


def _in_order(
    read: Iterator[Prepared], named: Sequence[Rank], lowest: Iterator[int], progress: Progress
) -> Iterator[list[Prepared]]:
    ranks = [(next(lowest) if rank[0] else 0, *rank[1:]) for rank in named]
    first_left = [*accumulate(reversed(ranks[1:]), min, initial=END)][::-1]
    waiting: list[Prepared] = []
    for number, (one, following) in enumerate(zip(read, first_left, strict=True), 1):
        heappush(waiting, one)
        progress("read", number, len(ranks))
        ready = []
        while waiting and _comes_before(waiting[0], following):
            ready.append(heappop(waiting))
        yield from (list(alike) for _, alike in groupby(ready, attrgetter("revision")))


def _comes_before(one: Prepared, following: Rank) -> bool:
    """Whether nothing that is still to be read can come before it, or state the revision that it states."""
    if one.revision:
        return one.revision < following[0]
    return one.rank < following
