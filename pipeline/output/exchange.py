"""A folder takes another's place whole: whoever looks, at whatever moment, sees all of the one or all of the other.

All that the new folder holds is on disk before it gets the name: neither a kill nor a power cut leaves a torn folder.
Which of the two a power cut leaves is settled when the name itself was forced to disk (``store.whole.force``).
"""

import errno
import os
import shutil
from pathlib import Path

UNLINKED = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)
"""What a file system says that gives no file two names."""
AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""What Linux's renameat2 is told: paths as we see them, and that both names stay."""


def exchange(new: Path, folder: Path) -> None:
    """Put ``new``, which lies beside it, in the place of ``folder``, and delete what that held.

    In one step where the system can exchange two names; else in two renames, between which ``recover`` finds the old
    folder under its spare name.
    """
    os.sync()  # one for all its files, which may be thousands
    folder = folder.resolve()
    if not folder.exists():
        new.rename(folder)
    elif _exchanged(new, folder):
        shutil.rmtree(new, ignore_errors=True)
    else:
        old = spare(folder, "old")
        folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def recover(folder: Path) -> None:
    """Undo an exchange that was cut short: the old folder back in its place, half-built ones gone."""
    new, old, folder = spare(folder, "new"), spare(folder, "old"), folder.resolve()
    if old.exists() and not (folder.exists() and any(folder.iterdir())):
        old.rename(folder)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def spare(folder: Path, what: str) -> Path:
    """Where a folder is built ("new") or goes ("old") while it is exchanged: beside it, wherever a link leads to."""
    real = folder.resolve()
    return real.with_name(f".{real.name}.{what}")


def hard_link(path: str | Path, beside: str | Path) -> None:
    """Give a file a second name (a hard link) for a new folder where it stays as it was; else copy it."""
    try:
        os.link(path, beside, follow_symlinks=False)
    except OSError as fault:
        if fault.errno not in UNLINKED:
            raise
        shutil.copy2(path, beside, follow_symlinks=False)


def _exchanged(new: Path, folder: Path) -> bool:
    """Whether the system could exchange them: Linux can, on most file systems."""
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(folder), RENAME_EXCHANGE) == 0)
