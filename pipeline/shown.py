"""The nouns that people are shown: entries of the directory, rows of reports, the state of a province. Frozen."""

from collections.abc import Mapping
from typing import NamedTuple


class LinkState(NamedTuple):
    """What the link checks of a website come to (see ``links.standing``). Times are ISO.

    ``kind``, ``detail`` and ``final`` are those of the last check that could be judged, at ``checked_at`` (``judged``:
    there was one; else of the last one of all); ``asked_at`` is the last check of all. ``times`` failures running
    ``since``; ``broken`` says that they are enough to say so.
    """

    asked_at: str = ""
    checked_at: str = ""
    kind: str = ""
    detail: str = ""
    final: str = ""
    judged: bool = False
    times: int = 0
    since: str = ""
    broken: bool = False


class Entry(NamedTuple):
    """One LAO as the public directory shows it: register facts and its newest website record.

    ``fiscal_year`` is "2557", "pending", or "" without a record; ``website_kind`` official | other | social |
    free | none (declared none) | "" (nothing sent); ``confirmed_on`` is an ISO date or "". A ``held`` website is
    listed without its link. ``former`` are earlier (code, type, name) triples; ``link`` is None where the website was
    never checked.
    """

    lao_id: str
    lao_code: str
    lao_type: str
    lao_name: str
    district: str
    province_code: str
    fiscal_year: str = ""
    website: str = ""
    website_kind: str = ""
    confirmed_on: str = ""
    held: bool = False
    unverified: bool = False
    former: tuple[tuple[str, str, str], ...] = ()
    link: LinkState | None = None


class SiteChange(NamedTuple):
    """What one publication changed for one LAO, told with its register facts of that day.

    ``action`` is added | changed | gone; ``before`` and ``website`` are the addresses the public could follow, "" for
    none (nothing sent, declared none, or held).
    """

    action: str
    lao_id: str
    lao_code: str
    lao_type: str
    lao_name: str
    district: str
    province_code: str
    before: str
    website: str


class Publication(NamedTuple):
    """One publication that changed a website: its number from 1, its ISO time, how many websites it had, its changes.

    The changes of the first one are all its websites, so that replaying the changes gives what is published.
    """

    number: int
    at: str
    sites: int
    changes: tuple[SiteChange, ...]


class ReportRow(NamedTuple):
    """One finding as reports show it, masked. The first fifteen are the columns of findings.csv, in order.

    ``status`` is new | open | fixed; ``row`` is "" where the finding is not at one row.
    """

    file: str
    sheet: str
    cell: str
    row: str
    column: str
    lao_code: str
    lao_name: str
    rule: str
    severity: str
    withholds: str
    value: str
    message: str
    hint: str
    suggestion: str
    status: str
    lao_id: str = ""
    table: str = ""
    nature: str = ""


class FileReport(NamedTuple):
    """One submission in a province's report: its receipt, verdict and the fate of its rows per (table, fate)."""

    receipt: int
    name: str
    status: str
    revision: int
    received_at: str
    on_time: bool
    fates: Mapping[tuple[str, str], int]


class ProvinceStatus(NamedTuple):
    """One province on the status board, counted over its LAOs.

    ``state`` is not_sent | refused | partly | complete | nothing (declared no website and no contact at all);
    ``received_at`` is the last submission's ISO time or "". ``new``, ``open``, ``fixed`` count its findings.
    """

    code: str
    state: str
    on_time: bool
    laos: int
    with_website: int
    with_contact: int
    placed: int
    pending: int
    errors: int
    warnings: int
    fixed: int
    files: int
    received_at: str
