"""An inbox in which nothing is new: the same files put in again are told from others, noted, and taken out. Light.

``run.ingest`` does the same, and all else.
"""

from collections.abc import Sequence
from pathlib import Path

from pipeline.desk import Desk
from pipeline.model import Arrival
from pipeline.running.manifest import manifest
from pipeline.running.receiving import Received, clear, receive
from pipeline.running.settled import Settled
from pipeline.store.asking import asking
from pipeline.store.known import is_torn, known, lists_state
from pipeline.store.outbox import run_id, write_manifest


def nothing_new(desk: Desk, inbox: Path) -> list[Received]:
    """The files of the inbox where every one is known, and no run or decision before was torn off; else none.

    Raises whatever keeps the embedded master from answering.
    """
    found: list[Received] = []
    with asking(desk.outbox.database) as ask:
        if is_torn(ask) or desk.outbox.unrendered.exists():
            return []
        context = desk.fingerprint(lists_state(ask))

        def receipt(arrival: Arrival) -> int:
            return known(ask, arrival.sha256, arrival.folder, context)

        for file in receive(desk, inbox, receipt):
            if not file.known:
                return []
            found.append(file)
    return found


def take_out(desk: Desk, received: Sequence[Received]) -> list[Settled]:
    """Note known files in a manifest and take them out of the inbox; what is said of them."""
    done = [file.as_known() for file in received]
    name = run_id(desk.outbox, desk.stamp)
    write_manifest(desk.outbox, name, manifest(name, desk, done, None))
    clear(received, set())
    return done
