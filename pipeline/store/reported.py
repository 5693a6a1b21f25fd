"""Certifications as provinces report them on the certification sheet, kept per submission (receipt)."""

from collections.abc import Collection, Iterable
from datetime import date
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from pipeline.store.register_tables import REPORTED_CERTIFICATIONS

_RECORD = sa.insert(REPORTED_CERTIFICATIONS)
_FORGET = sa.delete(REPORTED_CERTIFICATIONS).where(REPORTED_CERTIFICATIONS.c.receipt == sa.bindparam("of"))


class Reported(NamedTuple):
    """One LAO and B.E. year: how many of the eight aspects are complete, and the date; 8 of 8 certifies."""

    lao_id: str
    fiscal_year: int
    aspects_complete: int
    certified_on: date | None
    receipt: int = 0


def record_reported(connection: Connection, receipt: int, rows: Iterable[Reported]) -> None:
    """Keep what submission ``receipt`` reports; what it said before is replaced. One row per LAO and year."""
    forget_reported(connection, receipt)
    values = [{**row._asdict(), "receipt": receipt} for row in rows]
    if values:
        connection.execute(_RECORD, values)


def forget_reported(connection: Connection, receipt: int) -> None:
    """Take back what a withdrawn submission reported; what was reported before it counts again."""
    connection.execute(_FORGET, {"of": receipt})


def load_reported(connection: Connection, laos: Collection[str] | None = None) -> tuple[Reported, ...]:
    """What counts now, of all LAOs or those named: per LAO and year the report of the highest receipt."""
    table = REPORTED_CERTIFICATIONS.c
    key = table.lao_id, table.fiscal_year
    of_all = sa.select(*key, sa.func.max(table.receipt).label("receipt")).group_by(*key)
    newest = (of_all if laos is None else of_all.where(table.lao_id.in_(laos))).subquery()
    counts = (table[column.name] == column for column in newest.c)
    wanted = sa.select(*key, table.aspects_complete, table.certified_on, table.receipt).join(newest, sa.and_(*counts))
    rows = [Reported(*row) for row in connection.execute(wanted)]
    return tuple(sorted(rows, key=itemgetter(0, 1)))
