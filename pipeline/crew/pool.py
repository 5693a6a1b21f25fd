"""The processes that work for a run beside this one: they read what arrived and draw what goes back.

A parser may hang, eat memory or abort its process: each file is read within a limit of time, in a process with a limit
of memory, and one that dies takes down its own file only (WB022). What is drawn is ours, and never large: where its
process was taken away it is drawn in this one.
"""

import gc
import os
import pickle
import resource
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from itertools import count, islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pipeline.crew.ahead import expect_files
from pipeline.crew.job import Job
from pipeline.crew.orphan import end_with_parent
from pipeline.crew.prepare import Bench, Worker
from pipeline.crew.spool import Prepared, keep, pack, packed, spool, unpack_looks
from pipeline.model import Finding
from pipeline.notdone import NotDone
from pipeline.report.returned import DataRows, returned_workbook
from pipeline.report.save import save
from pipeline.store.outbox import PRIVATE, PRIVATE_FOLDER

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

    from pipeline.crew.cluster import Cluster

Task = tuple[Job, Path]
"""A file to read, and where its submission is packed."""
Packed = tuple[Prepared, bytes]
"""A submission packed on another machine."""
NOWHERE = Path()
PATIENCE = 1
"""Seconds after which it is looked whether an answer can still come."""
AHEAD = 32
"""Files a process that are given out before they are asked for; what is to be drawn meanwhile comes after them."""
AT_ONCE = 16
"""Files that are looked into in one go: each takes a millisecond."""
BEHIND = 5
"""How far children stand behind this process where there are fewer processors (see ``nice``): they work ahead of it."""
SELDOM = (50_000, 4, 4)
"""The cycle collector's thresholds: a workbook that was drawn leaves cycles, a megabyte of them."""


class Drawing(NamedTuple):
    """A workbook to be drawn: where it is packed, its rows, the findings to tell, the mark it carries on, and where it
    goes."""

    packed: Path
    rows: DataRows
    findings: tuple[Finding, ...]
    mark: str
    target: Path


@contextmanager
def crew(bench: Bench, workers: int, place: Path | None, cluster: str = "") -> "Iterator[Crew]":
    """As many child processes as ``workers``; ``place`` is where their spool lies (None: a temporary folder).

    No workers: everything is done in this process, without limits, for files that are known to be harmless. What is
    to be read is read on a ``cluster`` where one is named, by the address of its scheduler.
    """
    with spool(place) as folder:
        if not workers:
            yield Crew(bench, folder)
            return
        with _at_work(processes(bench, workers, folder)) as pool:
            if not cluster:
                with Crew(bench, folder, pool, workers) as hands:
                    yield hands
                return
            try:
                from pipeline.crew.cluster import connected
            except ModuleNotFoundError as fault:  # not everyone installs it
                raise NotDone("no_cluster_library") from fault
            with connected(bench, cluster) as far, Crew(bench, folder, pool, workers, far) as hands:
                yield hands


@contextmanager
def _at_work(pool: "ProcessPool") -> Iterator["ProcessPool"]:
    """The pool until all that was asked of it is done; where the run breaks off, nobody waits for that."""
    try:
        yield pool
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def processes(bench: Bench, workers: int, folder: Path) -> "ProcessPool":
    """A pool of child processes at this bench, each within the round's limit of memory.

    What they begin with waits for them in ``folder``: were it handed to each, this process would wait for each to
    begin. The keys are handed to them.
    """
    from multiprocessing import get_context

    from pebble import ProcessPool

    expect_files()
    begun_with = folder / "bench"
    keep(pickle.dumps(replace(bench, keys=()), pickle.HIGHEST_PROTOCOL), begun_with)
    start = (begun_with, bench.keys, bench.reference.round.limits["memory_mb"])
    return ProcessPool(workers, initializer=_start, initargs=start, context=get_context("forkserver"))


