"""The sides that are compared: each a command, run as a process of its own on a fresh copy of what it needs."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from tests.bench.measure import Side, run
from tests.bench.rounds import NOW, Nation

WORKERS = {"ingest": "0", "ingest, one worker": "1", "ingest, two workers": "2"}
"""0: one a core."""


class Sides:
    """Makes each side by its name; those whose name ends with a scale ("ingest x10") are of so many rounds.

    ``nation`` is what they are given, ``folder`` where lasting things may be kept.
    """

    def __init__(self, nation: Nation, folder: Path) -> None:
        self.nation, self.folder = nation, folder

    def __getitem__(self, name: str) -> Side:
        what, found, scale = name.rpartition(" x")
        if found and scale.isdigit():
            return self._on_round(what, self.nation.inbox(int(scale)))
        return self._single[name]()

    @property
    def _single(self) -> dict[str, Callable[[], Side]]:
        nation = self.nation
        return {
            "python -c pass": lambda: python("-c", "pass"),
            "import typer, rich": lambda: python("-c", "import typer, rich"),
            "loading": lambda: python("-m", "tests.bench.modules", "load", str(self.modules)),
            "--help": lambda: python("-m", "pipeline", "--help"),
            "status": lambda: self._status(),
            "unchanged inbox": lambda: ingest(nation.inbox(1), self.loaded),
            "one corrected province": lambda: ingest(nation.corrected(), self.loaded),
            "blank rows, reading": lambda: self._reading(nation.blank_rows()),
            "blank rows, calamine": lambda: floor("calamine", nation.blank_rows()),
            "nothing failing": lambda: ingest(nation.faultless(), nation.before),
            "a column failing": lambda: ingest(nation.failing(), nation.before),
        }

    def _on_round(self, what: str, inbox: Path) -> Side:
        match what:
            case "ingest" | "ingest, one worker" | "ingest, two workers":
                return ingest(inbox, self.nation.before, "--workers", WORKERS[what])
            case "reading":
                return self._reading(inbox)
            case "reading and validating":
                return self._reading(inbox, "validate")
            case "calamine" | "unzip":
                return floor(what, inbox)
            case "frictionless":
                return python("-m", "tests.bench.frictionless_side", str(inbox))
            case "dataframely" | "pointblank":
                return python("-m", "tests.bench.frames", what, str(inbox))
            case "plain script":
                return plain(inbox, self.nation)
        raise KeyError(what)

    @cached_property
    def loaded(self) -> Path:
        """An outbox after a whole round, made by the code as it now is."""
        kept = self.folder / "loaded"
        shutil.rmtree(kept, ignore_errors=True)
        run(ingest(self.nation.inbox(1), self.nation.before), self.folder / "making", keep=True)
        (self.folder / "making" / "work" / "outbox").rename(kept)
        return kept

    @cached_property
    def modules(self) -> Path:
        """The names of the modules that a whole round loads."""
        file = self.folder / "modules.txt"
        whole = ingest(self.nation.inbox(1), self.nation.before)
        recorder = [sys.executable, "-m", "tests.bench.modules", "record", str(file)]
        run(Side(whole.prepare, lambda work: [*recorder, *whole.command(work)[3:]]), self.folder / "making")
        return file

    def _status(self) -> Side:
        loaded = self.loaded
        return Side(
            lambda work: lay_out(work, None, loaded),
            lambda work: [sys.executable, "-m", "pipeline", "status", "--outbox", str(work / "outbox")],
        )

    def _reading(self, inbox: Path, *words: str) -> Side:
        return python("-m", "tests.bench.reading", str(self.nation.before), str(inbox), *words)


def python(*words: str) -> Side:
    """A Python process that needs nothing of its own."""
    return Side(lambda work: None, lambda work: [sys.executable, *words])


def ingest(inbox: Path, outbox: Path, *words: str) -> Side:
    """The main job, with copies of an inbox and an outbox."""
    return Side(
        partial(lay_out, inbox=inbox, outbox=outbox),
        lambda work: [
            sys.executable, "-m", "pipeline", "ingest", "--inbox", str(work / "inbox"),
            "--outbox", str(work / "outbox"), "--now", NOW, *words,
        ],
    )  # fmt: skip


def lay_out(work: Path, inbox: Path | None, outbox: Path) -> None:
    """Copy the outbox; the workbooks of the inbox are linked, for they are only read and unlinked."""
    if inbox:
        shutil.copytree(inbox, work / "inbox", copy_function=os.link)
    shutil.copytree(outbox, work / "outbox")


def floor(tool: str, inbox: Path) -> Side:
    """What reading alone costs."""
    return python("-m", "tests.bench.floor", tool, str(inbox))


def plain(inbox: Path, nation: Nation) -> Side:
    """The plain script with all its outputs."""
    given = [str(path) for path in (inbox, nation.register, nation.certified)]
    return Side(
        lambda work: None,
        lambda work: [sys.executable, "-m", "tests.bench.plain", *given, str(work / "outbox")],
    )
