"""The ledger of one submission: every row has one fate, every filled cell is taken or has a finding (design §7)."""

from collections import Counter
from collections.abc import Mapping

from pipeline.model import Finding, Outcome, Submission
from schemas import CONTACT, WEBSITE
from schemas.columns import PERSONS
from schemas.contact import is_blank
from schemas.rules import Rule

UNITS = {
    WEBSITE.name: (("website",),),
    CONTACT.name: tuple(tuple(f.name for f in CONTACT.values if f.name.startswith(f"person{n}_")) for n in PERSONS),
}
"""The fields that are taken together, or not at all. What a certification row says is kept whole."""


class LedgerFault(Exception):
    """The ledger of a submission does not balance: our own fault, the submission is rolled back whole."""


def balance(submission: Submission, outcome: Outcome, rules: Mapping[str, Rule]) -> None:
    """Raise ``LedgerFault`` unless rows and cells are all accounted for; ``rules`` tell what findings withhold."""
    rows = Counter(record.table for record in submission.records)
    for (table, _), count in submission.structural.items():
        rows[table] += count
    fates: Counter[str] = Counter()
    for (table, _), count in outcome.fates.items():
        fates[table] += count
    if +rows != +fates:
        raise LedgerFault(f"{submission.arrival.sha256[:12]}: rows {dict(rows)}, fates {dict(fates)}")
    if outcome.status == "accepted":
        _cells(submission, outcome, rules)


def _cells(submission: Submission, outcome: Outcome, rules: Mapping[str, Rule]) -> None:
    stated = {(change.table, change.sheet, change.cell) for change in outcome.changes}
    spoken = {(f.table, f.sheet, f.row, f.column) for f in outcome.findings}
    whole = {place for finding in outcome.findings if (place := _withheld(finding, rules))}
    for record in submission.records:
        sheet, row = (record.table, record.sheet), (record.table, record.sheet, record.row)
        if sheet in whole or row in whole:
            continue
        for unit in UNITS.get(record.table, ()):
            filled = [field for field in unit if not is_blank(record.text(field))]
            taken = any((*sheet, record.ref(field)) in stated for field in filled)
            if filled and not taken and not any((*row, field) in spoken for field in unit):
                raise LedgerFault(f"{record.sheet}!{record.ref(filled[0])} was neither taken nor reported")


def _withheld(finding: Finding, rules: Mapping[str, Rule]) -> tuple[object, ...]:
    """The sheet or the row that a finding keeps out as a whole; a duplicate row (XR002) is one, too."""
    withholds = "row" if finding.rule == "XR002" else rules[finding.rule].withholds
    place = (finding.table, finding.sheet, finding.row)
    return {"sheet": place[:2], "row": place}.get(withholds, ())
