"""``check`` and ``ingest --dry-run`` leave no trace, and need nobody to wait."""

from pathlib import Path

import pytest
from office import DEMO, site, workbook
from test_run import drop
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli import app
from pipeline.progress import silent
from pipeline.store.database import open_master, writing


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file and folder below, with content and time of change."""
    return {
        str(path.relative_to(root)): (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
        for path in root.rglob("*")
    }


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    drop(folder, **{"83/a.xlsx": workbook(website=[site()])})
    return folder


def trials(outbox: Path, inbox: Path) -> list[list[str]]:
    options = ["--outbox", str(outbox), "--reference", str(DEMO)]
    return [["check", str(inbox / "83" / "a.xlsx"), *options], ["ingest", "--dry-run", "--inbox", str(inbox), *options]]


def test_where_there_is_no_outbox_none_is_made(tmp_path, inbox):
    for words in trials(tmp_path / "nowhere", inbox):
        done = CliRunner().invoke(app, words)
        assert (done.exit_code, "make registry" in done.output) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inbox"]


def test_no_key_is_made_and_nothing_else(desk, inbox):
    desk.outbox.key.unlink()
    before, waiting = tree(desk.outbox.root), tree(inbox)
    for words in trials(desk.outbox.root, inbox):
        assert CliRunner().invoke(app, words).exit_code in (0, 1)
    assert (tree(desk.outbox.root), tree(inbox)) == (before, waiting)


def test_a_check_while_another_command_writes(desk, inbox):
    with writing(open_master(desk.master)) as connection:
        connection.exec_driver_sql("UPDATE submission SET name = name")
        (merged,) = run.check(desk, [inbox / "83" / "a.xlsx"], silent)
        assert merged.outcome.status == "accepted"
