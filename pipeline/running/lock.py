"""One writing command at a time on an outbox; the system frees the lock of a command that died. Light."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock

from pipeline.desk import Desk
from pipeline.store.leftovers import clear_leftovers

FOR_EVER = -1.0


@contextmanager
def alone(desk: Desk) -> Iterator[None]:
    """Hold the outbox, cleared of what killed commands left, and tell others who does.

    Raises ``filelock.Timeout`` at once where another command has it.
    """
    desk.outbox.root.mkdir(parents=True, exist_ok=True)
    with _held(desk, patience=0):
        clear_leftovers(desk.outbox)
        desk.outbox.make()
        yield


@contextmanager
def at_rest(desk: Desk) -> Iterator[None]:
    """Wait until no command is at work on the outbox, and hold it, for somebody who only reads."""
    with _held(desk, patience=FOR_EVER):
        yield


@contextmanager
def _held(desk: Desk, patience: float) -> Iterator[None]:
    with FileLock(desk.outbox.lock, timeout=patience):
        desk.outbox.owner.write_text(f"pid {os.getpid()}, {desk.at}")
        try:
            yield
        finally:
            desk.outbox.owner.unlink(missing_ok=True)
