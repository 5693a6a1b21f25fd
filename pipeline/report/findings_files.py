"""findings.csv and findings.json: the same findings for a spreadsheet and for a program."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline.output.tabular import csv_bytes
from pipeline.report.data import ProvinceReport
from pipeline.report.verdict import verdict
from pipeline.report.words import office
from pipeline.shown import FileReport, ReportRow
from schemas.reference import Reference

COLUMNS = ReportRow._fields[:15]

COLUMN_DOCS = {
    "file": "name of the submitted file",
    "sheet": "sheet as named in the file",
    "cell": "address as Excel shows it, '' where the finding is not at one cell",
    "row": "row number in the sheet, '' where the finding is not at one row",
    "column": "heading of the column",
    "lao_code": "8-digit code of the LAO",
    "lao_name": "name of the LAO",
    "rule": "code in the rule catalogue (../rules.html)",
    "severity": "error | warning | info",
    "withholds": "what was not taken: file | sheet | row | cell | none | publication",
    "value": "as typed; personal data masked",
    "message": "what is wrong, Thai",
    "hint": "how to mend it, Thai",
    "suggestion": "suggested value, '' where none can be derived",
    "status": "new | open | fixed since the province's last submission",
}


def findings_csv(rows: Iterable[ReportRow]) -> bytes:
    """findings.csv with the columns of the contract (``COLUMNS``)."""
    return csv_bytes(COLUMNS, (row[:15] for row in rows))


def findings_json(data: ProvinceReport, reference: Reference) -> bytes:
    """findings.json: round, province, verdict, files with the fates of their rows, counts, findings."""
    status = data.status
    document = {
        "about": "Findings of one province in one round; the same rows as findings.csv.",
        "columns": COLUMN_DOCS,
        "round": _round(reference),
        "province": {"code": status.code, "name": office(status.code, reference)},
        "verdict": {"state": status.state, "on_time": status.on_time, "text": verdict(data, reference)},
        "files": [_file(file) for file in data.files],
        "counts": {
            "severity": _counts(row.severity for row in data.rows if row.status != "fixed"),
            "status": _counts(row.status for row in data.rows),
        },
        "findings": [dict(zip(COLUMNS, row, strict=False)) for row in data.rows],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _round(reference: Reference) -> dict[str, Any]:
    own = reference.round
    return {
        "id": own.id,
        "circular": own.circular,
        "newest_year": own.newest_year,
        "deadline": own.deadline.isoformat(),
    }


def _file(file: FileReport) -> dict[str, Any]:
    fates: dict[str, dict[str, int]] = {}
    for (table, fate), count in sorted(file.fates.items()):
        fates.setdefault(table, {})[fate] = count
    return {**file._asdict(), "fates": fates}


def _counts(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))
