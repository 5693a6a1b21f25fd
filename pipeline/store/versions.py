"""The dated history of LAOs in the master: reading versions, opening and closing them. One connection, no commit."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from pipeline.store.identity import Known, RegisterRow
from pipeline.store.register_tables import LAO_ALIASES, LAO_RETIREMENTS, LAO_VERSIONS, REGISTER_IMPORTS


class Version(NamedTuple):
    """What an LAO was from ``valid_from`` until before ``valid_to`` (None: still)."""

    number: int
    lao_id: str
    row: RegisterRow
    valid_from: date
    valid_to: date | None


class Retirement(NamedTuple):
    """When an LAO ended, and the lao_id it was merged into ("": the register only ceased to list it)."""

    retired_on: date
    merged_into: str


def load_versions(connection: Connection, lao_id: str = "") -> dict[str, list[Version]]:
    """The versions of one LAO or of all, by lao_id, oldest first."""
    table = LAO_VERSIONS.c
    columns = (table.id, table.lao_id, table.valid_from, table.valid_to)
    facts = (table.code, table.type, table.name, table.district, table.province, table.website)
    versions: dict[str, list[Version]] = defaultdict(list)
    chosen = sa.select(*columns, *facts)
    if lao_id:
        chosen = chosen.where(table.lao_id == lao_id)
    for number, holder, start, end, *row in connection.execute(chosen.order_by(table.id)):
        versions[holder].append(Version(number, holder, RegisterRow(*row), start, end))
    for history in versions.values():
        history.sort(key=lambda version: (version.valid_from, version.valid_to or date.max, version.number))
    return versions


def load_retirements(connection: Connection) -> dict[str, Retirement]:
    """The LAOs that are no more, by lao_id."""
    return {lao_id: Retirement(*rest) for lao_id, *rest in connection.execute(sa.select(LAO_RETIREMENTS))}


def load_aliases(connection: Connection) -> dict[str, str]:
    """Ids that turned out to be another LAO: alias -> lao_id."""
    return {row.alias: row.lao_id for row in connection.execute(sa.select(LAO_ALIASES))}


def load_known(connection: Connection) -> list[Known]:
    """Every LAO ever known, as ``identity.assign_ids`` wants it."""
    retired = load_retirements(connection)
    return [
        Known(lao_id, history[-1].row, frozenset(past.row.code for past in history), _status(retired.get(lao_id)))
        for lao_id, history in load_versions(connection).items()
    ]


def _status(retirement: Retirement | None) -> str:
    if retirement is None:
        return "active"
    return "merged" if retirement.merged_into else "retired"


def resolve_codes(connection: Connection) -> dict[str, str]:
    """Every code ever known -> lao_id; where a code went from one LAO to another, who has it now wins."""
    retired = load_retirements(connection)
    versions = [version for history in load_versions(connection).values() for version in history]
    versions.sort(key=lambda version: (version.valid_to is None, version.lao_id not in retired, version.valid_from))
    return {version.row.code: version.lao_id for version in versions}


def newest_import(connection: Connection) -> date | None:
    """The date of the newest register; None before the first."""
    newest: date | None = connection.scalar(sa.select(sa.func.max(REGISTER_IMPORTS.c.as_of)))
    return newest


def oldest_import(connection: Connection) -> date | None:
    """The date of the oldest register; None before the first."""
    oldest: date | None = connection.scalar(sa.select(sa.func.min(REGISTER_IMPORTS.c.as_of)))
    return oldest


def open_versions(connection: Connection, rows: Iterable[tuple[str, RegisterRow]], start: date) -> None:
    """Begin a version per (lao_id, row)."""
    values = [{"lao_id": lao_id, **row._asdict(), "valid_from": start} for lao_id, row in rows]
    if values:
        connection.execute(sa.insert(LAO_VERSIONS), values)


def close_versions(connection: Connection, versions: Iterable[Version], end: date) -> None:
    """End these versions; none ends before it began."""
    values = [{"number": version.number, "end": max(end, version.valid_from)} for version in versions]
    if values:
        key = LAO_VERSIONS.c.id == sa.bindparam("number")
        connection.execute(sa.update(LAO_VERSIONS).where(key).values(valid_to=sa.bindparam("end")), values)


def retire(connection: Connection, lao_ids: Iterable[str], on: date, merged_into: str = "") -> None:
    """Mark LAOs as no more; an earlier mark is replaced."""
    ids = list(lao_ids)
    values = [{"lao_id": lao_id, "retired_on": on, "merged_into": merged_into} for lao_id in ids]
    if values:
        reinstate(connection, ids)
        connection.execute(sa.insert(LAO_RETIREMENTS), values)


def reinstate(connection: Connection, lao_ids: Iterable[str]) -> None:
    """Take the mark of retirement away."""
    values = [{"key": lao_id} for lao_id in lao_ids]
    if values:
        connection.execute(sa.delete(LAO_RETIREMENTS).where(LAO_RETIREMENTS.c.lao_id == sa.bindparam("key")), values)
