"""What the system does not let us do is said in a sentence; what is our own fault is not."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.cli.system import REASONS, SQLITE_REASONS, refusal
from pipeline.terminal.words import ENGLISH, THAI, say

OUTBOX = Path("outbox")


def of_database(code: int) -> sa.exc.OperationalError:
    fault = sqlite3.OperationalError("said by SQLite")
    fault.sqlite_errorcode = code
    return sa.exc.OperationalError("INSERT", None, fault)


@pytest.mark.parametrize(("number", "key"), REASONS.items())
def test_a_path_is_named(number, key):
    told = refusal(OSError(number, os.strerror(number), "outbox/site"), OUTBOX)
    assert told == (key, "outbox/site")
    assert "outbox/site" in say("th", key, path=told[1])


def test_where_no_path_is_known_the_outbox_is_named():
    assert refusal(OSError(errno.ENOSPC, "full"), OUTBOX) == ("disk_full", "outbox")


@pytest.mark.parametrize(("code", "key"), SQLITE_REASONS.items())
@pytest.mark.parametrize("extended", [0, 3 << 8])
def test_the_database_gives_its_reason(code, key, extended):
    assert refusal(of_database(code | extended), OUTBOX) == (key, "outbox")


@pytest.mark.parametrize(
    "fault",
    [ValueError("x"), FileNotFoundError(errno.ENOENT, "x", "y"), of_database(sqlite3.SQLITE_ERROR), OSError("x")],
)
def test_a_fault_of_ours_is_no_refusal(fault):
    assert refusal(fault, OUTBOX) is None


def test_every_reason_has_its_sentence():
    assert {*REASONS.values(), *SQLITE_REASONS.values()} <= THAI.keys() & ENGLISH.keys()
