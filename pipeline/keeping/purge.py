"""The end of originals past their time: deleted, with a record in the master that they were there and what they were.

With an original goes the returned workbook made of it, which shows the same people. What was taken from it stays.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.keeping.receipts import Receipt, load_receipts
from pipeline.progress import Progress
from pipeline.render.draft import drafting
from pipeline.render.returning import returned_folder, returned_names
from pipeline.running.master import load_lists
from pipeline.running.undrawn import render_owed
from pipeline.store.database import open_master, writing
from pipeline.store.outbox import owe
from pipeline.store.purges import Purged, load_purges, record_purge


def past_their_time(desk: Desk) -> date:
    """Originals received before this day are past the time that the settings give them."""
    return desk.now.date() - timedelta(days=desk.reference.round.privacy["originals_days"])


def purge(desk: Desk, before: date, progress: Progress) -> list[Purged]:
    """Delete the originals received before a day; the records of what went. Held submissions keep theirs.

    The record comes first: torn off in between, the next purge deletes what is left. A file that was received again
    since is kept for the later receipt.
    """
    engine = open_master(desk.master)
    with writing(engine) as connection:
        lists = load_lists(connection, desk.reference)
        receipts, purged = load_receipts(desk, connection), load_purges(connection)
        over = sorted(_over(receipts, purged, before))
        gone = record_purge(connection, over, desk.at, f"received before {before}")
        touched = {receipts[one.receipt].province for one in gone if receipts[one.receipt].source == "province"}
        owe(desk.outbox, touched)
    with drafting(desk.outbox):
        with engine.connect() as connection:
            _delete(desk, connection)
        render_owed(desk, lists, progress, provinces=touched)
    return gone


def _over(receipts: Mapping[int, Receipt], purged: Mapping[int, Purged], before: date) -> Iterator[int]:
    """The receipts whose original goes: received before the day, and nobody needs the file after it."""
    there = [one for one in receipts.values() if one.was_read and one.receipt not in purged]
    needed = {one.sha256 for one in there if one.status == "held" or one.received_at[:10] >= before.isoformat()}
    yield from (one.receipt for one in there if one.run and one.sha256 not in needed)


def _delete(desk: Desk, connection: sa.Connection) -> None:
    receipts, purged = load_receipts(desk, connection), load_purges(connection)
    needed = {one.sha256 for one in receipts.values() if one.was_read and one.receipt not in purged}
    for one in purged.values():
        if one.sha256 not in needed:
            (desk.outbox.archive / f"{one.sha256}.xlsx").unlink(missing_ok=True)
        province = receipts[one.receipt].province
        name = returned_names(desk.outbox.draft, province).get(one.receipt)
        if name:
            (returned_folder(desk.outbox.draft, province) / name).unlink()
