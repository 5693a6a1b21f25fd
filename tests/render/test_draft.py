"""Reports are read as they were until all of them are written anew."""

import errno
import os

import pytest

from pipeline.render.draft import drafting
from pipeline.report.save import save
from pipeline.store.outbox import Outbox, owe, owed


@pytest.fixture
def outbox(tmp_path):
    outbox = Outbox(tmp_path / "outbox")
    outbox.make()
    save(
        outbox.reports,
        {"index.html": b"1", "83/report.html": b"1", "83/returned/1-a.xlsx": b"1", "98/report.html": b"1"},
    )
    return outbox


def read(outbox):
    files = (path for path in outbox.reports.rglob("*") if path.is_file())
    return {str(path.relative_to(outbox.reports)): path.read_bytes() for path in files}


def test_they_are_read_when_all_are_written(outbox):
    before = read(outbox)
    with drafting(outbox):
        save(outbox.draft, {"index.html": b"2", "83/report.html": b"2", "83/returned/2-b.xlsx": b"2"})
        assert read(outbox) == before
    after = {"index.html": b"2", "83/report.html": b"2", "83/returned/2-b.xlsx": b"2"}
    assert read(outbox) == {**before, **after}
    assert not outbox.draft.exists()


def test_one_that_stays_is_not_written_again(outbox):
    before = {name: (outbox.reports / name).stat().st_ino for name in read(outbox)}
    with drafting(outbox):
        save(outbox.draft, {"index.html": b"1", "83/report.html": b"2"})
    after = {name: (outbox.reports / name).stat().st_ino for name in read(outbox)}
    assert {name for name in before if before[name] != after[name]} == {"83/report.html"}


def test_what_fails_changes_nothing(outbox):
    before = read(outbox)
    with pytest.raises(IsADirectoryError), drafting(outbox):
        save(outbox.draft, {"83/report.html": b"2", "83/returned": b"2"})
    assert (read(outbox), outbox.draft.exists()) == (before, False)


def test_what_a_killed_run_drafted_is_not_taken_over(outbox):
    before = read(outbox)
    save(outbox.draft, {"83/report.html": b"torn", "83/returned/9-x.xlsx": b"torn"})
    save(outbox.reports, {"83/.letter.html.part": b"torn"})
    with drafting(outbox):
        pass
    assert read(outbox) == before


def test_it_is_owed_until_it_is_read(outbox):
    owe(outbox, {"83"})
    with drafting(outbox):
        pass
    assert owed(outbox) == set()
    owe(outbox, {"83"})
    with pytest.raises(KeyboardInterrupt), drafting(outbox):
        raise KeyboardInterrupt
    assert owed(outbox) == {"83"}


def test_it_is_closed_to_others(outbox):
    with drafting(outbox):
        pass
    assert {path.stat().st_mode & 0o777 for path in (outbox.reports, *outbox.reports.glob("**/"))} == {0o700}


@pytest.mark.parametrize("reason", [errno.EPERM, errno.EOPNOTSUPP])
def test_where_a_file_cannot_have_two_names_it_is_copied(outbox, monkeypatch, reason):
    def refused(*_args, **_more):
        raise OSError(reason, os.strerror(reason))

    before = read(outbox)
    monkeypatch.setattr(os, "link", refused)
    with drafting(outbox):
        pass
    assert read(outbox) == before


def test_a_full_disk_is_no_reason_to_copy(outbox, monkeypatch):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = read(outbox)
    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="No space"), drafting(outbox):
        pass
    assert read(outbox) == before
