"""What the values that an LAO had before give cause to say: slid rows, a site that came back, a code that changed."""

from collections.abc import Iterable, Mapping

from pipeline.merge.units import Before, OfLao, newest_year
from pipeline.model import Finding, Lao, Record
from schemas import TABLE

SLID = 3
"""So many rows with the site that a neighbour had are no coincidence."""
Sites = Mapping[str, Mapping[str, str]]
"""lao_id -> website -> the fiscal year in which the LAO last had it."""
YEAR_WORDS = {"pending": "ที่ยังไม่กำหนด"}


def slid_rows(records: Iterable[Record], known: Mapping[str, OfLao], laos: Mapping[str, Lao]) -> tuple[Finding, ...]:
    """XR010 at the rows whose website is the one that another LAO of the province has in the master.

    ``known`` are the website units by LAO. A row that repeats its own LAO's website has not slid.
    """
    sites = {lao_id: _newest(units)["website"] for lao_id, units in known.items()}
    owners = {(laos[lao_id].province, site): lao_id for lao_id, site in sites.items() if site and lao_id in laos}
    slid = [(record, owner) for record in records if (owner := _owner(record, sites, owners, laos))]
    label = TABLE["website"].field("website").label
    if len(slid) < SLID:
        return ()
    return tuple(
        record.finding("XR010", "website", label, {"x": laos[owner].called}, sites[record.lao_id])
        for record, owner in slid
    )


def _owner(
    record: Record, sites: Mapping[str, str], owners: Mapping[tuple[str, str], str], laos: Mapping[str, Lao]
) -> str:
    """The other LAO whose website the row gives in place of its own, "" where it does not."""
    own = sites.get(record.lao_id) if record.table == "website" else None
    url = record.values["url"] if own else ""
    return owners.get((laos[record.lao_id].province, url), "") if url and url != own else ""


def came_back(record: Record, before: Before, former: Sites) -> tuple[Finding, ...]:
    """XF004 where the website changes to one that the LAO had before its present one."""
    newest, url = before.newest(), record.values["url"]
    year = former.get(record.lao_id, {}).get(url) if newest and url and url != newest["website"] else None
    if year is None:
        return ()
    label = TABLE["website"].field("website").label
    return (record.finding("XF004", "website", label, {"y": YEAR_WORDS.get(year, year)}),)


def recoded(record: Record, before: Before, code: str) -> tuple[Finding, ...]:
    """XF003 where the LAO had another code than today's ``code`` when its newest record was made."""
    stored = _newest(before.units)["lao_code"] if before.units else code
    if stored == code:
        return ()
    column = "lao_code" if "lao_code" in record.cells else "lao_name"
    label = TABLE[record.table].field(column).label
    return (record.finding("XF003", column, label, {"v": stored, "x": code}, code),)


def _newest(units: OfLao) -> Mapping[str, str]:
    """A unit of the LAO's newest year."""
    year = newest_year(units)
    return units[max(key for key in units if key[0] == year)]
