"""What the terminal shows: progress while it works, a table at the end, plain lines when it is not a terminal.

Names of files and counts only; what people typed is shown by ``check`` alone, and masked.
"""

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.desk import Desk
from pipeline.master import Merged, Settled
from pipeline.model import Finding
from pipeline.privacy import mask_finding
from pipeline.progress import Progress
from pipeline.render.told import say as told
from pipeline.store.outbox import newest_manifest
from pipeline.words import say

TAKEN = ("accepted", "placed", "pending", "unchanged", "duplicate")


@contextmanager
def locked(desk: Desk, *, importing: bool = False) -> Iterator[None]:
    """One writing command at a time on an outbox; the system frees the lock of a command that died.

    ``importing`` one of the department's lists needs a shared master for itself.
    """
    from filelock import FileLock, Timeout

    from pipeline.store.database import holding_lists

    desk.outbox.make()
    owner = desk.outbox.lock.with_suffix(".owner")
    try:
        with FileLock(desk.outbox.lock, timeout=0):
            owner.write_text(f"pid {os.getpid()}, {desk.at}")
            try:
                with holding_lists(desk.master, changing=importing):
                    yield
            finally:
                owner.unlink(missing_ok=True)
    except Timeout as taken:
        name = owner.read_text() if owner.exists() else "?"
        typer.echo(say(desk.lang, "busy", outbox=desk.outbox.root, owner=name), err=True)
        raise typer.Exit(2) from taken


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cycle collector: a run makes millions of values that live to its end, and it walks them all again
    and again (a quarter of a national run)."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor once more at the end
        gc.enable()


@contextmanager
def progress(lang: str) -> Iterator[Progress]:
    """A bar a stage on a terminal; elsewhere one line when a stage has ended."""
    if not sys.stderr.isatty():
        yield lambda stage, done, of: _line(lang, stage, done, of)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(say(lang, f"stage_{stage}"), total=of)
            bars.update(tasks[stage], completed=done)  # type: ignore[arg-type]

        yield show


def _line(lang: str, stage: str, done: int, of: int) -> None:
    if done == of:
        typer.echo(f"{say(lang, f'stage_{stage}')} {done}/{of}", err=True)


def summary(merged: Sequence[Settled], desk: Desk, inbox: Path, *, dry_run: bool) -> None:
    """One line a file, the totals, and where to look."""
    console = Console(soft_wrap=not sys.stdout.isatty())
    if not merged:
        console.print(say(desk.lang, "inbox_empty", inbox=inbox))
        return
    table = Table(box=None, pad_edge=False)
    for number, title in enumerate(say(desk.lang, "head").split("|")):
        table.add_column(title, justify="left" if number < 3 else "right", overflow="fold")
    for one in merged:
        table.add_row(*_cells(one, desk))
    console.print(table)
    counts: Counter[str] = sum((one.severities(desk.rules) for one in merged), Counter())
    rows = sum(sum(one.fates.values()) for one in merged)
    console.print(
        say(desk.lang, "totals", files=len(merged), rows=rows, errors=counts["error"], warnings=counts["warning"])
    )
    for one in merged:
        if one.fault:
            key = "not_drawn" if one.receipt else "fault"
            console.print(say(desk.lang, key, file=escape(one.arrival.name), fault=one.fault))
    _where(console, desk, dry_run=dry_run)


def why_held(desk: Desk, held: Sequence[Finding]) -> list[str]:
    """Why the public site stayed as it was, and how to go on where central staff may decide that."""
    return _why(desk, [f"{finding.rule} {told(finding, desk.rules[finding.rule])}" for finding in held])


def why_refused(desk: Desk, one: Merged) -> str:
    """Why a submission was not accepted."""
    found = [finding for finding in one.outcome.findings if desk.rules[finding.rule].withholds == "file"]
    said = (f"{finding.rule} {told(mask_finding(finding), desk.rules[finding.rule])}" for finding in found)
    return one.fault or "; ".join(dict.fromkeys(said))


def _why(desk: Desk, reasons: Sequence[str]) -> list[str]:
    fewer = [say(desk.lang, "confirm_fewer")] if any(reason.startswith("PB005") for reason in reasons) else []
    return [say(desk.lang, "publication_held", why="; ".join(dict.fromkeys(reasons))), *fewer]


def _where(console: Console, desk: Desk, *, dry_run: bool) -> None:
    if dry_run:
        console.print(say(desk.lang, "dry"))
        return
    if reasons := newest_manifest(desk.outbox).get("publication_held_why"):
        for line in _why(desk, reasons):
            console.print(line, markup=False)
    for key, path in (
        ("where_site", desk.outbox.site / "index.html"),
        ("where_board", desk.outbox.reports / "index.html"),
        ("where_reports", desk.outbox.reports),
    ):
        console.print(say(desk.lang, key, path=path), soft_wrap=True)


def _cells(one: Settled, desk: Desk) -> tuple[str, ...]:
    fates: Counter[str] = Counter()
    for (_, fate), count in one.fates.items():
        fates[fate] += count
    counts, province = one.severities(desk.rules), desk.reference.provinces.get(one.province)
    taken = sum(fates[fate] for fate in TAKEN)
    status = "refused" if one.status == "accepted" and not taken else one.status
    return (
        escape(one.arrival.name),
        province.name if province else "–",
        say(desk.lang, f"status_{status}"),
        str(taken),
        str(fates["placed"]),
        str(fates["refused"] + fates["withheld"] + fates["held"]),
        str(counts["error"]),
        str(counts["warning"]),
    )


def print_findings(merged: Sequence[Merged], desk: Desk) -> None:
    """Every finding of the files looked at, errors first, masked."""
    order = ("error", "warning", "info")
    for one in merged:
        typer.echo(one.submission.arrival.name)
        found = sorted(one.outcome.findings, key=lambda f: (order.index(desk.rules[f.rule].severity), f.sheet, f.row))
        for finding in found:
            typer.echo(_told(mask_finding(finding), desk))
        if not found:
            typer.echo(say(desk.lang, "clean"))


def _told(finding: Finding, desk: Desk) -> str:
    rule = desk.rules[finding.rule]
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet
    text = rule.gloss if desk.lang == "en" else told(finding, rule)
    return f"  {finding.rule} {say(desk.lang, rule.severity):<6} {place}  {text}"


def exit_status(merged: Sequence[Settled], desk: Desk) -> int:
    """2: we could not do our part of a file; 1: there are errors in submissions; 0: clean or warnings only."""
    if any(one.fault for one in merged):
        return 2
    return int(any(one.severities(desk.rules)["error"] for one in merged))
