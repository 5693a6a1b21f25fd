"""Finds what lies in the inbox. Nothing is opened that is not an ordinary file; names from offices stay names."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pipeline.model import Arrival, Finding

IGNORED = (".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
MAX_NAME = 120
FAR = 10

Entry = tuple[Path, Arrival, tuple[Finding, ...], bytes | None]
"""Path, arrival, findings on the entry itself, content."""


def arrivals(inbox: Path, packed_limit: int) -> Iterator[Entry]:
    """Every entry of the inbox in order of its path; one that has gone meanwhile is none.

    The content is None where the entry must not or cannot be read (WB009, WB025, WB001: its size is 0) or is past
    ``packed_limit`` bytes (WB019; its size is 0, too, past ``FAR`` times as many: it would fill the archive's disk).
    """
    for path in _entries(inbox):
        with suppress(FileNotFoundError):
            yield path, *_arrival(path, path.relative_to(inbox), packed_limit)


def given(paths: Iterable[Path], packed_limit: int) -> Iterator[Entry]:
    """The same for files named one by one; the folder a file lies in may name its province."""
    for path in paths:
        yield path, *_arrival(path, Path(path.absolute().parent.name) / path.name, packed_limit)


def _arrival(path: Path, relative: Path, packed_limit: int) -> tuple[Arrival, tuple[Finding, ...], bytes | None]:
    content = _content(path, packed_limit)
    place = str(relative).encode("utf-8", "surrogateescape")
    arrival = Arrival(
        str(relative),
        clean_name(path.name),
        _text(relative.parts[0]) if len(relative.parts) > 1 else "",
        content.sha256 or hashlib.sha256(place).hexdigest(),
        content.size,
        path.lstat().st_mtime,
    )
    return arrival, content.findings, content.data


def _text(name: str) -> str:
    """A name as text: bytes that are no UTF-8 become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def clean_name(name: str) -> str:
    """A file name fit to be shown and to be part of a file name of ours: NFC, no control or path characters."""
    text = unicodedata.normalize("NFC", _text(name))
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C" and c not in '/\\:*?"<>|')
    return kept.strip(". ")[-MAX_NAME:] or "ไม่มีชื่อ"


def _entries(inbox: Path) -> list[Path]:
    """Files and oddities, and folders that are named like workbooks; ordinary folders are walked."""
    found: list[Path] = []
    for folder, names, files in os.walk(inbox):
        odd = [name for name in names if name.lower().endswith(WORKBOOK_SUFFIXES) or (Path(folder) / name).is_symlink()]
        names[:] = sorted(set(names) - set(odd))
        found += [Path(folder) / name for name in (*odd, *files) if name not in IGNORED]
    return sorted(found)


class Content(NamedTuple):
    """What an entry holds; nothing but a finding where it must not or cannot be read."""

    findings: tuple[Finding, ...] = ()
    sha256: str = ""
    size: int = 0
    data: bytes | None = None


def _content(path: Path, packed_limit: int) -> Content:
    if path.name.startswith(("~$", ".")):
        return Content((Finding("WB009"),))
    if not stat.S_ISREG(path.lstat().st_mode):
        return Content((Finding("WB025"),))
    try:
        with open(path, "rb", opener=_not_following) as file:
            size = os.fstat(file.fileno()).st_size
            refusal = Finding("WB019", params={"v": f"{size // 2**20} MB"})
            if size > FAR * packed_limit:
                return Content((refusal,))
            if size > packed_limit:
                return Content((refusal,), hashlib.file_digest(file, "sha256").hexdigest(), size)
            data = file.read()
            return Content((), hashlib.sha256(data).hexdigest(), len(data), data)
    except FileNotFoundError:
        raise
    except OSError:
        return Content((Finding("WB001"),))


def _not_following(path: str, flags: int) -> int:
    """Opens what is no link, should it have become one since it was looked at; a pipe would not be waited for."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
