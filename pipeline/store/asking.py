"""Questions in plain SQL that every master answers alike. Light: an embedded one is asked without SQLAlchemy."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

Ask = Callable[[str, Mapping[str, Any]], Sequence[Any]]
"""A statement and the values of its ``:names`` -> rows."""
NOTHING: Mapping[str, Any] = {}


@contextmanager
def asking(master: Path) -> Iterator[Ask]:
    """Ask an embedded master, which stays as it is; all answers are of one state.

    Raises ``sqlite3.Error`` where it is not there, or something has to be put right in it first.
    """
    with closing(sqlite3.connect(f"{master.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield lambda statement, values: connection.execute(statement, values).fetchall()
