"""Every kind of file read in a child process: its time and memory against the round's limits."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from office import desk_at
from pebble import ProcessPool

from pipeline.crew import pool as crew
from pipeline.crew.prepare import Job
from pipeline.desk import Desk
from pipeline.intake.inbox import given
from pipeline.running.judge import bench
from pipeline.running.master import load_lists
from pipeline.store.database import open_master
from tests.hostile.corpus import ALL, PROVINCE, desk_with_laos, rows
from tests.hostile.kinds import Kind

pytestmark = [pytest.mark.deep, pytest.mark.filterwarnings("ignore::UserWarning:zipfile")]


class Cost(NamedTuple):
    """What reading one file took in its process: seconds, and MB beyond those of the process before."""

    seconds: float
    memory: float


def resident(what: str) -> int:
    """VmRSS or VmHWM of this process in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(what)).split()[1])


def measured(task: crew.Task) -> Cost:
    """Read a file in a child process."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted anew
    before, start = resident("VmRSS"), time.perf_counter()
    crew._read(task)
    return Cost(time.perf_counter() - start, (resident("VmHWM") - before) / 1024)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("limits") / "outbox"
    desk_with_laos(root, len(ALL))
    return desk_at(root)


@pytest.fixture(scope="module")
def pool(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessPool]:
    with open_master(desk.master).connect() as connection:
        place = bench(desk, load_lists(connection, desk.reference))
    with crew.processes(place, 1, tmp_path_factory.mktemp("begun")) as processes:
        processes.schedule(time.sleep, (0,)).result()
        yield processes


@pytest.mark.parametrize("number", range(len(ALL)), ids=[kind.name for kind in ALL])
def test_each_keeps_to_the_limits_or_is_ended(desk: Desk, pool: ProcessPool, tmp_path: Path, number: int) -> None:
    kind: Kind = ALL[number]
    path = tmp_path / PROVINCE / kind.file
    path.parent.mkdir()
    path.write_bytes(kind.make(rows(number)))
    limits = desk.reference.round.limits
    ((_, arrival, found, _),) = given([path], limits["packed_mb"] << 20)
    start = time.perf_counter()
    task = (Job(arrival, path, found), tmp_path / "pack")
    done = pool.schedule(measured, (task,), timeout=limits["seconds"])
    fault = done.exception()
    if fault is not None:
        assert kind.rules == {"WB022"}, repr(fault)
        assert time.perf_counter() - start < limits["seconds"] + 5
        return
    cost = done.result()
    print(f"{cost.seconds:.2f} s, {cost.memory:.0f} MB: {kind.name}")  # pytest -rP shows it
    assert cost.seconds <= limits["seconds"]
    assert cost.memory <= limits["memory_mb"]
