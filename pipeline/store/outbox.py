"""Where everything of ours lies (the outbox contract, design §7). Light: no database is opened here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.output.exchange import spare
from pipeline.store.whole import force, write_whole

STAMP = len("20140731-093000")
"""The length of the time in a run's name."""
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
"""The modes of what holds contacts: closed to others."""
SPOOL = ".spool"
"""The folder beside the master where a run packs submissions on their way."""
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Outbox:
    """The folders and files of one outbox."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def draft(self) -> Path:
        """Where reports are written until they take the place of those that are read (``render.draft``)."""
        return spare(self.reports, "new")

    @property
    def master(self) -> Path:
        return self.root / "master"

    @property
    def database(self) -> Path:
        return self.master / "master.sqlite"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def forms(self) -> Path:
        return self.root / "forms"

    @property
    def contacts(self) -> Path:
        return self.root / "contacts"

    @property
    def key(self) -> Path:
        return self.master / "mark.key"

    @property
    def lock(self) -> Path:
        return self.root / ".lock"

    @property
    def owner(self) -> Path:
        """Who holds the lock."""
        return self.root / ".lock.owner"

    @property
    def unrendered(self) -> Path:
        """What a decision has changed (``owe``): there until everything was rendered."""
        return self.master / ".unrendered"

    @property
    def settings(self) -> Path | None:
        """This outbox's own round.toml, where there is one."""
        path = self.root / "round.toml"
        return path if path.is_file() else None

    @property
    def lists(self) -> Path | None:
        """This outbox's own reference lists, where there are some."""
        path = self.root / "reference"
        return path if path.is_dir() else None

    def make(self) -> None:
        """Create the folders; those that hold contacts are closed to others."""
        for folder in (self.root, self.site, self.runs):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.reports, self.master, self.archive, self.forms, self.contacts):
            folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def write_manifest(outbox: Outbox, run_id: str, manifest: dict[str, Any]) -> Path:
    """Write ``runs/<run id>.json``; a run of the same second gets a further letter."""
    path = outbox.runs / f"{run_id}.json"
    write_whole(path, [_json(manifest)])
    return path


def run_id(outbox: Outbox, stamp: str) -> str:
    """A new run's name: its time, with a number where that second already has a run."""
    taken = {path.stem for path in outbox.runs.glob(f"{stamp}*.json")}
    number = 1
    while (name := stamp if number == 1 else f"{stamp}-{number}") in taken:
        number += 1
    return name


def manifests(outbox: Outbox) -> list[dict[str, Any]]:
    """The manifests of all runs, oldest first."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(outbox.runs.glob("*.json"), key=_age)]


def _age(path: Path) -> tuple[str, int]:
    stamp, number = path.stem[:STAMP], path.stem[STAMP + 1 :]
    return stamp, int(number or 1)


def newest_manifest(outbox: Outbox) -> dict[str, Any]:
    """The manifest of the last run; {} before the first."""
    newest = max(outbox.runs.glob("*.json"), key=_age, default=None)
    return json.loads(newest.read_text("utf-8")) if newest else {}


def write_board(outbox: Outbox, statuses: list[dict[str, Any]]) -> None:
    """Keep the board's figures for ``status``, which then needs no database."""
    write_whole(outbox.master / "board.json", [_json(statuses)])


def owe(outbox: Outbox, provinces: set[str], workbook: Mapping[str, str] = NOTHING) -> None:
    """Note, before a decision is kept, that it has to be rendered, with the reports of these provinces; and a returned
    ``workbook`` that has to be drawn: receipt -> its outcome (``journal.outcome_text``)."""
    debt = {"provinces": sorted(provinces | owed(outbox)), "workbooks": {**owed_workbooks(outbox), **workbook}}
    write_whole(outbox.unrendered, [_json(debt)], PRIVATE)
    force(outbox.master)


def owed(outbox: Outbox) -> set[str]:
    """The provinces ("" = unassigned) that a decision which was torn off left unrendered."""
    return set(_debt(outbox).get("provinces", ()))


def owed_workbooks(outbox: Outbox) -> Mapping[str, str]:
    """Receipt -> outcome of the returned workbooks that a decision which was torn off left undrawn."""
    workbooks: dict[str, str] = _debt(outbox).get("workbooks", {})
    return workbooks


def _debt(outbox: Outbox) -> dict[str, Any]:
    debt: dict[str, Any] = json.loads(outbox.unrendered.read_bytes()) if outbox.unrendered.exists() else {}
    return debt


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_board(outbox: Outbox) -> list[dict[str, Any]]:
    """The figures that ``write_board`` kept; none before the first register."""
    path = outbox.master / "board.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else []
