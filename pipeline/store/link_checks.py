"""Every check of a published website, in order; what they come to is derived from them (``links.standing``)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

import sqlalchemy as sa

from pipeline.store.database import METADATA

Check = tuple[str, str, str, str]
"""(ISO time, kind, detail, final address)"""


class LinkCheck(NamedTuple):
    """One check: which website, when (ISO), what it came to (a kind of ``links.kinds`` with its detail) and where the
    last redirect led."""

    website: str
    at: str
    kind: str
    detail: str
    final: str


LINK_CHECK = sa.Table(
    "link_check",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    *(sa.Column(name, sa.Text, nullable=False, index=name == "website") for name in LinkCheck._fields),
)


def record(connection: sa.Connection, checks: Sequence[LinkCheck]) -> None:
    """Keep checks; part of the caller's transaction."""
    first = (connection.scalar(sa.select(sa.func.max(LINK_CHECK.c.id))) or 0) + 1
    if checks:
        connection.execute(
            LINK_CHECK.insert(), [{"id": number, **check._asdict()} for number, check in enumerate(checks, first)]
        )


def checked_since(connection: sa.Connection, at: str) -> frozenset[str]:
    """The websites that were checked at that ISO time or later."""
    return frozenset(connection.scalars(sa.select(LINK_CHECK.c.website).where(LINK_CHECK.c.at > at).distinct()))


def opened_last(connection: sa.Connection, many: int) -> list[str]:
    """The websites of the last so many checks that found one open, the newest last."""
    query = sa.select(LINK_CHECK.c.website).where(LINK_CHECK.c.kind == "open").order_by(LINK_CHECK.c.id.desc())
    return list(reversed(connection.scalars(query.limit(many)).all()))


def histories(connection: sa.Connection, until: date | None = None) -> Iterator[tuple[str, Iterable[Check]]]:
    """Each website ever checked with its checks, oldest first, up to the end of a day (None: all); read as it goes."""
    columns = (LINK_CHECK.c.website, LINK_CHECK.c.at, LINK_CHECK.c.kind, LINK_CHECK.c.detail, LINK_CHECK.c.final)
    query = sa.select(*columns).order_by(LINK_CHECK.c.website, LINK_CHECK.c.id)
    if until is not None:
        query = query.where(sa.func.substr(LINK_CHECK.c.at, 1, 10) <= until.isoformat())
    rows = connection.execute(query, execution_options={"yield_per": 1000})
    for website, checks in groupby(rows, key=lambda row: row.website):
        yield website, ((row.at, row.kind, row.detail, row.final) for row in checks)
