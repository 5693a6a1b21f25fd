"""A disk that is full, for the real command and its child processes: one sentence, exit 2, and nothing is lost."""

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from mixed_round import Start, command, differing, left, take_in

ROOT = Path(__file__).parents[2]
SENTENCES = ("เนื้อที่ดิสก์เต็ม", "อ่านหรือเขียน")
"""SQLite takes a file that may not grow for a damaged disk."""
ON_A_SMALL_DISK = """
mount -t tmpfs -o size={size}k none {disk} && cp -a {start}/. {disk} || exit 99
{command}
status=$?
cp -a {disk}/. {left}
exit $status
"""
OWN = ["unshare", "-Urm"]
"""Runs a command that sees a file system of its own."""


def may_mount() -> bool:
    """Whether this system lets us have a disk of our own."""
    mount = [*OWN, "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


def words(start: Start) -> list[str]:
    return [sys.executable, "-m", "pipeline", *command(start), "--workers", "2"]


def no_file_may_grow(start: Start, mine: Start, kilobytes: int) -> subprocess.CompletedProcess[str]:
    """No file may become larger than that."""
    start.copied(mine.root)
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (kilobytes * 1024,) * 2)
    return subprocess.run(words(mine), cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit)


def small_disk(start: Start, mine: Start, kilobytes: int) -> subprocess.CompletedProcess[str]:
    """So much is free when the run begins; a whole run takes about 900."""
    disk = mine.root.with_name("disk")
    for folder in (disk, mine.root):
        folder.mkdir()
    used = sum(4 * -(-path.stat().st_size // 4096) for path in start.root.rglob("*") if path.is_file())
    script = ON_A_SMALL_DISK.format(
        size=used + kilobytes, disk=disk, start=start.root, left=mine.root, command=" ".join(words(Start(disk)))
    )
    return subprocess.run([*OWN, "sh", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


WAYS = [
    (no_file_may_grow, 40),
    *(pytest.param(no_file_may_grow, size, marks=pytest.mark.deep) for size in (4, 10, 20, 100, 150)),
]
if may_mount():
    WAYS += [
        (small_disk, 150),
        *(pytest.param(small_disk, free, marks=pytest.mark.deep) for free in (0, 20, 60, 300, 450, 600, 750)),
    ]


@pytest.mark.parametrize(("way", "kilobytes"), WAYS)
def test_out_of_space(start, whole, tmp_path, way, kilobytes):
    mine = Start(tmp_path / "mine")
    done = way(start, mine, kilobytes)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert done.stderr.splitlines()[-1].startswith(SENTENCES)
    take_in(mine)
    assert differing(left(mine), whole) == []
