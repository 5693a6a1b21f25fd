"""Reports are written as a draft beside those that are read, and take their place together, returned workbooks too."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.output.exchange import exchange, hard_link, recover
from pipeline.store.leftovers import TORN
from pipeline.store.outbox import PRIVATE_FOLDER, Outbox
from pipeline.store.whole import force


@contextmanager
def drafting(outbox: Outbox) -> Iterator[None]:
    """Whatever the block writes into ``outbox.draft``, which holds every report there is, is read when it ends well.

    A report that stays as it was is not copied: it gets a second name. Nothing is owed any more at the end.
    """
    recover(outbox.reports)
    try:
        outbox.draft.mkdir(mode=PRIVATE_FOLDER)
        if outbox.reports.is_dir():
            _link(os.fspath(outbox.reports), os.fspath(outbox.draft))
        yield
        exchange(outbox.draft, outbox.reports)
    except BaseException:
        recover(outbox.reports)
        raise
    force(outbox.draft.parent)  # the names, too, before it is forgotten that they were owed
    outbox.unrendered.unlink(missing_ok=True)


def _link(source: str, target: str) -> None:
    with os.scandir(source) as entries:
        for entry in entries:
            beside = os.path.join(target, entry.name)  # noqa: PTH118  (there are thousands)
            if entry.is_dir(follow_symlinks=False):
                os.mkdir(beside, PRIVATE_FOLDER)  # noqa: PTH102
                _link(entry.path, beside)
            elif not entry.name.endswith(TORN):
                hard_link(entry.path, beside)
