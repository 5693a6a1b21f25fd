"""A province's findings as an officer works through them: by LAO, root causes first, and by rule."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Lao
from pipeline.report.data import Place, ProvinceReport
from pipeline.report.titles import title
from pipeline.shown import ReportRow
from schemas.reference import Reference
from schemas.rules import AREAS, SEVERITIES, catalogue

CERTIFY_RULES = frozenset({"FY001", "FY003"})
"""Placed in an earlier year, or in none: told once in the list of LAOs to certify, not again at every row."""

SHOWN = 200
"""Rows of one LAO, or of none, that a page shows; ``findings.csv`` has them all."""
_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_REACH = {reach: rank for rank, reach in enumerate(("file", "sheet", "row", "cell", "publication", "none"))}


class RowBlock(NamedTuple):
    """The findings of one row of the sheet, with the whole row: label -> text."""

    place: Place
    findings: tuple[ReportRow, ...]
    cells: Mapping[str, str]
    marked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LaoTask:
    """What one LAO has to do: ``code`` is "" for what concerns the whole file; ``more`` findings are not shown."""

    code: str
    label: str
    district: str
    blocks: tuple[RowBlock, ...] = ()
    errors: int = 0
    warnings: int = 0
    missing: tuple[str, ...] = ()
    certify: str = ""
    more: int = 0


class RuleCount(NamedTuple):
    """One rule met in the report: how often, and the LAOs it was met at, as (code, label)."""

    code: str
    severity: str
    title: str
    times: int
    laos: tuple[tuple[str, str], ...]


def lao_label(lao: Lao, reference: Reference) -> str:
    """ "อบต.แม่กา": the type's short name in front, as offices write it; a special one goes by its own name."""
    return lao.name if lao.type == "special" else f"{reference.types[lao.type].short}{lao.name}"


def to_mend(rows: Iterable[ReportRow]) -> list[ReportRow]:
    """Errors and warnings still to be mended, root causes (what withholds most) first."""
    open_rows = [row for row in rows if row.status != "fixed" and row.severity != "info"]
    return sorted(open_rows, key=_order)


def _order(row: ReportRow) -> tuple[int, int, str, str, int, str, str]:
    return (
        _RANK[row.severity],
        _REACH[row.withholds],
        row.file,
        row.sheet,
        int(row.row or 0),
        row.cell,
        row.rule,
    )


def tasks(data: ProvinceReport, reference: Reference) -> tuple[LaoTask, ...]:
    """One task per LAO that has anything to do: errors first, the whole file before LAOs in the register's order."""
    found: dict[str, list[ReportRow]] = defaultdict(list)
    for row in to_mend(data.rows):
        if row.rule not in CERTIFY_RULES:
            found[row.lao_code].append(row)
    missing: dict[str, list[str]] = defaultdict(list)
    for table, laos in data.missing.items():
        for lao in laos:
            missing[lao.code].append(table)
    certify = {entry.lao.code: entry.year for entry in data.to_certify}
    codes = found.keys() | missing.keys() | certify.keys()
    made = (_task(code, found[code], missing[code], certify.get(code, ""), data, reference) for code in codes)
    return tuple(sorted(made, key=lambda task: (task.errors == 0, task.code != "", task.code[2:], task.label)))


def _task(
    code: str, rows: list[ReportRow], missing: list[str], certify: str, data: ProvinceReport, reference: Reference
) -> LaoTask:
    lao = data.laos.get(code)
    label = lao_label(lao, reference) if lao else (rows[0].lao_name or "ทั้งไฟล์") if rows else code
    errors = sum(row.severity == "error" for row in rows)
    blocks = _blocks(rows, data.contexts)
    return LaoTask(
        code,
        label,
        lao.district if lao else "",
        blocks[:SHOWN],
        errors,
        len(rows) - errors,
        tuple(missing),
        certify,
        sum(len(block.findings) for block in blocks[SHOWN:]),
    )


def _blocks(rows: list[ReportRow], contexts: Mapping[Place, Mapping[str, str]]) -> tuple[RowBlock, ...]:
    places: dict[Place, list[ReportRow]] = defaultdict(list)
    for row in rows:
        places[row.file, row.sheet, row.row].append(row)
    return tuple(
        RowBlock(place, tuple(found), contexts.get(place, {}), {row.column: row.severity for row in reversed(found)})
        for place, found in places.items()
    )


def by_rule(rows: Iterable[ReportRow], data: ProvinceReport, reference: Reference) -> tuple[RuleCount, ...]:
    """The rules met among these findings, errors first, the commonest first."""
    found: dict[str, list[ReportRow]] = defaultdict(list)
    for row in rows:
        found[row.rule].append(row)
    counts = (_rule_count(code, met, data, reference) for code, met in found.items())
    areas = {area: rank for rank, area in enumerate(AREAS)}
    rules = catalogue()
    return tuple(sorted(counts, key=lambda c: (_RANK[c.severity], -c.times, areas[rules[c.code].area], c.code)))


def _rule_count(code: str, rows: list[ReportRow], data: ProvinceReport, reference: Reference) -> RuleCount:
    laos = {row.lao_code: _name(row, data, reference) for row in rows if row.lao_code}
    ordered = tuple(sorted(laos.items(), key=lambda item: item[0][2:]))
    return RuleCount(code, rows[0].severity, title(catalogue()[code]), len(rows), ordered)


def _name(row: ReportRow, data: ProvinceReport, reference: Reference) -> str:
    lao = data.laos.get(row.lao_code)
    return lao_label(lao, reference) if lao else row.lao_name or row.lao_code
