"""The link check, which needs the network and the extra ``links``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pipeline.cli.options import (
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
    from pipeline.linkjob import Checked


@app.command()
def links(
    outbox: OutboxOption = OUTBOX,
    now: NowOption = None,
    settings: SettingsOption = None,
    reference: ReferenceOption = None,
    lang: LangOption = "th",
    master: MasterOption = None,
) -> None:
    """Check over the network, politely, whether the published websites open."""
    with desk_for(outbox, lang, settings, reference, master, now) as desk:
        from pipeline.terminal import console

        try:
            from pipeline import linkjob
        except ModuleNotFoundError as fault:
            if fault.name not in ("aiohttp", "protego"):
                raise
            raise stop(say(lang, "no_links_extra")) from fault
        with console.locked(desk), console.progress(lang) as progress:
            checked = linkjob.check_links(desk, progress)
        _summary(desk, checked)


def _summary(desk: Desk, checked: Checked) -> None:
    """How many of each verdict, the commonest first; then where to look."""
    from pipeline.linkjob import totals
    from pipeline.terminal import console

    lang, senses = desk.lang, totals(checked)
    typer.echo(say(lang, "links_done", done=checked.kinds.total(), due=checked.due, fresh=checked.fresh))
    for sense in ("open", "care", "down", "later"):
        typer.echo(f"  {say(lang, f'links_{sense}'):<32} {senses[sense]}")
    for kind, count in checked.kinds.most_common():
        if kind != "open":
            typer.echo(f"    {kind:<30} {count}")
    if checked.stopped:
        typer.echo(say(lang, "links_stopped"))
        return
    for line in console.why_held(desk, checked.held) if checked.held else ():
        typer.echo(line)
    typer.echo(say(lang, "links_where", path=desk.outbox.reports))
