"""Submissions on their way from the processes that read them: packed in a folder of a run, so that a run holds a
bounded number of them however many files came."""

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipeline.model import Submission
from pipeline.store.outbox import PRIVATE, PRIVATE_FOLDER

FOLDER = ".spool"


class Prepared(NamedTuple):
    """One submission, packed: what is asked of it before it is unpacked, and where it lies."""

    revision: int
    modified: float
    name: str
    province: str
    rows: int
    packed: Path

    def submission(self) -> Submission:
        """Unpack it."""
        return unpack(self.packed)


def pack(submission: Submission, target: Path) -> Prepared:
    """Pack a submission into a file of its own."""
    prepared, data = packed(submission, target)
    keep(data, target)
    return prepared


def packed(submission: Submission, target: Path) -> tuple[Prepared, bytes]:
    """A submission packed, for ``keep`` to put where it is to lie."""
    arrival, rows = submission.arrival, len(submission.records)
    prepared = Prepared(submission.revision, arrival.modified, arrival.path, submission.province, rows, target)
    return prepared, pickle.dumps(submission, pickle.HIGHEST_PROTOCOL)


def keep(data: bytes, target: Path) -> None:
    """Put a packed submission into its file."""
    target.touch(mode=PRIVATE)
    target.write_bytes(data)


def unpack(packed: Path) -> Submission:
    """The submission that was packed into this file."""
    return pickle.loads(packed.read_bytes())  # type: ignore[no-any-return]  # noqa: S301  (our own)


@contextmanager
def spool(place: Path | None) -> Iterator[Path]:
    """A folder for packed submissions, gone afterwards; in ``place`` what a killed run left goes first. None: where
    the system has temporary files."""
    if place is None:
        with TemporaryDirectory() as name:
            yield Path(name)
        return
    folder = place / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
