"""The entries of the directory in reading order, each with the Thai words that stand beside it. Pure."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from pipeline.remembered import ANSWERS
from pipeline.shown import Entry, LinkState
from pipeline.thai import be_date, thai_sorted
from schemas.reference import Reference

T = TypeVar("T")

OFFICIAL = "โดเมนของรัฐ"
KINDS = {"other": "ไม่ใช่โดเมน .go.th", "social": "สื่อสังคมออนไลน์", "free": "เว็บฟรี"}
HELD, DECLARED_NONE, NOTHING = "พักการเผยแพร่ รอตรวจสอบ", "แจ้งว่าไม่มีเว็บไซต์", "ยังไม่มีข้อมูลเว็บไซต์"
NO_DISTRICT = "ไม่ระบุอำเภอ"
LONGEST_ADDRESS = 60


class Listed(NamedTuple):
    """One entry as a page shows it. ``link`` is "" where there is none to follow; then ``state`` says why.

    ``address`` is the link without its scheme; ``kind`` is a badge; ``facts`` are short Thai phrases (district, code,
    a site on the state's domain, year, confirmed and checked dates), ``former`` earlier names and codes; ``report`` is
    the mail address for a broken link.
    """

    entry: Entry
    name: str
    link: str
    address: str
    kind: str
    state: str
    facts: tuple[str, ...]
    former: tuple[str, ...]
    report: str


class Share(NamedTuple):
    """How many LAOs there are (``laos``) and how many have a website to visit (``sites``)."""

    laos: int
    sites: int

    @property
    def percent(self) -> int:
        return self.sites * 100 // self.laos if self.laos else 0

    @property
    def step(self) -> int:
        """The shade on the map: 0 (none) to 5 (over four fifths)."""
        return 0 if not self.sites else min(5, 1 + self.percent // 20)


def in_order(entries: Sequence[Entry], reference: Reference) -> list[Entry]:
    """By province, district and type, then name: Thai dictionary order, types in the reference's order."""
    types = {slug: place for place, slug in enumerate(reference.types)}
    words = {entry.lao_name for entry in entries} | {entry.district for entry in entries}
    words |= {province.name for province in reference.provinces.values()}
    place = {word: number for number, word in enumerate(thai_sorted(words))}
    provinces = {code: place[province.name] for code, province in reference.provinces.items()}

    def key(entry: Entry) -> tuple[int, bool, int, int, int, str]:
        return (
            provinces[entry.province_code],
            entry.lao_type != "pao",
            place[entry.district],
            types[entry.lao_type],
            place[entry.lao_name],
            entry.lao_id,
        )

    return sorted(entries, key=key)


def by_name(items: Sequence[Listed]) -> list[tuple[Listed, str]]:
    """One province's LAOs of one type by name, each with its label: a name that repeats carries its district."""
    times = Counter(item.entry.lao_name for item in items)
    labels = [
        item.entry.lao_name if times[item.entry.lao_name] == 1 else f"{item.entry.lao_name} (อ.{item.entry.district})"
        for item in items
    ]
    place = {label: number for number, label in enumerate(thai_sorted(labels))}
    return sorted(zip(items, labels, strict=True), key=lambda pair: place[pair[1]])


def listed(entry: Entry, reference: Reference) -> Listed:
    """The entry with the words that stand beside it."""
    visible = bool(entry.website) and not entry.held
    return Listed(
        entry=entry,
        name=full_name(entry.lao_type, entry.lao_name, reference),
        link=entry.website if visible else "",
        address=address(entry.website) if visible else "",
        kind=KINDS.get(entry.website_kind, "") if visible else "",
        state="" if visible else _state(entry),
        facts=tuple(_facts(entry)),
        former=tuple(f"เดิม {full_name(kind, name, reference)} (รหัส {code})" for code, kind, name in entry.former),
        report=_report_address(entry.lao_code, reference.round.help_desk["email"]) if visible else "",
    )


def full_name(lao_type: str, name: str, reference: Reference) -> str:
    """Type and name as people say them; a special LAO's name needs no type before it."""
    return name if lao_type == "special" else reference.types[lao_type].name + name


def has_site(entry: Entry) -> bool:
    """Whether the directory links to a website of its own (a social page is no website, domain decision 8)."""
    return bool(entry.website) and not entry.held and entry.website_kind != "social"


def share(entries: Iterable[Entry]) -> Share:
    """How many there are and how many have a website."""
    sites = [has_site(entry) for entry in entries]
    return Share(len(sites), sum(sites))


def shares(entries: Iterable[Entry], key: Callable[[Entry], str]) -> Mapping[str, Share]:
    """The share for every value of ``key``."""
    laos: Counter[str] = Counter()
    sites: Counter[str] = Counter()
    for entry in entries:
        laos[key(entry)] += 1
        sites[key(entry)] += has_site(entry)
    return {value: Share(count, sites[value]) for value, count in laos.items()}


def grouped(items: Iterable[T], key: Callable[[T], Hashable]) -> list[tuple[Hashable, list[T]]]:
    """Runs of equal ``key``, in the order they come."""
    return [(value, list(run)) for value, run in groupby(items, key)]


def address(url: str) -> str:
    """What a reader sees of an address: no scheme, no end slash, shortened where it is very long."""
    shown = url.partition("://")[2].rstrip("/")
    return shown if len(shown) <= LONGEST_ADDRESS else shown[: LONGEST_ADDRESS - 1] + "…"


def _state(entry: Entry) -> str:
    if entry.held:
        return HELD
    return DECLARED_NONE if entry.website_kind == "none" else NOTHING


def _facts(entry: Entry) -> Iterable[str]:
    if entry.district:
        yield f"อำเภอ{entry.district}"
    yield f"รหัส {entry.lao_code}"
    if entry.website_kind == "official" and entry.website and not entry.held:
        yield OFFICIAL
    if entry.fiscal_year:
        year = "ยังไม่กำหนดปี" if entry.fiscal_year == "pending" else f"ปีงบประมาณ {entry.fiscal_year}"
        yield f"{year} (ตามที่แจ้ง)" if entry.unverified else year
    if entry.confirmed_on:
        yield f"ยืนยันเมื่อ {_be_date(entry.confirmed_on)}"
    if entry.link and entry.website and not entry.held:
        yield from _checked(entry.link)


def _checked(link: LinkState) -> Iterable[str]:
    """When the website was checked; that it does not open only after repeated failure."""
    if link.broken:
        yield f"เปิดไม่ได้เมื่อ {_be_date(link.checked_at[:10])} (ตรวจ {link.times} ครั้ง)"
    elif link.judged:
        yield f"ตรวจล่าสุด {_be_date(link.checked_at[:10])}"


@lru_cache(maxsize=ANSWERS)
def _be_date(iso: str) -> str:
    return be_date(date.fromisoformat(iso))


def _report_address(code: str, email: str) -> str:
    return f"mailto:{email}?subject={_BROKEN}%20{code}"


_BROKEN = quote("แจ้งลิงก์เสีย รหัส อปท.")
