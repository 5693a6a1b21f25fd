"""Every file ever received, once, by its content: ``outbox/archive/<sha256>.xlsx``, mode 0600."""

import hashlib
import os
from pathlib import Path


def fingerprint(data: bytes) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(data).hexdigest()


def keep(folder: Path, data: bytes, sha256: str) -> Path:
    """Put a file into the archive and force it to disk before anyone may delete the original."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{sha256}.xlsx"
    if path.exists() and path.stat().st_size == len(data):
        return path
    partial = folder / f".{sha256}.partial"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return path
