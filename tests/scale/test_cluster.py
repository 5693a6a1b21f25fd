"""Reading on a Dask cluster of two workers: the same bytes, whatever happens to a worker."""

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client
from machines import everything, until
from office import DEMO, Core, contact, make_desk, site, workbook
from test_postgresql import filled, first
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.crew import cluster
from pipeline.crew.pool import crew
from pipeline.crew.prepare import Job
from pipeline.intake.inbox import given

LIMIT = 2**20


def ingest(outbox, inbox, *options):
    words = ["ingest", "--outbox", str(outbox), "--inbox", inbox, "--reference", str(DEMO), "--now", "2014-07-15T09:30"]
    return CliRunner().invoke(app, [*words, *options])


@pytest.fixture
def outbox(tmp_path):
    """A new outbox with the lists of the demo, whose marks are those of every other one here."""

    def outbox_(name):
        (tmp_path / name / "master").mkdir(parents=True)
        (tmp_path / name / "master" / "mark.key").write_text("ab" * 32)
        return make_desk(tmp_path / name).outbox.root

    return outbox_


def test_a_round_leaves_the_same_bytes_as_on_one_machine(scheduler, outbox, tmp_path):
    left = {}
    for name, workers in (("one", "1"), ("many", scheduler)):
        done = ingest(outbox(name), filled(tmp_path / "inbox", first()), "--workers", workers)
        assert (done.exit_code, list((tmp_path / "inbox" / "83").iterdir())) == (1, []), done.output
        left[name] = everything(tmp_path / name, but=["master/master.sqlite"])
    assert {name for name in left["one"] if left["one"][name] != left["many"].get(name)} == set()
    assert left["one"].keys() == left["many"].keys()


@pytest.fixture
def jobs(tmp_path) -> list[Job]:
    """Enough files to keep two workers busy."""
    folder = tmp_path / "83"
    folder.mkdir()
    data = workbook(website=[site()] * 120, contact=[contact()] * 120)
    for number in range(12):
        (folder / f"{number}.xlsx").write_bytes(data)
    return [Job(arrival, path, found) for path, arrival, found, _ in given(sorted(folder.iterdir()), LIMIT)]


def read(bench, jobs, workers, address=""):
    """What a crew reads, in order: (name, findings, records)."""
    with crew(bench, workers, None, address) as hands:
        done = [prepared.submission() for prepared in hands.read(jobs)]
    return [(one.arrival.name, one.findings, one.records) for one in done]


def test_a_worker_killed_in_the_middle_costs_nothing(scheduler, reader: Core, jobs):
    alone = read(reader.worker.bench, jobs, 0)
    together = []
    with Client(scheduler, set_as_default=False) as client:
        before = client.run(os.getpid)
        reading = threading.Thread(target=lambda: together.extend(read(reader.worker.bench, jobs, 1, scheduler)))
        reading.start()
        until(lambda: any(client.processing().values()))
        busy = next(address for address, tasks in client.processing().items() if tasks)
        os.kill(before[busy], signal.SIGKILL)
        reading.join()
        until(lambda: len(client.ncores()) == 2)  # its nanny starts it again
        assert before[busy] not in client.run(os.getpid).values()
    assert together == alone


def test_a_file_that_eats_memory_takes_down_no_worker(scheduler, reader: Core, jobs):
    round_ = reader.worker.bench.reference.round
    little = replace(round_, limits={**round_.limits, "memory_mb": 1})
    bench = replace(reader.worker.bench, reference=replace(reader.worker.bench.reference, round=little))
    with Client(scheduler, set_as_default=False) as client:
        before = client.run(os.getpid)
        done = read(bench, jobs[:2], 1, scheduler)
        assert client.run(os.getpid) == before
    assert [[finding.rule for finding in found][:1] for _, found, _ in done] == [["WB022"]] * 2


def test_nothing_is_left_on_the_workers(scheduler, reader: Core, jobs):
    read(reader.worker.bench, jobs[:2], 1, scheduler)
    with Client(scheduler, set_as_default=False) as client:
        plugins = client.run(
            lambda dask_worker: [name for name in dask_worker.plugins if name.startswith(cluster.NAME)]
        )
    assert list(plugins.values()) == [[], []]


def test_workers_of_other_code_are_not_used(scheduler, outbox, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "code", lambda: "newer")
    inbox = filled(tmp_path / "inbox", first())
    done = ingest(outbox("one"), inbox, "--workers", scheduler, "--lang", "en")
    assert (done.exit_code, "other code or other libraries" in done.output) == (2, True)
    assert sum(path.is_file() for path in Path(inbox).rglob("*")) == len(first())


@pytest.mark.parametrize(
    ("workers", "said"),
    [
        ("many", "a count, or tcp://host:port"),
        ("-1", "a count, or tcp://host:port"),
        ("http://h:1", "a count, or tcp://host:port"),
        ("tcp://127.0.0.1:1", "tcp://127.0.0.1:1 cannot be reached"),
    ],
)
def test_workers_that_are_none_are_said_in_a_sentence(outbox, tmp_path, monkeypatch, workers, said):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    done = ingest(outbox("one"), filled(tmp_path / "inbox", first()), "--workers", workers, "--lang", "en")
    assert (done.exit_code, said in done.output) == (2, True)
