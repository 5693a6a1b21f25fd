"""Whatever write of a run fails, and wherever it dies, the next run ends as if nothing had happened."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("interrupted.py")
DISK_FULL = "เนื้อที่ดิสก์เต็ม"
SOME = [("die", 17, 60), ("fail", 9, 60), ("full", 24, 60)]
EVERY = [(how, 1, 1) for how, _, _ in SOME]


def runs(start, folder, how, first, step, *beside):
    """What came of the runs that were cut short, and of those after them."""
    words = [sys.executable, PROGRAM, start.root, folder, how, str(first), str(step), *beside]
    paths = os.pathsep.join(str(PROGRAM.parents[up]) for up in (1, 2))
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONPATH": paths})
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("how", "first", "step"), [*SOME, *(pytest.param(*every, marks=pytest.mark.deep) for every in EVERY)]
)
def test_cut_short_at(start, tmp_path, how, first, step):
    found = runs(start, tmp_path, how, first, step)
    assert len(found) > 5
    assert [(one["number"], one["write"], one["differs"]) for one in found if one["differs"]] == []
    assert {one["then"] for one in found} <= {0, 1}
    if how != "die":  # a folder that is there already need not be made
        ways = {one["exit"] for one in found if not one["write"].startswith("os.mkdir")}
        assert ways == {2}
        assert all(DISK_FULL in one["said"][-1] for one in found if one["exit"] == 2)


@pytest.mark.parametrize(("first", "step"), [(35, 45), pytest.param(1, 1, marks=pytest.mark.deep)])
def test_what_people_do_before_the_next_run(start, tmp_path, first, step):
    found = runs(start, tmp_path, "die", first, step, "meddling")
    assert {one["did"] for one in found} == {"replace", "close_workbook", "confirm", "withdraw"}
    assert [one for one in found if one["proof"] or one["wrong"]] == []


@pytest.mark.deep
@pytest.mark.parametrize("how", ["die", "end", "fail", "full"])
def test_cut_short_with_child_processes(start, tmp_path, how):
    found = runs(start, tmp_path, how, 5, 11, "children")
    assert len(found) > 30
    assert [(one["number"], one["write"], one["differs"]) for one in found if one["differs"]] == []
