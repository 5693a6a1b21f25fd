"""What stands of a round's findings, told anew from all its submissions in order of receipt.

For when a submission was taken back, or accepted out of its turn; otherwise ``findings.supersede`` keeps them as
submissions come.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from pipeline.store.findings import CENTRAL, STANDING
from pipeline.store.tables import COVERS, FINDING, SUBMISSION

Pair = tuple[str, str]
"""(lao_id, table)"""


class Step(NamedTuple):
    """One submission as far as it ends earlier findings of its ``owner`` (a province, "central", or "").

    ``keys`` are those of its own findings, ``over`` the receipts that govern nothing any more once it was accepted.
    """

    receipt: int
    owner: str
    keys: frozenset[str]
    covers: frozenset[Pair]
    over: frozenset[int]


def restate(connection: sa.Connection, round_id: str, owners: Collection[str]) -> None:
    """Bring the findings of these owners to what they would be had the submissions come in order of receipt."""
    rows = list(connection.execute(sa.select(FINDING).where(FINDING.c.round == round_id, FINDING.c.receipt > 0)))
    steps = list(_steps(connection, round_id, rows))
    changed = []
    for row in rows:
        if row.province in owners:
            status, by = _end(row, steps)
            status = status or (row.status if row.status in STANDING else "open")
            if (status, by) != (row.status, row.ended_by):
                changed.append({"number": row.id, "now": status, "by": by})
    if changed:
        values: dict[str, Any] = {"status": sa.bindparam("now"), "ended_by": sa.bindparam("by")}
        connection.execute(FINDING.update().where(FINDING.c.id == sa.bindparam("number")).values(values), changed)


def _steps(connection: sa.Connection, round_id: str, rows: Iterable[Any]) -> Iterable[Step]:
    keys: dict[int, set[str]] = {}
    for row in rows:
        keys.setdefault(row.receipt, set()).add(row.key)
    covers = _covers(connection, round_id)
    governing: dict[Pair, int] = {}
    query = sa.select(SUBMISSION).where(SUBMISSION.c.round == round_id, SUBMISSION.c.status != "withdrawn")
    for one in connection.execute(query.order_by(SUBMISSION.c.receipt)):
        accepted = one.status == "accepted"
        mine = covers.get(one.receipt, frozenset()) if accepted else frozenset()
        governing |= dict.fromkeys(mine, one.receipt)
        over = frozenset(range(one.receipt + 1)) - frozenset(governing.values()) if accepted else frozenset()
        owner = CENTRAL if one.source == "central" else one.province
        yield Step(one.receipt, owner, frozenset(keys.get(one.receipt, ())), mine, over)


def _covers(connection: sa.Connection, round_id: str) -> Mapping[int, frozenset[Pair]]:
    query = sa.select(COVERS).join(SUBMISSION, SUBMISSION.c.receipt == COVERS.c.receipt)
    found: dict[int, set[Pair]] = {}
    for row in connection.execute(query.where(SUBMISSION.c.round == round_id)):
        found.setdefault(row.receipt, set()).add((row.lao_id, row.table))
    return {receipt: frozenset(pairs) for receipt, pairs in found.items()}


def _end(row: Any, steps: Iterable[Step]) -> tuple[str, int]:
    """How a finding ended and by which receipt: replaced where it was found again, else fixed; ("", 0) if it stands."""
    status, by = "", 0
    for step in steps:
        if step.receipt <= row.receipt:
            continue
        own = step.owner == row.province
        if own and row.key in step.keys:
            return "replaced", step.receipt
        if not status and _is_over(row, step, own=own):
            status, by = "fixed", step.receipt
    return status, by


def _is_over(row: Any, step: Step, *, own: bool) -> bool:
    """Whether a submission speaks for what a finding was about. Central staff and provinces speak for each other's."""
    if row.lao_id:
        rival = CENTRAL in (step.owner, row.province)
        return (own or rival) and (row.lao_id, row.table) in step.covers
    if not own:
        return False
    return any(table == row.table for _, table in step.covers) if row.table else row.receipt in step.over
