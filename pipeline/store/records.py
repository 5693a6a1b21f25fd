"""The master's current values and the history they come from."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from pipeline.model import Change
from pipeline.store.database import insert
from pipeline.store.publications import SITE_CHANGE
from pipeline.store.replay import Key, Statement, age, replay
from pipeline.store.tables import CHANGE, CONTACT, COVERS, FINDING, RELEASE, SUBMISSION, UNITS, WEBSITE

CHUNK = 500
Units = Mapping[Key, Mapping[str, Any]]
_OF_LAOS = {
    name: sa.select(unit).where(unit.c.lao_id.in_(sa.bindparam("laos", expanding=True))) for name, unit in UNITS.items()
}
_DROP = {
    name: unit.delete().where(
        unit.c.lao_id == sa.bindparam("k0"),
        unit.c.fiscal_year == sa.bindparam("k1"),
        unit.c.person_no == sa.bindparam("k2"),
    )
    for name, unit in UNITS.items()
}
_HIGHEST = sa.select(sa.func.max(CHANGE.c.seq))
_RELEASED = sa.select(RELEASE)
_encode = json.JSONEncoder(ensure_ascii=False).encode


def current(connection: sa.Connection, table: str, laos: Collection[str] | None = None) -> dict[Key, dict[str, Any]]:
    """The current units of a table, of all LAOs or those named, in order: key -> columns."""
    unit = UNITS[table]
    if laos is None:
        found = [*connection.execute(sa.select(unit)).all()]
    else:
        wanted = sorted(laos)
        chunks = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
        found = [row for chunk in chunks for row in connection.execute(_OF_LAOS[table], {"laos": chunk}).all()]
    names = unit.c.keys()
    rows = [dict(zip(names, row, strict=True)) for row in found]
    units = {(row["lao_id"], row["fiscal_year"], row["person_no"]): row for row in rows}
    return {key: units[key] for key in sorted(units)}


def released(connection: sa.Connection, until: date | None = None) -> frozenset[tuple[str, str]]:
    """The held websites that were released (up to the end of a day): (lao_id, website)."""
    query = _RELEASED if until is None else _RELEASED.where(_by(RELEASE, until))
    return frozenset((row.lao_id, row.website) for row in connection.execute(query))


def _by(table: sa.Table, day: date) -> sa.ColumnElement[bool]:
    return sa.func.substr(table.c.at, 1, len(day.isoformat())) <= day.isoformat()


def apply(
    connection: sa.Connection, receipt: int, changes: Iterable[Change], at: str, units: Mapping[str, Units]
) -> None:
    """Log the changes and bring the current values up to date; part of the caller's transaction. ``units`` are the
    current ones of every LAO that is changed, by table, as ``current`` gave them in this very transaction."""
    changes = tuple(changes)
    if not changes:
        return
    seq = connection.scalar(_HIGHEST) or 0
    insert(connection, CHANGE, [_logged(seq + n, receipt, change, at) for n, change in enumerate(changes, 1)])
    for table in UNITS:
        mine = [change for change in changes if change.table == table]
        if mine:
            laos = {change.lao_id for change in mine}
            before = {key: unit for key, unit in units[table].items() if key[0] in laos}
            after = replay(before, ((change, receipt, at) for change in mine))
            _write(connection, table, before, after)


def rebuild(connection: sa.Connection, until: date | None = None) -> dict[str, dict[Key, dict[str, Any]]]:
    """The units of both tables as the history gives them, the whole one (``verify``, ``withdraw``) or up to the end
    of a day. Of submissions withdrawn since nothing is there."""
    query = (
        sa.select(CHANGE)
        .join(SUBMISSION, SUBMISSION.c.receipt == CHANGE.c.receipt)
        .where(SUBMISSION.c.status == "accepted")
        .order_by(CHANGE.c.seq)
    )
    if until is not None:
        query = query.where(_by(CHANGE, until))
    statements: dict[str, list[Statement]] = {table: [] for table in UNITS}
    for row in connection.execute(query):
        change = _change(row)
        statements[change.table].append((change, row.receipt, row.at))
    units = {table: replay({}, mine) for table, mine in statements.items()}
    free = released(connection, until)
    for unit in units["website"].values():
        unit["held"] = int(unit["held"] and (unit["lao_id"], unit["website"]) not in free)
    return units


def rewrite(connection: sa.Connection) -> None:
    """Make the current values what the history says (after a withdrawal, or when two LAOs turned out to be one)."""
    for table, units in rebuild(connection).items():
        _write(connection, table, current(connection, table), units)


def put_in_order(connection: sa.Connection, receipt: int) -> None:
    """Move the statements of a receipt, which stand last in the history, before those of later receipts."""
    first = connection.scalar(sa.select(sa.func.min(CHANGE.c.seq)).where(CHANGE.c.receipt > receipt))
    own = sa.select(sa.func.min(CHANGE.c.seq), sa.func.count()).where(CHANGE.c.receipt == receipt)
    start, count = connection.execute(own).one()
    if first is None or start is None:
        return
    mine = CHANGE.c.receipt == receipt
    moves = ((mine, first - start), (sa.and_(~mine, CHANGE.c.seq >= first), count))
    for which, by in moves:  # by way of negative numbers, so that no two are ever the same
        connection.execute(CHANGE.update().where(which, CHANGE.c.seq > 0).values(seq=-(CHANGE.c.seq + by)))
    connection.execute(CHANGE.update().where(CHANGE.c.seq < 0).values(seq=-CHANGE.c.seq))
    rewrite(connection)


def release(connection: sa.Connection, lao_id: str, at: str) -> str | None:
    """Free an LAO's newest held website for publication; the website, or None where nothing was held."""
    held = sa.select(WEBSITE.c.fiscal_year, WEBSITE.c.website).where(WEBSITE.c.lao_id == lao_id, WEBSITE.c.held == 1)
    row = max(connection.execute(held), key=lambda row: age(row.fiscal_year), default=None)
    if row is None:
        return None
    connection.execute(RELEASE.insert().values(lao_id=lao_id, website=row.website, at=at))
    connection.execute(
        WEBSITE.update().where(WEBSITE.c.lao_id == lao_id, WEBSITE.c.website == row.website).values(held=0)
    )
    return str(row.website)


