"""The department's lists: register, certified years, successions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import (
    Lang,
    LangOption,
    MasterOption,
    OutboxOption,
    ReferenceOption,
    app,
    day,
    desk_for,
    stop,
)
from pipeline.terminal.early import OUTBOX
from pipeline.terminal.words import say


@app.command()
def registry(
    file: Annotated[Path, typer.Argument(help="The department's open data dlads_05_01, .csv or .xlsx.")],
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", parser=day, metavar="DATE", help="The date of the list (C.E. or B.E.)."),
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
        from pipeline import lists
        from pipeline.store.lists import ListFault
        from pipeline.terminal import console

        try:
            with console.locked(desk, importing=True):
                lines = lists.import_list(desk, kind, file, as_of=as_of, replace_year=replace_year)
        except ListFault as fault:
            raise stop(*fault.lines(lang)) from fault
        typer.echo("\n".join(lines))
