"""The master on PostgreSQL: the same commands, the same bytes; several machines at once."""

import os
import shutil

import pytest
import sqlalchemy as sa
from machines import everything, pipeline, until
from office import DEMO, LISTS, NOW, SATHIT, certification, codes, contact, desk_at, make_desk, site, workbook
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli import app
from pipeline.store.database import METADATA, holding_lists, open_master, writing

DAY = NOW.isoformat()
MANY = 6


@pytest.fixture
def command(monkeypatch):
    """A command of the command line on an outbox, in this process."""
    ingest = run.ingest
    monkeypatch.setattr(run, "ingest", lambda *args, **more: ingest(*args, **{**more, "workers": 0}))

    def command_(outbox, master, *words):
        where = ["--outbox", str(outbox), *(["--master", master] if master else [])]
        lists = ["--reference", str(DEMO)] if words[0] != "rules" else []
        now = ["--now", DAY] if words[0] in ("ingest", "publish", "release", "confirm", "withdraw") else []
        return CliRunner().invoke(app, [*words, *where, *lists, *now])

    return command_


def filled(inbox, files):
    """An inbox with these files: path -> content."""
    shutil.rmtree(inbox, ignore_errors=True)
    for number, (path, data) in enumerate(files.items()):
        (inbox / path).parent.mkdir(parents=True, exist_ok=True)
        (inbox / path).write_bytes(data)
        os.utime(inbox / path, (NOW.timestamp() + number,) * 2)
    return str(inbox)


def first():
    """Two provinces, a page in disguise, and a website to be held."""
    phuket = [site(code) for code in codes("83")]
    phuket[0]["website"] = "http://www.slot-casino888.com"
    return {
        "83/ภูเก็ต.xlsx": workbook(website=phuket, contact=[contact(code) for code in codes("83")[:9]]),
        "98/สาธิต.xlsx": workbook(website=map(site, codes("98")), contact=[contact(SATHIT, person1_phone="")]),
        "85/ระนอง.xls": b"<html><table><tr><td>x</td></tr></table></html>",
        "98/ซ้ำ.xlsx": workbook(website=[site(SATHIT)], certification=[certification(SATHIT)]),
    }  # fmt: skip


def second():
    """A revision that would change nearly everything, and central staff's correction."""
    return {
        "83/ภูเก็ต ครั้งที่ 2.xlsx": workbook(website=[site(code, website="ไม่มี") for code in codes("83")]),
        "central/แก้.xlsx": workbook(contact=[contact(SATHIT)]),
    }


def play(command, outbox, master, inbox):
    """A round with every command that works with the master: (command, exit status, output) of each."""
    told = []

    def do(*words):
        done = command(outbox, master, *words)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        told.append((words[0], done.exit_code, done.output.replace(str(outbox), "")))

    for kind, name in LISTS.items():
        do(kind, str(DEMO / name), *(["--as-of", "2014-01-01"] if kind == "registry" else []))
    do("forms")
    do("ingest", "--inbox", filled(inbox, first()))
    do("release", codes("83")[0])
    do("ingest", "--inbox", filled(inbox, second()), "--dry-run")
    do("ingest", "--inbox", filled(inbox, second()))
    do("check", str(outbox / "forms" / "83.xlsx"))
    do("confirm", "6")
    do("withdraw", "2")
    do("publish")
    do("publish", "--as-of", "2014-07-15")
    do("status")
    do("verify")
    return told


def test_all_commands_leave_the_same_bytes_as_on_the_embedded_master(server, command, tmp_path):
    played = {}
    for name, master in (("embedded", ""), ("shared", server.new())):
        outbox = tmp_path / name
        (outbox / "master").mkdir(parents=True)
        (outbox / "master" / "mark.key").write_text("ab" * 32)
        played[name] = (
            play(command, outbox, master, tmp_path / "inbox"),
            everything(outbox, but=["master/master.sqlite", "master/.place"]),
        )
    (told, files), (told_there, files_there) = played["embedded"], played["shared"]
    assert told_there == told
    assert [(word, status) for word, status, _ in told if status] == [("ingest", 1), ("check", 1)]
    assert {name for name in files.keys() | files_there.keys() if files.get(name) != files_there.get(name)} == set()
    assert {name.partition("/")[0] for name in files} >= {"site", "reports", "master", "contacts", "runs", "forms"}


