"""What the links between codes mean for the LAOs known.

A link may come before or after the register that shows it: all links are applied after every import of either
list, and applying them again changes nothing.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from pipeline.store.identity import free_id
from pipeline.store.register_tables import (
    CERTIFIED_YEARS,
    LAO_ALIASES,
    LAO_RETIREMENTS,
    LAO_VERSIONS,
    REPORTED_CERTIFICATIONS,
)
from pipeline.store.succession_links import TYPE_OF_PREFIX, Link
from pipeline.store.versions import (
    Retirement,
    close_versions,
    load_aliases,
    load_retirements,
    load_versions,
    newest_import,
    open_versions,
    reinstate,
    retire,
)


class Applied(NamedTuple):
    """What one link came to, and the LAO that goes on.

    ``outcome``: linked (one LAO, or the old code is now a former code) | carried (the register still has the old
    code: the LAO was given the new one) | joined (two ids were one LAO: ``other`` is no longer used) | merged
    (``other`` ended) | pending (the register does not know the codes yet) | contradicted (the register has both).
    """

    link: Link
    outcome: str
    lao_id: str = ""
    other: str = ""


def apply_links(connection: Connection, links: Iterable[Link], in_use: Collection[str] = ()) -> list[Applied]:
    """Apply the links in the order given (oldest first). ``in_use``: ids that records hang on."""
    links = list(links)
    if not links or newest_import(connection) is None:
        return [Applied(link, "pending") for link in links]
    lineage = _Lineage(connection, in_use)
    return [lineage.merge(link) if link.kind == "merge" else lineage.go_on(link) for link in links]


class _Lineage:
    """All LAOs as known, kept in step with the master while links are applied one by one."""

    def __init__(self, connection: Connection, in_use: Collection[str]) -> None:
        self.connection = connection
        self.in_use = in_use
        self.newest = newest_import(connection)
        self.histories = load_versions(connection)
        self.retired = load_retirements(connection)
        self.active: dict[str, str] = {}
        self.ever: dict[str, str] = {}
        for lao_id in sorted(self.histories, key=lambda lao_id: lao_id not in self.retired):
            self._index(lao_id)

    def _index(self, lao_id: str) -> None:
        for version in self.histories[lao_id]:
            self.ever[version.row.code] = self.active.get(version.row.code, lao_id)
        if lao_id not in self.retired:
            self.active[self._code(lao_id)] = self.ever[self._code(lao_id)] = lao_id

    def _code(self, lao_id: str) -> str:
        return self.histories[lao_id][-1].row.code

    def go_on(self, link: Link) -> Applied:
        """An upgrade, a rename or a move: the LAO of the old code goes on under the new one."""
        old, new = self.ever.get(link.old_code), self.active.get(link.new_code)
        if new is None:
            return self._not_listed(link, old)
        if old is None or old == new:
            return Applied(link, "linked", new)
        end = self.retired.get(old)
        if end and not end.merged_into and self._code(old) == link.old_code:
            return self._join(link, old, new)
        return Applied(link, "contradicted", new, old)

    def _not_listed(self, link: Link, old: str | None) -> Applied:
        later = self.ever.get(link.new_code)
        if later and old in (None, later):
            return Applied(link, "linked", later)
        if old and not later and self.active.get(link.old_code) == old:
            return self._carry(link, old)
        return Applied(link, "pending")

    def _carry(self, link: Link, lao_id: str) -> Applied:
        """Give the LAO its new code now; the register may be years behind."""
        held = self.histories[lao_id][-1]
        kind = TYPE_OF_PREFIX.get(link.new_code[:2], held.row.type) if link.kind == "upgrade" else held.row.type
        start = max(held.valid_from, min(link.on, self.newest or link.on))
        close_versions(self.connection, [held], start)
        open_versions(self.connection, [(lao_id, held.row._replace(code=link.new_code, type=kind))], start)
        del self.active[link.old_code]
        self._reload(lao_id)
        return Applied(link, "carried", lao_id)

    def _join(self, link: Link, old: str, new: str) -> Applied:
        """Two ids, one LAO: the older id stays, unless records hang on the newer one."""
        kept, dead = (new, old) if new in self.in_use else (old, new)
        reinstate(self.connection, [old])
        _rekey(self.connection, dead, kept)
        self.retired.pop(old)
        del self.histories[dead]
        self._reload(kept)
        return Applied(link, "joined", kept, dead)

    def merge(self, link: Link) -> Applied:
        """The LAO of the old code ended in the LAO of the new one."""
        target, old = self.ever.get(link.new_code), self.ever.get(link.old_code)
        if target is None:
            return Applied(link, "pending")
        if old is None:
            old = self._remember(link, target)
        elif old == target or self._code(old) != link.old_code:
            return Applied(link, "contradicted", target, old)
        if self.retired.get(old) != (end := Retirement(link.on, target)):
            close_versions(self.connection, [v for v in self.histories[old] if v.valid_to is None], link.on)
            retire(self.connection, [old], link.on, target)
            self.retired[old] = end
            self.active.pop(link.old_code, None)
        return Applied(link, "merged", target, old)

    def _remember(self, link: Link, target: str) -> str:
        """An LAO that ended before the first register: known so that its code can be answered."""
        row = self.histories[target][-1].row
        kind = TYPE_OF_PREFIX.get(link.old_code[:2], row.type)
        row = row._replace(code=link.old_code, type=kind, name=link.old_name or row.name, website="")
        lao_id = free_id(link.old_code, self.histories.keys() | load_aliases(self.connection).keys())
        open_versions(self.connection, [(lao_id, row)], link.on)
        self._reload(lao_id)
        return lao_id

    def _reload(self, lao_id: str) -> None:
        self.histories.update(load_versions(self.connection, lao_id))
        self._index(lao_id)


def _rekey(connection: Connection, dead: str, kept: str) -> None:
    """Everything the department's lists say of ``dead`` is said of ``kept``."""
    reported = REPORTED_CERTIFICATIONS.c
    twin = REPORTED_CERTIFICATIONS.alias()
    same = sa.exists().where(
        twin.c.lao_id == kept, twin.c.receipt == reported.receipt, twin.c.fiscal_year == reported.fiscal_year
    )
    connection.execute(sa.delete(REPORTED_CERTIFICATIONS).where(reported.lao_id == dead, same))
    for table in (LAO_VERSIONS, CERTIFIED_YEARS, REPORTED_CERTIFICATIONS, LAO_ALIASES):
        connection.execute(sa.update(table).where(table.c.lao_id == dead).values(lao_id=kept))
    into = LAO_RETIREMENTS.c.merged_into
    connection.execute(sa.update(LAO_RETIREMENTS).where(into == dead).values(merged_into=kept))
    connection.execute(sa.insert(LAO_ALIASES).values(alias=dead, lao_id=kept))
