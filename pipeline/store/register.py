"""The LAO register in the master: import with dated history, and the register as of a day.

Only an import newer than, or of the same date as, the newest one is taken: history is written forwards. A second
import of one date corrects the first; what it supersedes stays in the history with no day of its own.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from pipeline.store.identity import Known, RegisterRow, assign_ids, is_higher, place_of, predecessors
from pipeline.store.lineage import apply_links
from pipeline.store.lists import ListFault, Said
from pipeline.store.register_file import parse_register
from pipeline.store.register_tables import LAO_VERSIONS, REGISTER_IMPORTS
from pipeline.store.register_view import has_register, load_register, load_websites, register_state
from pipeline.store.succession_links import load_links, successor_links
from pipeline.store.versions import (
    Version,
    close_versions,
    load_aliases,
    load_known,
    load_versions,
    newest_import,
    open_versions,
    reinstate,
    retire,
)

__all__ = [
    "Changed",
    "RegisterChange",
    "RegisterRow",
    "has_register",
    "import_register",
    "load_register",
    "load_websites",
    "parse_register",
    "register_state",
]


class Changed(NamedTuple):
    """One LAO before and after an import; ``before`` is None for a new one, ``after`` for a retired one."""

    lao_id: str
    before: RegisterRow | None
    after: RegisterRow | None


class RegisterChange(NamedTuple):
    """What an import changed. One LAO may be among ``upgraded``, ``renamed`` and ``moved`` at once.

    ``upgraded``: another type; ``recoded``: another code while the type stayed, or another tail; ``renamed``:
    another name; ``moved``: another district or province. ``still_listed``: rows the register still has of LAOs
    that a succession has ended or recoded, left as they are. ``possible`` pairs a retired and an added LAO of one
    name and province, the type equal or higher: perhaps a move, which only a list of successions can say.
    """

    as_of: date
    added: tuple[Changed, ...] = ()
    retired: tuple[Changed, ...] = ()
    reinstated: tuple[Changed, ...] = ()
    upgraded: tuple[Changed, ...] = ()
    recoded: tuple[Changed, ...] = ()
    renamed: tuple[Changed, ...] = ()
    moved: tuple[Changed, ...] = ()
    still_listed: tuple[Changed, ...] = ()
    possible: tuple[tuple[Changed, Changed], ...] = ()
    unchanged: int = 0


def import_register(
    connection: Connection, rows: Iterable[RegisterRow], as_of: date, sha256: str, in_use: Collection[str] = ()
) -> RegisterChange:
    """Bring the register to what ``rows`` say from ``as_of`` on, in the caller's transaction.

    ``rows`` are ``parse_register``'s. Raises ``ListFault`` (nothing written) for no rows at all and for an
    ``as_of`` before the newest import. The same rows again change nothing. ``in_use``: ids that records hang on.
    """
    by_code = {row.code: row for row in rows}
    _check_order(connection, by_code, as_of)
    known = {lao.lao_id: lao for lao in load_known(connection)}
    before = _current(connection)
    links = load_links(connection)
    ended = {lao.row.code for lao in known.values() if lao.status == "merged"}
    heirs = {new: old for new, old in successor_links(links).items() if old not in ended}
    ids = assign_ids(known.values(), by_code.values(), heirs, load_aliases(connection))
    stale = {code for code, lao_id in ids.items() if lao_id in known and _superseded(code, known[lao_id], heirs)}
    now = {lao_id: by_code[code] for code, lao_id in ids.items() if code not in stale}
    listed = tuple(Changed(ids[code], known[ids[code]].row, by_code[code]) for code in sorted(stale))

    vanished = before.keys() - set(ids.values())
    close_versions(connection, [before[lao_id] for lao_id in sorted(vanished)], as_of)
    retire(connection, sorted(vanished), as_of)
    _write(connection, before, now, as_of)
    _record_import(connection, as_of, sha256, len(by_code))
    apply_links(connection, links, in_use)
    return _difference(as_of, before, _current(connection), known, listed)


def _check_order(connection: Connection, rows: Mapping[str, RegisterRow], as_of: date) -> None:
    if not rows:
        raise ListFault(Said("ไม่มี อปท. ในบัญชีที่นำเข้า", "there is no LAO in the register to import"))
    newest = newest_import(connection)
    if newest and as_of < newest:
        th = f"บัญชี ณ วันที่ {as_of} เก่ากว่าที่นำเข้าแล้ว ({newest}) โปรดนำเข้าตามลำดับวันที่ หรือระบุ --as-of"
        en = f"the register of {as_of} is older than the one imported ({newest}); import in order of date, see --as-of"
        raise ListFault(Said(th, en))


def _superseded(code: str, lao: Known, heirs: Mapping[str, str]) -> bool:
    """Whether the register still lists what a succession has ended, or given another code."""
    return lao.status == "merged" or (code != lao.row.code and code in predecessors(lao.row.code, heirs))


def _current(connection: Connection) -> dict[str, Version]:
    return {
        lao_id: history[-1] for lao_id, history in load_versions(connection).items() if history[-1].valid_to is None
    }


def _write(connection: Connection, before: Mapping[str, Version], now: Mapping[str, RegisterRow], as_of: date) -> None:
    same = {i for i, row in now.items() if i in before and _facts(before[i].row) == _facts(row)}
    close_versions(connection, [before[i] for i in now if i in before and i not in same], as_of)
    reinstate(connection, [i for i in now if i not in before])
    open_versions(connection, [(i, row) for i, row in sorted(now.items()) if i not in same], as_of)
    sites = [(before[i].number, now[i].website) for i in same if now[i].website != before[i].row.website]
    if sites:
        key = LAO_VERSIONS.c.id == sa.bindparam("number")
        change = sa.update(LAO_VERSIONS).where(key).values(website=sa.bindparam("site"))
        connection.execute(change, [{"number": number, "site": site} for number, site in sites])


def _facts(row: RegisterRow) -> RegisterRow:
    """The row without its website, whose change is no change of the LAO."""
    return row._replace(website="")


def _record_import(connection: Connection, as_of: date, sha256: str, rows: int) -> None:
    table = REGISTER_IMPORTS
    seen = sa.select(table.c.id).where(table.c.as_of == as_of, table.c.sha256 == sha256)
    if connection.execute(seen).first() is None:
        connection.execute(sa.insert(table).values(as_of=as_of, sha256=sha256, rows=rows))


def _difference(
    as_of: date,
    before: Mapping[str, Version],
    after: Mapping[str, Version],
    known: Collection[str],
    listed: tuple[Changed, ...],
) -> RegisterChange:
    ids = sorted(before.keys() | after.keys(), key=lambda i: ((after.get(i) or before[i]).row.code, i))
    changes = [Changed(i, _row(before.get(i)), _row(after.get(i))) for i in ids]
    both = [(change, change.before, change.after) for change in changes if change.before and change.after]
    added = tuple(change for change in changes if not change.before and change.lao_id not in known)
    retired = tuple(change for change in changes if not change.after)
    return RegisterChange(
        as_of,
        added,
        retired,
        reinstated=tuple(change for change in changes if not change.before and change.lao_id in known),
        upgraded=tuple(change for change, old, new in both if old.type != new.type),
        recoded=tuple(change for change, old, new in both if _is_recoded(old, new)),
        renamed=tuple(change for change, old, new in both if old.name != new.name),
        moved=tuple(change for change, old, new in both if place_of(old)[1:] != place_of(new)[1:]),
        still_listed=listed,
        possible=_possible_moves(retired, added),
        unchanged=sum(_facts(old) == _facts(new) for _, old, new in both),
    )


def _row(version: Version | None) -> RegisterRow | None:
    return version.row if version else None


def _is_recoded(old: RegisterRow, new: RegisterRow) -> bool:
    return old.code[2:] != new.code[2:] or (old.code != new.code and old.type == new.type)


def _possible_moves(retired: tuple[Changed, ...], added: tuple[Changed, ...]) -> tuple[tuple[Changed, Changed], ...]:
    return tuple((old, new) for old in retired for new in added if _may_be_one(old.before, new.after))


def _may_be_one(old: RegisterRow | None, new: RegisterRow | None) -> bool:
    if old is None or new is None or (old.name, old.province) != (new.name, new.province):
        return False
    return old.type == new.type or is_higher(new.type, old.type)
