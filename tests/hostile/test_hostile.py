"""Every kind of hostile or broken file in one inbox with a sound one: one named cause each, or the right cells, and
the neighbour's work as if they had not been there."""

import csv
import os
import shutil
import socket
from pathlib import Path
from typing import NamedTuple

import pytest
from office import SATHIT, USUAL, codes, contact, desk_at, site, workbook

from pipeline import run
from pipeline.desk import Desk
from pipeline.keeping.verify import verify
from pipeline.progress import silent
from pipeline.running.settled import Settled
from tests.hostile import corpus
from tests.hostile.corpus import ALL, desk_with_laos, rows, website
from tests.hostile.kinds import Kind

NEIGHBOUR = "98/สาธิต.xlsx"
EXPECTED = USUAL | {"FY003"}
"""FY003: these LAOs have never certified a year."""
SECONDS = 15
"""The time limit of one file in this round; the shipped one is twice as long."""

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:zipfile")


def put_neighbour(inbox: Path) -> None:
    """A province's sound workbook, with one thing to mend."""
    path = inbox / NEIGHBOUR
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        workbook(website=[site(code) for code in codes("98")], contact=[contact(SATHIT, person1_phone="")])
    )
    os.utime(path, (1_400_000_000,) * 2)  # received first, under the same receipt in both rounds


def put_files(inbox: Path) -> None:
    """Every kind of file."""
    folder = inbox / corpus.PROVINCE
    folder.mkdir()
    for number, kind in enumerate(ALL):
        (folder / kind.file).write_bytes(kind.make(rows(number)))
        os.utime(folder / kind.file, (1_400_000_100,) * 2)


def put_oddities(inbox: Path, outside: Path) -> None:
    """What is no file, or no file of an office; and names that are no names."""
    folder, secret = inbox / "odd", outside / "secret.xlsx"
    folder.mkdir()
    secret.write_bytes(workbook(website=[site()]))
    (folder / "link.xlsx").symlink_to(secret)
    (folder / "dangling.xlsx").symlink_to(outside / "nothing")
    (folder / "loop.xlsx").symlink_to(folder / "loop.xlsx")
    (folder / "linked folder").symlink_to(outside)
    (folder / "inner" / "of").mkdir(parents=True)
    (folder / "inner" / "of" / "circle").symlink_to(inbox)
    (folder / "folder.xlsx").mkdir()
    os.mkfifo(folder / "fifo.xlsx")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path is short
        listener.bind("socket.xlsx")
        os.chdir(here)
    for name in ("~$พะเยา.xlsx", ".hidden.xlsx", "..xlsx", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"temporary")
    for name in NAMES:
        (folder / os.fsdecode(name)).write_bytes(b"<html>" + name)
    (inbox / os.fsdecode(b"\xff\xfe")).mkdir()
    (inbox / os.fsdecode(b"\xff\xfe") / "a.xlsx").write_bytes(b"<html>in a folder without a name")


NAMES = [
    "\u202egpj.xlsx".encode(),
    "ก".encode() * 80 + b".xlsx",
    b"CON.xlsx",
    b" .xlsx",
    b"-rf.xlsx",
    b"%2e%2e%2f.xlsx",
    b"a\nb.xlsx",
    b"a\\..\\..\\b.xlsx",
    b"<script>alert(1).xlsx",
    b"=cmd.xlsx",
    b"\xff\xfe.xlsx",
    "\u200b.xlsx".encode(),
    b"$(id).xlsx",
]


class Round(NamedTuple):
    """A round that was played, and the neighbour's outbox of a round of its own."""

    desk: Desk
    inbox: Path
    done: list[Settled]
    alone: Desk

    def of(self, kind: Kind) -> Settled:
        """What became of a kind's file."""
        (found,) = (one for one in self.done if one.arrival.name == kind.file)
        return found


def ingest(desk: Desk, inbox: Path, workers: int) -> list[Settled]:
    return run.ingest(desk, inbox, workers=workers, dry_run=False, progress=silent)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Round:
    root = tmp_path_factory.mktemp("hostile")
    desk_with_laos(root / "outbox", len(ALL))
    shutil.copytree(root / "outbox", root / "alone")
    settings = root / "round.toml"
    settings.write_text(f"[limits]\nseconds = {SECONDS}\n")
    (root / "outside").mkdir()
    alone, desk = desk_at(root / "alone", settings=settings), desk_at(root / "outbox", settings=settings)
    put_neighbour(root / "one")
    ingest(alone, root / "one", 0)
    inbox = root / "inbox"
    put_neighbour(inbox)
    put_files(inbox)
    put_oddities(inbox, root / "outside")
    return Round(desk, inbox, ingest(desk, inbox, 2), alone)


