"""The rule catalogue as a page and as a sheet: what each code means, who mends it and what it withholds."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.report.page import blanked, page
from pipeline.report.words import AREA, NATURE, REPORTED_TO, SEVERITY, WITHHOLDS
from pipeline.tabular import csv_bytes, xlsx_bytes
from schemas import TABLES
from schemas.reference import Reference
from schemas.rules import Rule

HEADER = (
    "code", "area", "severity", "nature", "withholds", "reported_to", "message", "hint", "gloss", "column", "bad",
    "good", "retired",
)  # fmt: skip
_LABELS = {field.name: field.heading for table in TABLES for field in table.fields}


class Told(NamedTuple):
    """A rule ready to be shown: placeholders as "…", examples as people would see them in the sheet."""

    rule: Rule
    message: str
    hint: str
    gloss: str
    column: str
    bad: str
    good: str


def rules_files(rules: Mapping[str, Rule], reference: Reference) -> dict[str, bytes]:
    """rules.html (anchor per code), rules.csv and rules.xlsx, as paths under reports/."""
    told = [_told(rule) for rule in rules.values()]
    areas = {area: [one for one in told if one.rule.area == area] for area in AREA}
    table = [_row(one) for one in told]
    return {
        "rules.html": page("rules.html", reference, script="find.js", areas=areas),
        "rules.csv": csv_bytes(HEADER, table),
        "rules.xlsx": xlsx_bytes("rules", HEADER, table),
    }


def _told(rule: Rule) -> Told:
    shown = rule.bad is not None
    return Told(
        rule,
        blanked(rule.message),
        blanked(rule.hint),
        blanked(rule.gloss),
        _LABELS.get(rule.column, rule.column),
        _cell(rule.bad) if shown else rule.example,
        _cell(rule.good) if shown else "",
    )


def _cell(value: Any) -> str:
    """An example cell: a text as typed, a number as a number; several cells with their headings."""
    if isinstance(value, Mapping):
        return " · ".join(f"{_LABELS.get(name, name)} = {_cell(cell)}" for name, cell in value.items())
    if isinstance(value, int | float):
        return f"{value} (ตัวเลข)"
    return str(value or "") or "(ว่าง)"


def _row(one: Told) -> tuple[str, ...]:
    rule = one.rule
    return (
        rule.code,
        AREA[rule.area],
        SEVERITY[rule.severity].text,
        NATURE[rule.nature],
        WITHHOLDS[rule.withholds],
        REPORTED_TO[rule.reported_to],
        one.message,
        one.hint,
        one.gloss,
        one.column,
        one.bad,
        one.good,
        "yes" if rule.retired else "",
    )
