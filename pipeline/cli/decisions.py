"""What central staff decide by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    NOT_DONE,
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
from pipeline.terminal.early import OUTBOX
from pipeline.terminal.words import say

if TYPE_CHECKING:
    from pipeline.desk import Desk


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
        from pipeline import decisions
        from pipeline.terminal import console

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
        from pipeline import decisions
        from pipeline.terminal import console

        with console.locked(desk), console.progress(lang) as progress:
            done = decisions.confirm(desk, receipt, progress)
        if done is None:
            raise stop(*_why_not(desk, receipt))
        if done.outcome.status != "accepted":
            raise stop(say(lang, "not_accepted", receipt=receipt, why=console.why_refused(desk, done)))
        typer.echo(say(lang, "confirmed", receipt=receipt))
        if done.fault:
            raise stop(say(lang, "not_drawn", file=done.submission.arrival.name, fault=done.fault))


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
        from pipeline import decisions
        from pipeline.terminal import console

        with console.locked(desk), console.progress(lang) as progress:
            done = decisions.withdraw(desk, receipt, progress)
        if not done:
            raise stop(*_why_not(desk, receipt))
        typer.echo(say(lang, "withdrawn", receipt=receipt))


def _why_not(desk: Desk, receipt: int) -> list[str]:
    """What a receipt is, where that does not allow what was asked; and which ones wait."""
    from pipeline.decisions import standing

    status, held = standing(desk, receipt)
    waiting = say(desk.lang, "held_receipts" if held else "none_held", receipts=", ".join(map(str, held)))
    return [say(desk.lang, f"receipt_{status or 'unknown'}", receipt=receipt), waiting]
