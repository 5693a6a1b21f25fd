"""What the reports are rendered from, beside the nouns of ``pipeline.model``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.model import Lao
from pipeline.shown import FileReport, LinkState, ProvinceStatus, ReportRow

Place = tuple[str, str, str]
"""File, sheet and row, as in ``ReportRow``."""


class ToCertify(NamedTuple):
    """An LAO that has not certified the newest year: ``year`` is where it was placed, "2556" or "pending"."""

    lao: Lao
    year: str


@dataclass(frozen=True, slots=True)
class ProvinceReport:
    """One province's report of the round; every text in it is masked already.

    ``laos`` are the province's LAOs by code; ``missing`` maps a table (website | contact) to the LAOs not sent;
    ``contexts`` maps the place of a finding to its whole row, column label -> text; ``returned`` maps a receipt
    to the name of its returned workbook in ``returned/``; ``unopened`` is how many websites do not open, None where
    none was checked.
    """

    status: ProvinceStatus
    files: tuple[FileReport, ...] = ()
    rows: tuple[ReportRow, ...] = ()
    laos: Mapping[str, Lao] = field(default_factory=dict)
    missing: Mapping[str, tuple[Lao, ...]] = field(default_factory=dict)
    to_certify: tuple[ToCertify, ...] = ()
    contexts: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)
    returned: Mapping[int, str] = field(default_factory=dict)
    unopened: int | None = None


class LinkRow(NamedTuple):
    """One LAO's website as the link check found it: ``sense`` open | care | down | later, what was found in Thai
    (``text``) and what to do (``hint``); ``rule`` where the catalogue has one for it."""

    lao: Lao
    website: str
    state: LinkState
    sense: str
    text: str
    hint: str
    rule: str = ""


class TrendPoint(NamedTuple):
    """One run that changed something: provinces complete and LAOs with a website after it."""

    run_id: str
    complete: int
    with_website: int


class CentralRow(NamedTuple):
    """A finding for central staff and the code of the province it concerns ("" = none)."""

    province: str
    row: ReportRow


class Held(NamedTuple):
    """What waits for central staff: ``kind`` submission | site, ``key`` a receipt number or an LAO's code.

    ``what`` is the file's name or the LAO's, ``why`` the finding's message, ``value`` the website held.
    """

    kind: str
    key: str
    province: str
    what: str
    why: str
    value: str = ""

    @property
    def command(self) -> str:
        """What central staff type to let it through."""
        return f"make confirm RECEIPT={self.key}" if self.kind == "submission" else f"make release LAO={self.key}"


class Person(NamedTuple):
    """One INFO contact, whole: internal only."""

    name: str
    position: str
    phone: str


class ContactEntry(NamedTuple):
    """One LAO in the internal contact book; ``persons`` has none to two, ``updated_at`` is ISO or ""."""

    lao: Lao
    fiscal_year: str
    persons: tuple[Person, ...]
    updated_at: str