@pytest.fixture(scope="module")
def sites(played: Round) -> dict[str, str]:
    """LAO code -> website of the master."""
    with (played.desk.outbox.master / "websites.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["lao_code"]: row["website"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("number", range(len(ALL)), ids=[kind.name for kind in ALL])
def test_one_named_cause_or_the_right_cells(played: Round, sites: dict[str, str], number: int) -> None:
    kind, own = ALL[number], corpus.codes(number)
    one = played.of(kind)
    assert one.found.keys() - EXPECTED == kind.rules
    assert one.status == ("accepted" if kind.taken else "refused")
    assert [sites[code] for code in own if code in sites] == [website(code) for code in own][: kind.taken]


def test_no_ledger_was_out_of_balance(played: Round) -> None:
    assert [one.fault for one in played.done if one.fault] == []
    assert verify(played.desk).faults == ()


def test_the_neighbour_is_as_if_it_were_alone(played: Round) -> None:
    together, alone = played.desk.outbox, played.alone.outbox
    for path in (
        "reports/98/report.html",
        "reports/98/findings.csv",
        "reports/98/findings.json",
        "site/provinces/98.html",
    ):
        assert (together.root / path).read_bytes() == (alone.root / path).read_bytes(), path
    returned = [sorted(path.name for path in (box.reports / "98" / "returned").iterdir()) for box in (together, alone)]
    assert returned[0] == returned[1] == ["1-สาธิต.xlsx"]


def test_what_is_no_file_of_an_office_is_named_and_left_alone(played: Round) -> None:
    odd = {
        one.arrival.path.removeprefix("odd/"): set(one.found)
        for one in played.done
        if one.arrival.folder == "odd" and not one.arrival.size
    }
    links = ("link.xlsx", "dangling.xlsx", "loop.xlsx", "linked folder", "inner/of/circle")
    assert odd == {
        **{name: {"WB025"} for name in (*links, "folder.xlsx", "fifo.xlsx", "socket.xlsx")},
        **{name: {"WB009"} for name in ("~$พะเยา.xlsx", ".hidden.xlsx", "..xlsx")},
    }
    staying = {
        os.path.relpath(path, played.inbox / "odd")
        for path in played.inbox.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    assert staying == {*odd.keys() - {"folder.xlsx"}, ".DS_Store", "Thumbs.db", "desktop.ini"}


def test_names_of_files_are_no_paths(played: Round) -> None:
    named = [one for one in played.done if one.arrival.folder == "odd" and one.arrival.size]
    assert len(named) == len(NAMES)
    for one in named:
        assert dict(one.found) == {"WB003": 1}
        name = one.arrival.name
        assert name.isprintable()
        assert not set('/\\:*?"<>|') & set(name)
        assert len(name) <= 120
        assert not name.startswith(".")
    inside = {path.relative_to(played.desk.outbox.root).parts[0] for path in played.desk.outbox.root.rglob("*")}
    outside = {path.name for path in played.desk.outbox.root.parent.iterdir()}
    assert outside == {"outbox", "alone", "one", "inbox", "outside", "round.toml"}
    assert not {"etc", "odd"} & inside


def test_every_file_is_in_the_archive(played: Round) -> None:
    kept = {path.stem for path in played.desk.outbox.archive.iterdir()}
    assert kept == {
        one.arrival.sha256 for one in played.done if one.arrival.size or one.arrival.name == "zero bytes.xlsx"
    }


def test_the_same_files_again_change_nothing(played: Round, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    put_neighbour(again)
    put_files(again)
    shutil.copytree(played.desk.outbox.root, tmp_path / "outbox")
    desk = desk_at(tmp_path / "outbox", settings=played.inbox.parent / "round.toml")
    before = contents(tmp_path / "outbox")
    assert {one.status for one in ingest(desk, again, 2)} == {"known"}
    after = contents(tmp_path / "outbox")
    assert {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)} == {
        "runs/20140715-093000-2.json"
    }
    assert [path for path in again.rglob("*") if path.is_file()] == []


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a folder and its bytes."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
