"""What arrived, judged and merged: read by the crew, validated in batches, each submission merged on its own."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from pipeline.crew.job import Job
from pipeline.crew.pool import Crew
from pipeline.crew.prepare import Bench
from pipeline.crew.spool import Prepared
from pipeline.desk import Desk
from pipeline.ledger import LedgerFault, balance
from pipeline.mark import load_keys
from pipeline.master import Lists, Years, master_for, remember
from pipeline.merge import Master, merge
from pipeline.model import Finding, Lao, Submission
from pipeline.notdone import NotDone
from pipeline.ourfault import tell, told
from pipeline.progress import Progress
from pipeline.render.standing import newest
from pipeline.settled import Merged, already_known, at_fault
from pipeline.store import submissions
from pipeline.store.database import Begin
from pipeline.store.journal import File
from pipeline.thai import be_date
from pipeline.validate import find_rivals, validate
from pipeline.validate.absent import find_absent
from pipeline.validate.fiscal_year import certified_years
from pipeline.validate.placing import place_rows, reported_years
from pipeline.validate.rules import load_pandera

BATCH = 8_000
"""Rows that are validated at once: a frame costs pandera some milliseconds however small, and more rows take memory."""
AT_HAND = 25_000
"""So many rows are validated while others are being read, and stay in memory until their turn comes."""
TOGETHER: Mapping[File, int] = {}
Note = Callable[[sa.Connection, Merged], Merged]


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
    """Read all files, validate them batch by batch, the first ones while others are being read; each in the order in
    which they are received (design §5).

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
    """The first submissions, validated while others are being read, until their turn comes."""

    def __init__(self, laos: Mapping[str, Lao]) -> None:
        self._laos = laos
        self._judged: dict[Path, Judged] = {}
        self._batch: list[Prepared] = []
        self._rows = 0

    def take(self, one: Prepared) -> None:
        """Have a submission validated where there is room for it."""
        self._rows += one.rows
        if self._rows <= AT_HAND:
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


def merge_one(
    desk: Desk,
    lists: Lists,
    judged: Judged,
    begin: Begin,
    run: str,
    context: str,
    confirming: int = 0,
    note: Note = lambda _connection, one: one,
) -> Merged:
    """Place the rows, merge, balance the ledger and keep what came of it, all in one transaction.

    ``confirming`` is the receipt of a held submission that central staff accept; ``note`` keeps what the run itself
    has to know if it is torn off.
    """
    (submission, found, fault, _), round_ = judged, desk.reference.round
    if fault:
        return at_fault(submission, tell(fault))
    try:
        with begin() as connection:
            twin = submissions.known(connection, submission.arrival.sha256, submission.arrival.folder, context)
            if twin and not confirming:  # twice in this very run
                return note(connection, already_known(submission.arrival, twin))
            master, sheet = master_for(connection, submission, lists, round_.id)
            master = replace(master, confirmed=bool(confirming))
            sheet = {**sheet, **reported_years(submission.records)}
            placements, placing = place_rows(submission.records, lists.info, sheet, round_)
            received = submissions.received_at(connection, confirming) or desk.at
            on_time = received[:10] <= round_.deadline.isoformat()
            late = () if on_time else (Finding("WB010", params={"d": be_date(round_.deadline)}),)
            outcome = merge(submission, (*found, *placing, *late), placements, master, desk.rules, round_)
            if outcome.status == "accepted" and submission.source == "province":
                left_out = absent(desk, lists, submission, master, sheet)
                outcome = replace(outcome, findings=(*outcome.findings, *left_out))
            balance(submission, outcome, desk.rules)
            return note(
                connection, remember(connection, desk, submission, outcome, master.units, run, context, confirming)
            )
    except LedgerFault as unbalanced:
        return at_fault(submission, str(unbalanced))
    except (OSError, NotDone, sa.exc.SQLAlchemyError):  # not this file's
        raise
    except Exception as ours:
        return at_fault(submission, tell(told(ours)))


def absent(desk: Desk, lists: Lists, submission: Submission, master: Master, sheet: Years) -> Iterator[Finding]:
    """What is to be said of the LAOs of its province that a submission leaves out."""

    def certified(lao_id: str) -> frozenset[int]:
        return certified_years(lao_id, lists.info, sheet) or frozenset()

    websites, contacts = (newest(master.units[table]) for table in ("website", "contact"))
    return find_absent(submission, master.home, websites, contacts, certified, desk.reference.round, desk.now.date())
