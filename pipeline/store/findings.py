"""Findings kept by round and province, so that a report can say what is new, still open, and fixed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from pipeline.store.database import insert
from pipeline.store.tables import FINDING

CENTRAL = "central"
"""Whose findings are those of central staff's own workbooks."""
STANDING = ("new", "open")


_ROUND, _PROVINCE = sa.bindparam("of_round", type_=sa.Text), sa.bindparam("of_province", type_=sa.Text)
_OF_PROVINCE = sa.and_(FINDING.c.round == _ROUND, FINDING.c.province == _PROVINCE)
_NUMBER = FINDING.c.id == sa.bindparam("number")
_HIGHEST = sa.select(sa.func.max(FINDING.c.id))
_FIXED = sa.select(FINDING.c.id, FINDING.c.key).where(_OF_PROVINCE, FINDING.c.status == "fixed")
_END = FINDING.update().where(_NUMBER).values(status=sa.bindparam("now"), ended_by=sa.bindparam("by"))
_REPLACE = (
    FINDING.update()
    .where(_OF_PROVINCE, FINDING.c.key == sa.bindparam("of_key"), FINDING.c.status != "replaced")
    .values(status="replaced", ended_by=sa.bindparam("by"))
)


def _standing_elsewhere(province: sa.ColumnElement[bool]) -> sa.Select[tuple[int, str, str]]:
    return sa.select(FINDING.c.id, FINDING.c.lao_id, FINDING.c.table).where(
        FINDING.c.round == _ROUND, province, FINDING.c.status.in_(STANDING)
    )


_CENTRALS = _standing_elsewhere(FINDING.c.province == CENTRAL)
_PROVINCES = _standing_elsewhere(FINDING.c.province != CENTRAL)


class Mended(NamedTuple):
    """Of ``known`` faults in the tables that a submission speaks for, how many it mended."""

    fixed: int
    known: int


class Earlier(NamedTuple):
    """What a new submission has to know of a finding that stands."""

    id: int
    key: str
    status: str
    rule: str
    table: str
    column: str
    lao_id: str
    receipt: int


_STANDING = (
    sa.select(*(FINDING.c[name] for name in Earlier._fields))
    .where(_OF_PROVINCE, FINDING.c.status.in_(STANDING))
    .order_by(FINDING.c.id)
)


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
    ended: Callable[[Collection[int]], frozenset[int]],
    since: int,
    carried: Collection[str] = frozenset(),
    faults: Collection[str] = frozenset(),
) -> Mended:
    """Take in the findings of a new submission: same as before = open, gone where it speaks = fixed, else new.

    It speaks for the (lao_id, table) pairs in ``covers`` and for what was found of no LAO in their tables; what was
    said of a whole file is over with its receipt, where that is ``ended``. What this run found, from receipt ``since``
    on, was not reported yet and stays new. Keys in ``carried`` were standing when the round before ended: those are
    open.
    ``faults`` are the rules that count as known and mended; what is said of a table again, in another file, is not.
    """
    fresh = list(findings)
    again = {finding.key for finding in fresh}
    before = _standing(connection, round_id, province)
    over_with = ended({earlier.receipt for earlier in before if not earlier.table})
    spoken, tables = set(covers), {table for _, table in covers}
    after = dict.fromkeys(_fixed(connection, round_id, province, again), "replaced")
    for earlier in before:
        mine = (earlier.lao_id, earlier.table) in spoken if earlier.lao_id else earlier.table in tables
        over = mine if earlier.table else earlier.receipt in over_with
        now = "replaced" if earlier.key in again else "fixed" if over else "open"
        if now != "open" or (earlier.status == "new" and earlier.receipt < since):
            after[earlier.id] = now
    _update(connection, after, receipt)
    reported = {earlier.key for earlier in before if earlier.status == "open" or earlier.receipt < since}
    _insert(connection, round_id, province, receipt, fresh, reported.union(carried))
    counted = [
        earlier for earlier in before if earlier.rule in faults and earlier.table in tables and earlier.receipt < since
    ]
    said = {(finding.rule, finding.table, finding.column) for finding in fresh if not finding.lao_id}
    mended = [earlier for earlier in counted if after.get(earlier.id) == "fixed" and not _is_said(earlier, said)]
    return Mended(len(mended), len(counted))


def _is_said(earlier: Earlier, said: Collection[tuple[str, str, str]]) -> bool:
    """Whether what was found of no LAO is found again, in another file."""
    return not earlier.lao_id and (earlier.rule, earlier.table, earlier.column) in said


def _standing(connection: sa.Connection, round_id: str, province: str) -> list[Earlier]:
    asked = {"of_round": round_id, "of_province": province}
    return [Earlier(*row) for row in connection.execute(_STANDING, asked).all()]


def _fixed(connection: sa.Connection, round_id: str, province: str, keys: Collection[str]) -> list[int]:
    """The numbers of the findings that were fixed once and have one of these keys."""
    asked = {"of_round": round_id, "of_province": province}
    return [number for number, key in connection.execute(_FIXED, asked).all() if key in keys]


