"""What both tables share when a row meets what the master already holds."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.model import Change, Finding


class Before(NamedTuple):
    """The units that an LAO already has in one table; ``fiscal_year`` is where the row is placed."""

    lao_id: str
    fiscal_year: str
    units: Mapping[tuple[str, str, int], Mapping[str, Any]]

    def at(self, person_no: int = 0) -> Mapping[str, Any] | None:
        """The unit of the very year the row is placed in."""
        return self.units.get((self.lao_id, self.fiscal_year, person_no))

    def newest(self, person_no: int = 0) -> Mapping[str, Any] | None:
        """The unit of the newest year; one whose year is pending counts as older than any year."""
        years = [year for lao, year, number in self.units if lao == self.lao_id and number == person_no]
        if not years:
            return None
        return self.units[self.lao_id, max(years, key=lambda year: (year.isdigit(), year)), person_no]


class Taken(NamedTuple):
    """What one row comes to. ``silenced`` are rules that what the master holds makes pointless here."""

    fate: str
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    silenced: frozenset[str] = frozenset()
    covers: bool = False
