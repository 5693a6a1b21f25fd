"""What central staff decide by hand, and the proof of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    NOT_DONE,
    OUTBOX,
    LangOption,
    MasterOption,
    NowOption,
    OutboxOption,
    ReferenceOption,
    SettingsOption,
    app,
    desk_for,
    stop,
)
from pipeline.words import say

if TYPE_CHECKING:
    pass


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
