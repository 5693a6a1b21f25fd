"""The internal contact book: an LAO's INFO contacts found in seconds. Whole names and phones: folder mode 0700."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from pipeline.report.data import ContactEntry
from pipeline.report.grouping import lao_label
from pipeline.report.page import day, page
from pipeline.tabular import xlsx_bytes
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
    """The LAOs of one province, by district and name; ``missing`` counts those without any contact."""

    code: str
    name: str
    lines: tuple[Line, ...]
    missing: int


def contact_book(entries: Sequence[ContactEntry], reference: Reference, as_of: date) -> dict[str, bytes]:
    """index.html and contacts.xlsx, as paths under contacts/; ``as_of`` is when the master was read."""
    groups = _groups([Line(entry, lao_label(entry.lao, reference), gaps(entry)) for entry in entries], reference)
    lines = [line for group in groups for line in group.lines]
    html = page(
        "contacts.html",
        reference,
        script="find.js",
        groups=groups,
        gaps=GAPS,
        counts=Counter(gap for line in lines for gap in line.gaps),
        total=len(lines),
        as_of=be_date(as_of),
    )
    return {"index.html": html, "contacts.xlsx": xlsx_bytes("ผู้ดูแลระบบ INFO", HEADER, _rows(lines, reference))}


def gaps(entry: ContactEntry) -> tuple[str, ...]:
    """What is missing of an entry: a contact at all, the second one, a phone."""
    if not entry.persons:
        return ("none",)
    found = ("one",) if len(entry.persons) == 1 else ()
    return (*found, "phone") if any(not person.phone for person in entry.persons) else found


def _groups(lines: Iterable[Line], reference: Reference) -> list[Group]:
    """Provinces in Thai order; in each the register's own order, district by district."""
    ordered = sorted(lines, key=lambda line: (line.entry.lao.province, line.entry.lao.code[2:]))
    made = []
    for code, found in groupby(ordered, key=lambda line: line.entry.lao.province):
        own = tuple(found)
        made.append(Group(code, reference.provinces[code].name, own, sum("none" in line.gaps for line in own)))
    return sorted(made, key=lambda group: thai_sort_key(group.name))


def _rows(lines: Iterable[Line], reference: Reference) -> Iterable[tuple[str, ...]]:
    for entry, label, missing in lines:
        lao = entry.lao
        people = [text for person in entry.persons for text in person]
        yield (
            lao.code, label, lao.district, reference.provinces[lao.province].name, entry.fiscal_year,
            *people, *[""] * (3 * len(PERSONS) - len(people)),
            day(entry.updated_at), " · ".join(GAPS[gap] for gap in missing),
        )  # fmt: skip
