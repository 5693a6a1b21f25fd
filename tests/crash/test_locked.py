"""Two runs at once on one outbox: one of them takes the inbox in, the other says who is at work."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from mixed_round import command, differing, left, take_in

ROOT = Path(__file__).parents[2]
BUSY = "มีการทำงานอื่นใช้"


def begun(start) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "pipeline", *command(start), "--workers", "1"]
    return subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def test_two_runs_at_once(start, whole, tmp_path):
    mine = start.copied(tmp_path / "mine")
    runs = [begun(mine), begun(mine)]
    said = {run.pid: run.communicate()[1] for run in runs}
    assert sorted(run.returncode for run in runs) == [1, 2]
    (one,), (other,) = ([run for run in runs if run.returncode == status] for status in (1, 2))
    assert (BUSY in said[other.pid], f"pid {one.pid}," in said[other.pid]) == (True, True)
    assert differing(left(mine), whole) == []


def test_what_a_killed_run_leaves_is_no_obstacle(start, whole, tmp_path):
    mine = start.copied(tmp_path / "mine")
    run = begun(mine)
    owner = mine.outbox / ".lock.owner"
    while not owner.exists():
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert (owner.exists(), (mine.outbox / ".lock").exists()) == (True, True)
    take_in(mine)
    assert differing(left(mine), whole) == []
