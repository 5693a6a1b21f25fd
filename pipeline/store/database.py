"""The master database: SQLite embedded by default, any SQLAlchemy URL otherwise."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData()
"""Every table of the master; the modules of this package add theirs."""


Begin = Callable[[], AbstractContextManager[sa.Connection]]
"""Opens a transaction: kept when its block ends well, rolled back whole when it raises."""


def open_master(target: str | Path) -> sa.Engine:
    """Open the master, creating what is missing: a path is an SQLite file (0600 in a folder 0700), else a URL."""
    text = str(target)
    if "://" in text:
        engine = sa.create_engine(text)
    else:
        path = Path(text)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        engine = sa.create_engine(f"sqlite:///{path}")
        sa.event.listen(engine, "connect", _configure)
        sa.event.listen(engine, "begin", _begin)
    METADATA.create_all(engine)
    return engine


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 itself would begin too late, and a savepoint would be kept at once
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@contextmanager
def transactions(engine: sa.Engine, *, dry_run: bool) -> Iterator[Begin]:
    """Transactions of their own, one after the other; in a dry run parts of one that is undone at the end."""
    if not dry_run:
        yield engine.begin
        return
    with engine.connect() as connection, connection.begin() as whole:

        @contextmanager
        def part() -> Iterator[sa.Connection]:
            with connection.begin_nested():
                yield connection

        yield part
        whole.rollback()
