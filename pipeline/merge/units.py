"""What both tables share when a row meets what the master already holds."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.model import Change, Finding

Unit = Mapping[str, Any]
Key = tuple[str, str, int]
"""(lao_id, fiscal_year, person_no)"""
OfLao = Mapping[tuple[str, int], Unit]
"""The units of one LAO: (fiscal_year, person_no) -> columns."""


def by_lao(units: Mapping[Key, Unit]) -> dict[str, dict[tuple[str, int], Unit]]:
    """The units of a table by LAO."""
    found: dict[str, dict[tuple[str, int], Unit]] = {}
    for (lao_id, year, number), unit in units.items():
        found.setdefault(lao_id, {})[year, number] = unit
    return found


def newest_year(units: OfLao) -> str:
    """The newest year of an LAO's units, "" without any; a year still pending counts as older than any."""
    if len(units) == 1:
        return next(iter(units))[0]
    return max((year for year, _ in units), key=lambda year: (year.isdigit(), year), default="")


class Before(NamedTuple):
    """The units that an LAO already has in one table; ``fiscal_year`` is where the row is placed, ``last`` the newest
    year of the units."""

    fiscal_year: str
    units: OfLao
    last: str

    def at(self, person_no: int = 0) -> Unit | None:
        """The unit of the very year the row is placed in."""
        return self.units.get((self.fiscal_year, person_no))

    def newest(self, person_no: int = 0) -> Unit | None:
        """The unit of the LAO's newest year."""
        return self.units.get((self.last, person_no))


def same(unit: Unit | None, values: Mapping[str, str], *, held: bool, unverified: bool) -> bool:
    """Whether a unit already says all that: then it is confirmed, not set."""
    if unit is None or (unit["held"], unit["unverified"]) != (held, unverified):
        return False
    return all(unit[name] == value for name, value in values.items())


class Taken(NamedTuple):
    """What one row comes to. ``silenced`` are (rule, column) that what the master holds makes pointless here."""

    fate: str
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    silenced: frozenset[tuple[str, str]] = frozenset()
    covers: bool = False
