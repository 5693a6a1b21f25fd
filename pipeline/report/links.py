"""A province's websites as the link check found them: those that do not open first. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.output.tabular import csv_bytes
from pipeline.report.data import LinkRow
from pipeline.report.grouping import lao_label
from pipeline.report.page import page
from pipeline.report.words import Word, office
from schemas.reference import Reference

RESULT: Mapping[str, Word] = {
    "broken": Word("✖", "เปิดไม่ได้"),
    "down": Word("▲", "เปิดไม่ได้ รอตรวจซ้ำ"),
    "care": Word("▲", "เปิดได้ ควรตรวจสอบ"),
    "later": Word("–", "ยังตัดสินไม่ได้"),
    "open": Word("✔", "เปิดได้"),
}
"""What a check came to, the most urgent first."""
BADGE = {"broken": "error", "down": "warning", "care": "warning", "later": "not_sent", "open": "complete"}
COLUMNS = (
    "lao_code", "lao_name", "district", "website", "result", "rule", "found", "hint", "leads_to", "failures",
    "failing_since", "checked_at",
)  # fmt: skip


def link_files(code: str, rows: Sequence[LinkRow], reference: Reference) -> dict[str, bytes]:
    """links.html and links.csv, as paths under reports/<province code>/; none where nothing was checked."""
    if not rows:
        return {}
    order = {result: place for place, result in enumerate(RESULT)}
    ordered = sorted(rows, key=lambda row: (order[result(row)], row.lao.code[2:]))
    return {"links.html": _html(code, ordered, reference), "links.csv": _csv(ordered, reference)}


def result(row: LinkRow) -> str:
    """A key of ``RESULT``."""
    return "broken" if row.state.broken else row.sense


def _html(code: str, rows: Sequence[LinkRow], reference: Reference) -> bytes:
    lines = [(row, lao_label(row.lao, reference), result(row)) for row in rows]
    return page(
        "links.html",
        reference,
        up="../",
        office=office(code, reference),
        lines=[line for line in lines if line[2] != "open"],
        counts=Counter(kind for _, _, kind in lines),
        total=len(rows),
        result=RESULT,
        badges=BADGE,
        failures=reference.round.links["failures"],
        days=reference.round.links["days"],
        checked_at=max(row.state.asked_at for row in rows),
    )


def _csv(rows: Sequence[LinkRow], reference: Reference) -> bytes:
    return csv_bytes(COLUMNS, (_cells(row, reference) for row in rows))


def _cells(row: LinkRow, reference: Reference) -> tuple[str, ...]:
    lao, state = row.lao, row.state
    leads_to = state.final if state.final != row.website else ""
    return (
        lao.code, lao_label(lao, reference), lao.district, row.website, RESULT[result(row)].text, row.rule, row.text,
        row.hint, leads_to, str(state.times or ""), state.since, state.checked_at,
    )  # fmt: skip
