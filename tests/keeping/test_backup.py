"""A backup is whole or says that it is not; restored, it proves itself and publishes the same, byte by byte."""

import stat
import threading
from pathlib import Path

import pytest
from office import SAKHU, desk_at, site, workbook
from rounds import LATEST, contents, copied, drop, ingest
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli import app
from pipeline.keeping.backup import SUMS, at, backup, restore
from pipeline.keeping.verify import verify
from pipeline.notdone import NotDone
from pipeline.progress import silent
from pipeline.terminal.console import locked


@pytest.fixture
def bag(kept, tmp_path) -> Path:
    backup(kept, tmp_path / "bag")
    return tmp_path / "bag"


def restored(bag: Path, root: Path):
    desk = desk_at(root, now=LATEST)
    restore(desk, bag)
    return desk


def test_it_is_a_bag_that_proves_itself(kept, bag):
    assert (bag / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")
    assert verify(at(kept, bag / "data"), reread=True, workers=0).faults == ()
    kinds = {path.relative_to(bag / "data").parts[0] for path in (bag / "data").rglob("*") if path.is_file()}
    assert kinds == {"master", "archive", "runs", "reports"}
    assert {path.name for path in (bag / "data" / "master").iterdir()} == {"master.sqlite", "mark.key"}


def test_it_is_closed_to_others(bag):
    for path in (bag, *bag.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        private = {"archive", "master", "reports"} & set(path.relative_to(bag).parts)
        assert mode & 0o077 == 0 or not (path.is_dir() or private), path


def test_restored_it_publishes_the_same(kept, bag, tmp_path):
    again = restored(bag, tmp_path / "again")
    assert verify(again, reread=True, workers=0).faults == ()
    run.publish(kept, silent)
    run.publish(again, silent)
    before, after = contents(kept.outbox.root), contents(again.outbox.root)
    for folder in ("site/", "reports/", "archive/", "runs/", "master/", "contacts/"):
        mine = {name: data for name, data in before.items() if name.startswith(folder) and "sqlite" not in name}
        assert mine == {name: data for name, data in after.items() if name.startswith(folder) and "sqlite" not in name}
    assert stat.S_IMODE(again.outbox.database.stat().st_mode) == 0o600
    assert stat.S_IMODE(again.outbox.archive.stat().st_mode) == 0o700


def test_it_goes_on_where_it_was(bag, tmp_path):
    again = restored(bag, tmp_path / "again")
    assert ingest(again, tmp_path / "in", **{"83/b.xlsx": workbook(website=[site(SAKHU)])}) == [8]
    assert verify(again).faults == ()


def test_an_outbox_in_use_is_not_overwritten(kept, bag):
    before = contents(kept.outbox.root)
    done = CliRunner().invoke(app, ["restore", str(bag), "--outbox", str(kept.outbox.root), "--lang", "en"])
    assert (done.exit_code, "move it away" in done.output) == (2, True)
    assert contents(kept.outbox.root) == {**before, ".lock": b""}


def test_not_beside_another_command(kept, bag, tmp_path):
    """Nothing is restored into an outbox that another command works with; what a lock left behind is no file in use."""
    own = tmp_path / "again"
    words = ["restore", str(bag), "--outbox", str(own), "--lang", "en"]
    with locked(desk_at(own)):
        done = CliRunner().invoke(app, words)
        assert (done.exit_code, "pid" in done.output) == (2, True)
    (own / ".lock").touch()
    (own / ".lock.owner").touch()
    assert CliRunner().invoke(app, words).exit_code == 0
    assert verify(desk_at(own)).faults == ()


def test_a_folder_in_use_takes_no_backup(kept, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("x")
    with pytest.raises(NotDone) as said:
        backup(kept, tmp_path / "other")
    assert said.value.key == "backup_in_use"


def test_a_backup_that_was_torn_off_or_changed_is_known(bag, tmp_path):
    def refused() -> str:
        with pytest.raises(NotDone) as said:
            restored(bag, tmp_path / "again")
        assert not (tmp_path / "again").exists()
        return said.value.key

    (original,) = sorted((bag / "data" / "archive").iterdir())[:1]
    data = original.read_bytes()
    original.write_bytes(data + b" ")
    assert refused() == "backup_changed"
    original.unlink()
    assert refused() == "backup_changed"
    original.write_bytes(data)
    (bag / "data" / "archive" / "more").write_bytes(b"x")
    assert refused() == "backup_changed"
    (bag / "data" / "archive" / "more").unlink()
    (bag / SUMS).unlink()
    assert refused() == "backup_unsealed"


def test_a_file_that_is_gone_tears_it(kept, tmp_path):
    next(kept.outbox.archive.iterdir()).unlink()
    with pytest.raises(NotDone) as said:
        backup(kept, tmp_path / "bag")
    assert said.value.key == "backup_torn"
    assert not (tmp_path / "bag" / SUMS).exists()


def test_a_master_on_a_server_is_for_pg_dump(desk, tmp_path):
    words = ["backup", str(tmp_path / "bag"), "--outbox", str(desk.outbox.root), "--lang", "en"]
    done = CliRunner().invoke(app, [*words, "--master", "postgresql://me@nowhere.invalid/thabian"])
    assert (done.exit_code, "pg_dump" in done.output) == (2, True)
    assert not (tmp_path / "bag").exists()


def test_while_an_ingest_is_at_work(kept, tmp_path, monkeypatch):
    """Taken between the first and the second file of a run: restored, it proves itself, and the run can be ended."""
    merge_one, halfway, go_on = run.merge_one, threading.Event(), threading.Event()

    def slowly(desk, lists, judged, *args, **more):
        if judged.submission.arrival.name == "b.xlsx":
            halfway.set()
            assert go_on.wait(60)
        return merge_one(desk, lists, judged, *args, **more)

    monkeypatch.setattr(run, "merge_one", slowly)
    inbox = tmp_path / "in"
    drop(inbox, **{f"83/{name}.xlsx": workbook(website=[site(website=f"http://www.{name}.go.th")]) for name in "ab"})
    working = threading.Thread(
        target=run.ingest, args=(kept, inbox), kwargs={"workers": 0, "dry_run": False, "progress": silent}
    )
    working.start()
    try:
        assert halfway.wait(60)
        backup(kept, tmp_path / "bag")
    finally:
        go_on.set()
        working.join()
    monkeypatch.undo()
    again = restored(tmp_path / "bag", tmp_path / "again")
    assert verify(again).faults == ()
    assert verify(again).counts["files"] == 8, "what was received until then"
    drop(inbox, **{"83/b.xlsx": workbook(website=[site(website="http://www.b.go.th")])})
    run.ingest(again, inbox, workers=0, dry_run=False, progress=silent)
    assert verify(again, reread=True, workers=0).faults == ()
    assert verify(kept).faults == ()
    assert verify(again).counts["files"] == verify(kept).counts["files"] == 9


def test_nothing_is_written_to_what_is_backed_up(kept, tmp_path):
    twin = copied(kept, tmp_path / "twin")
    backup(kept, tmp_path / "bag")
    assert contents(kept.outbox.root) == contents(twin.outbox.root)
