"""Reading on a Dask cluster: ``--workers tcp://host:port``.

The content of a file travels with its job, so that no file system need be shared; the bench goes to every worker once,
also to one that joins later or is started again. A worker reads in child processes of its own, within the round's
limits: what a file does to its reader it does to that child (WB022). A worker that is lost costs nothing, its jobs go
to another one; only a job that was at work in several lost ones (Dask's ``allowed-failures``) is held to be the cause.

Workers must run our very code and libraries: each looks for itself. A cluster asks for no password and its workers see
names and phones: keep it in a network of its own, or use tls://.
"""

import hashlib
import multiprocessing
import re
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import dask
from distributed import Client, Future, KilledWorker, WorkerPlugin, get_worker
from distributed import Worker as DaskWorker
from distributed.comm.core import CommClosedError

from pipeline.crew.job import Job
from pipeline.crew.pool import Packed, processes, read_far
from pipeline.crew.prepare import Bench
from pipeline.desk import JUDGING, ROOT
from pipeline.notdone import NotDone

AHEAD = 4
"""Jobs a core that are given out before their turn: each has its file's content with it."""
PATIENCE = 10
"""Seconds that a scheduler has to answer, and a cluster to have a worker."""
NAME = "thabian-readers"
CONFIG = {"distributed.admin.large-graph-warning-threshold": "1GB"}  # workbooks are large on purpose


class OtherCode(Exception):
    """A worker runs other code or other libraries than the machine that gives out the work."""


@contextmanager
def connected(bench: Bench, address: str) -> "Iterator[Cluster]":
    """The cluster of the scheduler at ``address``, its workers ready to read at this bench.

    Raises ``NotDone`` where there is none, none is left, or its workers are not ours.
    """
    with dask.config.set(CONFIG), _client(address) as client, _readers(client, address, bench) as name:
        yield Cluster(client, address, name)


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise NotDone("no_cluster", address=address) from fault
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as fault:
            raise NotDone("no_workers", address=address) from fault
        yield client


@contextmanager
def _readers(client: Client, address: str, bench: Bench) -> Iterator[str]:
    """Readers at this bench on every worker; their name."""
    name = f"{NAME}-{client.id}"
    try:
        try:
            client.register_plugin(Readers(bench, code()), name=name)
        except OSError as fault:
            raise NotDone("no_cluster", address=address) from fault
        except Exception as fault:  # where our code is not, it cannot even be unpacked
            raise NotDone("other_code", worker=str(fault)) from fault
        yield name
    finally:
        with suppress(KeyError, OSError):  # it never got there; there is no cluster any more
            client.unregister_worker_plugin(name)


class Cluster:
    """Gives out jobs, a few a core at a time, and takes in what came of them."""

    def __init__(self, client: Client, address: str, readers: str) -> None:
        self._client, self._address, self._readers = client, address, readers

    def read(self, jobs: Iterator[Job]) -> "Iterator[Packed | None]":
        """The submissions in the order of the jobs, packed; None where a file broke its reader. It is begun at once."""
        ahead = AHEAD * max(1, sum(self._client.ncores().values()))  # none at this moment: some may come
        given = deque(self._give(job) for job in islice(jobs, ahead))
        return self._taken(given, jobs)

    def _give(self, job: Job) -> "Future[Packed | None]":
        sent = job if job.findings else replace(job, content=job.path.read_bytes())
        return self._client.submit(_read, sent, self._readers, pure=False)

    def _taken(self, given: deque["Future[Packed | None]"], later: Iterator[Job]) -> "Iterator[Packed | None]":
        while given:
            yield self._result(given.popleft())
            given.extend(self._give(job) for job in islice(later, 1))

    def _result(self, future: "Future[Packed | None]") -> Packed | None:
        try:
            while True:
                try:
                    answer: Packed | None = future.result(timeout=PATIENCE)
                    return answer
                except TimeoutError as fault:
                    if not self._client.ncores():
                        raise NotDone("no_workers", address=self._address) from fault
        except KilledWorker:
            return None
        except OtherCode as fault:
            raise NotDone("other_code", worker=str(fault)) from fault
        except (CancelledError, CommClosedError) as fault:
            raise NotDone("no_cluster", address=self._address) from fault


class Readers(WorkerPlugin):
    """The child processes of one worker, one a thread; they end with the run that needed them, or with the worker."""

    def __init__(self, bench: Bench, made_by: str) -> None:
        self.bench, self.made_by = bench, made_by
        self.pool: Any = None

    def setup(self, worker: DaskWorker) -> None:
        """Called on every worker, before any job reaches it."""
        if code() != self.made_by:
            raise OtherCode(worker.address)
        # The nanny marks its worker as one that must end with it; multiprocessing then allows it no children.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        self.folder = TemporaryDirectory()
        self.pool = processes(self.bench, worker.state.nthreads, Path(self.folder.name))

    def teardown(self, worker: DaskWorker) -> None:  # noqa: ARG002  (as Dask calls it)
        """Called when the run has ended, or the worker ends."""
        if self.pool:
            self.pool.stop()
            self.pool.join()
            self.folder.cleanup()

    def read(self, job: Job) -> Packed | None:
        """The submission, packed; None where the file broke its reader."""
        from pebble import ProcessExpired

        if not self.pool:
            raise OtherCode(get_worker().address)
        seconds = self.bench.reference.round.limits["seconds"]
        try:
            answer: Packed = self.pool.schedule(read_far, [job], timeout=seconds).result()
        except (TimeoutError, ProcessExpired, MemoryError):
            return None
        return answer


def _read(job: Job, readers: str) -> Packed | None:
    plugin = cast(Readers, get_worker().plugins[readers])
    return plugin.read(job)


@cache
def code() -> str:
    """What this process judges files with: our code and lists, the libraries, Python. It stays what it was at first,
    as does the code that a worker has loaded when the files are renewed."""
    digest = hashlib.sha256(sys.version.partition(" ")[0].encode())
    for path in sorted(path for pattern in JUDGING for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE):
        digest.update(_installed(name).encode())
    return digest.hexdigest()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
