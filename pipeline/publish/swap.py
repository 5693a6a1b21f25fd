"""The public folder, exchanged whole or not at all. The only I/O of this stage."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.output.exchange import exchange, recover, spare

__all__ = ["recover", "swap"]

FILE_MODE, FOLDER_MODE = 0o644, 0o755


def swap(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Make ``folder`` hold exactly ``files`` (relative path -> bytes); whether anything had to change.

    The new folder is built beside the old one and takes its place. Killed at any moment, it leaves the old folder
    whole, at worst under its spare name, from which the next call takes it back. What an earlier call left behind is
    cleared.
    """
    recover(folder)
    if _holds(folder, files):
        return False
    new = spare(folder, "new")
    try:
        _build(new, files)
        exchange(new, folder)
    except BaseException:
        recover(folder)
        raise
    return True


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return there == set(files) and all((folder / name).read_bytes() == content for name, content in files.items())


def _build(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(FILE_MODE)
    for made in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        made.chmod(FOLDER_MODE)
