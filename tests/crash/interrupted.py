"""Runs that are cut short at their n-th write, each in a process of its own, and the run that follows each.

``python interrupted.py START OUT HOW FIRST STEP`` prints one line of JSON for every STEP-th write from FIRST on: which
it was, how the run ended and what it said, and where outbox and inbox differ from an undisturbed run's once the next
run has ended. HOW: the process dies at that write (die), that write alone fails (fail), or the disk is full from then
on (full).
"""

import contextlib
import errno
import io
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from mixed_round import Start, command, differing, left

from pipeline import run
from pipeline.cli import app
from pipeline.crew import pool as crew

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
TAKES_SPACE = ("open", "os.mkdir", "os.rename", "sql", "fsync")
FREES_SPACE = ("os.remove", "os.rmdir", "os.chmod", "os.truncate")
DIED = 137
NEVER = 10**9


class Writes:
    """Counts every write of this process below a folder and cuts the run short at one of them."""

    def __init__(self, root: Path, how: str, number: int, answer: Path) -> None:
        self.root, self.how, self.number, self.answer = os.fspath(root) + os.sep, how, number, answer
        self.count, self.what = 0, ""
        sys.addaudithook(self._audited)
        sa.event.listen(sa.Engine, "before_cursor_execute", self._executed)
        sa.event.listen(sa.Engine, "commit", lambda _connection: self._reached("sql", "COMMIT"))
        self.fsync, os.fsync = os.fsync, self._synced

    def _audited(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            if isinstance(args[0], str) and args[0].startswith(self.root) and (args[2] or 0) & WRITING:
                self._reached(event, args[0])
        elif event in TAKES_SPACE or (event in FREES_SPACE and self.how == "die"):
            path = "" if isinstance(args[0], int) else os.fspath(args[0])
            if path.startswith(self.root) or not Path(path).is_absolute():
                self._reached(event, path)

    def _executed(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA")):
            self._reached("sql", statement)

    def _synced(self, descriptor: int) -> None:
        self._reached("fsync", "")
        self.fsync(descriptor)

    def _reached(self, event: str, what: str) -> None:
        self.count += 1
        if self.count == self.number:
            self.what = f"{event} {what.removeprefix(self.root)}"[:90]
        elif self.how != "full" or self.count < self.number:
            return
        if self.how == "die":
            self.answer.write_text(json.dumps({"exit": DIED, "write": self.what}))
            os._exit(DIED)
        raise _full(what) if event == "sql" else OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), what or None)


def _full(statement: str) -> sa.exc.OperationalError:
    fault = sqlite3.OperationalError("database or disk is full")
    fault.sqlite_errorcode = sqlite3.SQLITE_FULL
    return sa.exc.OperationalError(statement, None, fault)


def ingest(start: Start) -> int | str:
    """The command, which reads the files in this process; its exit status, or what it raised."""
    try:
        app(command(start))
    except SystemExit as end:
        return int(end.code or 0)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"[:200]
    return 0


def apart(answer: Path, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a child process answers in a file."""
    if not (child := os.fork()):
        answer.write_text(json.dumps(do()))
        os._exit(0)
    os.waitpid(child, 0)
    return json.loads(answer.read_text())


def cut_short(start: Start, how: str, number: int, answer: Path) -> dict[str, Any]:
    """A run cut short at its n-th write."""
    said = io.StringIO()
    writes = Writes(start.root, how, number, answer)
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        status = ingest(start)
    return {"exit": status, "write": writes.what, "writes": writes.count, "said": said.getvalue().splitlines()}


def followed(start: Start) -> dict[str, Any]:
    """The normal run after it."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        return {"then": ingest(start)}


def here() -> None:
    """Read the files in this process, without children."""
    ingest_ = run.ingest
    run.ingest = lambda *args, **more: ingest_(*args, **{**more, "workers": 0})
    crew.expect_files = lambda: None


def main(start: Start, out: Path, how: str, first: int, step: int) -> None:
    """Print what came of each."""
    here()
    undisturbed, answer = start.copied(out / "undisturbed"), out / "answer.json"
    followed(undisturbed)
    whole = left(undisturbed)
    counted = start.copied(out / "counted")
    writes = apart(answer, lambda: cut_short(counted, how, NEVER, answer))["writes"]
    for number in range(first, writes + 1, step):
        mine = start.copied(out / f"{how}-{number}")
        cut = apart(answer, lambda mine=mine, number=number: cut_short(mine, how, number, answer))
        then = apart(answer, lambda mine=mine: followed(mine))
        print(json.dumps({"number": number, **cut, **then, "differs": differing(left(mine), whole)}), flush=True)
        shutil.rmtree(mine.root)


if __name__ == "__main__":
    main(Start(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
