"""Runs that are cut short at their n-th write, each in a process of its own, and the run that follows each.

``python interrupted.py START OUT HOW FIRST STEP`` prints one line of JSON for every STEP-th write from FIRST on: which
it was, how the run ended and what it said, whether what people read (site, reports) is of two runs then, and where
outbox and inbox differ from an undisturbed run's once the next run has ended. HOW: the process dies at that write
(die), that write alone fails (fail), or the disk is full from then on (full).

A write is what changes the disk below the folder of a run: opening a file to write it, each write to it (which is half
done when it is cut short), forcing it to disk, making, linking, renaming, exchanging and removing, and of the database
every statement that is no query, and every commit. What SQLite does of its own accord is its own matter.

A further word WITH: "meddling" does something by hand before the next run (see there) and tells what does not hold
after it; "children" lets two child processes read and draw, whose writes count, too: the one that writes dies (die),
or all of them do (end). With "confirming" it is no run that is cut short but the confirmation of what that run held,
and what follows it is that once more, where nothing was kept of it, and a rendering.
"""

import contextlib
import errno
import io
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from meddling import meddled, receipts, standing
from mixed_round import Start, command, differing, left

from pipeline import decisions, run
from pipeline.cli import app
from pipeline.crew import ahead
from pipeline.crew import pool as crew
from pipeline.output import exchange
from pipeline.running import undrawn

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
TAKES_SPACE = ("open", "os.mkdir", "os.link", "os.rename")
FREES_SPACE = ("os.remove", "os.rmdir", "os.chmod", "os.truncate")
DIED = 137
DEADLY = ("die", "end")
NEVER = 10**9
Words = Callable[[Start], list[str]]


class Plan(NamedTuple):
    """The run below ``root`` is to be cut short at its ``number``-th write."""

    root: Path
    how: str
    number: int
    answer: Path


class Counted(io.FileIO):
    """A file that tells each of its writes; one that is cut short is half done."""

    reached: Callable[[str, str], None]

    def write(self, data: Any) -> int:
        half = len(data) // 2
        super().write(data[:half])
        self.reached("write", str(self.name))
        super().write(data[half:])
        return len(data)


class Writes:
    """Counts every write of a run's processes below a folder and cuts the run short at one of them."""

    def __init__(self, plan: Plan) -> None:
        self.root, self.how, self.number, self.answer = f"{plan.root}{os.sep}", plan.how, plan.number, plan.answer
        self.counter, self.what = os.open(plan.answer.with_name("count"), os.O_CREAT | os.O_APPEND | os.O_WRONLY), ""
        sys.addaudithook(self._audited)
        sa.event.listen(sa.Engine, "before_cursor_execute", self._executed)
        sa.event.listen(sa.Engine, "commit", lambda _connection: self._reached("sql", "COMMIT"))
        self.fsync, os.fsync = os.fsync, self._synced
        self.sync, os.sync = os.sync, self._all_synced
        self.open, io.open = io.open, self._opened
        self.exchanged, exchange._exchanged = exchange._exchanged, self._exchanged

    def _audited(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path = "" if isinstance(args[0], int) else os.fspath(args[0])
            if isinstance(path, str) and path.startswith(self.root) and (args[2] or 0) & WRITING:
                self._reached(event, path)
        elif event in TAKES_SPACE or (event in FREES_SPACE and self.how in DEADLY):
            path = "" if isinstance(args[0], int) else os.fspath(args[0])
            if path.startswith(self.root) or not Path(path).is_absolute():
                self._reached(event, path)

    def _executed(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA")):
            self._reached("sql", statement)

    def _synced(self, descriptor: int) -> None:
        self._reached("fsync", "")
        self.fsync(descriptor)

    def _all_synced(self) -> None:
        if self.how in DEADLY:  # it cannot fail
            self._reached("sync", "")
        self.sync()

    def _exchanged(self, new: Path, folder: Path) -> bool:
        self._reached("exchange", str(folder))
        return self.exchanged(new, folder)

    def _opened(self, file: Any, mode: str = "r", buffering: int = -1, *more: Any, **named: Any) -> Any:
        """What ``open`` does, with the file's own writes counted."""
        path = f"/proc/self/fd/{file}" if isinstance(file, int) else file
        if not set(mode) & set("wax+") or not os.path.realpath(path).startswith(self.root):
            return self.open(file, mode, buffering, *more, **named)
        raw = Counted(file, mode.replace("b", "").replace("t", ""))
        raw.reached = self._reached
        buffered = (io.BufferedRandom if "+" in mode else io.BufferedWriter)(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *more, **named)

    @property
    def count(self) -> int:
        return os.fstat(self.counter).st_size

    def _reached(self, event: str, what: str) -> None:
        os.write(self.counter, b".")
        if self.count == self.number:
            self.what = f"{event} {what.removeprefix(self.root)}"[:90]
        elif self.how != "full" or self.count < self.number:
            return
        if self.how in DEADLY:
            self.answer.write_text(json.dumps({"exit": DIED, "write": self.what}))
            if self.how == "end":
                os.killpg(0, signal.SIGKILL)
            os._exit(DIED)
        raise _full(what) if event == "sql" else OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), what or None)


