"""Writing rendered files: the only I/O of this stage."""

import os
from collections.abc import Mapping
from pathlib import Path


def save(
    folder: Path, files: Mapping[str, bytes], *, mode: int = 0o644, folder_mode: int = 0o755, forced: bool = False
) -> tuple[str, ...]:
    """Write each file whole or not at all and return the paths that changed.

    All are written before the first takes its name: where there is no room for them, none has changed. Unchanged bytes
    are not rewritten. ``folder`` and what is made in it get ``folder_mode``. ``forced`` puts the content on disk before
    it takes its name, so that no power cut leaves a torn file: needless in a folder that is exchanged whole.
    """
    parts: dict[str, Path] = {}
    try:
        for name, content in files.items():
            target = folder / name
            _make(target.parent, folder_mode)
            if not target.is_file() or target.read_bytes() != content:
                parts[name] = target.with_name(f".{target.name}.part")
                _write(parts[name], content, mode, forced=forced)
        for name, part in parts.items():
            part.replace(folder / name)
    except BaseException:
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise
    return tuple(parts)


def _make(folder: Path, mode: int) -> None:
    if not folder.is_dir():
        _make(folder.parent, mode)
        folder.mkdir(mode=mode, exist_ok=True)
        folder.chmod(mode)


def _write(part: Path, content: bytes, mode: int, *, forced: bool) -> None:
    with part.open("wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        if forced:
            file.flush()
            os.fsync(file.fileno())