def people(connection: sa.Connection) -> list[tuple[str, str, str]]:
    """Every (name, typed phone, phone URIs) of the contact store, for the privacy gate."""
    rows = connection.execute(sa.select(CONTACT.c.name, CONTACT.c.phone_typed, CONTACT.c.phones))
    return sorted((row.name, row.phone_typed, row.phones) for row in rows)


def _write(
    connection: sa.Connection,
    table: str,
    before: Mapping[Key, Mapping[str, Any]],
    after: Mapping[Key, Mapping[str, Any]],
) -> None:
    gone = [key for key, row in before.items() if after.get(key) != row]
    fresh = [dict(row) for key, row in after.items() if before.get(key) != row]
    if gone:
        connection.execute(_DROP[table], [{"k0": k[0], "k1": k[1], "k2": k[2]} for k in gone])
    insert(connection, UNITS[table], fresh)


def _logged(seq: int, receipt: int, change: Change, at: str) -> dict[str, Any]:
    return {
        **change._asdict(),
        "seq": seq,
        "receipt": receipt,
        "at": at,
        "values": _encode(dict(change.values)),
        "kept": " ".join(change.kept),
        "held": int(change.held),
        "unverified": int(change.unverified),
    }


def _change(row: sa.Row[Any]) -> Change:
    known = {
        name: getattr(row, name) for name in Change._fields if name not in ("values", "kept", "held", "unverified")
    }
    values, kept = json.loads(row._mapping["values"]), tuple(row.kept.split())
    return Change(**known, values=values, held=bool(row.held), unverified=bool(row.unverified), kept=kept)


def stated_by(connection: sa.Connection) -> frozenset[int]:
    """The receipts that something was ever recorded from."""
    return frozenset(connection.scalars(sa.select(CHANGE.c.receipt).distinct()))


def changes_of(connection: sa.Connection, receipt: int) -> list[Change]:
    """What one submission stated, in order."""
    return [
        _change(row)
        for row in connection.execute(sa.select(CHANGE).where(CHANGE.c.receipt == receipt).order_by(CHANGE.c.seq))
    ]


def laos_in_use(connection: sa.Connection) -> frozenset[str]:
    """The LAOs that something was ever recorded for: their ids must not change."""
    return frozenset(connection.scalars(sa.select(CHANGE.c.lao_id).distinct()))


def rename(connection: sa.Connection, other: str, lao_id: str) -> tuple[str, ...]:
    """Two ids turned out to be one LAO: everything recorded under ``other`` is ``lao_id``'s; ``rewrite`` afterwards.

    The tables that had a record of the same year under both (XF001) come back: the later statement stands then.
    """
    twice = tuple(name for name, table in UNITS.items() if _drop_twins(connection, table, other, lao_id))
    for table in (COVERS, RELEASE, SITE_CHANGE):
        _drop_twins(connection, table, other, lao_id)
    for table in (WEBSITE, CONTACT, CHANGE, COVERS, RELEASE, SITE_CHANGE):
        connection.execute(table.update().where(table.c.lao_id == other).values(lao_id=lao_id))
    key = sa.func.replace(FINDING.c.key, f"{other}|", f"{lao_id}|")
    connection.execute(FINDING.update().where(FINDING.c.lao_id == other).values(lao_id=lao_id, key=key))
    return twice


def _drop_twins(connection: sa.Connection, table: sa.Table, other: str, lao_id: str) -> int:
    """Delete the rows of ``other`` that ``lao_id`` has as well; how many."""
    twin = table.alias()
    rest = [column.name for column in table.primary_key if column.name != "lao_id"]
    same = sa.and_(twin.c.lao_id == lao_id, *(twin.c[name] == table.c[name] for name in rest))
    return connection.execute(table.delete().where(table.c.lao_id == other, sa.exists().where(same))).rowcount
