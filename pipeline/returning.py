"""Each office's own workbook back: which submissions get one, under which name, with which mark."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.desk import Desk
from pipeline.drawing import drawn
from pipeline.mark import Mark, load_key, sign
from pipeline.master import Merged
from pipeline.model import Submission
from pipeline.privacy import without_secret
from pipeline.progress import Progress
from pipeline.report.save import save

FOLDER = "returned"
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
LONGEST_NAME = 60
"""In characters: a Thai one takes three bytes, and a file name has 255 at most."""

Names = dict[str, dict[int, str]]
"""Province -> receipt -> file name."""
_NUMBERED = re.compile(r"(?:[0-9]+-)+(?=.)")
_NOT_PLAIN = re.compile(r"[^\w.()\u0e00-\u0e7f-]+")


@contextmanager
def returning(desk: Desk, merged: Sequence[Merged], workers: int, progress: Progress) -> Iterator[Names]:
    """Draw the returned workbook of every readable submission of a run that has findings for its province.

    They are drawn in child processes while the block runs and written when it ends; their names are known before.
    """
    key, due = load_key(desk.outbox.key), [one for one in merged if _is_due(desk, one)]
    names = {one.receipt: f"{one.receipt}-{cleaned(one.submission.arrival.name)}.xlsx" for one in due}
    by_province: Names = {}
    for one in due:
        by_province.setdefault(one.submission.province, {})[one.receipt] = names[one.receipt]
    jobs = [(_drawn_from(one.submission), one.outcome.findings, _mark(desk, one.submission, key)) for one in due]
    with drawn(jobs, desk.rules, workers) as workbooks:
        yield by_province
        for number, (one, data) in enumerate(zip(due, workbooks, strict=True), 1):
            folder = returned_folder(desk.outbox.reports, one.submission.province)
            save(folder, {names[one.receipt]: data}, mode=PRIVATE, folder_mode=PRIVATE_FOLDER)
            progress("return", number, len(due))


def _is_due(desk: Desk, one: Merged) -> bool:
    told = any(desk.rules[finding.rule].reported_to == "province" for finding in one.outcome.findings)
    return bool(one.receipt and one.submission.looks and told) and one.submission.source == "province"


def _drawn_from(submission: Submission) -> Submission:
    """What of a submission is drawn: its cells, without what they were read as."""
    return replace(submission, records=tuple(replace(record, values={}) for record in submission.records))


def _mark(desk: Desk, submission: Submission, key: bytes) -> str:
    """The mark it carries when it comes back, one revision higher; none where the province is not known."""
    round_ = desk.reference.round
    if not submission.province:
        return ""
    return sign(Mark(round_.id, submission.province, round_.form_version, submission.revision + 1), key)


def cleaned(name: str) -> str:
    """A file name without its ending, receipt numbers of earlier returns, and what is awkward in a path."""
    stem = _NUMBERED.sub("", without_secret(name).rpartition(".")[0] or without_secret(name), count=1)
    return _NOT_PLAIN.sub("_", stem)[:LONGEST_NAME].strip("._ ") or "workbook"


def returned_folder(reports: Path, province: str) -> Path:
    """Where the returned workbooks of a province lie; "" is the files whose province is unknown."""
    return reports / (province or "unassigned") / FOLDER


def returned_names(reports: Path, province: str) -> dict[int, str]:
    """Receipt -> file name of every returned workbook of a province, of this run and earlier ones."""
    return dict(_numbered(returned_folder(reports, province)))


def _numbered(folder: Path) -> Iterator[tuple[int, str]]:
    for path in sorted(folder.glob("*.xlsx")) if folder.is_dir() else ():
        receipt = path.name.partition("-")[0]
        if receipt.isdigit():
            yield int(receipt), path.name
