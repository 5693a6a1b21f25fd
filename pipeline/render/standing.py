"""Where the round stands: the newest record of every LAO, and the state of every province. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.model import Lao
from pipeline.shown import Entry, FileReport, LinkState, ProvinceStatus
from schemas.rules import Rule

Unit = Mapping[str, Any]
Units = Mapping[tuple[str, str, int], Unit]
"""(lao_id, fiscal_year, person_no) -> columns"""
NOT_CHECKED: Mapping[str, LinkState] = {}
BANGKOK = "10"
WEBSITES = ("official", "other", "free")
"""Kinds that count as having a website; a page on a social network does not (domain decision 8)."""


def newest(units: Units) -> dict[str, list[Unit]]:
    """Each LAO's units of its newest year; a year still pending counts as older than any."""
    years: dict[str, str] = {}
    for lao_id, year, _ in units:
        held = years.get(lao_id, "")
        if (year.isdigit(), year) > (held.isdigit(), held):
            years[lao_id] = year
    found: dict[str, list[Unit]] = {}
    for (lao_id, year, _), unit in units.items():
        if year == years[lao_id]:
            found.setdefault(lao_id, []).append(unit)
    return found


def entries(laos: Iterable[Lao], websites: Units, links: Mapping[str, LinkState] = NOT_CHECKED) -> list[Entry]:
    """The public directory: every LAO that exists, with its newest website record where it has one, and what the checks
    of that website (``links``, by address) came to."""
    records = newest(websites)
    return [
        _entry(lao, records[lao.lao_id][0] if lao.lao_id in records else None, links)
        for lao in laos
        if not lao.merged_into
    ]


def _entry(lao: Lao, unit: Unit | None, links: Mapping[str, LinkState]) -> Entry:
    facts = (lao.lao_id, lao.code, lao.type, lao.name, lao.district, lao.province)
    if unit is None:
        return Entry(*facts, former=lao.former)
    return Entry(
        *facts,
        fiscal_year=unit["fiscal_year"],
        website=unit["website"],
        website_kind=unit["website_kind"],
        confirmed_on=unit["confirmed_at"][:10],
        held=bool(unit["held"]),
        unverified=bool(unit["unverified"]),
        former=lao.former,
        link=links.get(unit["website"]),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """What the master holds now: newest units by LAO, submissions and finding counts by province."""

    websites: Mapping[str, Sequence[Unit]]
    contacts: Mapping[str, Sequence[Unit]]
    files: Mapping[str, Sequence[FileReport]]
    counts: Mapping[str, Mapping[tuple[str, str], int]]


def province_status(
    code: str, laos: Sequence[Lao], standing: Standing, rules: Mapping[str, Rule], newest_year: int, deadline: date
) -> ProvinceStatus:
    """One province on the board; ``laos`` are its own, merged ones left out."""
    files = [file for file in standing.files.get(code, ()) if file.status != "withdrawn"]
    sites = [standing.websites[lao.lao_id][0] for lao in laos if lao.lao_id in standing.websites]
    people = [standing.contacts[lao.lao_id] for lao in laos if lao.lao_id in standing.contacts]
    years = {(unit["lao_id"], unit["fiscal_year"]) for unit in (*sites, *(units[0] for units in people))}
    severity: Counter[str] = Counter()
    for (rule, status), count in standing.counts.get(code, {}).items():
        if rules[rule].severity != "info":  # repairs and notices are nothing to mend
            severity["fixed" if status == "fixed" else rules[rule].severity] += count
    received = max((file.received_at for file in files), default="")
    return ProvinceStatus(
        code=code,
        state=_state(laos, sites, people, files),
        on_time=bool(files) and min(file.received_at for file in files)[:10] <= deadline.isoformat(),
        laos=len(laos),
        with_website=sum(site["website_kind"] in WEBSITES for site in sites),
        with_contact=len(people),
        placed=len({lao for lao, year in years if year.isdigit() and int(year) < newest_year}),
        pending=len({lao for lao, year in years if year == "pending"}),
        errors=severity["error"],
        warnings=severity["warning"],
        fixed=severity["fixed"],
        files=len(files),
        received_at=received,
    )


def nobodys(files: Sequence[FileReport]) -> ProvinceStatus:
    """The "province" of files whose province is unknown."""
    received = max((file.received_at for file in files), default="")
    return ProvinceStatus("", "refused", False, 0, 0, 0, 0, 0, 0, 0, 0, len(files), received)


def not_sent(laos: Iterable[Lao], provinces: Iterable[str]) -> list[ProvinceStatus]:
    """The board before anybody has sent: the provinces (codes) with their LAOs."""
    count = Counter(lao.province for lao in laos if not lao.merged_into)
    codes = (code for code in provinces if code != BANGKOK)
    return [ProvinceStatus(code, "not_sent", False, count[code], 0, 0, 0, 0, 0, 0, 0, 0, "") for code in codes]


def _state(
    laos: Sequence[Lao], sites: Sequence[Unit], people: Sequence[Sequence[Unit]], files: Sequence[FileReport]
) -> str:
    if not files:
        return "not_sent"
    if not sites and not people:
        return "refused"
    if len(sites) == len(laos) and not people and not any(site["website"] for site in sites):
        return "nothing"
    return "complete" if len(sites) == len(laos) == len(people) else "partly"
