"""The internal contact book: an LAO's INFO contacts found in seconds. Whole names and phones: folder mode 0700."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from pipeline.output.cache import NO_CACHE, Cache
from pipeline.output.tabular import SheetRows, sheet_rows, workbook
from pipeline.report.data import ContactEntry
from pipeline.report.grouping import lao_label
from pipeline.report.page import day, page, part
from pipeline.thai import be_date, thai_sort_key
from schemas.columns import PERSONS
from schemas.reference import Reference

GAPS: Mapping[str, str] = {
    "none": "ยังไม่มีผู้ดูแลระบบ",
    "one": "มีผู้ดูแลระบบคนเดียว",
    "phone": "ไม่มีเบอร์ติดต่อ",
}
"""What an LAO's entry may lack."""

HEADER = (
    "รหัส อปท.",
    "อปท.",
    "อำเภอ",
    "จังหวัด",
    "ปีงบประมาณ",
    *(f"คนที่ {number}: {label}" for number in PERSONS for label in ("ชื่อ-สกุล", "ตำแหน่ง", "เบอร์ติดต่อ")),
    "ปรับปรุงเมื่อ",
    "สิ่งที่ยังขาด",
)


class Line(NamedTuple):
    """One LAO in the book: ``gaps`` are keys of ``GAPS``."""

    entry: ContactEntry
    label: str
    gaps: tuple[str, ...]


class Group(NamedTuple):
    """One province in the book: its section of the page, its rows of the sheet, how many LAOs it has, how many of them
    have each of ``GAPS``."""

    code: str
    name: str
    section: Markup
    sheet: SheetRows
    laos: int
    gaps: Mapping[str, int]


def contact_book(
    entries: Iterable[ContactEntry], reference: Reference, as_of: date, kept: Cache = NO_CACHE
) -> dict[str, bytes]:
    """index.html and contacts.xlsx, as paths under contacts/; ``as_of`` is when the master was read.

    Provinces in Thai order; in each the register's own order, district by district.
    """
    ordered = sorted(entries, key=lambda entry: (entry.lao.province, entry.lao.code[2:]))
    found = (_group(code, tuple(own), reference, kept) for code, own in groupby(ordered, lambda one: one.lao.province))
    groups = sorted(found, key=lambda group: thai_sort_key(group.name))
    kept.sweep()
    html = page(
        "contacts.html",
        reference,
        script="find.js",
        groups=groups,
        gaps=GAPS,
        counts={gap: sum(group.gaps.get(gap, 0) for group in groups) for gap in GAPS},
        total=sum(group.laos for group in groups),
        as_of=be_date(as_of),
    )
    return {"index.html": html, "contacts.xlsx": workbook("ผู้ดูแลระบบ INFO", HEADER, [group.sheet for group in groups])}


def _group(code: str, entries: Sequence[ContactEntry], reference: Reference, kept: Cache) -> Group:
    name = reference.provinces[code].name

    def make() -> tuple[Any, ...]:
        lines = [Line(entry, lao_label(entry.lao, reference), gaps(entry)) for entry in entries]
        section = part("contacts_province.html", code=code, name=name, lines=lines, gaps=GAPS)
        return section, dict(Counter(gap for line in lines for gap in line.gaps)), *sheet_rows(_rows(lines, name))

    of = (name, tuple([_plain(entry) for entry in entries]))
    section, missing, *sheet = kept.take(code, of, make)
    return Group(code, name, Markup(section), SheetRows(*sheet), len(entries), missing)  # noqa: S704  (rendered)


def _plain(entry: ContactEntry) -> tuple[Any, ...]:
    """All that is shown of an LAO."""
    lao, year, persons, updated_at = entry
    facts = (lao.code, lao.type, lao.name, lao.district)
    return *facts, year, updated_at, *(text for person in persons for text in person)


def gaps(entry: ContactEntry) -> tuple[str, ...]:
    """What is missing of an entry: a contact at all, the second one, a phone."""
    if not entry.persons:
        return ("none",)
    found = ("one",) if len(entry.persons) == 1 else ()
    return (*found, "phone") if any(not person.phone for person in entry.persons) else found


def _rows(lines: Iterable[Line], province: str) -> Iterable[tuple[str, ...]]:
    for entry, label, missing in lines:
        lao = entry.lao
        people = [text for person in entry.persons for text in person]
        yield (
            lao.code, label, lao.district, province, entry.fiscal_year,
            *people, *[""] * (3 * len(PERSONS) - len(people)),
            day(entry.updated_at), " · ".join(GAPS[gap] for gap in missing),
        )  # fmt: skip
