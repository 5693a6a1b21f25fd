"""The mark a form carries: which round, province and version it was issued for, signed so that it cannot be made up.

HMAC-SHA256 (RFC 2104). The keys lie in a file of mode 0600, outside anything published: one a line, the present one
first, each followed by the round in which it was last used where that is over. A mark names its key by a short id.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PREFIX = "thabian2"
WITHOUT_ID = "thabian1"
"""What marks began with before they named their key."""
PROPERTY = "thabian_mark"
"""The document property of a workbook that holds the mark."""


class Mark(NamedTuple):
    """What a form says of itself; ``revision`` is 0 in a fresh form and goes up with every returned workbook."""

    round: str
    province: str
    version: str
    revision: int


def load_keys(path: Path) -> tuple[bytes, ...]:
    """The keys that vouch for marks, the present one first; none where no form was ever made. Nothing is written."""
    return tuple(key for key, _ in _read(path))


def signing_key(path: Path) -> bytes:
    """The present key, created where there is none."""
    if not path.exists():
        _write(path, [(_new(), "")])
    return load_keys(path)[0]


def rotate(path: Path, round_: str) -> str:
    """Make a new present key; its id. The one before, and others of this round, go on vouching for its forms."""
    kept = [(key, used or round_) for key, used in _read(path) if used in ("", round_)]
    new = _new()
    _write(path, [(new, ""), *kept])
    return key_id(new)


def key_id(key: bytes) -> str:
    """The short name of a key; it tells nothing of the key itself."""
    return hashlib.sha256(b"id of " + key).hexdigest()[:8]


def sign(mark: Mark, key: bytes) -> str:
    """The mark as text, with the id of its key and its signature."""
    body = "|".join((PREFIX, mark.round, mark.province, mark.version, str(mark.revision), key_id(key)))
    return f"{body}|{_signature(body, key)}"


def verify(text: str, keys: Sequence[bytes]) -> Mark | None:
    """The mark, or None where it was altered, is not ours, or its key vouches no more."""
    body, _, signature = text.rpartition("|")
    prefix, *parts = body.split("|")
    named = parts.pop() if prefix == PREFIX and parts else ""
    vouching = (key for key in keys if prefix == WITHOUT_ID or key_id(key) == named)
    if not any(hmac.compare_digest(signature.encode(), _signature(body, key).encode()) for key in vouching):
        return None
    if len(parts) != 4 or not (parts[3].isascii() and parts[3].isdigit()):
        return None
    return Mark(parts[0], parts[1], parts[2], int(parts[3]))


def _signature(body: str, key: bytes) -> str:
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()[:32]


def _new() -> bytes:
    return secrets.token_bytes(32)


def _read(path: Path) -> list[tuple[bytes, str]]:
    """The keys and the round each was last used in ("" = in use)."""
    lines = path.read_text().splitlines() if path.exists() else []
    parted = (line.partition(" ") for line in lines if line.strip())
    return [(bytes.fromhex(key), used.strip()) for key, _, used in parted]


def _write(path: Path, keys: Sequence[tuple[bytes, str]]) -> None:
    """Write the file whole or not at all; it was never open to others."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{key.hex()} {used}".strip() + "\n" for key, used in keys)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
