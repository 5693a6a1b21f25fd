"""A file is judged alike whether it is validated with few others or many."""

import os
import shutil

import pytest
from office import NOW, SATHIT, certification, codes, contact, desk_at, site, workbook

from pipeline import run
from pipeline.progress import silent
from pipeline.running import judge

PHUKET = codes("83")
FILES = {
    "83/ภูเก็ต แก้ไขครั้งที่ 2.xlsx": workbook(website=[site(code, website="http://www.a.go.th") for code in PHUKET]),
    "83/ภูเก็ต.xlsx": workbook(website=[site(code) for code in PHUKET], contact=[contact(code) for code in PHUKET]),
    "83/ภูเก็ต แก้ไขครั้งที่ 1.xlsx": workbook(contact=[contact(code, person1_phone="12") for code in PHUKET]),
    "83/ภูเก็ต อีกไฟล์ แก้ไขครั้งที่ 1.xlsx": workbook(contact=[contact(code, person1_phone="") for code in PHUKET]),
    "98/สาธิต.xlsx": workbook(website=[site(SATHIT, website="ไม่ใช่")], certification=[certification(SATHIT)]),
    "central/แก้ไข.xlsx": workbook(website=[site(PHUKET[0], website="http://www.b.go.th")]),
}  # fmt: skip
"""Received in another order than they lie in the inbox; two contradict each other (XS003)."""


def judged(root, inbox) -> list[object]:
    """What became of the files, and what staff and provinces get of it."""
    for number, (path, data) in enumerate(FILES.items()):
        file = inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (NOW.timestamp() + number, NOW.timestamp() + number))
    done = run.ingest(desk_at(root), inbox, workers=0, dry_run=False, progress=silent)
    kept = [path for folder in ("reports", "site") for path in sorted((root / folder).rglob("*")) if path.is_file()]
    exported = sorted((root / "master").glob("*.csv"))
    return [done, [(path.relative_to(root), path.read_bytes()) for path in (*kept, *exported)]]


@pytest.fixture(scope="module")
def together(demo_outbox, tmp_path_factory):
    """All of them validated at once, as so few rows are."""
    folder = tmp_path_factory.mktemp("together")
    shutil.copytree(demo_outbox, folder / "outbox")
    found = judged(folder / "outbox", folder / "inbox")
    assert sum(one.found.get("XS003", 0) for one in found[0]) > 0
    return found


@pytest.mark.parametrize("batch", [1, 30, 60])
def test_whenever_a_file_is_validated(together, desk, tmp_path, monkeypatch, batch):
    monkeypatch.setattr(judge, "BATCH", batch)
    assert judged(desk.outbox.root, tmp_path / "inbox") == together


def test_a_trial_reads_all_before_it_keeps_others_from_the_master(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(judge, "BATCH", 1)
    told: list[str] = []
    for path, data in FILES.items():
        (tmp_path / "inbox" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "inbox" / path).write_bytes(data)
    for dry_run in (True, False):
        run.ingest(desk, tmp_path / "inbox", workers=0, dry_run=dry_run, progress=lambda stage, *_: told.append(stage))
    trial, earnest = told[: 2 * len(FILES)], told[2 * len(FILES) : 4 * len(FILES)]
    assert trial == ["read"] * len(FILES) + ["merge"] * len(FILES)
    assert sorted(earnest) == sorted(trial) != earnest
