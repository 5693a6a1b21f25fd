"""What killed commands left half-written in an outbox. Light."""

import re
import shutil

from pipeline.output.exchange import recover
from pipeline.store.outbox import SPOOL, Outbox

EXCHANGED = re.compile(r"\.(.+)\.(?:new|old)")
"""A folder that was being exchanged, with its name in the outbox."""
TORN = (".part", ".partial")
"""What files are called while they are written."""


def clear_leftovers(outbox: Outbox) -> None:
    """Delete it, or put it back in its place; nobody else may be at work here.

    The archive, which other machines may share, is swept by ``store.whole.sweep``.
    """
    exchanged = {found[1] for path in outbox.root.iterdir() if (found := EXCHANGED.fullmatch(path.name))}
    for name in exchanged | {outbox.site.name, outbox.reports.name}:  # these may be links to another place
        recover(outbox.root / name)
    shutil.rmtree(outbox.master / SPOOL, ignore_errors=True)
    for folder in (outbox.master, outbox.runs, outbox.contacts, outbox.forms):
        for path in list(folder.iterdir()) if folder.is_dir() else ():
            if path.name.endswith(TORN):
                path.unlink()
