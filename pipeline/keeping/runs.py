"""The proof that every run's manifest balances and says what the master says."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.desk import Desk
from pipeline.keeping.faults import Fault, fault
from pipeline.keeping.receipts import Fates, Receipt

SAME = ("name", "sha256", "province", "source", "revision")
"""What a manifest says of a file as the master does."""


def run_faults(desk: Desk, receipts: Mapping[int, Receipt], owed: str) -> Iterator[Fault]:
    """Manifests that contradict themselves or the master, and receipts that no manifest names.

    ``owed`` is the run that is under way or was torn off: it writes its manifest when it ends.
    """
    told: set[int] = set()
    for path in sorted(desk.outbox.runs.glob("*.json")):
        try:
            manifest = json.loads(path.read_text("utf-8"))
            yield from _manifest(path.stem, manifest, receipts)
            told |= {file["receipt"] for file in manifest["files"]}
        except (ValueError, KeyError, TypeError, AttributeError):
            yield fault("run_unreadable", run=path.stem)
    untold = {one.run for one in receipts.values() if one.run and one.receipt not in told}
    yield from (fault("run_missing", run=run) for run in sorted(untold - {owed}))


def _manifest(run: str, manifest: Mapping[str, Any], receipts: Mapping[int, Receipt]) -> Iterator[Fault]:
    totals: Counter[str] = Counter()
    for file in manifest["files"]:
        for fates in file["fates"].values():
            totals.update(fates)
        if file["receipt"]:
            yield from _file(run, file, receipts.get(file["receipt"]))
    if manifest["ledger"] != {"rows": sum(totals.values()), "fates": dict(totals)}:
        yield fault("run_unbalanced", run=run)


def _file(run: str, file: Mapping[str, Any], kept: Receipt | None) -> Iterator[Fault]:
    if kept is None or kept.run != run:
        yield fault("run_receipt", run=run, receipt=file["receipt"])
        return
    since = file["status"] == "held" != kept.status  # decided by central staff: its rows have other fates now
    same = all(file[name] == getattr(kept, name) for name in SAME)
    status = since or file["status"] == kept.status or (file["status"], kept.status) == ("accepted", "withdrawn")
    fates = rows_by_table(file["fates"]) == rows_by_table(kept.fates) if since else file["fates"] == kept.fates
    if not (same and status and fates):
        yield fault("run_differs", run=run, receipt=kept.receipt)


def rows_by_table(fates: Fates) -> dict[str, int]:
    """How many rows each table has, whatever became of them."""
    return {table: sum(counts.values()) for table, counts in fates.items() if sum(counts.values())}


def receipts_of(path: Path) -> set[int]:
    """The receipts that a manifest names; none where it cannot be read."""
    try:
        return {file["receipt"] for file in json.loads(path.read_text("utf-8"))["files"]} - {0}
    except (ValueError, KeyError, TypeError):
        return set()
