"""Links between codes, as lists of successions give them and the master keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from pipeline.store.register_tables import SUCCESSIONS

TYPE_OF_PREFIX = {"02": "pao", "03": "city", "04": "town", "05": "subdistrict", "06": "tao"}
"""TT of a code never seen in a register -> type slug (Pattaya, the one special LAO, is in every register)."""


class Link(NamedTuple):
    """``new_code`` followed ``old_code`` on a day. ``kind``: upgrade | rename | move | merge."""

    old_code: str
    new_code: str
    kind: str
    on: date
    old_name: str = ""


def load_links(connection: Connection) -> list[Link]:
    """All links kept, oldest first."""
    table = SUCCESSIONS.c
    columns = (table.old_code, table.new_code, table.kind, table.happened_on, table.old_name)
    links = [Link(*row) for row in connection.execute(sa.select(*columns))]
    return sorted(links, key=lambda link: (link.on, link))


def keep_links(connection: Connection, links: Iterable[Link]) -> None:
    """Add these links; one of the same codes and kind is replaced."""
    table = SUCCESSIONS.c
    for link in links:
        key = (table.old_code == link.old_code, table.new_code == link.new_code, table.kind == link.kind)
        connection.execute(sa.delete(SUCCESSIONS).where(*key))
        old, new, kind, on, name = link
        row = {"old_code": old, "new_code": new, "kind": kind, "happened_on": on, "old_name": name}
        connection.execute(sa.insert(SUCCESSIONS).values(row))


def successor_links(links: Sequence[Link]) -> dict[str, str]:
    """New code -> old code, where it is the same LAO that goes on (no mergers); the latest link wins."""
    going_on = (link for link in sorted(links, key=lambda link: link.on) if link.kind != "merge")
    return {link.new_code: link.old_code for link in going_on if link.old_code != link.new_code}


class Linked(NamedTuple):
    """What links say of codes: the ``names`` of those that are no more, new code -> old code of what goes on
    (``before``), the days of each (old code, new code), and the last day that anything came to a code (``latest``)."""

    names: Mapping[str, str]
    before: Mapping[str, str]
    days: Mapping[tuple[str, str], date]
    latest: Mapping[str, date]


def linked_by(links: Sequence[Link]) -> Linked:
    """The same links, to be asked by code."""
    return Linked(
        {link.old_code: link.old_name for link in links if link.old_name and link.kind != "merge"},
        successor_links(links),
        {(link.old_code, link.new_code): link.on for link in links},
        _latest(links),
    )


def _latest(links: Iterable[Link]) -> dict[str, date]:
    """New code -> the day of the last link to it, mergers left out."""
    days: dict[str, date] = {}
    for link in links:
        if link.kind != "merge":
            days[link.new_code] = max(link.on, days.get(link.new_code, link.on))
    return days
