"""What the log of changes tells of earlier values."""

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from pipeline.store.tables import CHANGE, SUBMISSION

CHUNK = 500
Unit = tuple[str, str, str, int]
"""(table, lao_id, fiscal_year, person_no)"""
Place = tuple[str, str, str, int, str, str]
"""(table, lao_id, province, receipt, sheet, cell)"""


def _log(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Those columns of every change accepted and not withdrawn, in order."""
    joined = sa.select(*columns).join_from(CHANGE, SUBMISSION, SUBMISSION.c.receipt == CHANGE.c.receipt)
    return joined.where(SUBMISSION.c.status == "accepted").order_by(CHANGE.c.seq)


_WEBSITES = _log(CHANGE.c.lao_id, CHANGE.c.fiscal_year, CHANGE.c["values"]).where(
    CHANGE.c.table == "website", CHANGE.c.lao_id.in_(sa.bindparam("laos", expanding=True))
)


def former_websites(connection: sa.Connection, laos: Collection[str]) -> dict[str, dict[str, str]]:
    """Every website that these LAOs ever had: lao_id -> website -> the fiscal year in which it last was theirs."""
    found: dict[str, dict[str, str]] = {}
    wanted = sorted(laos)
    for start in range(0, len(wanted), CHUNK):
        asked = {"laos": wanted[start : start + CHUNK]}
        for lao_id, year, values in connection.execute(_WEBSITES, asked):
            found.setdefault(lao_id, {})[json.loads(values).get("website", "")] = year
    return found


def overwritten(connection: sa.Connection, round_id: str) -> list[Place]:
    """The values of central staff that a province's file of the round replaced by other ones, where they were."""
    central = sa.select(SUBMISSION.c.receipt).where(SUBMISSION.c.source == "central", SUBMISSION.c.status == "accepted")
    touched = sa.select(CHANGE.c.lao_id).where(CHANGE.c.receipt.in_(central))
    columns = (CHANGE.c.table, CHANGE.c.lao_id, CHANGE.c.fiscal_year, CHANGE.c.person_no, CHANGE.c["values"])
    place = (SUBMISSION.c.province, CHANGE.c.receipt, CHANGE.c.sheet, CHANGE.c.cell)
    query = _log(*columns, *place, SUBMISSION.c.source, SUBMISSION.c.round).where(CHANGE.c.lao_id.in_(touched))
    values: dict[Unit, tuple[str, bool]] = {}
    found: dict[Unit, Place] = {}
    for table, lao_id, year, person, said, province, receipt, sheet, cell, source, in_round in connection.execute(
        query
    ):
        unit = (table, lao_id, year, person)
        before, centrals = values.get(unit, ("", False))
        if source == "central":
            found.pop(unit, None)
        elif centrals and said != before and in_round == round_id:
            found[unit] = (table, lao_id, province, receipt, sheet, cell)
        values[unit] = (said, source == "central" or (centrals and said == before))
    return [found[unit] for unit in sorted(found)]
