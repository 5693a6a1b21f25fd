"""What arrived, judged: read by the crew, validated in batches."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from pipeline.running.order import in_order
from pipeline.store.journal import File
from pipeline.validate import find_rivals, validate
from pipeline.validate.rules import load_pandera

BATCH = 8_000
"""Rows that are validated at once: a frame costs pandera some milliseconds however small, and more rows take memory."""
TOGETHER: Mapping[File, int] = {}
InTurn = tuple[Prepared, Sequence[Finding]]
"""A submission whose turn has come, and where it contradicts another of the same revision."""


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
    lists: Lists,
    jobs: Sequence[Job],
    crew: Crew,
    progress: Progress,
    turns: Mapping[File, int] = TOGETHER,
    *,
    all_read: bool = False,
) -> Iterator[Judged]:
    """Read all files and validate them batch by batch, in the order in which they are received (design §5), the first
    while later ones are being read.

    ``turns`` tells which came together: only such contradict each other. ``all_read`` gives the first one back when all
    were read: a trial keeps others from a shared master from its first one on.
    """
    if not jobs:
        return
    arriving: Iterable[list[Prepared]] = in_order(jobs, crew, progress)
    load_pandera()  # while the first files are being read
    arriving = list(arriving) if all_read else arriving
    gc.freeze()  # what is here stays: it need not be looked through after every batch
    for number, batch in enumerate(_batches(_with_rivals(arriving, turns, lists.laos))):
        if number:
            gc.collect()  # a command works without the collector, and what a batch leaves behind is as large as it
        validated = _validated([one for one, _ in batch], lists.laos)
        for judged, (_, rivals) in zip(validated, batch, strict=True):
            yield judged._replace(found=(*judged.found, *rivals))


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


def _batches(received: Iterable[InTurn]) -> Iterator[list[InTurn]]:
    batch: list[InTurn] = []
    rows = 0
    for one in received:
        rows += one[0].rows
        if batch and rows > BATCH:
            yield batch
            batch, rows = [], one[0].rows
        batch.append(one)
    yield batch


def _with_rivals(
    arriving: Iterable[Sequence[Prepared]], turns: Mapping[File, int], laos: Mapping[str, Lao]
) -> Iterator[InTurn]:
    for alike in arriving:
        together = defaultdict[int, list[Prepared]](list)
        for one in alike:
            together[turns.get((one.path, one.sha256), 0)].append(one)
        rivals = dict(pair for turn in together.values() for pair in _rivals(turn, laos))
        yield from ((one, rivals.get(one.packed, [])) for one in alike)


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