@pytest.fixture
def offices(server, tmp_path):
    """Outboxes that share a new master, their lists imported; beside them a look into the master."""
    looks = []

    def offices_(*names):
        master = server.new()
        first_desk = make_desk(tmp_path / names[0], master=master)
        for name in names[1:]:
            (tmp_path / name / "master").mkdir(parents=True)
            shutil.copy(first_desk.outbox.key, tmp_path / name / "master" / "mark.key")
        looks.append(open_master(master))
        return [desk_at(tmp_path / name, master=master) for name in names], looks[-1]

    yield offices_
    for look in looks:
        look.dispose()


def sendings(province):
    """One file an LAO, so that many are merged one after the other."""
    return {
        f"{province}/{code}.xlsx": workbook(website=[site(code)], contact=[contact(code)])
        for code in codes(province)[:MANY]
    }


def ingesting(desk, inbox):
    where = ("--outbox", str(desk.outbox.root), "--master", desk.master, "--reference", str(DEMO))
    return pipeline("ingest", "--inbox", inbox, "--now", DAY, "--workers", "1", *where)


def rows(look, table):
    with look.connect() as connection:
        return [dict(row) for row in connection.execute(sa.select(METADATA.tables[table])).mappings()]


def kept(look):
    """All that a master holds, as it does not depend on the order in which submissions came: table -> rows as text."""
    tables = {name: rows(look, name) for name in METADATA.tables if not name.startswith("publication")}
    files = {row["receipt"]: row["name"] for row in tables["submission"]} | {0: ""}
    for row in (row for found in tables.values() for row in found):
        row.update({name: files[row[name]] for name in ("receipt", "ended_by") if isinstance(row.get(name), int)})
        for name in ("run_id", "seq", "id", "import_id"):
            row.pop(name, None)
    return {name: sorted(map(repr, found)) for name, found in tables.items()}


def test_two_machines_at_once_neither_lose_nor_double_a_record(offices, tmp_path):
    desks, look = offices("one", "other")
    inboxes = [filled(tmp_path / province, sendings(province)) for province in ("83", "98")]
    with writing(look):  # until both stand at the door
        running = [ingesting(desk, inbox) for desk, inbox in zip(desks, inboxes, strict=True)]
        until(lambda: waiting(look) == 2)
    assert [process.wait(120) for process in running] == [0, 0]

    (desk,), look_in_turn = offices("alone")
    assert ingesting(desk, filled(tmp_path / "both", sendings("83") | sendings("98"))).wait(120) == 0
    at_once, in_turn = kept(look), kept(look_in_turn)
    for name in at_once:
        assert at_once[name] == in_turn[name], name
    for table, column in (("submission", "receipt"), ("change", "seq"), ("finding", "id"), ("publication", "number")):
        numbers = sorted(row[column] for row in rows(look, table))
        assert numbers == list(range(1, len(numbers) + 1)), table
    assert len(rows(look, "submission")) == len(sendings("83") | sendings("98"))
    assert len({row["run_id"] for row in rows(look, "submission")}) == 2


def waiting(look):
    """How many wait for the writers' lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()"
    with look.connect() as connection:
        return connection.exec_driver_sql(query).scalar()


def test_a_list_is_not_imported_while_another_machine_is_at_work(offices, command):
    (desk,), _ = offices("one")
    with holding_lists(desk.master):
        done = command(desk.outbox.root, desk.master, "certified", str(DEMO / "certified.csv"), "--lang", "en")
        assert (done.exit_code, "Another machine is at work" in done.output) == (2, True)
    assert command(desk.outbox.root, desk.master, "certified", str(DEMO / "certified.csv")).exit_code == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:s3cret@127.0.0.1:1/db", "127.0.0.1/db cannot be used"),
        ("mysql://u:s3cret@host/db", "postgresql://user@host/database"),
        ("postgresql://u:s3:cret@host:x/db", "postgresql://user@host/database"),
    ],
)
def test_a_master_that_cannot_be_used_is_said_in_a_sentence(command, tmp_path, url, said):
    done = command(tmp_path / "outbox", url, "verify", "--lang", "en")
    assert (done.exit_code, said in done.output, "cret" in done.output) == (2, True, False)


def test_a_master_that_is_lost_on_the_way_is_said_too(offices, command, monkeypatch, tmp_path):
    (desk,), look = offices("one")

    def lost(*_args, **_more):
        with look.connect() as connection:
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr("pipeline.run.take_in", lost)
    inbox = filled(tmp_path / "in", sendings("98"))
    done = command(desk.outbox.root, desk.master, "ingest", "--inbox", inbox, "--lang", "en")
    assert (done.exit_code, "cannot be used" in done.output) == (2, True)


def test_a_missing_driver_is_said(command, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    done = command(tmp_path / "outbox", "postgresql://u@h/db", "verify", "--lang", "en")
    assert (done.exit_code, "make .venv/.ready-postgres" in done.output) == (2, True)
