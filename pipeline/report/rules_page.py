"""The rule catalogue as pages and as a sheet: what each code means, who mends it and what it withholds."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.output.tabular import csv_bytes, xlsx_bytes
from pipeline.report.page import blanked, page
from pipeline.report.words import AREA, NATURE, REPORTED_TO, SEVERITY, WITHHOLDS
from schemas import TABLES
from schemas.reference import Reference
from schemas.rules import Rule

HEADER = (
    "code", "area", "severity", "nature", "withholds", "mended_by", "message", "hint", "gloss", "column", "bad",
    "good", "retired",
)  # fmt: skip
HEADER_TH = (
    "รหัสกฎ", "หมวด", "ระดับ", "ชนิด", "ผลต่อข้อมูล", "ผู้แก้ไข", "สิ่งที่พบ", "วิธีแก้", "คำอธิบายภาษาอังกฤษ", "คอลัมน์",
    "ตัวอย่างที่พบ", "ตัวอย่างที่ถูกต้อง", "เลิกใช้",
)  # fmt: skip
NOBODY = "ไม่ต้องแก้ไข"
_LABELS = {field.name: field.heading for table in TABLES for field in table.fields}


class ExampleCell(NamedTuple):
    """One column of an example row: its heading, the cell that breaks the rule and its good twin."""

    heading: str
    bad: str
    good: str


class Told(NamedTuple):
    """A rule ready to be shown: placeholders as "…", examples as people would see them in the sheet.

    ``where`` is the heading of the column, ``cells`` the example row; ``example`` tells of one in words where no row
    can show it.
    """

    rule: Rule
    message: str
    hint: str
    gloss: str
    mended_by: str
    where: str
    cells: tuple[ExampleCell, ...]
    example: str


def rules_files(rules: Mapping[str, Rule], reference: Reference) -> dict[str, bytes]:
    """Paths under reports/: rules.html leads to rules/<area>.html (anchor per code); rules.csv, rules.xlsx."""
    told = [_told(rule) for rule in rules.values()]
    areas = {area: found for area in AREA if (found := [one for one in told if one.rule.area == area])}
    table = [_row(one) for one in told]
    return {
        "rules.html": page("rules.html", reference, script="find.js", areas=areas),
        **{
            f"rules/{area}.html": page("rules_area.html", reference, up="../", area=area, told=found, areas=areas)
            for area, found in areas.items()
        },
        "rules.csv": csv_bytes(HEADER, table),
        "rules.xlsx": xlsx_bytes("กฎการตรวจ", HEADER_TH, table),
    }


def _told(rule: Rule) -> Told:
    return Told(
        rule,
        blanked(rule.message),
        blanked(rule.hint),
        blanked(rule.gloss),
        REPORTED_TO[rule.reported_to] if rule.nature == "fault" else NOBODY,
        _LABELS.get(rule.column, rule.column),
        _cells(rule),
        rule.example,
    )


def _cells(rule: Rule) -> tuple[ExampleCell, ...]:
    if rule.bad is None:
        return ()
    bad, good = (side if isinstance(side, Mapping) else {rule.column: side} for side in (rule.bad, rule.good))
    names = dict.fromkeys((*bad, *good))
    return tuple(ExampleCell(_LABELS.get(name, name), _shown(bad.get(name)), _shown(good.get(name))) for name in names)


def _shown(value: Any) -> str:
    """An example cell: a text as typed, a number as a number."""
    if isinstance(value, int | float):
        return f"{value} (ตัวเลข)"
    return str(value or "") or "(ว่าง)"


def _side(one: Told, side: str) -> str:
    """The example row as one text: "ชื่อ อปท. = กมลา · อำเภอ = กะทู้"."""
    if len(one.cells) == 1:
        return str(getattr(one.cells[0], side))
    return " · ".join(f"{cell.heading} = {getattr(cell, side)}" for cell in one.cells)


def _row(one: Told) -> tuple[str, ...]:
    rule = one.rule
    return (
        rule.code,
        AREA[rule.area],
        SEVERITY[rule.severity].text,
        NATURE[rule.nature],
        WITHHOLDS[rule.withholds],
        one.mended_by,
        one.message,
        one.hint,
        one.gloss,
        one.where,
        _side(one, "bad") or one.example,
        _side(one, "good"),
        rule.retired,
    )
