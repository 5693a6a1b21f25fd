"""Values and reference -> findings. The only user of pandera's results; pure."""

from collections.abc import Mapping, Sequence

from pipeline.model import Finding, Lao, Record, Submission
from pipeline.validate.columns import once_a_sheet
from pipeline.validate.duplicates import find_duplicates
from pipeline.validate.patterns import find_patterns
from pipeline.validate.rules import Placed, check_values
from pipeline.validate.same_revision import find_rivals
from schemas import CHECKS, DERIVED, TABLES

__all__ = ["find_rivals", "validate"]


def validate(submissions: Sequence[Submission], laos: Mapping[str, Lao]) -> list[tuple[Finding, ...]]:
    """All findings of each submission, those of reading included: one frame per table for the whole batch.

    ``laos`` are all LAOs of the register by lao_id.
    """
    names = {lao_id: lao.called for lao_id, lao in laos.items()}
    found = [list(submission.findings) for submission in submissions]
    for table in TABLES:
        owned = [
            (number, record)
            for number, submission in enumerate(submissions)
            for record in submission.records
            if record.table == table.name
        ]
        broken: dict[int, list[tuple[Record, Finding]]] = {}
        for index, finding in _check([record for _, record in owned], table.name):
            number, record = owned[index]
            broken.setdefault(number, []).append((record, finding))
        for number, placed in broken.items():
            found[number] += once_a_sheet(placed, submissions[number].findings)
    for number, submission in enumerate(submissions):
        found[number] += find_duplicates(submission.records, names)
        found[number] += find_patterns(submission.records, laos)
    return [tuple(findings) for findings in found]


def _check(records: Sequence[Record], table: str) -> list[Placed]:
    return check_values(records, CHECKS[table], DERIVED.get(table, {}))
