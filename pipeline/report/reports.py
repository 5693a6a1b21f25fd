"""Which file goes where under reports/ (the outbox contract, design §7)."""

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.model import ProvinceStatus
from pipeline.report.board import board
from pipeline.report.central import central_files
from pipeline.report.data import CentralRow, Held, ProvinceReport, TrendPoint
from pipeline.report.letter import letter
from pipeline.report.province import province_files
from pipeline.report.rules_page import rules_files
from schemas.reference import Reference
from schemas.rules import Rule


def province_folder(data: ProvinceReport, reference: Reference, on: date) -> dict[str, bytes]:
    """reports/<code>/: report.html, findings.csv, findings.json and, for a province, letter.html."""
    code = data.status.code
    files = province_files(data, reference)
    if code in reference.provinces:
        files["letter.html"] = letter(data, reference, on)
    return {f"{code}/{name}": content for name, content in files.items()}


def round_pages(
    statuses: Sequence[ProvinceStatus],
    rows: Sequence[CentralRow],
    held: Sequence[Held],
    rules: Mapping[str, Rule],
    reference: Reference,
    trend: Sequence[TrendPoint] = (),
) -> dict[str, bytes]:
    """reports/index.html, central.{html,csv} and rules.{html,csv,xlsx}."""
    not_sent = [status.code for status in statuses if status.state == "not_sent"]
    return {
        "index.html": board(statuses, reference, trend),
        **central_files(rows, held, not_sent, reference),
        **rules_files(rules, reference),
    }
