"""Two files of one run with the same explicit revision that say different things of one LAO (XS003)."""

from collections.abc import Mapping, Sequence

from pipeline.model import Finding, Lao, Record, Submission
from pipeline.validate.duplicates import said

Key = tuple[str, str]
"""Table, lao_id."""


def find_rivals(submissions: Sequence[Submission], laos: Mapping[str, Lao]) -> list[list[Finding]]:
    """XS003 of each submission, at every row of such an LAO; all are of one province and one revision."""
    found: list[list[Finding]] = [[] for _ in submissions]
    by_key: dict[Key, list[tuple[int, Record]]] = {}
    for number, submission in enumerate(submissions):
        for record in submission.records:
            if record.lao_id:
                by_key.setdefault((record.table, record.lao_id), []).append((number, record))
    for (_, lao_id), rows in by_key.items():
        if len({number for number, _ in rows}) > 1 and len({said(record) for _, record in rows}) > 1:
            params = {"n": str(submissions[0].revision), "lao": laos[lao_id].called}
            for number, record in rows:
                found[number].append(record.finding("XS003", "lao_name", "ชื่อ อปท.", params))
    return found
