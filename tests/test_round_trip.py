"""There and back: sent with faults, returned marked, mended in the returned workbook as a person would, sent again."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import KAMALA, PAO, RAWAI, SAKHU, contact, make_desk, ref, site, workbook

from pipeline import run
from pipeline.demo import fill_form
from pipeline.desk import Desk
from pipeline.mark import load_keys, verify
from pipeline.running.settled import Settled
from pipeline.store import findings, records, submissions
from pipeline.store.database import open_master

PROVINCE = "83"
Finding = tuple[str, str, str]
"""LAO id, table, rule."""


def silent(stage: str, done: int, of: int) -> None:
    """No progress is shown."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that has its lists and has handed out its form."""
    desk = make_desk(tmp_path_factory.mktemp("desk") / "outbox")
    run.make_forms(desk, PROVINCE, silent)
    return desk


@pytest.fixture
def desk(empty: Desk, tmp_path: Path) -> Desk:
    """A copy of it for one test."""
    root = tmp_path / "outbox"
    shutil.copytree(empty.outbox.root, root)
    outbox = type(empty.outbox)(root)
    return replace(empty, outbox=outbox, master=str(outbox.database))


def ingest(desk: Desk, inbox: Path) -> Settled:
    (merged,) = run.ingest(desk, inbox, workers=1, dry_run=False, progress=silent)
    assert not merged.fault
    return merged


def later(desk: Desk) -> Desk:
    return replace(desk, now=desk.now + timedelta(days=1))


def send_back(desk: Desk, inbox: Path, receipt: int, mended: Mapping[tuple[str, str], Any]) -> Settled:
    """Open the returned workbook of that receipt, type into the cells (sheet, address), save, send."""
    (path,) = (desk.outbox.reports / PROVINCE / "returned").glob(f"{receipt}-*.xlsx")
    assert path.stat().st_mode & 0o777 == 0o600
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in mended.items():
        book[sheet][cell].value = value
    (inbox / PROVINCE).mkdir(parents=True, exist_ok=True)
    book.save(inbox / PROVINCE / path.name)
    return ingest(later(desk), inbox)


def statuses(desk: Desk) -> dict[Finding, str]:
    """What the province's report shows, without what is said of the file as a whole."""
    with open_master(desk.master).connect() as connection:
        kept = findings.of_province(connection, desk.reference.round.id, PROVINCE)
    return {(one["lao_id"], one["table"], one["rule"]): one["status"] for one in kept if one["lao_id"]}


def cells_of(desk: Desk, *rules: str) -> dict[tuple[str, str], str]:
    """Where the province's report shows a rule: (rule, sheet) -> address."""
    with open_master(desk.master).connect() as connection:
        kept = findings.of_province(connection, desk.reference.round.id, PROVINCE)
    return {(one["rule"], one["sheet"]): one["cell"] for one in kept if one["rule"] in rules}


def units(desk: Desk, table: str) -> dict[tuple[str, str, int], dict[str, Any]]:
    with open_master(desk.master).connect() as connection:
        return dict(records.current(connection, table))


def websites(desk: Desk) -> dict[str, str]:
    return {lao: unit["website"] for (lao, _, _), unit in units(desk, "website").items()}


