"""Each office's own workbook back: which submissions get one, under which name, with which mark."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.crew.pool import Crew, Drawing
from pipeline.desk import Desk
from pipeline.mark import Mark, sign, signing_key
from pipeline.model import Submission
from pipeline.notdone import NotDone
from pipeline.ourfault import tell, told
from pipeline.progress import Progress
from pipeline.report.returned import data_rows
from pipeline.running.settled import Merged
from pipeline.secret import file_name

FOLDER = "returned"
AHEAD = 100
"""So many workbooks may wait to be drawn: their findings take memory."""
LONGEST_NAME = 60
"""In characters: a Thai one takes three bytes, and a file name has 255 at most."""

Names = dict[str, dict[int, str]]
"""Province -> receipt -> file name."""
_NUMBERED = re.compile(r"(?:[0-9]+-)+(?=.)")
_NOT_PLAIN = re.compile(r"[^\w.()\u0e00-\u0e7f-]+")


class Returns:
    """The returned workbooks of a run: every readable submission with findings for its province gets one.

    The crew draws them into the draft while this process goes on; ``names`` are known at once. ``faults`` tells, by
    receipt, why one could not be drawn.
    """

    def __init__(self, desk: Desk, crew: Crew) -> None:
        self.names: Names = {}
        self.faults: dict[int, str] = {}
        self._desk, self._crew = desk, crew
        self._drawing: deque[tuple[int, str, Callable[[], None]]] = deque()
        self._due = 0

    def take(self, one: Merged, packed: Path) -> None:
        """Have the workbook of a submission drawn, where it is due; else its pack is not needed any more."""
        if not self._is_due(one):
            packed.unlink()
            return
        submission = one.submission
        name = f"{one.receipt}-{cleaned(submission.arrival.name)}.xlsx"
        self.names.setdefault(submission.province, {})[one.receipt] = name
        target = returned_folder(self._desk.outbox.draft, submission.province) / name
        findings = one.outcome.findings
        rows = data_rows(submission.records, findings)
        drawing = Drawing(packed, rows, findings, _mark(self._desk, submission), target)
        with self._owning(one.receipt, submission.province):
            self._drawing.append((one.receipt, submission.province, self._crew.draw(drawing)))
            self._due += 1
        if len(self._drawing) > AHEAD:
            self._end_first()

    def _is_due(self, one: Merged) -> bool:
        told = any(self._desk.rules[finding.rule].reported_to == "province" for finding in one.outcome.findings)
        return bool(one.receipt and one.submission.looks and told) and one.submission.source == "province"

    def wait(self, progress: Progress) -> None:
        """Until all are drawn and written, but for those whose ``faults`` are told."""
        while self._drawing:
            self._end_first()
            progress("return", self._due - len(self._drawing), self._due)

    def _end_first(self) -> None:
        receipt, province, drawn = self._drawing.popleft()
        with self._owning(receipt, province):
            drawn()

    @contextmanager
    def _owning(self, receipt: int, province: str) -> Iterator[None]:
        """Our own fault with one workbook is told, and the others are drawn. What the system refuses ends the run: when
        it is gone on with, all are drawn."""
        try:
            yield
        except (OSError, NotDone):
            raise
        except Exception as fault:
            self.faults[receipt] = tell(told(fault))
            del self.names[province][receipt]


def _mark(desk: Desk, submission: Submission) -> str:
    """The mark it carries when it comes back, one revision higher; none where the province is not known."""
    round_ = desk.reference.round
    if not submission.province:
        return ""
    mark = Mark(round_.id, submission.province, round_.form_version, submission.revision + 1)
    return sign(mark, signing_key(desk.outbox.key))


def cleaned(name: str) -> str:
    """A file name without its ending, receipt numbers of earlier returns, and what is awkward in a path."""
    told = file_name(name)
    stem = _NUMBERED.sub("", told.rpartition(".")[0] or told, count=1)
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
