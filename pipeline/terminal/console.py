"""What the terminal shows while a command works, and what it is told: plain lines when it is not a terminal.

Names of files and counts only; what people typed is shown by ``check`` alone, and masked.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from pipeline.desk import Desk
from pipeline.model import Finding
from pipeline.privacy import mask_for_terminal
from pipeline.progress import Progress
from pipeline.render.told import say as told
from pipeline.running.lock import alone
from pipeline.running.settled import Merged
from pipeline.secret import file_name
from pipeline.terminal.summary import why_as_before
from pipeline.terminal.words import say


@contextmanager
def locked(desk: Desk, *, importing: bool = False) -> Iterator[None]:
    """One writing command at a time on an outbox; another one is told so.

    ``importing`` one of the department's lists needs a shared master for itself.
    """
    from filelock import Timeout

    from pipeline.store.database import holding_lists

    try:
        with alone(desk), holding_lists(desk.master, changing=importing):
            yield
    except Timeout as taken:
        owner = desk.outbox.owner
        name = owner.read_text() if owner.exists() else "?"
        typer.echo(say(desk.lang, "busy", outbox=desk.outbox.root, owner=name), err=True)
        raise typer.Exit(2) from taken


@contextmanager
def progress(lang: str) -> Iterator[Progress]:
    """A bar a stage on a terminal; elsewhere one line when a stage has ended."""
    if not sys.stderr.isatty():
        yield lambda stage, done, of: _line(lang, stage, done, of)
        return
    from rich.console import Console
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


def why_held(desk: Desk, held: Sequence[Finding]) -> list[str]:
    """Why the public site stayed as it was, and how to go on where central staff may decide that."""
    return why_as_before(desk, [f"{finding.rule} {told(finding, desk.rules[finding.rule])}" for finding in held])


def why_refused(desk: Desk, one: Merged) -> str:
    """Why a submission was not accepted."""
    found = [finding for finding in one.outcome.findings if desk.rules[finding.rule].withholds == "file"]
    said = (f"{finding.rule} {told(mask_for_terminal(finding), desk.rules[finding.rule])}" for finding in found)
    return one.fault or "; ".join(dict.fromkeys(said))


def print_findings(merged: Sequence[Merged], desk: Desk) -> None:
    """Every finding of the files looked at, errors first, masked."""
    order = ("error", "warning", "info")
    for one in merged:
        typer.echo(file_name(one.submission.arrival.name))
        found = sorted(one.outcome.findings, key=lambda f: (order.index(desk.rules[f.rule].severity), f.sheet, f.row))
        for finding in found:
            typer.echo(_told(mask_for_terminal(finding), desk))
        if not found:
            typer.echo(say(desk.lang, "clean"))


def _told(finding: Finding, desk: Desk) -> str:
    rule = desk.rules[finding.rule]
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet
    text = rule.gloss if desk.lang == "en" else told(finding, rule)
    return f"  {finding.rule} {say(desk.lang, rule.severity):<6} {place}  {text}"
