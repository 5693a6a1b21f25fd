"""What central staff have to look at: what waits for their word, who has not sent, findings across provinces."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.output.tabular import csv_bytes
from pipeline.report.data import CentralRow, Held
from pipeline.report.findings_files import COLUMNS
from pipeline.report.page import blanked, page
from pipeline.report.titles import title
from pipeline.thai import thai_sort_key, thai_sorted
from schemas.reference import Reference
from schemas.rules import SEVERITIES, catalogue


class RuleFindings(NamedTuple):
    """The findings of one rule that are still open, by province."""

    code: str
    severity: str
    title: str
    hint: str
    rows: tuple[CentralRow, ...]


def central_files(
    rows: Sequence[CentralRow], held: Sequence[Held], not_sent: Sequence[str], unassigned: int, reference: Reference
) -> dict[str, bytes]:
    """central.html and central.csv, as paths under reports/; ``not_sent`` are province codes, ``unassigned``
    counts the files whose province is unknown."""
    names = {code: province.name for code, province in reference.provinces.items()}
    html = page(
        "central.html",
        reference,
        names=names,
        held=held,
        unassigned=unassigned,
        not_sent=sorted(not_sent, key=lambda code: thai_sort_key(names[code])),
        rules_met=_by_rule(rows, names),
        fixed=sum(entry.row.status == "fixed" for entry in rows),
    )
    told = ([names.get(entry.province, ""), *entry.row[: len(COLUMNS)]] for entry in rows)
    return {"central.html": html, "central.csv": csv_bytes(("province", *COLUMNS), told)}


def _by_rule(rows: Sequence[CentralRow], names: dict[str, str]) -> list[RuleFindings]:
    """Rules in order of severity and catalogue, their findings in order of province and place."""
    found: dict[str, list[CentralRow]] = defaultdict(list)
    for entry in rows:
        if entry.row.status != "fixed" and entry.row.rule != "XF006":  # who has not sent has a section of its own
            found[entry.row.rule].append(entry)
    rules = catalogue()
    order = {code: rank for rank, code in enumerate(rules)}
    provinces = {name: rank for rank, name in enumerate(thai_sorted({"", *names.values()}))}
    codes = sorted(found, key=lambda code: (SEVERITIES.index(rules[code].severity), order[code]))
    return [
        RuleFindings(
            code, rules[code].severity, title(rules[code]), blanked(rules[code].hint),
            tuple(sorted(found[code], key=lambda entry: (provinces[names.get(entry.province, "")], _place(entry)))),
        )
        for code in codes
    ]  # fmt: skip


def _place(entry: CentralRow) -> tuple[str, str, int, str, str]:
    row = entry.row
    return row.file, row.sheet, int(row.row or 0), row.cell, row.lao_code