def _update(connection: sa.Connection, after: Mapping[int, str], receipt: int) -> None:
    changed = [
        {"number": number, "now": status, "by": 0 if status == "open" else receipt} for number, status in after.items()
    ]
    if changed:
        connection.execute(_END, changed)


def take_over(
    connection: sa.Connection, round_id: str, province: str, receipt: int, covers: Collection[tuple[str, str]]
) -> None:
    """Where central staff correct a province's LAOs, or a province sends them again, what was said before is over."""
    others = _PROVINCES if province == CENTRAL else _CENTRALS
    rows = connection.execute(others, {"of_round": round_id})
    ended = [{"number": row.id, "now": "fixed", "by": receipt} for row in rows if (row.lao_id, row.table) in covers]
    if ended:
        connection.execute(_END, ended)


def withdraw(connection: sa.Connection, receipt: int) -> None:
    """Take back the findings of a submission (see ``restating`` for those that it mended or replaced)."""
    connection.execute(FINDING.delete().where(FINDING.c.receipt == receipt))


def _insert(
    connection: sa.Connection, round_id: str, province: str, receipt: int, findings: list[Kept], before: set[str]
) -> None:
    if not findings:
        return
    first = (connection.scalar(_HIGHEST) or 0) + 1
    common = {"round": round_id, "province": province, "receipt": receipt}
    insert(
        connection,
        FINDING,
        [
            {
                **finding._asdict(),
                **common,
                "id": first + n,
                "status": "open" if finding.key in before else "new",
                "ended_by": 0,
            }
            for n, finding in enumerate(findings)
        ],
    )


def note(connection: sa.Connection, round_id: str, province: str, receipt: int, finding: Kept) -> None:
    """Add one finding to a province's; it takes the place of what was said before under its key."""
    asked = {"of_round": round_id, "of_province": province, "of_key": finding.key, "by": receipt}
    connection.execute(_REPLACE, asked)
    _insert(connection, round_id, province, receipt, [finding], set())


def of_province(connection: sa.Connection, round_id: str, province: str) -> list[dict[str, Any]]:
    """The findings of one province in a round ("" = unassigned, "central"), in the order they were found."""
    query = sa.select(FINDING).where(
        FINDING.c.round == round_id, FINDING.c.province == province, FINDING.c.status != "replaced"
    )
    return [dict(row) for row in connection.execute(query.order_by(FINDING.c.id)).mappings()]


def said_of(connection: sa.Connection, receipt: int) -> list[tuple[str, str, str, int, str]]:
    """(rule, table, sheet, row, column) of everything that was found in one submission."""
    columns = (FINDING.c.rule, FINDING.c.table, FINDING.c.sheet, FINDING.c.row, FINDING.c.column)
    rows = connection.execute(sa.select(*columns).where(FINDING.c.receipt == receipt))
    return [(rule, table, sheet, row, column) for rule, table, sheet, row, column in rows]


def standing(connection: sa.Connection, round_id: str, province: str) -> list[tuple[str, str, str]]:
    """(key, rule, lao_id) of a province's findings in a round that were never mended."""
    query = sa.select(FINDING.c.key, FINDING.c.rule, FINDING.c.lao_id).where(
        FINDING.c.round == round_id, FINDING.c.province == province, FINDING.c.status.in_(STANDING)
    )
    return [(row.key, row.rule, row.lao_id) for row in connection.execute(query)]


def contexts(connection: sa.Connection, round_id: str, rule: str) -> list[tuple[str, str]]:
    """(province, whole row as JSON) of every finding of a rule that stands in a round."""
    query = sa.select(FINDING.c.province, FINDING.c.context).where(
        FINDING.c.round == round_id, FINDING.c.rule == rule, FINDING.c.status.in_(STANDING), FINDING.c.context != ""
    )
    return [(row.province, row.context) for row in connection.execute(query.order_by(FINDING.c.id))]


def messages(connection: sa.Connection, round_id: str, rule: str) -> dict[int, str]:
    """Receipt -> what a rule said of it as a whole, in a round."""
    query = sa.select(FINDING.c.receipt, FINDING.c.message).where(FINDING.c.round == round_id, FINDING.c.rule == rule)
    return {row.receipt: row.message for row in connection.execute(query)}


def counts(connection: sa.Connection, round_id: str) -> dict[str, dict[tuple[str, str], int]]:
    """How many findings each province has in a round, by (rule, status)."""
    query = (
        sa.select(FINDING.c.province, FINDING.c.rule, FINDING.c.status, sa.func.count())
        .where(FINDING.c.round == round_id, FINDING.c.status != "replaced")
        .group_by(FINDING.c.province, FINDING.c.rule, FINDING.c.status)
    )
    found: dict[str, dict[tuple[str, str], int]] = {}
    for province, rule, status, count in connection.execute(query):
        found.setdefault(province, {})[rule, status] = count
    return found
