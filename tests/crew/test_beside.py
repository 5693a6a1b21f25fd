"""Work in a copy of this process: its answer, its faults, and its end when nobody waits for it."""

import os
import time
from multiprocessing import active_children

import pytest

from pipeline.crew.beside import beside

LARGE = "x" * 2**20  # more than a pipe holds


@pytest.mark.parametrize("apart", [True, False])
def test_the_answer_comes_back(apart):
    with beside(lambda: (os.getpid(), LARGE), apart=apart) as answer:
        where, text = answer()
    assert (where == os.getpid(), text) == (not apart, LARGE)


def test_what_it_raises_is_raised_here():
    with pytest.raises(ZeroDivisionError), beside(lambda: 1 / 0, apart=True) as answer:
        answer()


def fails_while_it_answers(work):
    with beside(work, apart=True):
        time.sleep(0.2)  # the copy is sending by now, and the pipe is full
        raise KeyError


def test_a_block_that_fails_waits_for_nobody():
    """It would hang for good where the copy could not learn that nobody receives."""
    with pytest.raises(KeyError):
        fails_while_it_answers(lambda: LARGE)
    assert active_children() == []
