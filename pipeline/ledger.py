"""The ledger of one submission: every row has one fate, every filled cell is taken or has a finding (design §7)."""

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.model import Outcome, Record, Submission

TAKEN = frozenset({"accepted", "placed", "pending", "unchanged", "blank"})


class LedgerFault(Exception):
    """The ledger of a submission does not balance: our own fault, the submission is rolled back whole."""


def balance(submission: Submission, outcome: Outcome, values: Mapping[str, frozenset[str]]) -> None:
    """Raise ``LedgerFault`` unless rows and cells are all accounted for; ``values`` are each table's value fields."""
    rows = Counter(record.table for record in submission.records)
    for (table, _), count in submission.structural.items():
        rows[table] += count
    fates: Counter[str] = Counter()
    for (table, _), count in outcome.fates.items():
        fates[table] += count
    if +rows != +fates:
        raise LedgerFault(f"{submission.arrival.sha256[:12]}: rows {dict(rows)}, fates {dict(fates)}")
    if outcome.status == "accepted":
        _cells(submission.records, outcome, values)


def _cells(records: Iterable[Record], outcome: Outcome, values: Mapping[str, frozenset[str]]) -> None:
    spoken = {(f.table, f.sheet, f.row, f.column) for f in outcome.findings}
    rows = {(f.table, f.sheet, f.row) for f in outcome.findings}
    stated = {(change.table, change.sheet, change.lao_id) for change in outcome.changes}
    for record in records:
        place = (record.table, record.sheet, record.row)
        if record.table == "certification" or (record.table, record.sheet, record.lao_id) in stated or place in rows:
            continue
        lost = [f for f in record.cells if f in values[record.table] and (*place, f) not in spoken]
        if lost:
            raise LedgerFault(f"{submission_cell(record, lost[0])} was neither taken nor reported")


def submission_cell(record: Record, field: str) -> str:
    """Sheet and cell, without what it holds: fit for a log."""
    return f"{record.sheet}!{record.cells[field].ref}"
