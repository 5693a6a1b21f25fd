"""Runs one command and counts all that it costs, whatever processes it starts and however they end.

    python reaper.py REPORT yes|no COMMAND …

A process that outlives its parent (a forkserver, its workers) becomes this one's child, so that waiting for children
until there are none counts the processor time of all. With ``yes`` memory is looked at, up to twenty times a second,
which takes processor time of its own: such a run is not for its time. Linux alone has what this needs. It imports
nothing of ours.
"""

import ctypes
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
EVERY = 0.05
REST = 9
"""How many times as long as a look takes is waited until the next: looking takes a tenth of a processor at most."""
PROC = Path("/proc")


class Memory(threading.Thread):
    """The greatest sums, over all descendants, of resident memory and of its proportional share, in bytes.

    ``rss`` counts a page once for each process that shares it, ``pss`` once in all. A peak between two looks is missed.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.rss = self.pss = 0

    def run(self) -> None:
        """Look again and again until the process ends."""
        while True:
            begun = time.perf_counter()
            pids = list(descendants(os.getpid()))
            self.rss = max(self.rss, sum(_kilobytes(pid, "status", "VmRSS:") for pid in pids) * 1024)
            self.pss = max(self.pss, sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in pids) * 1024)
            time.sleep(max(EVERY, REST * (time.perf_counter() - begun)))


def descendants(pid: int) -> Iterator[int]:
    """The process's children, and theirs."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (parent := _parent(folder)):
            children.setdefault(parent, []).append(int(folder.name))
    found = list(children.get(pid, ()))
    for one in found:
        yield one
        found += children.get(one, ())


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):  # it has ended meanwhile
        return 0


def _kilobytes(pid: int, file: str, name: str) -> int:
    try:
        lines = (PROC / str(pid) / file).read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def run(command: list[str], *, watch: bool) -> dict[str, float]:
    """``wall`` until the command itself ends, ``cpu`` of all its processes, both in seconds; ``code`` its status."""
    ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)
    memory = Memory()
    if watch:
        memory.start()
    cost = {"wall": 0.0, "cpu": 0.0, "code": -1.0}
    largest = 0  # of any one process, however short it lived
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    while True:
        try:
            pid, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            return {**cost, "rss": max(memory.rss, largest), "pss": memory.pss}
        cost["cpu"] += used.ru_utime + used.ru_stime
        largest = max(largest, used.ru_maxrss * 1024)
        if pid == child:
            cost["wall"] = time.perf_counter() - begun
            cost["code"] = os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(run(sys.argv[3:], watch=sys.argv[2] == "yes")))
