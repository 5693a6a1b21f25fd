"""Certifications as provinces report them on the certification sheet, kept per submission (receipt)."""

from collections.abc import Collection, Iterable
from datetime import date
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
    columns = (table.lao_id, table.fiscal_year, table.aspects_complete, table.certified_on, table.receipt)
    wanted = sa.select(*columns).order_by(table.receipt)
    wanted = wanted if laos is None else wanted.where(table.lao_id.in_(laos))
    rows = [Reported(*row) for row in connection.execute(wanted)]
    newest = {(row.lao_id, row.fiscal_year): row for row in rows}
    return tuple(newest[key] for key in sorted(newest))
