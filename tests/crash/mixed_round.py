"""A round in which everything happens at once, for runs that are cut short: its start, and what a run leaves.

ภูเก็ต and สาธิต have sent before. Now come corrections, two that contradict each other, a file that is known, one twice,
one again after another, one that is held, one of nobody, one that cannot be read, one of central staff, and one that
stays where it is.
"""

import json
import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from office import DEMO, NOW, SATHIT, certification, codes, contact, desk_at, make_desk, site, workbook

from pipeline import run
from pipeline.progress import silent
from pipeline.running.settled import Settled
from pipeline.terminal import console

DATABASE = "outbox/master/master.sqlite"
LOCK = "outbox/.lock"
DRAWN = "outbox/master/.drawn"
"""What pages were last drawn of, as it happens: it may go at any time."""
PHUKET, DEMO_PROVINCE = codes("83"), codes("98")
STAYING = ["83/~$เปิดอยู่.xlsx"]


class Start(NamedTuple):
    """A folder to be copied: an ``outbox`` after one run and a full ``inbox``."""

    root: Path

    def copied(self, to: Path) -> "Start":
        """A copy of it to run in."""
        shutil.copytree(self.root, to)
        return Start(to)

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"


def make_start(root: Path) -> Start:
    """Play the run before, and fill the inbox."""
    start = Start(root)
    make_desk(start.outbox)
    _drop(start.inbox, _before())
    earlier = desk_at(start.outbox, now=NOW - timedelta(days=5))
    run.ingest(earlier, start.inbox, workers=0, dry_run=False, progress=silent)
    _drop(start.inbox, _now())
    return start


def command(start: Start, *words: str) -> list[str]:
    """The words of a command; without any of the one that takes the inbox in."""
    said = words or ("ingest", "--inbox", start.inbox)
    return [str(word) for word in (*said, "--outbox", start.outbox, "--reference", DEMO, "--now", NOW.isoformat())]


def take_in(start: Start, workers: int = 0) -> list[Settled]:
    """The same in this process; unless there are ``workers`` without children."""
    desk = desk_at(start.outbox)
    with console.locked(desk):
        return run.ingest(desk, start.inbox, workers=workers, dry_run=False, progress=silent)


def _before() -> dict[str, bytes]:
    return {
        "83/เว็บ.xlsx": workbook(website=[site(code) for code in PHUKET]),
        "83/ผู้ดูแล.xlsx": workbook(
            contact=[contact(code) for code in PHUKET[:9]] + [contact(PHUKET[9], person1_phone="")]
        ),
        "98/ครบ.xlsx": workbook(website=[site(code) for code in DEMO_PROVINCE], contact=[contact(SATHIT)]),
    }


def _now() -> dict[str, bytes]:
    """Path -> content in the order in which they came: two have the same revision, and each other file its turn."""
    first = workbook(website=[site(PHUKET[0], website="http://www.first.go.th"), site(PHUKET[1], website="")])
    twice = workbook(contact=[contact(PHUKET[10], person2_phone="12"), contact(PHUKET[11])])
    moved = [site(code, website=f"http://www.new{code}.go.th") for code in DEMO_PROVINCE]
    return {
        "83/ก.xlsx": first,
        "83/ข.xlsx": workbook(
            website=[site(PHUKET[0], website="http://www.second.go.th"), site(PHUKET[2], website="x")]
        ),
        "83/ก อีกครั้ง.xlsx": first,
        "83/ค.xlsx": twice,
        "83/สำเนาของ ค.xlsx": twice,
        "83/รับรอง.xlsx": workbook(certification=[certification(PHUKET[3]), certification(PHUKET[4], aspect1="")]),
        "83/ผู้ดูแล.xlsx": _before()["83/ผู้ดูแล.xlsx"],
        "83/ผู้ดูแล ใหม่.xlsx": workbook(
            contact=[contact(PHUKET[0], person1_name="นายประเสริฐ ตัวอย่าง"), contact(PHUKET[9])]
        ),
        "83/หน้าเว็บ.xls": b"<html><table><tr><td>x</td></tr></table></html>",
        STAYING[0]: b"temporary",
        "98/เปลี่ยนหมด.xlsx": workbook(website=moved),
        "98/ผู้ดูแล.xlsx": workbook(contact=[contact(code, person1_phone="n/a") for code in DEMO_PROVINCE]),
        "98/เว็บ แก้ไขครั้งที่ 1.xlsx": workbook(website=[site(DEMO_PROVINCE[1], website="http://www.one.go.th")]),
        "98/เว็บ แก้ไขครั้งที่ 1 อีกฉบับ.xlsx": workbook(website=[site(DEMO_PROVINCE[1], website="http://www.two.go.th")]),
        "98/เว็บ แก้ไขครั้งที่ 2.xlsx": workbook(website=[site(DEMO_PROVINCE[2], website="http://www.three.co.th")]),
        "central/แก้.xlsx": workbook(contact=[contact(SATHIT, person1_name="นายบุญมี ใจดี")]),
        "รวม.xlsx": workbook(website=[site(PHUKET[5]), site(SATHIT)]),
    }  # fmt: skip


def _drop(inbox: Path, files: dict[str, bytes]) -> None:
    for number, (name, data) in enumerate(files.items()):
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (NOW.timestamp() + number,) * 2)


def left(start: Start) -> dict[str, bytes | str]:
    """All that a run leaves, in inbox and outbox: path -> content; of the master its rows, sorted, and of a manifest
    what was kept: which files were known depends on how often the inbox was looked at."""
    found: dict[str, bytes | str] = {}
    for path in start.root.rglob("*"):
        name = str(path.relative_to(start.root))
        if name == DATABASE:
            found[name] = dump(path)
        elif path.parent.name == "runs" and path.suffix == ".json":
            found |= _manifest(name, json.loads(path.read_bytes()))
        elif name != LOCK and not name.startswith(DRAWN):
            found[name] = path.read_bytes() if path.is_file() else "folder"
    return found


def dump(database: Path) -> str:
    """What a database holds, as text, sorted."""
    with sqlite3.connect(database) as connection:
        return "\n".join(sorted(connection.iterdump()))


def _manifest(name: str, manifest: dict[str, Any]) -> dict[str, str]:
    files = [file for file in manifest["files"] if file["status"] != "known"]
    return {name: json.dumps({**manifest, "files": files}, ensure_ascii=False, indent=1)} if files else {}


def differing(mine: dict[str, bytes | str], whole: dict[str, bytes | str]) -> list[str]:
    """The paths that came, went or hold something else."""
    return sorted(path for path in mine.keys() | whole.keys() if mine.get(path) != whole.get(path))
