"""What stands in for several machines: a PostgreSQL server and a Dask cluster of this one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from distributed import Client

ROOT = Path(__file__).parent.parent.parent
SERVERS = "/usr/lib/postgresql"
SORTING = ("--locale=C", "--locale-provider=icu", "--icu-locale=th")
WAIT = 60


class Postgres:
    """A server on a socket in a folder of its own. It sorts Thai by a dictionary's rules, which nothing may show."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers = folder, count(1)

    def url(self, database: str) -> str:
        """What is given to ``--master``."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new(self) -> str:
        """The URL of a new, empty database."""
        name = f"master{next(self.numbers)}"
        engine = sa.create_engine(self.url("postgres").replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return self.url(name)


def postgres_binaries() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, which Debian keeps out of the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path(SERVERS).glob("*/bin"), key=lambda path: float(path.parent.name), default=None)


@contextmanager
def postgres(binaries: Path) -> Iterator[Postgres]:
    """A server that is gone afterwards. It refuses to run as root, so root lends it to the user postgres."""
    user = "postgres" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if user:
        shutil.chown(folder, user)

    def do(program: str, *words: str) -> None:
        who: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user else {}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([binaries / program, "-D", folder / "data", *words], check=True, cwd=folder, **quiet, **who)

    try:
        do("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "--encoding=UTF8", *SORTING)
        do("pg_ctl", "-w", "-o", f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off", "start")
        yield Postgres(folder)
        do("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@contextmanager
def dask(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with as many workers, each started as on a machine of its own."""
    place = folder / "scheduler.json"
    common = ["--scheduler-file", str(place), "--no-dashboard"]
    scheduler = _python("-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", *common)
    local = ["--local-directory", str(folder), "--nthreads", "1", *common]
    processes = [_python("-m", "dask", "worker", *local) for _ in range(workers)]
    try:
        until(place.exists)
        address = json.loads(place.read_text())["address"]
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=WAIT)
        yield address
    finally:
        for process in (*processes, scheduler):
            process.terminate()
        for process in (*processes, scheduler):
            process.wait(WAIT)


def pipeline(*words: str) -> "subprocess.Popen[bytes]":
    """A command as on a machine of its own."""
    return _python("-m", "pipeline", *words)


def _python(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until(holds, patience: float = WAIT) -> None:
    """Wait until it holds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def everything(root: Path, *, but: Sequence[str] = ()) -> dict[str, bytes]:
    """Every file of an outbox and its bytes."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in paths if (name := str(path.relative_to(root))) not in but}
