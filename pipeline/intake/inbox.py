"""Finds what lies in the inbox. Nothing is opened that is not an ordinary file; names from offices stay names."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.model import Arrival, Finding

IGNORED = (".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
MAX_NAME = 120

Entry = tuple[Path, Arrival, tuple[Finding, ...], bytes | None]
"""Path, arrival, findings on the entry itself, content."""


def arrivals(inbox: Path, packed_limit: int) -> Iterator[Entry]:
    """Every entry of the inbox in order of its path.

    The content is None where the entry must not or cannot be read (WB009, WB025, WB001) or is past
    ``packed_limit`` bytes (WB019).
    """
    for path in _entries(inbox):
        yield path, *_arrival(path, path.relative_to(inbox), packed_limit)


def given(paths: Iterable[Path], packed_limit: int) -> Iterator[Entry]:
    """The same for files named one by one; the folder a file lies in may name its province."""
    for path in paths:
        yield path, *_arrival(path, Path(path.absolute().parent.name) / path.name, packed_limit)


def _arrival(path: Path, relative: Path, packed_limit: int) -> tuple[Arrival, tuple[Finding, ...], bytes | None]:
    data, findings = _content(path, packed_limit)
    info = path.lstat()
    arrival = Arrival(
        str(relative),
        clean_name(path.name),
        relative.parts[0] if len(relative.parts) > 1 else "",
        hashlib.sha256(str(relative).encode("utf-8", "surrogateescape") if data is None else data).hexdigest(),
        info.st_size,
        info.st_mtime,
    )
    return arrival, findings, data


def clean_name(name: str) -> str:
    """A file name fit to be shown and to be part of a file name of ours: NFC, no control or path characters."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
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


def _content(path: Path, packed_limit: int) -> tuple[bytes | None, tuple[Finding, ...]]:
    if path.name.startswith(("~$", ".")):
        return None, (Finding("WB009"),)
    info = path.lstat()
    if not stat.S_ISREG(info.st_mode):
        return None, (Finding("WB025"),)
    if info.st_size > packed_limit:
        return None, (Finding("WB019", params={"v": f"{info.st_size // 2**20} MB"}),)
    try:
        return path.read_bytes(), ()
    except OSError:
        return None, (Finding("WB001"),)
