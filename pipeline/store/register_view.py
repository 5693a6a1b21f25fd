"""The register as the other stages need it: LAOs as of a day, with what they were before."""

from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from pipeline.model import Lao
from pipeline.store.identity import RegisterRow, predecessors
from pipeline.store.register_tables import LAO_VERSIONS
from pipeline.store.succession_links import TYPE_OF_PREFIX, Linked, linked_by, load_links
from pipeline.store.versions import Retirement, Version, load_retirements, load_versions, newest_import, oldest_import

Triple = tuple[str, str, str]


def load_register(connection: Connection, as_of: date | None = None) -> tuple[Lao, ...]:
    """The LAOs that exist (on ``as_of``; None: by the newest lists), and those merged into others, by code.

    A merged LAO has ``merged_into``; one that merely left the register is not among them. ``former`` are earlier
    (code, type, name) triples, newest first; ``changed_on`` is the ISO date of the last of these changes.
    """
    histories = load_versions(connection)
    retired = load_retirements(connection)
    links = [link for link in load_links(connection) if as_of is None or link.on <= as_of]
    shown = {
        lao_id: (until, _merger(retired.get(lao_id), as_of))
        for lao_id, history in histories.items()
        if (until := _until(history, retired.get(lao_id), as_of))
    }
    held = {until[-1].row.code for until, merger in shown.values() if not merger}
    links = [link for link in links if link.old_code not in held or link.old_code == link.new_code]
    linked = linked_by(links)
    laos = (_lao(lao_id, until, merger, linked) for lao_id, (until, merger) in shown.items())
    return tuple(sorted(laos, key=lambda lao: (lao.code, lao.lao_id)))


def load_websites(connection: Connection) -> dict[str, str]:
    """The last website the register gave for each LAO that exists, as typed there; only to pre-fill forms."""
    table = LAO_VERSIONS.c
    known = sa.select(table.lao_id, table.website).where(table.valid_to.is_(None), table.website != "")
    return {row.lao_id: row.website for row in connection.execute(known)}


def register_state(connection: Connection) -> tuple[date, int] | None:
    """The date of the newest register and how many LAOs exist by it; None before the first import."""
    newest = newest_import(connection)
    if newest is None:
        return None
    existing = sa.select(sa.func.count()).select_from(LAO_VERSIONS).where(LAO_VERSIONS.c.valid_to.is_(None))
    return newest, connection.scalar(existing) or 0


def has_register(connection: Connection, day: date) -> bool:
    """Whether a register of that day or an earlier one was imported; a succession may go back further."""
    oldest = oldest_import(connection)
    return oldest is not None and oldest <= day


def _until(history: list[Version], end: Retirement | None, as_of: date | None) -> list[Version]:
    """The versions up to the one in force, [] where the LAO is not to be shown."""
    begun = history if as_of is None else [version for version in history if version.valid_from <= as_of]
    if not begun:
        return []
    if begun[-1].valid_to is None or (as_of is not None and begun[-1].valid_to > as_of):
        return begun
    return begun if end and end.merged_into else []


def _merger(end: Retirement | None, as_of: date | None) -> Retirement | None:
    return end if end and end.merged_into and (as_of is None or end.retired_on <= as_of) else None


def _lao(lao_id: str, history: Sequence[Version], merger: Retirement | None, linked: Linked) -> Lao:
    row = history[-1].row
    return Lao(
        lao_id,
        row.code,
        row.type,
        row.name,
        row.district,
        row.province,
        _former(history, linked),
        merger.merged_into if merger else "",
        merger.retired_on.isoformat() if merger else _changed_on(history, linked),
    )


def _former(history: Sequence[Version], linked: Linked) -> tuple[Triple, ...]:
    row = history[-1].row
    if len(history) == 1 and row.code not in linked.names and row.code not in linked.before:
        return ()
    former = {_triple(version.row): None for version in reversed(history)}
    codes = {code for code, _, _ in former}
    former |= {t: None for t in _linked(row, linked) if t[0] == row.code or t[0] not in codes}
    del former[_triple(row)]
    return tuple(former)


def _triple(row: RegisterRow) -> Triple:
    return row.code, row.type, row.name


def _linked(row: RegisterRow, linked: Linked) -> Iterator[Triple]:
    """What successions say an LAO was before, where the register itself never had it."""
    names = linked.names
    if row.code in names:
        yield row.code, row.type, names[row.code]
    if row.code in linked.before:
        for code in predecessors(row.code, linked.before):
            yield code, TYPE_OF_PREFIX.get(code[:2], row.type), names.get(code, row.name)


def _changed_on(history: Sequence[Version], linked: Linked) -> str:
    """The date of the last change of code, type or name: a succession's own date before the register's."""
    for old, new in zip(reversed(history[:-1]), reversed(history[1:]), strict=True):
        if _triple(old.row) != _triple(new.row):
            return linked.days.get((old.row.code, new.row.code), new.valid_from).isoformat()
    own = linked.latest.get(history[-1].row.code)
    return own.isoformat() if own else ""
