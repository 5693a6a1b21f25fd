"""What a command costs as a whole: time on the clock, time of processors, memory, and what it says of itself."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

REAPER = Path(__file__).with_name("reaper.py")
ROOT = REAPER.parents[2]
SUCCESS = (0, 1)  # 1: there are errors in submissions, which is what a round has


class BenchFault(Exception):
    """A side did not do its work: what it measured would mean nothing."""


class Side(NamedTuple):
    """One side of a comparison: how its folder is made ready, which is not measured, and the command run there."""

    prepare: Callable[[Path], None]
    command: Callable[[Path], Sequence[str]]


class Cost(NamedTuple):
    """One run. Times in seconds, memory in bytes (pss 0: not looked at).

    ``wall`` ends with the command, ``cpu`` is that of all its processes. ``told`` is what it measured in itself.
    """

    wall: float
    cpu: float
    rss: int
    pss: int
    told: Mapping[str, float]


class Costs(NamedTuple):
    """All runs of one side: ``watched`` is the first, for its memory; its time does not count unless it is the only."""

    watched: Cost
    timed: Sequence[Cost]

    @property
    def wall(self) -> float:
        """The median time on the clock."""
        return median(cost.wall for cost in self.timed or [self.watched])

    @property
    def cpu(self) -> float:
        """The median time of processors."""
        return median(cost.cpu for cost in self.timed or [self.watched])

    def told(self, name: str) -> float:
        """The median of something that the side measured in itself."""
        return median(cost.told[name] for cost in self.timed or [self.watched])


def run(side: Side, folder: Path, *, watch: bool = False, keep: bool = False) -> Cost:
    """Run a side once in a new folder (``folder/work``), which is taken away afterwards but for ``keep``.

    Raises ``BenchFault`` where the side fails.
    """
    shutil.rmtree(folder, ignore_errors=True)
    work = folder / "work"
    work.mkdir(parents=True)
    side.prepare(work)
    os.sync()  # no side waits for what copying its files leaves to be written
    command = side.command(work)
    report, out, err = folder / "cost.json", folder / "out", folder / "err"
    with out.open("wb") as said, err.open("wb") as complained:
        reaper = [sys.executable, str(REAPER), str(report), "yes" if watch else "no", *command]
        subprocess.run(reaper, cwd=ROOT, env=_environment(folder), stdout=said, stderr=complained, check=False)
    if not report.exists() or (cost := json.loads(report.read_text()))["code"] not in SUCCESS:
        raise BenchFault(f"{' '.join(command)}\n{err.read_text('utf-8')[-2000:]}")
    if "Traceback" in err.read_text("utf-8"):
        raise BenchFault(err.read_text("utf-8")[-2000:])
    told = _told(out.read_text("utf-8"))
    if not keep:
        shutil.rmtree(folder)
    return Cost(cost["wall"], cost["cpu"], int(cost["rss"]), int(cost["pss"]), told)


def _environment(folder: Path) -> dict[str, str]:
    """As people have it: modules that were compiled once are kept, ours like those of the installed packages; and there
    is no hypothesis, which is for tests and which pandera loads wherever it is."""
    absent = folder / "absent"
    absent.mkdir()
    (absent / "hypothesis.py").write_text("raise ModuleNotFoundError(__name__)\n")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(absent), *filter(None, [kept.get("PYTHONPATH")])])}


def _told(out: str) -> dict[str, float]:
    """The last line, where it is JSON."""
    last = out.strip().rpartition("\n")[2]
    return dict(json.loads(last)) if last.startswith("{") else {}


def compare(sides: Mapping[str, Side], folder: Path, pairs: int, tell: Callable[[str], None]) -> dict[str, Costs]:
    """Each side once to warm up and to look at its memory, then ``pairs`` times in turns: A B A B."""
    watched = {}
    for name, side in sides.items():
        watched[name] = run(side, folder, watch=True)
        tell(f"  {name}: {watched[name].wall:.2f} s, {watched[name].rss / 2**20:.0f} MB")
    timed: dict[str, list[Cost]] = {name: [] for name in sides}
    for turn in range(pairs):
        for name, side in sides.items():
            timed[name].append(run(side, folder))
        tell(f"  turn {turn + 1} of {pairs}")
    return {name: Costs(watched[name], timed[name]) for name in sides}
