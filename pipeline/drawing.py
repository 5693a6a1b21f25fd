"""Draws returned workbooks in child processes while the rest is rendered here. Light to load: every child does."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from pipeline.model import Finding, Submission
from pipeline.report.returned import returned_workbook
from schemas.rules import Rule

FEW = 4
"""Workbooks that are drawn as soon as a process has started."""

Job = tuple[Submission, tuple[Finding, ...], str]
"""A submission, its findings, the mark that its workbook carries on."""


@contextmanager
def drawn(jobs: Sequence[Job], rules: Mapping[str, Rule], workers: int) -> Iterator[Iterator[bytes]]:
    """The workbooks in the order of the jobs, drawn by one process fewer than there are workers: this one works too."""
    if workers < 2 or len(jobs) <= FEW:
        yield (returned_workbook(submission, findings, rules, mark) for submission, findings, mark in jobs)
        return
    from multiprocessing import get_context

    from pebble import ProcessPool

    context = get_context("forkserver")
    with ProcessPool(workers - 1, initializer=_start, initargs=(rules,), context=context) as pool:
        yield pool.map(_draw, jobs).result()


_rules: Mapping[str, Rule] = {}  # of a child process, sent to it once


def _start(rules: Mapping[str, Rule]) -> None:
    global _rules
    _rules = rules
    gc.disable()  # as in ``prepare``: values by the million, no cycles worth collecting


def _draw(job: Job) -> bytes:
    submission, findings, mark = job
    return returned_workbook(submission, findings, _rules, mark)
