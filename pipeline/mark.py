"""The mark a form carries: which round, province and version it was issued for, signed so that it cannot be made up.

The key is created on first use in a file of mode 0600, outside anything published. HMAC-SHA256 (RFC 2104).
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import NamedTuple

PREFIX = "thabian1"
PROPERTY = "thabian_mark"
"""The document property of a workbook that holds the mark."""


class Mark(NamedTuple):
    """What a form says of itself; ``revision`` is 0 in a fresh form and goes up with every returned workbook."""

    round: str
    province: str
    version: str
    revision: int


def load_key(path: Path) -> bytes:
    """The signing key, created where there is none."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return bytes.fromhex(path.read_text().strip())


def sign(mark: Mark, key: bytes) -> str:
    """The mark as text, with its signature."""
    body = "|".join((PREFIX, mark.round, mark.province, mark.version, str(mark.revision)))
    return f"{body}|{_signature(body, key)}"


def verify(text: str, key: bytes) -> Mark | None:
    """The mark, or None where it was altered or is not ours."""
    body, _, signature = text.rpartition("|")
    if not hmac.compare_digest(signature.encode(), _signature(body, key).encode()):
        return None
    prefix, *parts = body.split("|")
    if prefix != PREFIX or len(parts) != 4 or not parts[3].isdigit():
        return None
    return Mark(parts[0], parts[1], parts[2], int(parts[3]))


def _signature(body: str, key: bytes) -> str:
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()[:32]
