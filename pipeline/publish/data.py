"""The open data: the directory as CSV, JSON and XLSX, with its Frictionless descriptor. Pure; nothing about people."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.output.tabular import SheetRows, csv_rows, sheet_rows
from pipeline.publish.listing import Listed
from pipeline.shown import Entry
from pipeline.thai import be_date
from schemas.reference import Reference

TITLE = "ทำเนียบเว็บไซต์องค์กรปกครองส่วนท้องถิ่น"
HELD = "held"


class Column(NamedTuple):
    """One column of the open data: its name, what it holds (Thai), and its Frictionless type and constraints."""

    name: str
    description: str
    type: str = "string"
    constraints: Mapping[str, object] = {}


COLUMNS = (
    Column("lao_id", "รหัสประจำของ อปท. ไม่เปลี่ยนแม้เปลี่ยนชื่อหรือยกฐานะ", constraints={"required": True, "unique": True}),
    Column("lao_code", "รหัส อปท. 8 หลัก ตามบัญชีรายชื่อปัจจุบัน", constraints={"required": True, "pattern": "[0-9]{8}"}),
    Column("lao_type", "ประเภท อปท.", constraints={"required": True}),
    Column("lao_name", "ชื่อ อปท. ไม่รวมประเภท", constraints={"required": True}),
    Column("district", "อำเภอ"),
    Column("province_code", "รหัสจังหวัด 2 หลัก", constraints={"required": True, "pattern": "[0-9]{2}"}),
    Column("province", "ชื่อจังหวัด", constraints={"required": True}),
    Column("fiscal_year", "ปีงบประมาณ (พ.ศ.) ของข้อมูล; pending = ยังไม่กำหนดปี; ว่าง = ยังไม่มีข้อมูล"),
    Column("website", "ที่อยู่เว็บไซต์; ว่าง = ไม่มี ยังไม่มีข้อมูล หรือพักการเผยแพร่", constraints={"pattern": "https?://.+"}),
    Column(
        "website_kind",
        "official = โดเมนของรัฐ; other = โดเมนอื่น; social = สื่อสังคมออนไลน์; free = เว็บฟรี; "
        "none = แจ้งว่าไม่มีเว็บไซต์; held = พักการเผยแพร่ รอตรวจสอบ; ว่าง = ยังไม่มีข้อมูล",
        constraints={"enum": ["official", "other", "social", "free", "none", HELD]},
    ),
    Column("confirmed_on", "วันที่ยืนยันล่าสุด (ค.ศ. รูปแบบ YYYY-MM-DD)", "date"),
)
NAMES = tuple(column.name for column in COLUMNS)


def csv_part(items: Iterable[Listed], reference: Reference) -> str:
    """Lines of websites.csv, in the order given."""
    return csv_rows([_row(item.entry, reference) for item in items]).decode()


def json_part(items: Iterable[Listed], reference: Reference) -> str:
    """Records of websites.json."""
    return json_records(COLUMNS, [_row(item.entry, reference) for item in items])


def sheet_part(items: Iterable[Listed], reference: Reference) -> SheetRows:
    """Rows of websites.xlsx."""
    return sheet_rows([_row(item.entry, reference) for item in items])


def _row(entry: Entry, reference: Reference) -> tuple[str, ...]:
    return (
        entry.lao_id,
        entry.lao_code,
        reference.types[entry.lao_type].name,
        entry.lao_name,
        entry.district,
        entry.province_code,
        reference.provinces[entry.province_code].name,
        entry.fiscal_year,
        "" if entry.held else entry.website,
        HELD if entry.held else entry.website_kind,
        entry.confirmed_on,
    )


def json_records(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """The rows as JSON, a record a line; an absent value is ""."""
    names, line = [column.name for column in columns], json.JSONEncoder(ensure_ascii=False).encode
    return ",\n".join(line(dict(zip(names, row, strict=True))) for row in rows)


def json_head(title: str, columns: Sequence[Column], reference: Reference, as_of: date) -> bytes:
    """What a table as JSON begins with: what it is, and as of which day. Then come its records and JSON_FOOT:
    {title, as_of, as_of_be, licence, source, fields, records}."""
    head = {
        "title": title,
        "as_of": as_of.isoformat(),
        "as_of_be": be_date(as_of),
        "licence": licence(reference),
        "source": f"กรมส่งเสริมการปกครองท้องถิ่น หนังสือ ที่ {reference.round.circular}",
        "fields": {column.name: column.description for column in columns},
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{opening},\n "records": [\n'.encode()


JSON_FOOT = b"\n]\n}\n"


def licence(reference: Reference) -> dict[str, str]:
    """The licence of the open data, as the settings have it and Frictionless wants it."""
    site = reference.round.site
    return {"name": site["licence"], "title": site["licence_title"], "path": site["licence_url"]}
