"""A run that is killed at any moment, with its processes or alone: the next one ends as an undisturbed one would."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mixed_round import command, differing, left, take_in
from office import desk_at

from pipeline.keeping.verify import verify

ROOT = Path(__file__).parents[2]
LINES = 6
"""A line each for reading, merging, reports, publishing and returning, and the table at the end."""
SEEDS = [*range(20), *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(20, 200))]


def killed(start, chance: random.Random, *, alone: bool = False) -> None:
    """Run the command and kill it some time after it has said its n-th line."""
    words = [sys.executable, "-m", "pipeline", *command(start), "--workers", "2"]
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        for _ in range(chance.randrange(LINES)):
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.5))
        (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)


def assert_whole(start, whole) -> None:
    take_in(start)
    assert differing(left(start), whole) == []
    assert verify(desk_at(start.outbox)).faults == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_once(start, whole, tmp_path, seed):
    mine = start.copied(tmp_path / "mine")
    killed(mine, random.Random(seed))
    assert_whole(mine, whole)


def test_killed_again_and_again_and_without_its_children(start, whole, tmp_path):
    mine = start.copied(tmp_path / "mine")
    chance = random.Random("again")
    killed(mine, chance)
    killed(mine, chance, alone=True)
    killed(mine, chance)
    assert_whole(mine, whole)
