"""What arrived, judged: read by the crew, validated in batches."""

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pipeline.crew.job import Job
from pipeline.crew.pool import Crew
from pipeline.crew.prepare import Bench
from pipeline.crew.spool import Prepared
from pipeline.desk import Desk
from pipeline.mark import load_keys
from pipeline.model import Finding, Lao, Submission
from pipeline.ourfault import told
from pipeline.progress import Progress
from pipeline.running.master import Lists
from pipeline.store.journal import File
from pipeline.validate import find_rivals, validate
from pipeline.validate.rules import load_pandera

BATCH = 8_000
"""Rows that are validated at once: a frame costs pandera some milliseconds however small, and more rows take memory."""
AT_HAND = 25_000
"""The rows of a round that is validated while it is being read, and held until the turn of each file comes."""
TOGETHER: Mapping[File, int] = {}


class Judged(NamedTuple):
    """A submission with all that reading and validating have to say of it, or what is told of our own ``fault`` with
    it, and where it is packed."""

    submission: Submission
    found: tuple[Finding, ...]
    fault: str = ""
    packed: Path = Path()


def bench(desk: Desk, lists: Lists) -> Bench:
    """What the crew of a run works with."""
    return Bench(desk.reference, tuple(lists.laos.values()), load_keys(desk.outbox.key), desk.rules)


def judge(
    lists: Lists, jobs: Sequence[Job], crew: Crew, progress: Progress, turns: Mapping[File, int] = TOGETHER
) -> Iterator[Judged]:
    """Read all files, validate them batch by batch, those of a round that is not too large while others are being read;
    each in the order in which they are received (design §5).

    ``turns`` tells which came together: only such contradict each other.
    """
    if not jobs:
        return
    answers = crew.read(jobs)
    load_pandera()  # while the first files are being read
    prepared, together = [], defaultdict[int, list[Prepared]](list)
    early = Early(lists.laos)
    for job, one in zip(jobs, answers, strict=True):
        prepared.append(one)
        together[turns.get((job.arrival.path, job.arrival.sha256), 0)].append(one)
        early.take(one)
        progress("read", len(prepared), len(jobs))
    early.validate()
    prepared.sort()
    rivals = dict(pair for turn in together.values() for pair in _rivals(turn, lists.laos))
    gc.freeze()  # what is here stays: it need not be looked through after every batch
    for number, batch in enumerate(_batches(prepared)):
        if number:
            gc.collect()  # a command works without the collector, and what a batch leaves behind is as large as it
        for judged in early.joined(batch):
            yield judged._replace(found=(*judged.found, *rivals.get(judged.packed, ())))


class Early:
    """Submissions validated while others are being read, until their turn comes; none where there are too many."""

    def __init__(self, laos: Mapping[str, Lao]) -> None:
        self._laos = laos
        self._judged: dict[Path, Judged] = {}
        self._batch: list[Prepared] = []
        self._rows = 0

    def take(self, one: Prepared) -> None:
        """Have a submission validated, while there is room for all."""
        self._rows += one.rows
        if self._rows > AT_HAND:
            self._judged, self._batch = {}, []
            return
        self._batch.append(one)
        if sum(other.rows for other in self._batch) >= BATCH:
            self.validate()

    def validate(self) -> None:
        """Validate what was taken."""
        if self._batch:
            self._judged.update((judged.packed, judged) for judged in _validated(self._batch, self._laos))
            self._batch = []

    def joined(self, batch: Sequence[Prepared]) -> Iterator[Judged]:
        """A batch in its order, those validated that were not yet."""
        late = [one for one in batch if one.packed not in self._judged]
        if late:
            self._judged.update((judged.packed, judged) for judged in _validated(late, self._laos))
        for one in batch:
            yield self._judged.pop(one.packed)


def _validated(batch: Sequence[Prepared], laos: Mapping[str, Lao]) -> Iterator[Judged]:
    submissions_ = [one.submission() for one in batch]
    try:
        judged = validate(submissions_, laos)
    except Exception as fault:
        if len(batch) == 1:
            yield Judged(submissions_[0], (), told(fault), batch[0].packed)
        else:  # it is in one of them, and the others go on
            for one in batch:
                yield from _validated([one], laos)
        return
    for one, submission, found in zip(batch, submissions_, judged, strict=True):
        yield Judged(submission, found, one.fault, one.packed)


def _batches(prepared: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    batch: list[Prepared] = []
    for one in prepared:
        if batch and sum(other.rows for other in batch) + one.rows > BATCH:
            yield batch
            batch = []
        batch.append(one)
    yield batch


def _rivals(prepared: Sequence[Prepared], laos: Mapping[str, Lao]) -> Iterator[tuple[Path, list[Finding]]]:
    """Of files of one province with the same explicit revision, what XS003 says; by where each is packed."""
    stated = sorted((one for one in prepared if one.revision and one.province), key=_office_and_revision)
    for _, group in groupby(stated, _office_and_revision):
        files = list(group)
        if len(files) > 1:
            yield from zip(
                (one.packed for one in files), find_rivals([one.submission() for one in files], laos), strict=True
            )


def _office_and_revision(one: Prepared) -> tuple[str, int]:
    return one.province, one.revision
