"""Files that are there whole or not at all, and survive a power cut once they are there."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, pieces: Iterable[bytes], mode: int = 0o644) -> None:
    """Write beside the path, force it to disk, then give it its name. Where it raises ``OSError`` nothing is left."""
    partial = path.with_name(f".{path.stem}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def force(folder: Path) -> None:
    """Force the names in a folder to disk: files written into it are found there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
