"""What only the whole round shows, for central staff: who has not sent, an old register, one LAO from two provinces."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pipeline.model import Finding
from pipeline.thai import be_date
from pipeline.validate.age import older_than
from pipeline.validate.shared import site_values
from schemas import TABLE
from schemas.website import site_of

Unit = Mapping[str, Any]
ReadSite = Callable[[str], Mapping[str, Any] | None]
"""A website as typed -> its values (see ``Website``), None where it cannot be read."""


class Told(NamedTuple):
    """A finding for central staff, the code of the province concerned ("": none), the receipt of the file (0: none)."""

    province: str
    finding: Finding
    receipt: int = 0


class Overwritten(NamedTuple):
    """A value of central staff that a province's file replaced: which, and where in the file of that receipt."""

    table: str
    lao_id: str
    province: str
    receipt: int
    sheet: str
    cell: str


def find_not_sent(provinces: Iterable[str], names: Mapping[str, str]) -> Iterator[Told]:
    """XF006 for each of the provinces (codes)."""
    return (Told(code, Finding("XF006", params={"p": names[code]})) for code in provinces)


def find_old_register(as_of: date, today: date, months: int) -> Iterator[Told]:
    """XF008 where the register in use is older than so many months."""
    if older_than(as_of, today, months):
        yield Told("", Finding("XF008", params={"d": be_date(as_of), "n": str(months)}))


def find_sent_twice(
    elsewhere: Iterable[tuple[str, str]], sent: Collection[str], names: Mapping[str, str]
) -> Iterator[Told]:
    """XS007 for LAOs that another province's file had and that their own province has sent as well.

    ``elsewhere`` are (province that sent it, lao_id), ``sent`` the LAOs that their own province spoke for; ``names``
    by lao_id.
    """
    for province, lao_id in sorted(set(elsewhere)):
        if lao_id in sent:
            yield Told(province, Finding("XS007", lao_id=lao_id, params={"lao": names[lao_id]}))


def find_overwritten(overwritten: Iterable[Overwritten]) -> Iterator[Told]:
    """XS011 at the cells that took the place of a value of central staff."""
    for one in overwritten:
        column = "website" if one.table == "website" else "person1_name"
        label = TABLE[one.table].field(column).label
        finding = Finding("XS011", one.table, one.sheet, 0, column, one.cell, label, one.lao_id)
        yield Told(one.province, finding, one.receipt)


def find_other_sites(
    websites: Mapping[str, Sequence[Unit]], listed: Mapping[str, str], read: ReadSite
) -> Iterator[Finding]:
    """XF009 where the register's own list has another website than the master; ``listed`` by lao_id, as typed there.

    ``read`` is asked of those alone that are ``different``.
    """
    label = TABLE["website"].field("website").label
    for lao_id, typed in different(websites, listed).items():
        unit, other = websites[lao_id][0], read(typed)
        if other and other["url"] and site_of(other) != site_of(site_values(unit)):
            params = {"x": other["url"]}
            yield Finding("XF009", "website", "", 0, "website", "", label, lao_id, unit["website"], params)


def different(websites: Mapping[str, Sequence[Unit]], listed: Mapping[str, str]) -> dict[str, str]:
    """The websites listed that are not written as the master's are."""
    return {
        lao_id: typed
        for lao_id, typed in listed.items()
        if lao_id in websites and (url := websites[lao_id][0]["website"]) and _bare(url) != _bare(typed)
    }


def _bare(url: str) -> str:
    """The address without what makes no difference: most are equal then and need not be read."""
    return url.strip().lower().removeprefix("http://").removeprefix("https://").removeprefix("www.").rstrip("/")
