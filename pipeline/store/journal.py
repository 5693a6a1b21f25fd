"""How far a run has come, written in the transaction of every file: one that was torn off goes on from there.

Empty but for a run at work, or one that was killed. An outcome is kept whole, since its returned workbook is still
owed: this table is as private as the contacts are.
"""

import json
import zlib
from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

import sqlalchemy as sa

from pipeline.model import Arrival, Finding, Outcome
from pipeline.privacy import without_secrets
from pipeline.store.database import METADATA

JOURNAL = sa.Table(
    "journal",
    METADATA,
    sa.Column("outbox", sa.Text, primary_key=True),
    sa.Column("arrival", sa.Text, primary_key=True),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("receipt", sa.Integer, nullable=False),
    sa.Column("outcome", sa.LargeBinary, nullable=False),
)
"""``outbox`` tells apart those that share a master; ``arrival`` is JSON, ``outcome`` too, compressed."""
ARRIVAL, FINDING = attrgetter(*Arrival.__slots__), attrgetter(*Finding.__slots__)

File = tuple[str, str]
"""A file of the inbox: its path and the fingerprint of its content."""


class Done(NamedTuple):
    """What came of one file, without its changes; ``receipt`` is 0 where nothing was kept of it."""

    run: str
    arrival: Arrival
    receipt: int
    outcome: Outcome


def write(connection: sa.Connection, outbox: str, done: Done) -> None:
    """Note what came of a file, in the transaction that keeps it."""
    run, arrival, receipt, outcome = done
    fates = [[*key, count] for key, count in outcome.fates.items()]
    found = [FINDING(without_secrets(one)) for one in outcome.findings]
    said = json.dumps((outcome.status, sorted(outcome.governs), fates, found))
    packed = zlib.compress(said.encode(), level=1)
    row = {"outbox": outbox, "arrival": json.dumps(ARRIVAL(arrival)), "run": run, "receipt": receipt, "outcome": packed}
    connection.execute(JOURNAL.insert().values(row))


def read(connection: sa.Connection, outbox: str) -> Mapping[File, Done]:
    """What the run that was torn off had dealt with; nothing where the last run ended."""
    rows = connection.execute(sa.select(JOURNAL).where(JOURNAL.c.outbox == outbox))
    every = (Done(row.run, Arrival(*json.loads(row.arrival)), row.receipt, _outcome(row.outcome)) for row in rows)
    return {(done.arrival.path, done.arrival.sha256): done for done in every}


def close(connection: sa.Connection, outbox: str) -> None:
    """Forget a run that has ended."""
    connection.execute(JOURNAL.delete().where(JOURNAL.c.outbox == outbox))


def _outcome(packed: bytes) -> Outcome:
    status, governs, fates, findings = json.loads(zlib.decompress(packed))
    return Outcome(
        status,
        (),
        frozenset((lao_id, table) for lao_id, table in governs),
        {(table, fate): count for table, fate, count in fates},
        tuple(Finding(*finding) for finding in findings),
    )
