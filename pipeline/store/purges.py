"""Originals that were deleted when their time was over: the record that they were there stays."""

from typing import NamedTuple

import sqlalchemy as sa

from pipeline.store.database import METADATA
from pipeline.store.tables import SUBMISSION

PURGE = sa.Table(
    "purge",
    METADATA,
    sa.Column("receipt", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("received_at", sa.Text, nullable=False),
    sa.Column("purged_at", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
)
"""One row a receipt whose original is gone; ``rule`` says why: "received before 2015-07-31"."""


class Purged(NamedTuple):
    """The record of one deleted original."""

    receipt: int
    sha256: str
    size: int
    received_at: str
    purged_at: str
    rule: str


def load_purges(connection: sa.Connection) -> dict[int, Purged]:
    """Every record, by receipt."""
    rows = connection.execute(sa.select(PURGE).order_by(PURGE.c.receipt))
    return {row.receipt: Purged(*row) for row in rows}


def is_purged(connection: sa.Connection, receipt: int) -> bool:
    """Whether the original of a receipt was deleted."""
    return connection.scalar(sa.select(PURGE.c.receipt).where(PURGE.c.receipt == receipt)) is not None


def record_purge(connection: sa.Connection, receipts: list[int], at: str, rule: str) -> list[Purged]:
    """Record that the originals of these receipts go; part of the caller's transaction."""
    columns = (SUBMISSION.c.receipt, SUBMISSION.c.sha256, SUBMISSION.c.size, SUBMISSION.c.received_at)
    rows = connection.execute(sa.select(*columns).where(SUBMISSION.c.receipt.in_(receipts)))
    gone = [Purged(*row, purged_at=at, rule=rule) for row in rows]
    if gone:
        connection.execute(PURGE.insert(), [one._asdict() for one in gone])
    return gone
