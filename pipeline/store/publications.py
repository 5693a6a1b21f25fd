"""What was published: every publication that changed a website, and what it changed."""

from collections import defaultdict
from datetime import date

import sqlalchemy as sa

from pipeline.shown import Publication, SiteChange
from pipeline.store.database import METADATA

PUBLICATION = sa.Table(
    "publication",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("sites", sa.Integer, nullable=False),
)
SITE_CHANGE = sa.Table(
    "publication_change",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *(sa.Column(name, sa.Text, nullable=False, primary_key=name == "lao_id") for name in SiteChange._fields),
)


def load_publications(connection: sa.Connection, until: date | None = None) -> tuple[Publication, ...]:
    """The publications up to the end of a day (None: all), oldest first, their changes by code."""
    changes: dict[int, list[SiteChange]] = defaultdict(list)
    for number, *facts in connection.execute(sa.select(SITE_CHANGE)):
        changes[number].append(SiteChange(*facts))
    return tuple(
        Publication(row.number, row.at, row.sites, tuple(sorted(changes[row.number], key=_place)))
        for row in connection.execute(sa.select(PUBLICATION).order_by(PUBLICATION.c.number))
        if until is None or row.at[:10] <= until.isoformat()
    )


def record_publication(connection: sa.Connection, publication: Publication) -> None:
    """Keep what was just published; part of the caller's transaction."""
    number, at, sites, changes = publication
    connection.execute(PUBLICATION.insert().values(number=number, at=at, sites=sites))
    if changes:
        connection.execute(SITE_CHANGE.insert(), [{"number": number, **change._asdict()} for change in changes])


def _place(change: SiteChange) -> tuple[str, str]:
    return change.lao_code[2:], change.lao_id
