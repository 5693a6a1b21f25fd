"""What only all LAOs together show: one website, one person or one number given by several. For central staff."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from pipeline.model import Finding, Record
from pipeline.validate.rules import check_values
from schemas import SHARED, SHARED_COLUMNS
from schemas.columns import PERSONS

Unit = Mapping[str, Any]


def find_shared(websites: Mapping[str, Sequence[Unit]], contacts: Mapping[str, Sequence[Unit]]) -> list[Finding]:
    """XR003, XR004 and PH017 over the newest units of every LAO, by lao_id; each with the LAO it is said of."""
    sites = [_site(units[0]) for units in websites.values() if units[0]["website"]]
    people = [_people(lao_id, units) for lao_id, units in contacts.items()]
    return [
        finding
        for table, records in (("website", sites), ("contact", people))
        for _, finding in check_values(records, SHARED[table], SHARED_COLUMNS[table])
    ]


def site_values(unit: Unit) -> dict[str, Any]:
    """What makes a stored website the same as another (see ``schemas.website.site_of``)."""
    parts = urlsplit(unit["website"])
    return {
        "lao_id": unit["lao_id"],
        "website": unit["website"],
        "host": parts.hostname or "",
        "path": parts.path,
        "query": parts.query,
        "kind": unit["website_kind"],
    }


def _site(unit: Unit) -> Record:
    return Record("website", "", 0, unit["lao_id"], site_values(unit), {}, {})


def _people(lao_id: str, units: Sequence[Unit]) -> Record:
    values: dict[str, Any] = {"lao_id": lao_id}
    by_number = {unit["person_no"]: unit for unit in units}
    for n in PERSONS:
        unit = by_number.get(n)
        first, _, last = (unit["name"] if unit else "").rpartition(" ")
        uris = unit["phones"].split() if unit else []
        values[f"person{n}_first"], values[f"person{n}_last"] = first, last if first else ""
        values[f"person{n}_e164s"] = " ".join(uri.removeprefix("tel:").partition(";")[0] for uri in uris)
    return Record("contact", "", 0, lao_id, values, {}, {})
