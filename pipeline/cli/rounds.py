"""The round: take in, look at, hand out, publish."""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    InboxOption,
    Lang,
    LangOption,
    MasterOption,
    NowOption,
    OutboxOption,
    ReferenceOption,
    SettingsOption,
    app,
    day,
    desk_for,
    refusals,
    stop,
)
from pipeline.terminal.early import INBOX, OUTBOX
from pipeline.terminal.words import say

if TYPE_CHECKING:
    from pipeline.desk import Desk


SCHEDULER = re.compile(r"(tcp|tls)://[^\s/]+:[0-9]+")


@app.command()
def ingest(
    inbox: InboxOption = INBOX,
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    workers: Annotated[
        str, typer.Option("--workers", help="Files read at once (0: one a core), or tcp://host:port of a Dask cluster.")
    ] = "0",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; keep and move nothing.")] = False,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Take in the workbooks of the inbox: check, merge, publish, report."""
    if not inbox.is_dir():
        raise stop(say(lang, "no_inbox", inbox=inbox))
    count, cluster = _hands(workers, lang)
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline.crew.ahead import expect_files

        expect_files()
        from pipeline import run
        from pipeline.running.uncollected import uncollected
        from pipeline.terminal import console
        from pipeline.terminal.summary import exit_status, summary

        alone = nullcontext() if dry_run else console.locked(desk)  # a trial keeps nothing
        with alone, uncollected(), console.progress(lang) as progress:
            merged = run.ingest(desk, inbox, workers=count, dry_run=dry_run, progress=progress, cluster=cluster)
        summary(merged, desk, inbox, dry_run=dry_run)
        raise typer.Exit(exit_status(merged))


def _hands(workers: str, lang: Lang) -> tuple[int, str]:
    """Processes of this machine, and the address of a cluster ("" = none)."""
    if workers.isascii() and workers.isdigit():
        return int(workers) or os.cpu_count() or 1, ""
    if SCHEDULER.fullmatch(workers):
        return os.cpu_count() or 1, workers
    raise stop(say(lang, "bad_workers", workers=workers))


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Workbooks to look at.", metavar="FILE…")],
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Findings for workbooks; nothing is merged or moved."""
    if missing := [file for file in files if not file.exists()]:
        raise stop(*(say(lang, "no_file", file=file) for file in missing))
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline import run
        from pipeline.running.settled import settled
        from pipeline.terminal import console
        from pipeline.terminal.summary import exit_status

        with console.progress(lang) as progress:
            merged = run.check(desk, files, progress)
        console.print_findings(merged, desk)
        raise typer.Exit(exit_status([settled(one, desk.rules) for one in merged]))


@app.command()
def forms(
    province: Annotated[str | None, typer.Option("--province", help="Only this province (code or name).")] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Sign with a new key; forms of this round handed out before stay good.")
    ] = False,
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Make the pre-filled workbooks to hand out, one a province."""
    with desk_for(outbox, lang, settings, reference, master) as desk:
        from pipeline import run
        from pipeline.mark import rotate
        from pipeline.terminal import console

        with console.locked(desk), console.progress(lang) as progress:
            if new_key:
                typer.echo(say(lang, "new_key", named=rotate(desk.outbox.key, desk.reference.round.id)))
            count = run.make_forms(desk, province, progress)
        typer.echo(say(lang, "forms_done", n=count, path=desk.outbox.forms))


@app.command()
def status(
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """The round at a glance."""
    with desk_for(outbox, lang, settings, reference, master) as desk:
        from pipeline.report.terminal import board_lines
        from pipeline.shown import ProvinceStatus
        from pipeline.store.outbox import read_board

        statuses = [ProvinceStatus(**figures) for figures in read_board(desk.outbox)]
        if not statuses:
            new = not desk.shares and not desk.outbox.database.exists()
            raise stop(say(lang, "no_register" if new else "no_board"))
        if unknown := {status.code for status in statuses} - desk.reference.provinces.keys():
            raise stop(say(lang, "unknown_provinces", codes=", ".join(sorted(unknown))))
        typer.echo("\n".join(board_lines(statuses, desk.reference, lang)))


@app.command()
def publish(
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            parser=day,
            metavar="DATE",
            help="Render the directory as it was at the end of this day (C.E. or B.E.) into site-DATE; site stays.",
        ),
    ] = None,
    confirm_fewer: Annotated[
        bool, typer.Option("--confirm-fewer", help="Publish although far fewer websites are left (PB005).")
    ] = False,
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Render the site and the reports again from the master."""
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline import run
        from pipeline.terminal import console

        if as_of:
            _publish_past(desk, as_of.date())
            return
        with console.locked(desk), console.progress(lang) as progress:
            rendered = run.publish(desk, progress, confirmed=confirm_fewer)
        if rendered.held:
            raise stop(*console.why_held(desk, rendered.held))
        typer.echo(say(lang, "published"))


def _publish_past(desk: Desk, past: date) -> None:
    from pipeline import run
    from pipeline.terminal import console
    from pipeline.thai import be_date

    shown = be_date(past) if desk.lang == "th" else past.isoformat()
    if past > desk.now.date():
        raise stop(say(desk.lang, "not_past", day=shown))
    with console.locked(desk):
        done = run.publish_as_of(desk, past)
    if done is None:
        raise stop(say(desk.lang, "no_past", day=shown))
    folder, published = done
    if published.held:
        raise stop(*console.why_held(desk, published.held))
    typer.echo(say(desk.lang, "published_past", day=shown, path=folder / "index.html"))


@app.command()
def rules(
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    lang: LangOption = "th",
) -> None:
    """The rule catalogue as a page and a sheet."""
    with desk_for(outbox, lang, settings) as desk:
        from pipeline import run

        typer.echo(say(lang, "rules_done", path=run.write_rules(desk)))


@app.command()
def demo(outbox: OutboxOption = OUTBOX / "demo", lang: LangOption = "th") -> None:
    """A whole round on shipped examples, in a folder of its own."""
    with refusals(outbox, lang):
        from pipeline import demo as shipped

        raise typer.Exit(shipped.play(outbox, lang))
