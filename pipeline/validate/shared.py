"""What only all LAOs together show: one website, one person or one number given by several. For central staff."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pipeline.model import Finding, Record
from pipeline.validate.rules import check_values
from schemas import SHARED, SHARED_COLUMNS
from schemas.columns import PERSONS
from schemas.website import site_of

Unit = Mapping[str, Any]
Given = Mapping[str, str]
"""What an LAO gives: what makes it the same as another's -> how it is shown."""
_HOST = re.compile(r"[a-z]+://(?:[^/?#]*@)?(?:www\.)?([^/?#:]+)")
NAMED = 5
"""So many of the LAOs that share something are named."""


def find_shared(
    websites: Mapping[str, Sequence[Unit]],
    contacts: Mapping[str, Sequence[Unit]],
    called: Callable[[str], str],
) -> Iterator[Finding]:
    """XR003, XR004 and PH017 over the newest units of every LAO, by lao_id: one finding an LAO and rule.

    Most LAOs share nothing, which is soon seen; a frame of all of them would take long.
    Its value is what is shared, its ``lao`` the others that give it, as ``called`` names an LAO.
    """
    hosts = _alike({lao_id: _host(units[0]) for lao_id, units in websites.items()})
    persons = _alike({lao_id: _marks(units) for lao_id, units in contacts.items()})
    sites = [_site(units[0]) for lao_id, units in websites.items() if lao_id in hosts]
    people = [_people(lao_id, units) for lao_id, units in contacts.items() if lao_id in persons]
    given = {
        "XR003": {site.lao_id: {site_of(site.values): site.values["website"]} for site in sites},
        "XR004": {one.lao_id: _names(one) for one in people},
        "PH017": {one.lao_id: _phones(one) for one in people},
    }
    users = {rule: _users(by_lao) for rule, by_lao in given.items()}
    for table, records in (("website", sites), ("contact", people)):
        found = check_values(records, SHARED[table], SHARED_COLUMNS[table])
        for finding in {(one.rule, one.lao_id): one for _, one in found}.values():
            yield _told(finding, given[finding.rule][finding.lao_id], users[finding.rule], called)


def _users(by_lao: Mapping[str, Given]) -> Mapping[str, set[str]]:
    users: defaultdict[str, set[str]] = defaultdict(set)
    for lao_id, given in by_lao.items():
        for key in given:
            users[key].add(lao_id)
    return users


def _alike(marks: Mapping[str, Iterable[str]]) -> set[str]:
    """The LAOs that have a mark which another one has, too."""
    first: dict[str, str] = {}
    alike = set[str]()
    for lao_id, own in marks.items():
        for mark in own:
            other = first.setdefault(mark, lao_id)
            if other != lao_id:
                alike |= {other, lao_id}
    return alike


def _host(unit: Unit) -> list[str]:
    """The mark of a website: those of one host alone can be one site."""
    found = _HOST.match(unit["website"].lower())
    return [found[1]] if found else []


def _marks(units: Iterable[Unit]) -> Iterator[str]:
    """The marks of persons: their names and numbers."""
    for unit in units:
        yield unit["name"]
        yield from map(_number, unit["phones"].split())


def _number(uri: str) -> str:
    """A tel: URI without the extension."""
    return uri.removeprefix("tel:").partition(";")[0]


def _told(finding: Finding, given: Given, users: Mapping[str, set[str]], called: Callable[[str], str]) -> Finding:
    shared = [key for key in given if len(users[key]) > 1]
    others = sorted(set().union(*(users[key] for key in shared)) - {finding.lao_id})
    more = f" และอีก {len(others) - NAMED:,} แห่ง" if len(others) > NAMED else ""
    named = ", ".join(called(lao_id) for lao_id in others[:NAMED]) + more
    params = {"n": str(len(others) + 1), "lao": named}
    return replace(finding, value=", ".join(given[key] for key in shared), params=params)


def _names(people: Record) -> dict[str, str]:
    """The persons known by a surname."""
    names = (f"{people.values[f'person{n}_first']} {people.values[f'person{n}_last']}" for n in PERSONS)
    return {name: name for n, name in zip(PERSONS, names, strict=True) if people.values[f"person{n}_last"]}


def _phones(people: Record) -> dict[str, str]:
    """The numbers of the public network, as they are dialled in Thailand."""
    numbers = (number for n in PERSONS for number in people.values[f"person{n}_e164s"].split())
    return {number: number.replace("+66", "0", 1) for number in numbers if number.startswith("+")}


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
        values[f"person{n}_e164s"] = " ".join(map(_number, uris))
    return Record("contact", "", 0, lao_id, values, {}, {})
