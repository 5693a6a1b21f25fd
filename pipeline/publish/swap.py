"""The public folder, exchanged whole or not at all. The only I/O of this stage."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.output.exchange import exchange, hard_link, recover, spare

__all__ = ["recover", "swap"]

FILE_MODE, FOLDER_MODE = 0o644, 0o755


def swap(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Make ``folder`` hold exactly ``files`` (relative path -> bytes); whether anything had to change.

    The new folder is built beside the old one and takes its place. Killed at any moment, it leaves the old folder
    whole, at worst under its spare name, from which the next call takes it back. What an earlier call left behind is
    cleared.
    """
    recover(folder)
    same = {name for name, content in files.items() if _holds(folder / name, content)}
    if same == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == files.keys():
        return False
    new = spare(folder, "new")
    try:
        _build(new, files, {name: folder / name for name in same})
        exchange(new, folder)
    except BaseException:
        recover(folder)
        raise
    return True


def _holds(path: Path, content: bytes) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size != len(content):
        return False
    return path.read_bytes() == content


def _build(folder: Path, files: Mapping[str, bytes], there: Mapping[str, Path]) -> None:
    """``there`` are the files that need not be written again: they get a second name."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name in there:
            hard_link(there[name], target)
        else:
            target.write_bytes(content)
        target.chmod(FILE_MODE)
    for made in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        made.chmod(FOLDER_MODE)
