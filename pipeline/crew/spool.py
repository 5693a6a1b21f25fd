"""Submissions on their way from the processes that read them: packed in a folder of a run, so that a run holds a
bounded number of them however many files came."""

import pickle
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipeline.crew.packing import pack_records, unpack_records
from pipeline.look import SheetLook
from pipeline.model import Submission
from pipeline.store.outbox import PRIVATE, PRIVATE_FOLDER, SPOOL

Rank = tuple[int, float, str, str]
"""Revision, time of modification, path, fingerprint: in this order files are received (design §5)."""


class Prepared(NamedTuple):
    """One submission, packed: what is asked of it before it is unpacked, where it lies, and what is told of our own
    fault that kept it from being read ("" = none; see ``ourfault.told``)."""

    revision: int
    modified: float
    path: str
    sha256: str
    province: str
    rows: int
    packed: Path
    fault: str = ""

    @property
    def rank(self) -> Rank:
        """Where it stands among the files of a run."""
        return self[:4]

    def submission(self) -> Submission:
        """Unpack it."""
        return unpack(self.packed)


def pack(submission: Submission, target: Path, fault: str = "") -> Prepared:
    """Pack a submission into a file of its own."""
    prepared, data = packed(submission, target, fault)
    keep(data, target)
    return prepared


def packed(submission: Submission, target: Path, fault: str = "") -> tuple[Prepared, bytes]:
    """A submission packed, for ``keep`` to put where it is to lie."""
    arrival, rows = submission.arrival, len(submission.records)
    rank = submission.revision, arrival.modified, arrival.path, arrival.sha256
    prepared = Prepared(*rank, submission.province, rows, target, fault)
    parts = replace(submission, records=()), pack_records(submission.records)
    return prepared, pickle.dumps(parts, pickle.HIGHEST_PROTOCOL)


def keep(data: bytes, target: Path) -> None:
    """Put bytes into a file that is nobody else's business."""
    target.touch(mode=PRIVATE)
    target.write_bytes(data)


def unpack(packed: Path) -> Submission:
    """The submission that was packed into this file."""
    submission, records = _parts(packed)
    return replace(submission, records=unpack_records(records))


def unpack_looks(packed: Path) -> Sequence[SheetLook]:
    """The looks of the submission that was packed into this file, and nothing else of it."""
    return _parts(packed)[0].looks


def _parts(packed: Path) -> tuple[Submission, bytes]:
    return pickle.loads(packed.read_bytes())  # type: ignore[no-any-return]  # noqa: S301  (our own)


@contextmanager
def spool(place: Path | None) -> Iterator[Path]:
    """A folder for packed submissions, gone afterwards; in ``place`` what a killed run left goes first. None: where
    the system has temporary files."""
    if place is None:
        with TemporaryDirectory() as name:
            yield Path(name)
        return
    folder = place / SPOOL
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
