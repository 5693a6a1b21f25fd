"""Two files of one run with the same explicit revision that say different things of one LAO (XS003)."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Finding, Record, Submission
from pipeline.validate.duplicates import said

Key = tuple[str, int, str, str]
"""Province, revision, table, lao_id."""


def find_rivals(submissions: Sequence[Submission], names: Mapping[str, str]) -> Iterator[tuple[int, Finding]]:
    """XS003 at every row of such an LAO, as (index of the submission, finding)."""
    by_key: dict[Key, list[tuple[int, Record]]] = {}
    for number, submission in enumerate(submissions):
        if submission.revision and submission.province:
            for record in submission.records:
                if record.lao_id:
                    key = (submission.province, submission.revision, record.table, record.lao_id)
                    by_key.setdefault(key, []).append((number, record))
    for (_, revision, _, lao_id), rows in by_key.items():
        if len({number for number, _ in rows}) > 1 and len({said(record) for _, record in rows}) > 1:
            params = {"n": str(revision), "lao": names[lao_id]}
            yield from ((number, record.finding("XS003", "lao_name", "ชื่อ อปท.", params)) for number, record in rows)
