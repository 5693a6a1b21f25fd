"""What is kept: the proof of the ledger, backups, the end of originals past their time, the record of processing."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    LangOption,
    MasterOption,
    NowOption,
    OutboxOption,
    ReferenceOption,
    SettingsOption,
    app,
    day,
    desk_for,
    stop,
)
from pipeline.terminal.early import OUTBOX
from pipeline.terminal.words import say

if TYPE_CHECKING:
    from pipeline.desk import Desk


@app.command()
def verify(
    reread: Annotated[
        bool, typer.Option("--reread", help="Read every archived original again: its rows, cells and values.")
    ] = False,
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Prove the ledger over the whole history: archive, manifests, master."""
    with desk_for(outbox, lang, settings, reference, master) as desk:
        places = (desk.outbox.master, desk.outbox.archive, desk.outbox.runs)
        if not desk.shares and not any(place.exists() for place in places):
            raise stop(say(lang, "nothing_to_verify", outbox=outbox))
        _prove(desk, reread=reread)


def _prove(desk: Desk, *, reread: bool = False) -> None:
    """Say what the proof came to; ends the command where it failed."""
    from pipeline.keeping import verify as keeping
    from pipeline.terminal import console

    with console.progress(desk.lang) as progress:
        proof = keeping.verify(desk, reread=reread, workers=os.cpu_count() or 1, progress=progress)
    for remark in proof.remarks:
        typer.echo(say(desk.lang, f"remark_{remark.key}", **remark.parts))
    if proof.faults:
        told = [say(desk.lang, f"fault_{fault.key}", **fault.parts) for fault in proof.faults]
        raise stop(say(desk.lang, "verify_failed"), *(f"  {line}" for line in told))
    typer.echo(say(desk.lang, "verified", **proof.counts))
    typer.echo(say(desk.lang, "reread" if reread else "not_reread", n=proof.counts["reread"]))


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="DEST")],
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Copy master, archive and all that cannot be made again, even while an ingest is at work."""
    with desk_for(outbox, lang, settings, reference, master) as desk:
        from pipeline.keeping import backup as keeping

        count = keeping.backup(desk, target)
        typer.echo(say(lang, "backed_up", n=count, target=target))
        _prove(keeping.at(desk, target / "data"))


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="What backup wrote.", metavar="SRC")],
    outbox: OutboxOption = OUTBOX,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Put a backup into an empty outbox; publish then renders everything again."""
    with desk_for(outbox, lang, settings, reference, master) as desk:
        from pipeline.keeping import backup as keeping
        from pipeline.terminal import console

        keeping.refuse_shared(desk)
        with console.locked(desk):
            count = keeping.restore(desk, source)
        typer.echo(say(lang, "restored", n=count, outbox=outbox))
        _prove(desk)


@app.command()
def purge(
    before: Annotated[
        datetime | None,
        typer.Option(
            "--before",
            parser=day,
            metavar="DATE",
            help="Originals received before this day (C.E. or B.E.); default: older than round.toml keeps them.",
        ),
    ] = None,
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Delete originals past their time; a record of each stays in the master."""
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline.keeping import purge as keeping
        from pipeline.terminal import console

        end = before.date() if before else keeping.past_their_time(desk)
        if end > desk.now.date():
            raise stop(say(lang, "not_past", day=end))
        with console.locked(desk), console.progress(lang) as progress:
            gone = keeping.purge(desk, end, progress)
        typer.echo(say(lang, "purged" if gone else "none_purged", n=len(gone), day=end))
