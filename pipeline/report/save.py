"""Writing rendered files: the only I/O of this stage."""

import os
from collections.abc import Mapping
from pathlib import Path


def save(folder: Path, files: Mapping[str, bytes], *, mode: int = 0o644, folder_mode: int = 0o755) -> tuple[str, ...]:
    """Write each file whole or not at all (a temporary file, then rename) and return the paths that changed.

    Unchanged bytes are not rewritten. ``folder`` and what is made in it get ``folder_mode``.
    """
    changed = []
    folder.parent.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        target = folder / name
        _make(target.parent, folder_mode)
        if target.is_file() and target.read_bytes() == content:
            continue
        _replace(target, content, mode)
        changed.append(name)
    return tuple(changed)


def _make(folder: Path, mode: int) -> None:
    if not folder.is_dir():
        _make(folder.parent, mode)
        folder.mkdir(mode=mode, exist_ok=True)
        folder.chmod(mode)


def _replace(target: Path, content: bytes, mode: int) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