class Crew:
    """Reads and draws, in the processes of a pool or, without one, in this process; reads on a cluster given one."""

    def __init__(
        self,
        bench: Bench,
        spool: Path,
        pool: "ProcessPool | None" = None,
        workers: int = 0,
        cluster: "Cluster | None" = None,
    ) -> None:
        self._bench, self._spool, self._cluster = bench, spool, cluster
        self._pool, self._workers = pool, workers
        self._packs = count()
        self._leaving: Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._leaving:
            self._leaving.join()

    def dismiss(self) -> None:
        """Nothing more will be asked for: what was is done, and then the processes end, while this one goes on."""
        if self._pool is not None:
            self._pool.close()  # type: ignore[no-untyped-call]
            self._leaving = Thread(target=self._pool.join)
            self._leaving.start()

    @cached_property
    def _own(self) -> Worker:
        """For what is prepared in this process, which is seldom anything."""
        return Worker(self._bench)

    def lowest_revisions(self, jobs: Sequence[Job]) -> Iterator[int]:
        """Of each file the lowest revision that it may turn out to state when it is read. It is begun at once."""
        if self._pool is None:
            return map(self._own.lowest_revision, jobs)
        parts = [jobs[start : start + AT_ONCE] for start in range(0, len(jobs), AT_ONCE)]
        asked = [self._asked(_lowest_revisions, part) for part in parts]
        return (lowest for part, answer in zip(parts, asked, strict=True) for lowest in self._looked_up(answer, part))

    def read(self, jobs: Sequence[Job]) -> Iterator[Prepared]:
        """Read and interpret files, in the order given; each comes back packed. It is begun at once, some way ahead of
        what is asked for.

        A file that its process could not finish comes back with WB022.
        """
        tasks = ((job, self._spool / str(next(self._packs))) for job in jobs)
        if self._cluster is not None:
            return self._fetched(tasks, self._cluster.read(iter(jobs)))
        if self._pool is None:
            return (_pack(self._own, job, target) for job, target in tasks)
        first = [(task, self._asked(_read, task)) for task in islice(tasks, AHEAD * self._workers)]
        return self._finished(deque(first), tasks)

    def _asked(self, function: Callable[..., Any], task: Any, *, limited: bool = True) -> "Future[Any]":
        """What the answer is waited for with. A pool that broke takes no tasks, and says so in an error of no kind."""
        assert self._pool is not None
        seconds = self._bench.reference.round.limits["seconds"] if limited else None
        try:
            return self._pool.schedule(function, (task,), timeout=seconds)
        except RuntimeError as fault:
            raise NotDone("no_hands") from fault

    def _answered(self, answer: "Future[Any]") -> Any:
        """Raises ``BrokenProcessPool`` also where the pool broke before the task was given to a process: its answer
        would be waited for in vain."""
        from concurrent.futures import wait
        from concurrent.futures.process import BrokenProcessPool

        assert self._pool is not None
        while not wait([answer], PATIENCE).done:
            if not self._pool.active and not answer.done():
                raise BrokenProcessPool
        return answer.result()

    def _looked_up(self, answer: "Future[list[int]]", jobs: Sequence[Job]) -> list[int]:
        """The lowest revisions of files; of one that breaks who looks into it, and of those beside it, nothing is
        known."""
        from pebble import ProcessExpired

        try:
            with _hands():
                found: list[int] = self._answered(answer)
        except (TimeoutError, ProcessExpired, MemoryError):
            return [0] * len(jobs)
        return found

    def _finished(self, begun: "deque[tuple[Task, Future[Prepared]]]", later: Iterator[Task]) -> Iterator[Prepared]:
        from pebble import ProcessExpired

        while begun:
            task, answer = begun.popleft()
            begun.extend((other, self._asked(_read, other)) for other in islice(later, 1))
            try:
                with _hands():
                    try:
                        prepared = self._answered(answer)
                    except ProcessExpired:  # perhaps the system took its process away: once more
                        prepared = self._answered(self._asked(_read, task))
            except (TimeoutError, ProcessExpired, MemoryError):
                prepared = self._given_up(*task)
            yield prepared

    def _fetched(self, tasks: Iterator[Task], answers: "Iterator[Packed | None]") -> Iterator[Prepared]:
        for (job, target), answer in zip(tasks, answers, strict=True):
            if answer is None:
                yield self._given_up(job, target)
            else:
                prepared, data = answer
                keep(data, target)
                yield prepared._replace(packed=target)

    def _given_up(self, job: Job, target: Path) -> Prepared:
        return pack(self._own.prepare(replace(job, findings=(*job.findings, Finding("WB022")))), target)

    def draw(self, drawing: Drawing) -> Callable[[], None]:
        """Draw a returned workbook and write it; its submission's pack is not needed any more then. What comes back
        waits for that."""
        if self._pool is not None:
            return partial(self._drawn, drawing, self._asked(_draw, drawing, limited=False))
        draw(drawing, self._bench)
        return lambda: None

    def _drawn(self, drawing: Drawing, done: "Future[None]") -> None:
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        try:
            self._answered(done)
        except (ProcessExpired, BrokenProcessPool, MemoryError):  # taken away by the system, or too much for a child
            if drawing.packed.exists():
                draw(drawing, self._bench)


@contextmanager
def _hands() -> Iterator[None]:
    """Raises ``NotDone`` where the system takes every child process away, or lets none be started."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as fault:
        raise NotDone("no_hands") from fault


def draw(drawing: Drawing, bench: Bench) -> None:
    """Draw one returned workbook and write it whole or not at all."""
    packed, rows, findings, mark, target = drawing
    data = returned_workbook(unpack_looks(packed), rows, findings, bench.rules, mark)
    save(target.parent, {target.name: data}, mode=PRIVATE, folder_mode=PRIVATE_FOLDER)
    packed.unlink()


_worker: Any = None  # one a child process


def _start(begun_with: Path, keys: tuple[bytes, ...], memory_mb: int) -> None:
    global _worker
    end_with_parent()
    os.nice(BEHIND)
    bench = pickle.loads(begun_with.read_bytes())  # noqa: S301  (our own)
    _worker = Worker(replace(bench, keys=keys))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a parser that breaks down says what it met: that may be a person
    gc.freeze()  # a worker makes millions of values and few cycles: what it begins with is never looked at again,
    gc.set_threshold(*SELDOM)  # and the rest seldom
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


def _lowest_revisions(jobs: Sequence[Job]) -> list[int]:
    return [_worker.lowest_revision(job) for job in jobs]


def _read(task: Task) -> Prepared:
    return _pack(_worker, *task)


def _pack(worker: Worker, job: Job, target: Path) -> Prepared:
    submission, fault = worker.attempt(job)
    return pack(submission, target, fault)


def read_far(job: Job) -> Packed:
    """Read a file in a child process of a machine that is not ours; its submission is kept where it is sent to."""
    submission, fault = _worker.attempt(job)
    return packed(submission, NOWHERE, fault)


def _draw(drawing: Drawing) -> None:
    draw(drawing, _worker.bench)
