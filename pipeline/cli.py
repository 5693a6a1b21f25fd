"""Commands, options, exit codes and what is printed; no logic. Heavy imports wait until a command needs them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.words import say

if TYPE_CHECKING:
    from pipeline.desk import Desk

ERRORS_FOUND, NOT_DONE = 1, 2
Lang = Literal["th", "en"]

app = typer.Typer(
    help="Take in spreadsheets from many offices; give each office back exactly what to fix.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

OutboxOption = Annotated[Path, typer.Option("--outbox", help="Where everything we make and keep lies.")]
InboxOption = Annotated[Path, typer.Option("--inbox", help="Where provincial offices drop their workbooks.")]
SettingsOption = Annotated[Path | None, typer.Option("--settings", help="A round.toml that wins over the shipped one.")]
ReferenceOption = Annotated[
    Path | None, typer.Option("--reference", help="A folder whose lists win over schemas/reference, file by file.")
]
LangOption = Annotated[Lang, typer.Option("--lang", help="The language of the terminal.")]
MasterOption = Annotated[str | None, typer.Option("--master", help="Database URL of a master that is not embedded.")]
NowOption = Annotated[datetime | None, typer.Option("--now", help="The time of the run, ISO (default: the clock).")]
OUTBOX = Path("outbox")


@contextmanager
def desk_for(
    outbox: Path,
    lang: Lang,
    settings: Path | None = None,
    reference: Path | None = None,
    master: str | None = None,
    now: datetime | None = None,
) -> Iterator[Desk]:
    """Everything a command works with. What stops it from being done is said, and ends it with exit 2."""
    from pipeline.desk import BANGKOK, NoRegister, open_desk
    from schemas.reference import ReferenceFault

    moment = now or datetime.now(BANGKOK)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)
    try:
        yield open_desk(outbox, settings=settings, reference=reference, master=master, now=moment, lang=lang)
    except ReferenceFault as fault:
        raise stop(str(fault)) from fault
    except NoRegister as fault:
        raise stop(say(lang, "no_register")) from fault


def stop(*lines: str) -> typer.Exit:
    """Say why a command could not be done; the exit status to raise."""
    for line in lines:
        typer.echo(line, err=True)
    return typer.Exit(NOT_DONE)


@app.command()
def ingest(
    inbox: InboxOption = Path("inbox"),
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Files read at once (0: one a core).")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; keep and move nothing.")] = False,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Take in the workbooks of the inbox: check, merge, publish, report."""
    if not inbox.is_dir():
        raise stop(say(lang, "no_inbox", inbox=inbox))
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline import console, run

        with console.locked(desk), console.uncollected(), console.progress(lang) as progress:
            merged = run.ingest(desk, inbox, workers=workers or os.cpu_count() or 1, dry_run=dry_run, progress=progress)
        console.summary(merged, desk, inbox, dry_run=dry_run)
        raise typer.Exit(console.exit_status(merged, desk))


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
        from pipeline import console, run

        with console.progress(lang) as progress:
            merged = run.check(desk, files, progress)
        console.print_findings(merged, desk)
        raise typer.Exit(console.exit_status(merged, desk))


@app.command()
def registry(
    file: Annotated[Path, typer.Argument(help="The department's open data dlads_05_01, .csv or .xlsx.")],
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The date of the list.")
    ] = None,
    outbox: OutboxOption = OUTBOX,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Import the register of LAOs; prints what was added, retired, renamed, recoded."""
    _import("registry", file, outbox, reference, lang, master, as_of=as_of)


@app.command()
def certified(
    file: Annotated[Path, typer.Argument(help="INFO's list: รหัส อปท., ปีงบประมาณ, วันที่รับรอง; .csv or .xlsx.")],
    replace_year: Annotated[
        int | None, typer.Option("--replace-year", help="Drop what the list lacks, in this year.")
    ] = None,
    outbox: OutboxOption = OUTBOX,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Import the certified years from INFO."""
    _import("certified", file, outbox, reference, lang, master, replace_year=replace_year)


