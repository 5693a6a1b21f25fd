"""What the system does not let us do, in one sentence that says what to do about it. Anything else is our own fault."""

from __future__ import annotations

import errno
import os
from pathlib import Path

REASONS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_access",
    errno.EPERM: "no_access",
    errno.EIO: "disk_fault",
    errno.ENOTDIR: "no_folder",
}
"""Of an ``OSError``: the sentence in ``pipeline.terminal.words``."""
NOT_MADE = (errno.EEXIST, errno.ENOENT)
"""Of the outbox's own folders: a file is in its place, or the system makes no folder there. Else they are our fault."""
SQLITE_REASONS = {3: "no_access", 5: "busy_master", 8: "read_only", 10: "disk_fault", 13: "disk_full", 14: "no_access"}
"""Of a primary result code of SQLite: PERM, BUSY, READONLY, IOERR, FULL, CANTOPEN."""


def refusal(fault: BaseException, outbox: Path) -> tuple[str, str] | None:
    """The key of the sentence, and the path it is about; None where the system is not to blame."""
    if isinstance(fault, OSError):
        key = "no_folder" if _not_made(fault, outbox) else REASONS.get(fault.errno or 0)
        return (key, str(fault.filename or outbox)) if key else None
    code = getattr(getattr(fault, "orig", None), "sqlite_errorcode", None)  # as SQLAlchemy passes it on
    key = SQLITE_REASONS.get(code & 0xFF) if code is not None else None
    return (key, str(outbox)) if key else None


def _not_made(fault: OSError, outbox: Path) -> bool:
    if fault.errno not in NOT_MADE or not fault.filename or outbox.is_dir():
        return False
    path = Path(os.fsdecode(fault.filename))
    return path in outbox.parents or path.is_relative_to(outbox)
