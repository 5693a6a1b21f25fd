"""The order in which the files of a run are received (design §5): by revision, then time of modification, then name."""

import sys
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import accumulate, groupby, tee
from operator import attrgetter

from pipeline.crew.job import Job
from pipeline.crew.pool import Crew
from pipeline.crew.spool import Prepared
from pipeline.interpret.revision import read_revision
from pipeline.progress import Progress

Place = tuple[int, float, str, str]
"""Revision, time of modification, path, fingerprint: unlike for any two files."""
END: Place = (sys.maxsize, 0, "", "")


def in_order(jobs: Sequence[Job], crew: Crew, progress: Progress) -> Iterator[list[Prepared]]:
    """The files as they are read, each as soon as no other can come before it; all of one stated revision together.

    Reading is begun at once. Only what is read tells its revision, so that files are read by the lowest revision that
    each may have: one that was read goes on when all that are still to be read come after it.
    """
    expected, ahead = tee(_expected(jobs, crew))
    return _in_order(crew.read(job for _, job in expected), ahead, progress)


def _expected(jobs: Sequence[Job], crew: Crew) -> Iterator[tuple[Place, Job]]:
    """The files with the first place that each may have, nearly in that order: those without a revision in their names
    are given out while the others are looked into."""
    named = [(read_revision(job.arrival.name), job) for job in jobs]
    stating = [job for revision, job in named if revision]
    lowest = crew.lowest_revisions(stating)
    yield from sorted((_place(0, job), job) for revision, job in named if not revision)
    yield from sorted((_place(least, job), job) for least, job in zip(lowest, stating, strict=True))


def _place(revision: int, job: Job) -> Place:
    return revision, job.arrival.modified, job.arrival.path, job.arrival.sha256


def _in_order(
    read: Iterator[Prepared], expected: Iterator[tuple[Place, Job]], progress: Progress
) -> Iterator[list[Prepared]]:
    waiting: list[Prepared] = []
    places = [place for place, _ in expected]
    first_left = [*accumulate(reversed(places[1:]), min, initial=END)][::-1]
    for number, (one, following) in enumerate(zip(read, first_left, strict=True), 1):
        heappush(waiting, one)
        progress("read", number, len(places))
        ready = []
        while waiting and _comes_before(waiting[0], following):
            ready.append(heappop(waiting))
        yield from (list(alike) for _, alike in groupby(ready, attrgetter("revision")))


def _comes_before(one: Prepared, following: Place) -> bool:
    """Whether all that are still to be read come after it, and after those of the revision that it states."""
    if one.revision:
        return one.revision < following[0]
    return one[: len(following)] < following
