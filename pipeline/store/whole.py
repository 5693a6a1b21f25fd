"""Files that are there whole or not at all. ``force`` their folder where they have to be found after a power cut."""

import os
import platform
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

OWN = re.compile(rf"\..+\.{re.escape(platform.node())}-([0-9]+)-[0-9a-f]{{8}}\.partial")
"""What processes of this machine call a file of a shared folder while they write it; the number is the process's."""

ABANDONED = 86_400.0
"""Seconds; no file takes a day to be written."""


def write_whole(path: Path, pieces: Iterable[bytes], mode: int = 0o644, *, shared: bool = False) -> None:
    """Write beside the path, force its content to disk, then give it its name. Whatever it raises, nothing is left.

    ``shared`` is a folder that others may be writing the same file into; what a killed process leaves there is for
    ``sweep``.
    """
    writer = f".{platform.node()}-{os.getpid()}-{token_hex(4)}" if shared else ""
    partial = path.with_name(f".{path.stem}{writer}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Delete what killed processes were writing into a shared folder: of this machine those that are gone, of another
    what was begun so long before the folder last changed that it is gone, too."""
    for path in folder.glob(".*.partial"):
        found = OWN.fullmatch(path.name)
        with suppress(FileNotFoundError):  # its writer was quicker
            if not _alive(int(found[1])) if found else _age(path) > ABANDONED:
                path.unlink()


def _age(path: Path) -> float:
    """By the clock of the disk, which all machines share."""
    return path.parent.stat().st_mtime - path.stat().st_mtime


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError as fault:
        return isinstance(fault, PermissionError)  # it is somebody else's
    return True


def force(folder: Path) -> None:
    """Force the names in a folder to disk: files written into it are found there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
