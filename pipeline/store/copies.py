"""Copies of an embedded master: in memory to try things on, on disk to keep."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.notdone import NotDone
from pipeline.store.database import METADATA, PATIENCE, embedded, is_shared, open_master


class DamagedMaster(NotDone):
    """The master's file cannot be read as a database, or fails SQLite's own check."""

    def __init__(self, why: str) -> None:
        super().__init__("fault_master_damaged", why=why)


def open_trial(target: str | Path, *, checked: bool = False) -> sa.Engine:
    """The master to try things on: nothing is written to disk.

    An embedded master is copied into memory, and nobody waits for it; one that is not there yet is empty. On a server
    a transaction that is undone at the end does as much: from its first merge on other machines wait for it.
    Raises ``DamagedMaster``; ``checked`` looks at every page for that.
    """
    if is_shared(target):
        return open_master(target)
    engine = embedded("sqlite://")
    if Path(target).is_file():
        with engine.connect() as connection:
            _copy(Path(target), connection.connection.dbapi_connection, checked=checked)
    METADATA.create_all(engine)
    return engine


def copy_file(source: Path, target: Path) -> None:
    """Copy an embedded master into a file of mode 0600, while others may be writing it. Raises ``DamagedMaster``."""
    target.touch(mode=0o600, exist_ok=False)
    with closing(sqlite3.connect(target)) as connection:
        _copy(source, connection, checked=True)


def _copy(source: Path, into: Any, *, checked: bool) -> None:
    """The state last committed, whole: SQLite's online backup, all pages in one step."""
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)) as connection:
            connection.backup(into)
        said = into.execute("PRAGMA integrity_check(1)").fetchone()[0] if checked else "ok"
    except sqlite3.OperationalError:  # it is not to be had just now
        raise
    except sqlite3.DatabaseError as fault:
        raise DamagedMaster(str(fault)) from fault
    if said != "ok":
        raise DamagedMaster(said)