@app.command()
def successions(
    file: Annotated[Path, typer.Argument(help="Moves and mergers: old code, new code, kind, date; .csv.")],
    outbox: OutboxOption = OUTBOX,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Import which LAO became which."""
    _import("successions", file, outbox, reference, lang, master)


def _import(
    kind: str,
    file: Path,
    outbox: Path,
    reference: Path | None,
    lang: Lang,
    master: str | None,
    *,
    as_of: datetime | None = None,
    replace_year: int | None = None,
) -> None:
    if not file.is_file():
        raise stop(say(lang, "no_file", file=file))
    with desk_for(outbox, lang, None, reference, master) as desk:
        from pipeline import console, lists
        from pipeline.store.lists import ListFault

        try:
            with console.locked(desk):
                lines = lists.import_list(desk, kind, file, as_of=as_of, replace_year=replace_year)
        except ListFault as fault:
            raise stop(*fault.lines(lang)) from fault
        typer.echo("\n".join(lines))


@app.command()
def forms(
    province: Annotated[str | None, typer.Option("--province", help="Only this province (code).")] = None,
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Make the pre-filled workbooks to hand out, one a province."""
    with desk_for(outbox, lang, settings, reference, master) as desk:
        from pipeline import console, run

        with console.progress(lang) as progress:
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
        typer.echo("\n".join(board_lines(statuses, desk.reference, lang)))


@app.command()
def publish(
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="Render the directory as it was at the end of this day (C.E.) into site-DATE; site stays.",
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
        from pipeline import console, run

        if as_of:
            _publish_past(desk, as_of.date())
            return
        with console.locked(desk), console.progress(lang) as progress:
            rendered = run.publish(desk, progress, confirmed=confirm_fewer)
        if rendered.held:
            raise stop(*console.why_held(desk, rendered.held))
        typer.echo(say(lang, "published"))


def _publish_past(desk: Desk, day: date) -> None:
    from pipeline import console, run
    from pipeline.thai import be_date

    shown = be_date(day) if desk.lang == "th" else day.isoformat()
    if day > desk.now.date():
        raise stop(say(desk.lang, "not_past", day=shown))
    with console.locked(desk):
        done = run.publish_as_of(desk, day)
    if done is None:
        raise stop(say(desk.lang, "no_past", day=shown))
    folder, published = done
    if published.held:
        raise stop(*console.why_held(desk, published.held))
    typer.echo(say(desk.lang, "published_past", day=shown, path=folder / "index.html"))


@app.command()
def release(
    laos: Annotated[list[str], typer.Argument(help="LAO codes or ids.", metavar="LAO…")],
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Publish held websites that were looked at."""
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline import console, decisions

        with console.locked(desk), console.progress(lang) as progress:
            done = decisions.release(desk, laos, progress)
        for lao, website in done.items():
            typer.echo(say(lang, "released" if website else "nothing_held", lao=lao, website=website))
        raise typer.Exit(0 if all(done.values()) else NOT_DONE)


@app.command()
def confirm(
    receipt: Annotated[int, typer.Argument(help="The receipt of a held submission.")],
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Accept a submission that was held because it changes much."""
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline import console, decisions

        with console.locked(desk), console.progress(lang) as progress:
            done = decisions.confirm(desk, receipt, progress)
        if not done:
            raise stop(say(lang, "no_receipt", receipt=receipt))
        typer.echo(say(lang, "confirmed", receipt=receipt))


@app.command()
def withdraw(
    receipt: Annotated[int, typer.Argument(help="The receipt of an accepted submission.")],
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Undo a submission; what was before it governs again."""
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline import console, decisions

        with console.locked(desk), console.progress(lang) as progress:
            done = decisions.withdraw(desk, receipt, progress)
        if not done:
            raise stop(say(lang, "no_receipt", receipt=receipt))
        typer.echo(say(lang, "withdrawn", receipt=receipt))


@app.command()
def verify(
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Prove the ledger: the archive is whole and the history gives the master."""
    with desk_for(outbox, lang, settings, reference, master) as desk:
        from pipeline import decisions

        faults, counts = decisions.verify(desk)
        if faults:
            raise stop(say(lang, "verify_failed"), *faults)
        typer.echo(say(lang, "verified", **counts))


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
    from pipeline import demo as shipped

    raise typer.Exit(shipped.play(outbox, lang))
