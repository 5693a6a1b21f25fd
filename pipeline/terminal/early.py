"""Two commands that are given often, answered before anything heavy is loaded: the board, and an inbox in which nothing
is new. In any doubt nothing is done, and the ordinary way (``pipeline.cli``) does and says it all.
"""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.running.uncollected import uncollected

if TYPE_CHECKING:
    from pipeline.desk import Desk
    from pipeline.running.receiving import Received

INBOX, OUTBOX = Path("inbox"), Path("outbox")
"""Where they are unless a command says otherwise."""
BOTH = {"--outbox": r"[^-].*", "--settings": r"[^-].*", "--reference": r"[^-].*", "--lang": "th|en"}
NOW = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "ingest": {**BOTH, "--inbox": r"[^-].*", "--workers": "[0-9]+", "--now": NOW},
    "status": BOTH,
}
"""Of each command: the options that are known here, and what their values look like."""
Given = Mapping[str, str]


def answered(words: Sequence[str]) -> int | None:
    """The exit status of a command that was answered; None: it was not, and nothing was done."""
    given = options(words)
    if given is None:
        return None
    try:
        with uncollected():
            return _status(given) if words[0] == "status" else _ingest(given)
    except BrokenPipeError:  # nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def options(words: Sequence[str]) -> Given | None:
    """The options of a command line that has nothing but what is known here, each once."""
    known = OPTIONS.get(words[0], {}) if words else {}
    names, values = words[1::2], words[2::2]
    given = dict(zip(names, values, strict=False))
    plain = all(name in known and re.fullmatch(known[name], value) for name, value in given.items())
    return given if known and plain and len(given) == len(names) == len(values) else None


def _desk(given: Given) -> "Desk":
    """What the command works with; raises whatever stops it."""
    from pipeline.desk import moment, open_desk

    settings, reference = (Path(given[name]) if name in given else None for name in ("--settings", "--reference"))
    if (settings and not settings.is_file()) or (reference and not reference.is_dir()):
        raise FileNotFoundError
    now = moment(datetime.fromisoformat(given["--now"]) if "--now" in given else None)
    outbox, lang = Path(given.get("--outbox", OUTBOX)), given.get("--lang", "th")
    return open_desk(outbox, settings=settings, reference=reference, now=now, lang=lang)


def _status(given: Given) -> int | None:
    try:
        text = "\n".join(_board(_desk(given)))
    except Exception:  # whatever it is, the ordinary way meets it, too, and says it
        return None
    print(text, flush=True)
    return 0


def _board(desk: "Desk") -> Sequence[str]:
    """The board's lines; raises where there is no board, or one that these lists cannot name."""
    from pipeline.report.terminal import board_lines
    from pipeline.shown import ProvinceStatus
    from pipeline.store.outbox import read_board

    statuses = [ProvinceStatus(**figures) for figures in read_board(desk.outbox)]
    if not statuses:
        raise LookupError
    return board_lines(statuses, desk.reference, desk.lang)


def _ingest(given: Given) -> int | None:
    inbox = Path(given.get("--inbox", INBOX))
    with ExitStack() as held:
        try:
            desk, received = _nothing_new(given, inbox, held)
        except Exception:  # as above
            return None
        if not received:
            return None
        try:
            from pipeline.terminal.again import take_out
            from pipeline.terminal.summary import exit_status, summary

            done = take_out(desk, received)
            held.close()
            summary(done, desk, inbox, dry_run=False)
            return exit_status(done)
        except BrokenPipeError:
            raise
        except Exception as fault:
            from pipeline.cli.options import ended

            return ended(fault, desk.outbox.root, desk.lang)


def _nothing_new(given: Given, inbox: Path, held: ExitStack) -> "tuple[Desk, list[Received]]":
    """The desk, and the files of an inbox in which nothing is new (none: something is); what is ``held`` stays so."""
    from pipeline.running.lock import alone
    from pipeline.terminal.again import nothing_new

    desk = _desk(given)
    if not desk.outbox.database.exists() or not inbox.is_dir():
        return desk, []
    held.enter_context(alone(desk))
    return desk, nothing_new(desk, inbox)
