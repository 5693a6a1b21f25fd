"""The master database: SQLite embedded by default, PostgreSQL where several machines share one master.

What is locked, and where:

* **An outbox**, by one command at a time: its lock file (``console.locked``). Machines that share a master have an
  outbox each; it shows what the master held at its own last run, and ``publish`` brings it up to date.
* **Writing to the master**, by one transaction at a time on all machines (``writing``). The next receipt, change or
  finding is numbered one above the highest, so that no number is given twice and none is left out.
* **The department's lists**: a command holds them as they are for as long as it works (``holding_lists``); importing
  one needs them for itself. Either is told at once that another machine is at work.
* **Publications**, by one rendering at a time (``publishing``): each tells what changed since the one before.

Whoever reads sees one state of the master from first to last, whatever others write meanwhile. This is the only module
that knows one database from another.
"""

import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.notdone import NotDone
from pipeline.store.asking import Ask

METADATA = sa.MetaData()
"""Every table of the master; the modules of this package add theirs."""

Begin = Callable[[], AbstractContextManager[sa.Connection]]
"""Opens a transaction: kept when its block ends well, rolled back whole when it raises."""

PATIENCE, TO_CONNECT = 60, 10
"""Seconds that a writer of the embedded master waits for another one, and anyone for a server to answer."""
UNUSABLE = ("08", "25006", "28", "3D", "42501", "53", "57")
"""What SQLSTATEs begin with that tell of a server or of our rights on it, not of a fault of ours."""
WRITERS, LISTS = 0x546861_6269616E_01, 0x546861_6269616E_02
"""Keys of PostgreSQL's advisory locks; every client of a master must agree on them."""


def open_master(target: str | Path) -> sa.Engine:
    """Open the master, creating what is missing: a path is an SQLite file (0600 in a folder 0700), else a URL.

    Raises ``NotDone`` where the URL, its driver or its server is not to be used.
    """
    engine = _server(str(target)) if is_shared(target) else _file(Path(target))
    with engine.connect() as connection:
        complete = METADATA.tables.keys() <= set(sa.inspect(connection).get_table_names())
    if not complete:
        with writing(engine) as connection:
            METADATA.create_all(connection)
    return engine


def is_shared(target: str | Path) -> bool:
    """Whether it is the URL of a server, which other machines may use as well."""
    return "://" in str(target)


def writing(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """A transaction that may write; it waits for any other one."""
    return engine.execution_options(purpose="writing").begin()


def publishing(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """A connection that reads one state of the master, and may keep what it publishes."""
    return engine.execution_options(purpose="publishing").connect()


def asking(connection: sa.Connection) -> Ask:
    """Ask whatever master this connection leads to."""
    return lambda statement, values: connection.execute(_text(statement), values).all()


_text = lru_cache(maxsize=32)(sa.text)


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same columns: as ``table.insert()`` would, at a third of its cost a row."""
    if rows:
        statement, order = _inserting(table, tuple(rows[0]), connection.dialect)
        connection.exec_driver_sql(statement, [itemgetter(*order)(row) for row in rows] if order else list(rows))


@lru_cache(maxsize=64)
def _inserting(table: sa.Table, columns: tuple[str, ...], dialect: sa.Dialect) -> tuple[str, tuple[str, ...]]:
    """The statement, and the order of its parameters where they have no names."""
    compiled = table.insert().compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ())


@contextmanager
def transactions(engine: sa.Engine, *, dry_run: bool) -> Iterator[Begin]:
    """Transactions of their own, one after the other; in a dry run parts of one that is undone at the end."""
    if not dry_run:
        yield lambda: writing(engine)
        return
    with engine.execution_options(purpose="writing").connect() as connection:

        @contextmanager
        def part() -> Iterator[sa.Connection]:
            with connection.begin_nested():  # the first one begins the whole: until then nobody waits for it
                yield connection

        yield part
        connection.rollback()


@contextmanager
def holding_lists(target: str | Path, *, changing: bool = False) -> Iterator[None]:
    """Keep the lists of a shared master as they are; ``changing`` is alone with them. Raises ``NotDone`` when busy.

    Of an embedded master the outbox's own lock does as much.
    """
    if not is_shared(target):
        yield
        return
    take = sa.func.pg_try_advisory_xact_lock if changing else sa.func.pg_try_advisory_xact_lock_shared
    with open_master(target).execution_options(purpose="holding").begin() as connection:
        if not connection.scalar(sa.select(take(LISTS))):
            raise NotDone("master_busy")
        yield


def _file(path: Path) -> sa.Engine:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return embedded(f"sqlite:///{path}")


def embedded(url: str) -> sa.Engine:
    """An SQLite database as the master uses it; nothing is created. Faults name no value of a statement."""
    engine = sa.create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True)
    sa.event.listen(engine, "connect", _configure)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 itself would begin too late, and a savepoint would be kept at once
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what was deleted is not left in the file


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _purpose(connection) == "writing" else "BEGIN")


def _server(text: str) -> sa.Engine:
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError) as fault:
        raise NotDone("bad_master") from fault
    if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise NotDone("bad_master")
    try:
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": TO_CONNECT},
            hide_parameters=True,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as fault:
        raise NotDone("no_driver") from fault
    sa.event.listen(engine, "connect", _check_encoding, insert=True)  # before SQLAlchemy asks anything
    sa.event.listen(engine, "begin", _begin_on_server)
    sa.event.listen(engine, "handle_error", _lost)
    weakref.finalize(engine, engine.pool.dispose)  # its connections are closed with it
    return engine


def _check_encoding(connection: Any, _record: object) -> None:
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise NotDone("not_utf8")


def _begin_on_server(connection: sa.Connection) -> None:
    match _purpose(connection):
        case "writing":
            # What is read once the lock is there must be what the last writer left.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS)))
        case "holding":
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        case purpose:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            if purpose == "publishing":  # before the first query, which fixes the state that is read
                connection.exec_driver_sql("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE")


def _purpose(connection: sa.Connection) -> str:
    return str(connection.get_execution_options().get("purpose", "reading"))


def _lost(context: sa.engine.ExceptionContext) -> None:
    """A server that cannot be used, or no longer: its name and the driver's reason, which holds no password."""
    state = str(getattr(context.original_exception, "sqlstate", None))
    if context.connection is None or context.is_disconnect or state.startswith(UNUSABLE):
        url = context.engine.url if context.engine else sa.make_url("postgresql://")
        server = url.host or url.query.get("host", "")
        why = str(context.original_exception).strip().partition("\n")[0]
        raise NotDone("no_master", server=f"{server}/{url.database or ''}", why=why)
