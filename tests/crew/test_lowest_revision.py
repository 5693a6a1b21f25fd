"""What revision a file may turn out to state, before it is read: never more than reading finds."""

import io
import os
from dataclasses import replace

import openpyxl
import pytest
from office import Core, contact, site, workbook

from pipeline.crew import pool as crews
from pipeline.crew.job import Job
from pipeline.crew.pool import crew
from pipeline.crew.prepare import Worker
from pipeline.intake.inbox import given
from pipeline.mark import PROPERTY, Mark, sign

LIMIT = 2**20
KEY, OTHER_KEY = b"k" * 32, b"o" * 32
THIRD = "ภูเก็ต แก้ไขครั้งที่ 3.xlsx"
LOOK = crews._lowest_revisions


@pytest.fixture
def bench(reader: Core):
    return replace(reader.worker.bench, keys=(KEY,))


def form(core: Core, revision: int, key: bytes = KEY) -> bytes:
    """A filled form that carries a mark of this revision."""
    round_ = core.desk.reference.round
    book = openpyxl.load_workbook(io.BytesIO(workbook(website=[site()], contact=[contact()])))
    mark = sign(Mark(round_.id, "83", round_.form_version, revision), key)
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name=PROPERTY, value=mark))
    book.save(data := io.BytesIO())
    return data.getvalue()


def jobs(folder, files: dict[str, bytes]) -> list[Job]:
    folder = folder / "83"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [Job(arrival, path, found) for path, arrival, found, _ in given([folder / name for name in files], LIMIT)]


@pytest.mark.parametrize(
    ("name", "revision", "key", "lowest", "stated"),
    [
        ("ภูเก็ต.xlsx", 2, KEY, 0, 2),
        (THIRD, 1, KEY, 1, 1),
        (THIRD, 5, KEY, 3, 5),
        (THIRD, 0, KEY, 3, 3),
        (THIRD, 1, OTHER_KEY, 3, 3),
    ],
)
def test_a_name_may_be_outdone_by_a_mark_of_ours(reader, bench, tmp_path, name, revision, key, lowest, stated):
    worker = Worker(bench)
    [job] = jobs(tmp_path, {name: form(reader, revision, key)})
    assert (worker.lowest_revision(job), worker.prepare(job).revision) == (lowest, stated)


@pytest.mark.parametrize("data", [b"PK\x03\x04", workbook()[:-30], workbook() + b"PK\x01\x02" * 1000], ids=len)
def test_a_file_that_cannot_be_looked_into_may_state_any(bench, tmp_path, data):
    [job] = jobs(tmp_path, {THIRD: data})
    assert Worker(bench).lowest_revision(job) == 0


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_cannot_have_a_mark_states_what_its_name_does(bench, tmp_path, data):
    [job] = jobs(tmp_path, {THIRD: data})
    assert (Worker(bench).lowest_revision(job), Worker(bench).prepare(job).revision) == (3, 3)


def test_a_form_without_a_mark_states_what_its_name_does(bench, tmp_path):
    [job] = jobs(tmp_path, {THIRD: workbook(website=[site()])})
    assert Worker(bench).lowest_revision(job) == 3


def test_what_is_not_to_be_read_states_what_its_name_does(bench, tmp_path):
    [job] = jobs(tmp_path, {THIRD: b"0" * (LIMIT + 1)})
    assert (Worker(bench).lowest_revision(job), Worker(bench).prepare(job).revision) == (3, 3)


def test_a_file_that_a_fault_of_ours_keeps_out_states_what_its_name_does(bench, tmp_path, monkeypatch):
    worker = Worker(bench)
    monkeypatch.setattr(Worker, "prepare", lambda *_: 1 / 0)
    [job] = jobs(tmp_path, {THIRD: workbook()})
    submission, fault = worker.attempt(job)
    assert (submission.revision, "ZeroDivisionError" in fault) == (3, True)


def aborting(some) -> list[int]:
    """What one file does to whoever looks into it."""
    if any(job.arrival.name.startswith("ล้ม") for job in some):
        os.abort()
    return LOOK(some)


def test_of_files_beside_one_that_breaks_who_looks_nothing_is_known(bench, tmp_path, monkeypatch):
    monkeypatch.setattr(crews, "AT_ONCE", 2)
    monkeypatch.setattr(crews, "_lowest_revisions", aborting)
    names = [f"{name} แก้ไขครั้งที่ 3.xlsx" for name in ("ก", "ข", "ล้ม", "ค", "ง")]
    work = jobs(tmp_path, dict.fromkeys(names, workbook(website=[site()])))
    with crew(bench, 2, None) as hands:
        assert list(hands.lowest_revisions(work)) == [3, 3, 0, 0, 3]
