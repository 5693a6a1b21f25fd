"""The change log of the directory as open data and as its page shows it. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.output.tabular import csv_bytes
from pipeline.publish.data import JSON_FOOT, TITLE, Column, json_head, json_records
from pipeline.publish.listing import address, full_name
from pipeline.shown import Publication, SiteChange
from pipeline.thai import be_date
from schemas.reference import Reference

WORDS = {"added": "เพิ่ม", "changed": "เปลี่ยน", "gone": "หายไป"}
MOST = 1000
"""So many changes, the newest, stand on the page; all of them are in the data."""

COLUMNS = (
    Column("publication", "ลำดับฉบับที่เผยแพร่", "integer", {"required": True}),
    Column("published_on", "วันที่เผยแพร่ (ค.ศ. รูปแบบ YYYY-MM-DD)", "date", {"required": True}),
    Column(
        "change",
        "added = เพิ่มเว็บไซต์; changed = เปลี่ยนที่อยู่; gone = ไม่มีเว็บไซต์เผยแพร่แล้ว",
        constraints={"required": True, "enum": list(WORDS)},
    ),
    Column("lao_id", "รหัสประจำของ อปท.", constraints={"required": True}),
    Column("lao_code", "รหัส อปท. 8 หลัก ในวันนั้น", constraints={"required": True, "pattern": "[0-9]{8}"}),
    Column("lao_type", "ประเภท อปท. ในวันนั้น", constraints={"required": True}),
    Column("lao_name", "ชื่อ อปท. ในวันนั้น ไม่รวมประเภท", constraints={"required": True}),
    Column("district", "อำเภอ"),
    Column("province_code", "รหัสจังหวัด 2 หลัก", constraints={"required": True, "pattern": "[0-9]{2}"}),
    Column("province", "ชื่อจังหวัด", constraints={"required": True}),
    Column("website_before", "ที่อยู่เว็บไซต์ในฉบับก่อน; ว่าง = ไม่มี หรือพักการเผยแพร่"),
    Column("website", "ที่อยู่เว็บไซต์ในฉบับนี้; ว่าง = ไม่มี หรือพักการเผยแพร่"),
)


class Told(NamedTuple):
    """One publication as the page shows it: number, B.E. date, ("เพิ่ม", 3) and the like, its changes."""

    number: int
    date: str
    counts: tuple[tuple[str, int], ...]
    changes: tuple["ToldChange", ...]


class ToldChange(NamedTuple):
    """One line: what happened ("เพิ่ม"), to whom, where; ``page`` is the entry's address, "" where it is no more."""

    word: str
    name: str
    place: str
    page: str
    before: str
    website: str


def change_files(publications: Sequence[Publication], reference: Reference, as_of: date) -> dict[str, bytes]:
    """data/changes.csv and .json for publications newest first."""
    rows = [
        (str(publication.number), publication.at[:10], *_row(change, reference))
        for publication in publications
        for change in publication.changes
    ]
    names = [column.name for column in COLUMNS]
    return {
        "data/changes.csv": csv_bytes(names, rows),
        "data/changes.json": b"".join(
            (
                json_head(f"การเปลี่ยนแปลงของ{TITLE}", COLUMNS, reference, as_of),
                json_records(COLUMNS, rows).encode(),
                JSON_FOOT,
            )
        ),
    }


def told(publications: Iterable[Publication], shown: set[str], reference: Reference) -> list[Told]:
    """The newest publications, about ``MOST`` changes at most; ``shown`` are the lao_ids of the directory."""
    found: list[Told] = []
    left = MOST
    for publication in publications:
        changes = tuple(_told(change, shown, reference) for change in publication.changes[:left])
        counts = Counter(change.action for change in publication.changes)
        words = tuple((word, counts[action]) for action, word in WORDS.items() if counts[action])
        day = be_date(date.fromisoformat(publication.at[:10]))
        found.append(Told(publication.number, day, words, changes))
        left -= len(changes)
        if left <= 0:
            break
    return found


def _told(change: SiteChange, shown: set[str], reference: Reference) -> ToldChange:
    province = reference.provinces[change.province_code].name
    place = f"อำเภอ{change.district} จังหวัด{province}" if change.district else f"จังหวัด{province}"
    return ToldChange(
        WORDS[change.action],
        full_name(change.lao_type, change.lao_name, reference),
        place,
        f"provinces/{change.province_code}.html#{change.lao_id}" if change.lao_id in shown else "",
        address(change.before),
        address(change.website),
    )


def _row(change: SiteChange, reference: Reference) -> tuple[str, ...]:
    return (
        change.action,
        change.lao_id,
        change.lao_code,
        reference.types[change.lao_type].name,
        change.lao_name,
        change.district,
        change.province_code,
        reference.provinces[change.province_code].name,
        change.before,
        change.website,
    )
