"""The receipts of this outbox, as the proof looks at them."""

import json
from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.store import submissions

Fates = Mapping[str, Mapping[str, int]]
"""table -> fate -> rows"""


class Receipt(NamedTuple):
    """One submission as the master has it; ``run`` is the run of this outbox that took it in, "" another outbox's."""

    receipt: int
    run: str
    sha256: str
    name: str
    folder: str
    size: int
    province: str
    source: str
    revision: int
    received_at: str
    status: str
    fates: Fates

    @property
    def was_read(self) -> bool:
        """Whether its content went into an archive; what is no file, or nobody's business, did not."""
        return bool(self.size or self.sha256 == submissions.EMPTY)

    @property
    def has_original(self) -> bool:
        """Whether its content went into this outbox's archive."""
        return bool(self.run) and self.was_read


def load_receipts(desk: Desk, connection: sa.Connection) -> dict[int, Receipt]:
    """All submissions by receipt, in order."""
    rows = connection.execute(submissions.in_order())
    return {
        row.receipt: Receipt(
            row.receipt,
            desk.own_run(row.run_id),
            row.sha256,
            row.name,
            row.folder,
            row.size,
            row.province,
            row.source,
            row.revision,
            row.received_at,
            row.status,
            by_table(row.fates),
        )
        for row in rows
    }


def by_table(fates: str) -> Fates:
    """Fates as the master keeps them, JSON of (table, fate, count), by table."""
    found: dict[str, dict[str, int]] = {}
    for table, fate, count in json.loads(fates):
        found.setdefault(table, {})[fate] = count
    return found
