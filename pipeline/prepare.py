"""One file -> one submission: pre-flight, read, claim, interpret. The work that runs in child processes.

A parser may hang, eat memory or abort its process: each file has a time limit, each worker a memory limit, and a
worker that dies takes down its own file only (WB022).
"""

import gc
import resource
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.intake.preflight import preflight
from pipeline.intake.province import Claim, claim
from pipeline.interpret.province import find_province
from pipeline.interpret.records import Interpreter
from pipeline.interpret.revision import read_revision
from pipeline.look import Looks
from pipeline.model import Arrival, Finding, Lao, Submission, Workbook
from pipeline.read import read_workbook
from pipeline.titles import check_titles
from schemas import TABLES
from schemas.reference import Reference

EMPTY = Workbook(())


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker needs for every file; sent to it once."""

    reference: Reference
    laos: tuple[Lao, ...]
    key: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """One file to prepare: where its content lies and what the inbox said of it."""

    arrival: Arrival
    path: Path
    findings: tuple[Finding, ...] = ()


class Worker:
    """Prepares files one after the other; the register's indexes are built once."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.interpreter = Interpreter(bench.laos, bench.reference)

    def prepare(self, job: Job) -> Submission:
        """Read and interpret one file. Bad input comes back as findings, never as an exception."""
        workbook = EMPTY if job.findings else self._read(job)
        said = self.claim(job.arrival, workbook)
        looked_at = workbook.tables or any(finding.sheet for finding in workbook.findings)
        findings = (*job.findings, *workbook.findings, *(said.findings if looked_at else ()))
        nobodys = not said.province and said.source != "central"
        counted = _counted(workbook, nobodys=nobodys)
        submission = Submission(
            job.arrival, said.province, said.source, said.revision, (), findings, counted, Looks(workbook.looks)
        )
        if nobodys:
            return submission
        records, noticed = self.interpreter.records(workbook.tables, said.province)
        home = self.bench.reference.provinces.get(said.province)
        titled = check_titles(workbook, job.arrival.name, home.abbr if home else "", records)
        return replace(submission, records=records, findings=(*findings, *titled, *noticed))

    def claim(self, arrival: Arrival, workbook: Workbook) -> Claim:
        """Whose submission it is."""
        reference = self.bench.reference
        return claim(
            arrival,
            workbook.mark,
            workbook.titles,
            self.interpreter.province_digits(workbook.tables),
            find=lambda text: find_province(text, reference.provinces),
            revision=read_revision(arrival.name),
            key=self.bench.key,
            round_=reference.round,
            provinces=reference.provinces,
        )

    def _read(self, job: Job) -> Workbook:
        limits = self.bench.reference.round.limits
        data = job.path.read_bytes()
        form, notes = preflight(data, job.arrival.name, limits)
        noticed = tuple(Finding(note.rule, params=note.params) for note in notes)
        workbook = read_workbook(data, form, limits, TABLES, looks=True) if form else EMPTY
        return replace(workbook, findings=(*noticed, *workbook.findings))


def _counted(workbook: Workbook, *, nobodys: bool) -> dict[tuple[str, str], int]:
    """The rows that become no record, per (table, kind): structural ones, and those withheld with sheet or file."""
    counts: Counter[tuple[str, str]] = Counter()
    for table in workbook.tables:
        counts.update({(table.table, kind): count for kind, count in table.structural.items()})
        counts[table.table, "withheld"] += len(table.rows) if nobodys else 0
    for finding in workbook.findings:
        counts[finding.table, "withheld"] += int(finding.params.get("rows", 0))
    return dict(+counts)


def expect_files() -> None:
    """Start what child processes are made from; it loads their modules while this process does something else."""
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(["pipeline.prepare"])
    forkserver.ensure_running()


def prepare_all(
    jobs: Sequence[Job], bench: Bench, workers: int, meanwhile: Callable[[], None] = lambda: None
) -> Iterator[Submission]:
    """Prepare files in child processes, in the order given, each within the round's limits of time and memory.

    No workers: in this process, without limits; for files that are known to be harmless. ``meanwhile`` is done here
    while the first files are being read.
    """
    if not workers:
        yield from map(Worker(bench).prepare, jobs)
        return
    from concurrent.futures import TimeoutError as Timeout
    from multiprocessing import get_context

    from pebble import ProcessExpired, ProcessPool

    limits = bench.reference.round.limits
    expect_files()
    context = get_context("forkserver")
    local = Worker(bench)
    with ProcessPool(workers, initializer=_start, initargs=(bench, limits["memory_mb"]), context=context) as pool:
        answers = pool.map(_prepare, jobs, timeout=limits["seconds"]).result()
        meanwhile()
        for job in jobs:
            try:
                yield next(answers)
            except (Timeout, ProcessExpired, MemoryError):
                yield local.prepare(replace(job, findings=(*job.findings, Finding("WB022"))))


_worker: Worker | None = None  # one a child process


def _start(bench: Bench, memory_mb: int) -> None:
    global _worker
    _worker = Worker(bench)
    gc.disable()  # a worker makes millions of values and no cycles worth collecting before it ends
    used = _address_space()
    if used:
        limit = used + memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _address_space() -> int:
    """The bytes of address space in use; 0 where the system does not tell (then the time limit alone holds)."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _prepare(job: Job) -> Submission:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return _worker.prepare(job)