def _full(statement: str) -> sa.exc.OperationalError:
    fault = sqlite3.OperationalError("database or disk is full")
    fault.sqlite_errorcode = sqlite3.SQLITE_FULL
    return sa.exc.OperationalError(statement, None, fault)


def do(words: list[str]) -> int | str:
    """A command, which reads the files in this process; its exit status, or what it raised."""
    try:
        app(words)
    except SystemExit as end:
        return int(end.code or 0)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"[:200]
    return 0


def quietly(words: list[str]) -> int | str:
    """The same, with nothing shown."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        return do(words)


def apart(answer: Path, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a child process answers in a file."""
    answer.with_name("count").unlink(missing_ok=True)
    if not (child := os.fork()):
        os.setsid()
        answer.write_text(json.dumps(do()))
        os._exit(0)
    os.waitpid(child, 0)
    return json.loads(answer.read_text())


def cut_short(start: Start, how: str, number: int, answer: Path, words: Words) -> dict[str, Any]:
    """A command cut short at its n-th write."""
    said = io.StringIO()
    plan = Plan(start.root, how, number, answer)
    writes = Writes(plan)
    crew._read, crew._draw = (partial(in_child, plan, name) for name in ("_read", "_draw"))
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        status = do(words(start))
    return {"exit": status, "write": writes.what, "writes": writes.count, "said": said.getvalue().splitlines()}


def followed(start: Start) -> dict[str, Any]:
    """The normal run after it."""
    return {"then": quietly(command(start))}


def confirmed(start: Start) -> dict[str, Any]:
    """What follows a confirmation: it once more, unless it was kept, and a rendering."""
    again = [confirming(start)] if receipts(start, "held") else []
    return {"then": max(quietly(words) for words in (*again, command(start, "publish")))}


def confirming(start: Start) -> list[str]:
    """The words of the command that confirms what is held."""
    (receipt,) = receipts(start, "held")
    return command(start, "confirm", str(receipt))


def published(start: Start) -> dict[str, dict[str, bytes]]:
    """What people read: each of these is all of one run, whenever they look."""
    folders = (start.outbox / "site", start.outbox / "reports")
    return {
        folder.name: {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in folders
    }


_armed: list[Writes] = []


def in_child(plan: Plan, name: str, task: Any) -> Any:
    """What a child process does, where nothing else is changed, its writes counted."""
    if not _armed:
        _armed.append(Writes(plan))
    return getattr(crew, name)(task)


def with_children(count: int) -> None:
    """Read and draw in so many child processes; 0: in this process."""
    run.ingest = partial(_ingest, run.ingest, count)
    if not count:
        for module in (decisions, undrawn):
            module.crew = lambda bench, _workers, place: crew.crew(bench, 0, place)
        ahead.expect_files = lambda: None


def _ingest(ingest_: Callable[..., Any], count: int, *args: Any, **more: Any) -> Any:
    return ingest_(*args, **{**more, "workers": count})


def main(start: Start, out: Path, how: str, first: int, step: int, beside: str = "") -> None:
    """Print what came of each."""
    with_children(2 if beside == "children" else 0)
    words, follow, answer = command, followed, out / "answer.json"
    if beside == "confirming":
        start = start.copied(out / "held")
        apart(answer, lambda: followed(start))
        words, follow = confirming, confirmed
    undisturbed = start.copied(out / "undisturbed")
    if beside == "children":  # each run starts its own
        apart(answer, lambda: {"exit": quietly(words(undisturbed))})
    else:  # in this process: what is loaded and built at first use every child has then
        quietly(words(undisturbed))
    before, after = published(start), published(undisturbed)
    apart(answer, lambda: follow(undisturbed))
    whole = left(undisturbed)
    counted = start.copied(out / "counted")
    writes = apart(answer, lambda: cut_short(counted, how, NEVER, answer, words))["writes"]
    for number in range(first, writes + 1, step):
        mine = start.copied(out / f"{how}-{number}")
        cut = apart(answer, lambda mine=mine, number=number: cut_short(mine, how, number, answer, words))
        torn = [name for name, found in published(mine).items() if found not in (before[name], after[name])]
        by_hand = apart(answer, lambda mine=mine, number=number: meddled(mine, number)) if beside == "meddling" else {}
        then = apart(answer, lambda mine=mine: follow(mine))
        came = {"number": number, **cut, "torn": torn, **by_hand, **then, "differs": differing(left(mine), whole)}
        wrong = apart(answer, lambda mine=mine, came=came: standing(mine, came)) if by_hand else {}
        print(json.dumps({**came, **wrong}), flush=True)
        shutil.rmtree(mine.root)


if __name__ == "__main__":
    main(Start(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), *sys.argv[6:])