def test_a_form_there_and_back(desk: Desk, tmp_path: Path) -> None:
    """Of the faults in the form some are mended: those are fixed, the others still open, nothing is new or twice."""
    inbox = tmp_path / "inbox"
    fill_form(desk, inbox, PROVINCE)
    first = ingest(desk, inbox)
    before, held = statuses(desk), websites(desk)
    assert set(before.values()) == {"new"}
    assert "830202" not in held  # an e-mail address instead of a website

    cells = cells_of(desk, "WW001", "WW004", "PH004")
    mended = {
        ("เว็บไซต์ อปท.", cells["WW004", "เว็บไซต์ อปท."]): "http://www.kathu.go.th",
        ("เว็บไซต์ อปท.", cells["WW001", "เว็บไซต์ อปท."]): "ไม่มี",
        ("ผู้ดูแลระบบ INFO", cells["PH004", "ผู้ดูแลระบบ INFO"]): "0 7631 1299",
    }
    second = send_back(desk, inbox, first.receipt, mended)

    after = statuses(desk)
    fixed = {finding for finding, status in after.items() if status == "fixed"}
    assert {rule for *_, rule in fixed} >= {"WW001", "WW004", "PH004"}
    assert {status for finding, status in after.items() if finding in before} == {"fixed", "open"}
    assert {rule for finding, status in after.items() if status == "new" for rule in finding[2:]} <= {"WW002"}
    assert second.revision == first.revision + 1
    assert second.province == PROVINCE
    assert sum(second.fates.values()) - sum(first.fates.values()) == 0
    assert websites(desk) == {**held, "830202": "http://www.kathu.go.th", "830105": ""}
    assert not [rule for rule in second.found if rule.startswith(("WB", "FM", "SH"))]


def test_sent_back_unmended_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    fill_form(desk, inbox, PROVINCE)
    first = ingest(desk, inbox)
    held, people = units(desk, "website"), units(desk, "contact")
    send_back(desk, inbox, first.receipt, {})
    assert set(statuses(desk).values()) == {"open"}
    for table, before in (("website", held), ("contact", people)):
        after = units(desk, table)
        assert {key: unit["updated_at"] for key, unit in after.items()} == {
            key: unit["updated_at"] for key, unit in before.items()
        }
        assert all(after[key]["confirmed_at"] > unit["confirmed_at"] for key, unit in before.items())


def test_a_layout_of_their_own_there_and_back(desk: Desk, tmp_path: Path) -> None:
    """A workbook that is no form of ours comes back with our mark, and is known by it whatever its name."""
    inbox = tmp_path / "inbox"
    (inbox / PROVINCE).mkdir(parents=True)
    rows = [site(PAO), site(KAMALA, website="kathu@hotmail.com"), site(SAKHU, website=""), site(RAWAI)]
    people = [contact(PAO), contact(KAMALA, person1_phone="0-7631-12")]
    (inbox / PROVINCE / "ส่งข้อมูล.xlsx").write_bytes(workbook(website=rows, contact=people))
    first = ingest(desk, inbox)
    assert statuses(desk)["830203", "website", "WW004"] == "new"

    cell = ("เว็บไซต์ อปท.", ref("website", "website", 1))
    second = send_back(desk, inbox, first.receipt, {cell: "http://www.kamala.go.th"})
    after = statuses(desk)
    assert after["830203", "website", "WW004"] == "fixed"
    assert after["830307", "website", "WW001"] == "open"
    assert after["830203", "contact", "PH004"] == "open"
    assert "FM004" not in second.found
    assert second.revision == 1
    assert websites(desk)["830203"] == "http://www.kamala.go.th"


def test_marks_go_up_and_names_do_not_grow(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    fill_form(desk, inbox, PROVINCE)
    first = ingest(desk, inbox)
    second = send_back(desk, inbox, first.receipt, {})
    folder = desk.outbox.reports / PROVINCE / "returned"
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"{receipt}-แบบรายงาน_จ.ภูเก็ต.xlsx" for receipt in (first.receipt, second.receipt)]
    marks = [openpyxl.load_workbook(folder / name).custom_doc_props["thabian_mark"].value for name in names]
    read = [verify(mark, load_keys(desk.outbox.key)) for mark in marks]
    assert [(mark.province, mark.revision) for mark in read if mark] == [(PROVINCE, 1), (PROVINCE, 2)]
    html = (desk.outbox.reports / PROVINCE / "report.html").read_text("utf-8")
    assert html.count('href="returned/') == 2


def test_receipts_of_both_are_kept(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    fill_form(desk, inbox, PROVINCE)
    send_back(desk, inbox, ingest(desk, inbox).receipt, {})
    with open_master(desk.master).connect() as connection:
        files = submissions.reports(connection, desk.reference.round.id)[PROVINCE]
    assert [file.revision for file in files] == [0, 1]
    assert not list((inbox / PROVINCE).iterdir())
