"""Findings kept by round and province, so that a report can say what is new, still open, and fixed."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from pipeline.store.tables import FINDING


class Kept(NamedTuple):
    """One finding as it is kept: masked. ``key`` tells whether it is the same finding as an earlier one.

    ``context`` is the whole row, masked, as JSON: column heading -> text.
    """

    key: str
    rule: str
    table: str
    sheet: str
    row: int
    column: str
    cell: str
    label: str
    lao_id: str
    value: str
    message: str
    suggestion: str
    context: str = ""


def supersede(
    connection: sa.Connection,
    round_id: str,
    province: str,
    receipt: int,
    findings: Iterable[Kept],
    *,
    covers: Collection[tuple[str, str]],
    tables: Collection[str],
) -> None:
    """Take in the findings of a new submission: same as before = open, gone where it speaks = fixed, else new.

    It speaks for the (lao_id, table) pairs in ``covers``, and for findings of no LAO in ``tables`` ("" = the file).
    """
    before = [
        dict(row)
        for row in connection.execute(
            sa.select(FINDING).where(FINDING.c.round == round_id, FINDING.c.province == province).order_by(FINDING.c.id)
        ).mappings()
    ]
    fresh = list(findings)
    again = {finding.key for finding in fresh}
    spoken = set(covers)
    changed: dict[int, str] = {}
    replaced: set[str] = set()
    for row in before:
        if row["key"] in again:
            replaced.add(row["key"])
            changed[row["id"]] = "replaced"
        elif row["status"] != "fixed":
            mine = (row["lao_id"], row["table"]) in spoken if row["lao_id"] else row["table"] in tables
            changed[row["id"]] = "fixed" if mine else "open"
    was_fixed = {row["key"] for row in before if row["status"] == "fixed"}
    _update(connection, {row["id"]: row["status"] for row in before}, changed)
    _insert(connection, round_id, province, receipt, fresh, replaced - was_fixed)


def _update(connection: sa.Connection, before: Mapping[int, str], after: Mapping[int, str]) -> None:
    for status in ("fixed", "open"):
        ids = [number for number, now in after.items() if now == status and before[number] != status]
        if ids:
            query = FINDING.update().where(FINDING.c.id == sa.bindparam("number")).values(status=status)
            connection.execute(query, [{"number": number} for number in ids])
    gone = [{"number": number} for number, now in after.items() if now == "replaced"]
    if gone:
        connection.execute(FINDING.delete().where(FINDING.c.id == sa.bindparam("number")), gone)


def _insert(
    connection: sa.Connection, round_id: str, province: str, receipt: int, findings: list[Kept], still: set[str]
) -> None:
    if not findings:
        return
    first = (connection.scalar(sa.select(sa.func.max(FINDING.c.id))) or 0) + 1
    common = {"round": round_id, "province": province, "receipt": receipt}
    connection.execute(
        FINDING.insert(),
        [
            {**finding._asdict(), **common, "id": first + n, "status": "open" if finding.key in still else "new"}
            for n, finding in enumerate(findings)
        ],
    )


def of_province(connection: sa.Connection, round_id: str, province: str) -> list[dict[str, Any]]:
    """The findings of one province in a round ("" = unassigned, "central"), in the order they were found."""
    query = sa.select(FINDING).where(FINDING.c.round == round_id, FINDING.c.province == province)
    return [dict(row) for row in connection.execute(query.order_by(FINDING.c.id)).mappings()]


def counts(connection: sa.Connection, round_id: str) -> dict[str, dict[tuple[str, str], int]]:
    """How many findings each province has in a round, by (rule, status)."""
    query = (
        sa.select(FINDING.c.province, FINDING.c.rule, FINDING.c.status, sa.func.count())
        .where(FINDING.c.round == round_id)
        .group_by(FINDING.c.province, FINDING.c.rule, FINDING.c.status)
    )
    found: dict[str, dict[tuple[str, str], int]] = {}
    for province, rule, status, count in connection.execute(query):
        found.setdefault(province, {})[rule, status] = count
    return found
