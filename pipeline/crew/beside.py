"""Work done in a copy of this process, beside what goes on here: it sees all that was made so far, and nothing has to
be sent to it."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from pipeline.crew.orphan import end_with_parent

T = TypeVar("T")


@contextmanager
def beside(work: Callable[[], T], *, apart: bool) -> Iterator[Callable[[], T]]:
    """Begin ``work`` in a copy of this process; what the block gets waits for its answer, or raises what it raised.

    The work must use no connection that was open before, and print nothing. Not ``apart``, or where the system cannot
    copy a process safely, it is done here when its answer is asked for.
    """
    if not apart or not sys.platform.startswith("linux"):
        yield work
        return
    from multiprocessing import get_context

    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, ours, theirs, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    try:
        yield lambda: _answer(ours, work)
    except BaseException:
        process.kill()  # nobody waits for its answer any more
        raise
    finally:
        ours.close()
        process.join()


def _do(work: Callable[[], Any], receiving: Connection, sending: Connection, parent: int) -> None:
    receiving.close()  # else sending would wait for ever where nobody receives
    end_with_parent(parent)
    answer: tuple[Any, Exception | None]
    try:
        answer = work(), None
    except Exception as fault:
        answer = None, fault
    sending.send(answer)


def _answer(receiving: Connection, work: Callable[[], Any]) -> Any:
    try:
        answer, fault = receiving.recv()
    except EOFError:  # the system took its process away
        return work()
    if fault is not None:
        raise fault
    return answer
