"""How far a run has come, written in the transaction of every file: one that was torn off goes on from there.

Empty but for a run at work, or one that was killed. An outcome is kept whole, since its returned workbook is still
owed: this table is as private as the contacts are.
"""

import json
import zlib
from collections.abc import Mapping
from operator import attrgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from pipeline.model import Arrival, Finding, Outcome
from pipeline.privacy import without_secrets
from pipeline.store.database import METADATA, insert

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
TURN = sa.Table(
    "turn",
    METADATA,
    sa.Column("outbox", sa.Text, primary_key=True),
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("turn", sa.Integer, nullable=False),
)
"""Which files of a run came together: 1 when it began, 2 when it was gone on with, and so on. ``path`` is
JSON: a name may have bytes that are no text."""
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
    packed = zlib.compress(outcome_text(outcome).encode(), level=1)
    row = {"outbox": outbox, "arrival": json.dumps(ARRIVAL(arrival)), "run": run, "receipt": receipt, "outcome": packed}
    insert(connection, JOURNAL, [row])


def read(connection: sa.Connection, outbox: str) -> Mapping[File, Done]:
    """What the run that was torn off had dealt with; nothing where the last run ended."""
    rows = connection.execute(sa.select(JOURNAL).where(JOURNAL.c.outbox == outbox))
    return {(done.arrival.path, done.arrival.sha256): done for done in map(_done, rows)}


def keep_turns(connection: sa.Connection, outbox: str, turns: Mapping[File, int]) -> None:
    """Note which files came together, before the first of them is merged."""
    connection.execute(TURN.delete().where(TURN.c.outbox == outbox))
    rows = [
        {"outbox": outbox, "path": json.dumps(path), "sha256": sha256, "turn": turn}
        for (path, sha256), turn in turns.items()
    ]
    insert(connection, TURN, rows)


def turns(connection: sa.Connection, outbox: str) -> Mapping[File, int]:
    """What ``keep_turns`` noted."""
    rows = connection.execute(sa.select(TURN).where(TURN.c.outbox == outbox))
    return {(json.loads(row.path), row.sha256): row.turn for row in rows}


def close(connection: sa.Connection, outbox: str) -> None:
    """Forget a run that has ended."""
    for table in (JOURNAL, TURN):
        connection.execute(table.delete().where(table.c.outbox == outbox))


def _done(row: sa.Row[Any]) -> Done:
    outcome = outcome_of(zlib.decompress(row.outcome))
    return Done(row.run, Arrival(*json.loads(row.arrival)), row.receipt, outcome)


def outcome_text(outcome: Outcome) -> str:
    """An outcome without its changes, as JSON: what its returned workbook is drawn from."""
    fates = [[*key, count] for key, count in outcome.fates.items()]
    found = [FINDING(without_secrets(one)) for one in outcome.findings]
    return json.dumps((outcome.status, sorted(outcome.governs), fates, found))


def outcome_of(text: str | bytes) -> Outcome:
    """The outcome that ``outcome_text`` wrote."""
    status, governs, fates, findings = json.loads(text)
    return Outcome(
        status,
        (),
        frozenset((lao_id, table) for lao_id, table in governs),
        {(table, fate): count for table, fate, count in fates},
        tuple(Finding(*finding) for finding in findings),
    )
