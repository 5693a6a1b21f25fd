"""A child process that the system takes away: no file is lost or blamed for it, and the run goes on."""

import os
import signal
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest
from mixed_round import differing, left, take_in
from office import Core, contact, site, workbook

from pipeline.crew import pool as crews
from pipeline.crew.pool import crew
from pipeline.crew.prepare import Job
from pipeline.crew.spool import Prepared
from pipeline.intake.inbox import given
from pipeline.notdone import NotDone

READ, DRAW = crews._read, crews._draw
LIMIT = 2**20
NAMES = [f"{number}.xlsx" for number in range(12)]


def taken_away_once(task) -> Prepared:
    """What the system does to whoever reads the third file first."""
    job, target = task
    mark = target.parent / "taken away"
    if job.arrival.name == NAMES[2] and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return READ(task)


def taken_away_drawing(drawing) -> None:
    """What it does to whoever draws: once before and once after the workbook was written."""
    if drawing.target.name.startswith(("5-", "9-")):
        if drawing.target.name.startswith("9-"):
            DRAW(drawing)
        os.kill(os.getpid(), signal.SIGKILL)
    DRAW(drawing)


@pytest.fixture
def jobs(tmp_path) -> list[Job]:
    folder = tmp_path / "83"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(workbook(website=[site()], contact=[contact()]))
    return [Job(arrival, path, found) for path, arrival, found, _ in given([folder / name for name in NAMES], LIMIT)]


def test_a_file_whose_reader_is_taken_away_is_read_again(reader: Core, jobs, monkeypatch):
    monkeypatch.setattr(crews, "_read", taken_away_once)
    with crew(reader.worker.bench, 2, None) as hands:
        read = [one.submission() for one in hands.read(jobs)]
    assert read == [reader.worker.prepare(job) for job in jobs]


def test_a_workbook_whose_painter_is_taken_away_is_drawn_here(start, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(crews, "_draw", taken_away_drawing)
    mine = start.copied(tmp_path / "mine")
    take_in(mine, workers=2)
    assert differing(left(mine), whole) == []


def test_what_was_asked_for_before_they_were_dismissed_is_done(reader: Core, jobs):
    with crew(reader.worker.bench, 2, None) as hands:
        answers = hands.read(jobs)
        hands.dismiss()
        assert [one.submission() for one in answers] == [reader.worker.prepare(job) for job in jobs]


def test_a_pool_that_broke_ends_the_run_in_a_sentence(reader: Core, jobs, monkeypatch):
    monkeypatch.setattr(crews, "PATIENCE", 0.01)
    with crew(reader.worker.bench, 1, None) as hands:
        assert len(list(hands.read(jobs[:1]))) == 1
        hands._pool._pool_manager.handle_broken_pool(BrokenProcessPool())
        with pytest.raises(BrokenProcessPool):
            hands._answered(Future())  # of a task that it never gave to a process
        with pytest.raises(NotDone, match="no_hands"):
            hands.read(jobs)


def slowly(task) -> Prepared:
    """Reads, and leaves a mark."""
    time.sleep(0.2)
    job, _ = task
    (job.path.parent / f"{job.path.name}.read").touch()
    return READ(task)


def broken_off(bench, jobs) -> None:
    """A run that stops when the first file was read."""
    with crew(bench, 1, None) as hands:
        next(hands.read(jobs))
        raise ZeroDivisionError


def test_a_run_that_breaks_off_waits_for_nothing(reader: Core, jobs, monkeypatch):
    monkeypatch.setattr(crews, "_read", slowly)
    with pytest.raises(ZeroDivisionError):
        broken_off(reader.worker.bench, jobs)
    assert len(list(jobs[0].path.parent.glob("*.read"))) < len(jobs)
