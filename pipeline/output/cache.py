"""Parts of what was rendered last, taken over where all that they are made of is the same.

A part is told by its name and by the digest of what it is made of: code, templates, settings, and values. One that is
not exactly that, or damaged, is made anew, so that this folder may be deleted, or be of another state of the master, at
any time. Parts may hold contacts: the folder is closed to others.
"""

import marshal
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
PLAIN = 2
"""The version of marshal that writes equal values as equal bytes, whether or not they are one in memory."""


class Cache:
    """The parts of one kind of page, in a folder of their own; ``by`` is what makes them. No folder: none is kept."""

    def __init__(self, folder: Path | None = None, by: bytes = b"") -> None:
        self._folder, self._by = folder, by
        self._taken: set[str] = set()

    def take(self, name: str, of: Any, make: Callable[[], T]) -> T:
        """The part of that name, made of these plain values (text, numbers, bytes, tuples), as it was kept, else as it
        is made now. The part has to be of plain values, too."""
        if self._folder is None:
            return make()
        self._taken.add(name)
        path, digest = self._folder / name, sha256(self._by + marshal.dumps((name, of), PLAIN)).digest()
        with suppress(OSError):
            data = path.read_bytes()
            if data[:32] == digest and data[32:64] == sha256(data[64:]).digest():
                return marshal.loads(data[64:])  # type: ignore[no-any-return]  # noqa: S302  (our own)
        part: Any = make()
        self._write(path, digest, marshal.dumps(part, PLAIN))
        return part  # type: ignore[no-any-return]

    def _write(self, path: Path, digest: bytes, content: bytes) -> None:
        """Where it cannot be kept, it is made anew the next time."""
        with suppress(OSError):
            path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            path.unlink(missing_ok=True)
            path.touch(mode=PRIVATE)
            path.write_bytes(digest + sha256(content).digest() + content)

    def sweep(self) -> None:
        """Delete the parts that were not asked for: what they were part of has them no more."""
        if self._folder is not None and self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in self._taken:
                    path.unlink(missing_ok=True)


NO_CACHE = Cache()
