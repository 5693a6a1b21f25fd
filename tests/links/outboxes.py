"""Outboxes whose master has made-up LAOs with the websites of a fleet."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from certificates import Authority
from fleet import Fleet

from pipeline.desk import BANGKOK, Desk, open_desk
from pipeline.lists import import_list
from pipeline.model import Change
from pipeline.running.master import load_lists
from pipeline.store import records
from pipeline.store.database import open_master, writing
from pipeline.store.tables import SUBMISSION, UNITS
from schemas.reference import load_reference
from tests.national.made_up import made_up_province, write_register

NOW = datetime(2014, 7, 15, 9, 30, tzinfo=BANGKOK)
COLUMNS = SUBMISSION.columns.items()
CHILD = Path(__file__).with_name("child.py")


def desk_at(root: Path, days: float = 0) -> Desk:
    """The desk of an outbox so many days later."""
    return open_desk(root, now=NOW + timedelta(days=days))


def make_outbox(root: Path, websites: Sequence[str], each: int = 90, **settings: int) -> Desk:
    """An outbox with one LAO for every website, ``each`` a province; ``settings`` are those of [links]."""
    names = {code: one.name for code, one in load_reference().provinces.items() if code != "10"}
    wanted = list(names)[: -(-len(websites) // each)]
    laos = [lao for code in wanted for lao in made_up_province(code, names[code], each)]
    root.mkdir(parents=True)
    lines = "".join(f"{key} = {value}\n" for key, value in settings.items())
    (root / "round.toml").write_text(f"[links]\n{lines}", "utf-8")
    write_register(root / "register.csv", laos, names)
    desk = desk_at(root)
    desk.outbox.make()
    import_list(desk, "registry", root / "register.csv", as_of=NOW - timedelta(days=180))
    state(desk, dict(zip((lao.code for lao in laos), websites, strict=False)))
    return desk


def state(desk: Desk, websites: Mapping[str, str]) -> None:
    """Give LAOs, by code, their websites in the master."""
    with writing(open_master(desk.master)) as connection:
        by_code = {lao.code: lao for lao in load_lists(connection, desk.reference).laos.values()}
        changes = [
            Change("website", by_code[code].lao_id, code, "2557", 0, "set",
                   {"website": website, "website_kind": "official"}, "", "")
            for code, website in websites.items()
        ]  # fmt: skip
        receipt: dict[str, object] = {name: 0 if column.type.python_type is int else "" for name, column in COLUMNS}
        receipt |= {"receipt": 1, "status": "accepted", "source": "central", "fates": "[]"}
        connection.execute(SUBMISSION.insert().values(receipt))
        records.apply(connection, 1, changes, desk.at, {table: {} for table in UNITS})


def kept(desk: Desk) -> list[tuple[str, str]]:
    """(website, kind) of every check that is committed, in order."""
    with sqlite3.connect(f"file:{desk.master}?mode=ro", uri=True) as connection:
        try:
            rows = connection.execute("SELECT website, kind FROM link_check ORDER BY id").fetchall()
        except sqlite3.OperationalError:  # the table is not there yet
            rows = []
    connection.close()
    return rows


@contextmanager
def at_sea(folder: Path) -> Iterator[Fleet]:
    """A fleet whose servers run in a thread of their own."""
    folder.mkdir(exist_ok=True)
    fleet = Fleet(Authority(folder))
    ready, stop, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()

    async def sail() -> None:
        async with fleet:
            ready.set()
            await stop.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(sail())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(10)
        yield fleet
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def start(desk: Desk, days: float = 0) -> subprocess.Popen[str]:
    """A link check in a process of its own, so many days later, allowed to loopback only."""
    command = [sys.executable, str(CHILD), str(desk.outbox.root), str(days)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(child: subprocess.Popen[str]) -> dict[str, float]:
    """What the process says at its end: due, fresh, checked, stopped, seconds, megabytes at the most."""
    out, err = child.communicate(timeout=1200)
    assert child.returncode == 0, err
    return dict(json.loads(out))
