"""The ledger of one submission: every row has one fate, every filled cell is taken or has a finding (design §7)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from pipeline.model import Change, Outcome, Record, Submission
from schemas import CONTACT, WEBSITE
from schemas.columns import PERSONS
from schemas.contact import is_blank
from schemas.rules import Rule

UNIT_FIELDS = {
    WEBSITE.name: (("website",),),
    CONTACT.name: tuple(tuple(f.name for f in CONTACT.values if f.name.startswith(f"person{n}_")) for n in PERSONS),
}
"""The fields that are taken together, or not at all. What a certification row says is kept whole."""
Spoken = tuple[str, str, str, int, str]
"""Where a finding speaks: (rule, table, sheet, row, column)."""


class LedgerFault(Exception):
    """The ledger of a submission does not balance: our own fault, the submission is rolled back whole."""


def balance(submission: Submission, outcome: Outcome, rules: Mapping[str, Rule]) -> None:
    """Raise ``LedgerFault`` unless rows and cells are all accounted for; ``rules`` tell what findings withhold."""
    rows, fates = rows_of(submission), Counter[str]()
    for (table, _), count in outcome.fates.items():
        fates[table] += count
    if rows != +fates:
        raise LedgerFault(f"{submission.arrival.sha256[:12]}: rows {dict(rows)}, fates {dict(fates)}")
    if outcome.status == "accepted":
        spoken = [(f.rule, f.table, f.sheet, f.row, f.column) for f in outcome.findings]
        for sheet, cell in untold(submission.records, outcome.changes, spoken, rules):
            raise LedgerFault(f"{sheet}!{cell} was neither taken nor reported")


def rows_of(submission: Submission) -> Counter[str]:
    """How many rows each table has, those that became no record among them."""
    rows = Counter(record.table for record in submission.records)
    for (table, _), count in submission.structural.items():
        rows[table] += count
    return +rows


def untold(
    records: Iterable[Record], changes: Iterable[Change], spoken: Collection[Spoken], rules: Mapping[str, Rule]
) -> Iterator[tuple[str, str]]:
    """The (sheet, cell) of an accepted submission that are filled, and neither taken by a change nor spoken of."""
    stated = {(change.table, change.sheet, change.cell) for change in changes}
    told = {one[1:] for one in spoken}
    whole = {place for one in spoken if (place := _withheld(one, rules))}
    for record in records:
        sheet, row = (record.table, record.sheet), (record.table, record.sheet, record.row)
        if sheet in whole or row in whole:
            continue
        for unit in UNIT_FIELDS.get(record.table, ()):
            filled = [field for field in unit if not is_blank(record.text(field))]
            taken = any((*sheet, record.ref(field)) in stated for field in filled)
            if filled and not taken and not any((*row, field) in told for field in unit):
                yield record.sheet, record.ref(filled[0])


def _withheld(spoken: Spoken, rules: Mapping[str, Rule]) -> tuple[object, ...]:
    """The sheet or the row that a finding keeps out as a whole; a duplicate row (XR002) is one, too."""
    rule, *place, _ = spoken
    withholds = "row" if rule == "XR002" else rules[rule].withholds
    return {"sheet": tuple(place[:2]), "row": tuple(place)}.get(withholds, ())
