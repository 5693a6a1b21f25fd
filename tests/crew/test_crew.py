"""Files are read in child processes: one that hangs, aborts or eats memory takes down itself alone."""

import os
import time
from dataclasses import replace

import pytest
from office import Core, contact, site, workbook

from pipeline.crew import pool as crews
from pipeline.crew.pool import crew
from pipeline.crew.prepare import Bench, Job
from pipeline.crew.spool import Prepared
from pipeline.intake.inbox import given
from pipeline.model import Submission

READ = crews._read
LIMIT = 2**20


def hostile(task) -> Prepared:
    """What some files do to whoever reads them."""
    match task[0].arrival.name:
        case "ค้าง.xlsx":
            time.sleep(60)
        case "ล้ม.xlsx":
            os.abort()
        case "บวม.xlsx":
            bytearray(2**36)
    return READ(task)


def jobs(core: Core, folder, *names) -> list[Job]:
    folder = folder / "83"
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(workbook(website=[site()], contact=[contact()]))
    return [Job(arrival, path, found) for path, arrival, found, _ in given([folder / name for name in names], LIMIT)]


def read(work: list[Job], bench: Bench, workers: int) -> list[Submission]:
    with crew(bench, workers, None) as hands:
        return [one.submission() for one in hands.read(work)]


@pytest.fixture
def bench(reader: Core) -> Bench:
    """The bench of the shared core, with little patience."""
    bench = reader.worker.bench
    round_ = replace(bench.reference.round, limits={**bench.reference.round.limits, "seconds": 2})
    return replace(bench, reference=replace(bench.reference, round=round_))


def test_no_workers_prepare_here(reader, tmp_path):
    work = jobs(reader, tmp_path, "ก.xlsx", "ข.xlsx")
    assert [s.arrival.name for s in read(work, reader.worker.bench, 0)] == ["ก.xlsx", "ข.xlsx"]


def test_a_file_that_breaks_its_reader_is_said_and_its_neighbours_go_on(reader, bench, tmp_path, monkeypatch):
    monkeypatch.setattr(crews, "_read", hostile)
    work = jobs(reader, tmp_path, "ก.xlsx", "ล้ม.xlsx", "ข.xlsx", "ค้าง.xlsx", "บวม.xlsx", "ค.xlsx")
    done = read(work, bench, 2)
    assert [(s.arrival.name, "WB022" in {f.rule for f in s.findings}, len(s.records)) for s in done] == [
        ("ก.xlsx", False, 2), ("ล้ม.xlsx", True, 0), ("ข.xlsx", False, 2), ("ค้าง.xlsx", True, 0), ("บวม.xlsx", True, 0),
        ("ค.xlsx", False, 2),
    ]  # fmt: skip
    assert {s.province for s in done} == {"83"}
    alone = [reader.worker.prepare(job) for job in work]
    assert [s for s in done if s.records] == [s for s, mine in zip(alone, done, strict=True) if mine.records]


def test_our_own_fault_is_loud(reader, bench, tmp_path, monkeypatch):
    monkeypatch.setattr(crews, "_read", faulty)
    with pytest.raises(ZeroDivisionError):
        read(jobs(reader, tmp_path, "ก.xlsx"), bench, 1)


def faulty(_task) -> Prepared:
    """A mistake of ours."""
    raise ZeroDivisionError
