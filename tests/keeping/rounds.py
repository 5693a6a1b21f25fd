"""A round to keep: three runs on one outbox, with files of every kind. People are made up."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from office import KAMALA, NOW, RAWAI, SATHIT, codes, contact, desk_at, site, workbook

from pipeline import run
from pipeline.desk import BANGKOK, Desk
from pipeline.progress import silent

LATER = datetime(2014, 7, 22, 14, tzinfo=BANGKOK)
LATEST = datetime(2014, 7, 25, 9, tzinfo=BANGKOK)
OTHER = {"person1_name": "นายมานะ ขยัน", "person1_phone": "081-000-0001"}


def drop(inbox: Path, **files: bytes) -> None:
    """Put files into the inbox: path -> content; each is a second newer than the one before."""
    for number, (path, data) in enumerate(files.items()):
        file = inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (NOW.timestamp() + number,) * 2)


def ingest(desk: Desk, inbox: Path, **files: bytes) -> list[int]:
    """One run on these files; the receipts."""
    drop(inbox, **files)
    return [one.receipt for one in run.ingest(desk, inbox, workers=0, dry_run=False, progress=silent)]


def three_runs(root: Path) -> Desk:
    """Receipts 1 to 5 in a first run (a web page, an empty and a temporary file among them), then 6, then 7."""
    inbox, desk = root.parent / "inbox", desk_at(root)
    sites = [site(code) for code in codes("83")]
    whole = workbook(website=sites, contact=[contact(), contact(RAWAI, person1_phone="")])
    ingest(desk, inbox, **{
        "83/ภูเก็ต.xlsx": whole, "98/สาธิต.xlsx": workbook(contact=[contact(SATHIT)]),
        "98/หน้าเว็บ.xls": b"<html><table><tr><td>x</td></tr></table></html>", "98/ว่าง.xlsx": b"", "98/~$a.xlsx": b"x",
    })  # fmt: skip
    later = desk_at(root, now=LATER)
    mended = workbook(website=[site(website="http://www.b.go.th")], contact=[contact(**OTHER)])
    ingest(later, inbox, **{"83/แก้ไข.xlsx": mended})
    nobody = workbook(contact=[contact(KAMALA, person2_name="ไม่มี")])
    ingest(desk_at(root, now=LATEST), inbox, **{"central/แก้.xlsx": nobody})
    return desk_at(root, now=LATEST)


def copied(desk: Desk, root: Path) -> Desk:
    """The same outbox at another place, at the same time."""
    shutil.copytree(desk.outbox.root, root)
    return desk_at(root, now=desk.now)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
