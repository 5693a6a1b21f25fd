"""What the commands share: the application, their options, and how one that cannot be done ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.system import refusal
from pipeline.terminal.words import say

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
MasterOption = Annotated[
    str | None, typer.Option("--master", help="A master that machines share: postgresql://user@host/database.")
]
NowOption = Annotated[datetime | None, typer.Option("--now", help="The time of the run, ISO (default: the clock).")]
BE, BE_FROM = 543, 2400


def main() -> None:
    """Run the command line. A fault of ours is told without anything an office typed, and ends it with exit 2."""
    try:
        app()
    except Exception as fault:
        raise SystemExit(_our_fault(fault)) from None


def ended(fault: Exception, outbox: Path, lang: str) -> int:
    """Say what ended a command that was begun elsewhere; its exit status."""
    try:
        with refusals(outbox, lang):
            raise fault
    except typer.Exit as end:
        return end.exit_code
    except Exception as ours:
        return _our_fault(ours)


def _our_fault(fault: Exception) -> int:
    from pipeline.ourfault import told

    typer.echo(told(fault), err=True)
    return NOT_DONE


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
    from pipeline.desk import moment, open_desk

    if reference and not reference.is_dir():
        raise stop(say(lang, "no_reference", folder=reference))
    if settings and not settings.is_file():
        raise stop(say(lang, "no_file", file=settings))
    with refusals(outbox, lang):
        yield open_desk(outbox, settings=settings, reference=reference, master=master, now=moment(now), lang=lang)


@contextmanager
def refusals(outbox: Path, lang: str) -> Iterator[None]:
    """What stops a command from being done is said, and ends it with exit 2."""
    from pipeline.desk import NoRegister
    from pipeline.notdone import NotDone
    from schemas.reference import ReferenceFault

    try:
        yield
    except ReferenceFault as fault:
        raise stop(str(fault)) from fault
    except NoRegister as fault:
        raise stop(say(lang, "no_register")) from fault
    except NotDone as fault:
        raise stop(say(lang, fault.key, **fault.parts)) from fault
    except Exception as fault:
        if told := refusal(fault, outbox):
            raise stop(say(lang, told[0], path=told[1])) from fault
        raise


def day(text: str) -> datetime:
    """A day given to an option, in the common or (from 2400 on) in the Buddhist era."""
    try:
        year, rest = text.split("-", 1)
        common = int(year) - BE if int(year) >= BE_FROM else int(year)
        return datetime.strptime(f"{common:04}-{rest}", "%Y-%m-%d")  # noqa: DTZ007  (a day, no time)
    except ValueError:
        raise typer.BadParameter(f"{text}: ปี-เดือน-วัน / YEAR-MONTH-DAY (2014-07-21, พ.ศ./B.E. 2557-07-21)") from None


def stop(*lines: str) -> typer.Exit:
    """Say why a command could not be done; the exit status to raise."""
    for line in lines:
        typer.echo(line, err=True)
    return typer.Exit(NOT_DONE)
