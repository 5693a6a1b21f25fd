"""The archive: every file once, by what it holds, before anyone may delete the original."""

import os
import stat
import subprocess
import sys

import pytest

from pipeline.store.archive import fingerprint, keep, keep_large
from pipeline.store.whole import sweep, write_whole

DATA = b"a workbook"
SHA256 = fingerprint(DATA)


def test_keeps_a_file_under_its_fingerprint(tmp_path):
    folder = tmp_path / "archive"
    path = keep(folder, DATA, SHA256)
    assert (path, path.read_bytes()) == (folder / f"{SHA256}.xlsx", DATA)
    assert list(folder.iterdir()) == [path]


def test_nobody_else_may_read_it(tmp_path):
    path = keep(tmp_path / "archive", DATA, SHA256)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_is_kept_once(tmp_path):
    first = keep(tmp_path, DATA, SHA256).stat()
    again = keep(tmp_path, DATA, SHA256).stat()
    assert (first.st_ino, first.st_mtime_ns) == (again.st_ino, again.st_mtime_ns)


def test_one_that_was_cut_short_is_kept_again(tmp_path):
    keep(tmp_path, DATA, SHA256).write_bytes(DATA[:3])
    assert keep(tmp_path, DATA, SHA256).read_bytes() == DATA
    assert len(list(tmp_path.iterdir())) == 1


def test_an_empty_file_is_kept(tmp_path):
    assert keep(tmp_path, b"", fingerprint(b"")).read_bytes() == b""


def test_a_large_file_is_copied_in_pieces(tmp_path):
    original, folder = tmp_path / "big.xlsx", tmp_path / "archive"
    original.write_bytes(DATA * 300_000)
    kept = keep_large(folder, original, fingerprint(DATA * 300_000))
    assert kept.read_bytes() == original.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_large_file_that_changed_meanwhile_is_not_kept(tmp_path):
    original = tmp_path / "big.xlsx"
    original.write_bytes(DATA)
    with pytest.raises(OSError, match="changed"):
        keep_large(tmp_path / "archive", original, fingerprint(b"another"))
    assert list((tmp_path / "archive").iterdir()) == []


def test_two_machines_archive_one_workbook_at_once(tmp_path):
    """The other one begins and ends while this one is writing."""

    def pieces():
        yield DATA[:4]
        assert keep(tmp_path, DATA, SHA256).read_bytes() == DATA
        yield DATA[4:]

    path = tmp_path / f"{SHA256}.xlsx"
    write_whole(path, pieces(), 0o600, shared=True)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (DATA, [path])


def test_whatever_stops_the_writing_leaves_nothing(tmp_path):
    def pieces():
        yield DATA
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.xlsx", pieces())
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from pipeline.store.whole import write_whole

def pieces():
    yield b"half"
    os._exit(9)

write_whole(Path(sys.argv[1]), pieces(), 0o600, shared=True)
"""


def test_what_a_killed_run_was_writing_is_swept(tmp_path):
    """Not what a process at work is writing, nor one of another machine, of which that is not to be known."""
    script = [sys.executable, "-c", KILLED, tmp_path / f"{SHA256}.xlsx"]
    assert subprocess.run(script, check=False).returncode == 9
    (left,) = tmp_path.iterdir()
    dead = left.name.rsplit("-", 2)[1]
    mine = tmp_path / left.name.replace(f"-{dead}-", f"-{os.getpid()}-")
    other = tmp_path / f".{SHA256}.elsewhere-{dead}-00000000.partial"
    for path in (mine, other, tmp_path / "a.xlsx"):
        path.write_bytes(b"")
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted((mine, other, tmp_path / "a.xlsx"))
    sweep(tmp_path / "none")
