"""Every file ever received, once, by its content: ``outbox/archive/<sha256>.xlsx``, mode 0600."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.store.outbox import PRIVATE, PRIVATE_FOLDER
from pipeline.store.whole import write_whole

PIECE = 1 << 20


def fingerprint(data: bytes) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(data).hexdigest()


def keep(folder: Path, data: bytes, sha256: str) -> Path:
    """Put a file into the archive, its content forced to disk; its name is when ``force`` has done the folder."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    path = folder / f"{sha256}.xlsx"
    if path.exists() and path.stat().st_size == len(data):
        return path
    return _written(path, (data,))


def keep_large(folder: Path, original: Path, sha256: str) -> Path:
    """The same for a file that is too large to be held in memory: copied in pieces.

    Raises ``OSError`` when it is not the file of that fingerprint any more.
    """
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    path = folder / f"{sha256}.xlsx"
    if path.exists() and path.stat().st_size == original.lstat().st_size:
        return path
    with os.fdopen(os.open(original, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        return _written(path, iter(lambda: file.read(PIECE), b""))


def fingerprint_of(path: Path) -> str:
    """The SHA-256 of a file on disk, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written(path: Path, pieces: Iterable[bytes]) -> Path:
    """Write the pieces to where their fingerprint says they belong."""
    digest = hashlib.sha256()

    def digested() -> Iterator[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece
        if digest.hexdigest() != path.stem:
            raise OSError(f"{path.stem[:12]}: changed while it was archived")

    write_whole(path, digested(), PRIVATE, shared=True)
    return path
