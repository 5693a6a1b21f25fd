"""The bars: what is compared with what, and how much it may be at most."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tests.bench.measure import Costs

Seen = Mapping[str, Costs]
"""What every side cost, by its name."""
LOADING = "loading"
GIGABYTE = 2**30


class Measured(NamedTuple):
    """The two sides' figures, and how many times theirs ours is: by the clock, and by processor time where it fits."""

    ours: float
    theirs: float
    cpu: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


class Bar(NamedTuple):
    """``ours`` against ``theirs``, both names of sides, must be ``most`` times at most."""

    what: str
    ours: str
    theirs: str
    most: float
    measure: Callable[[Seen, "Bar"], Measured]
    unit: str = "s"

    @property
    def sides(self) -> list[str]:
        """The sides that must be run."""
        loading = [LOADING] if self.measure in (per_row, ours_loaded, both_loaded) else []
        return [self.ours, *([] if self.measure is memory else [self.theirs]), *loading]

    @property
    def scale(self) -> int:
        """The largest round that it takes."""
        return max(scale_of(side) for side in self.sides)


def scale_of(side: str) -> int:
    """Of how many rounds a side is."""
    found = re.search(r" x([0-9]+)$", side)
    return int(found[1]) if found else 1


def whole(seen: Seen, bar: Bar) -> Measured:
    """The whole processes, loading of modules included."""
    ours, theirs = seen[bar.ours], seen[bar.theirs]
    return Measured(ours.wall, theirs.wall, ours.cpu / theirs.cpu)


def ours_loaded(seen: Seen, bar: Bar) -> Measured:
    """Our process without what loading its modules costs, against the whole of theirs."""
    ours, theirs, loading = seen[bar.ours], seen[bar.theirs], seen[LOADING]
    return Measured(ours.wall - loading.wall, theirs.wall, (ours.cpu - loading.cpu) / theirs.cpu)


def both_loaded(seen: Seen, bar: Bar) -> Measured:
    """Two processes of ours, each without what loading its modules costs."""
    ours, theirs, loading = seen[bar.ours], seen[bar.theirs], seen[LOADING]
    cpu = (ours.cpu - loading.cpu) / (theirs.cpu - loading.cpu)
    return Measured(ours.wall - loading.wall, theirs.wall - loading.wall, cpu)


def per_row(seen: Seen, bar: Bar) -> Measured:
    """Seconds for as many rows as one round has, loading excluded."""
    both = both_loaded(seen, bar)
    ours, theirs = scale_of(bar.ours), scale_of(bar.theirs)
    assert both.cpu
    return Measured(both.ours / ours, both.theirs / theirs, both.cpu * theirs / ours)


def work(seen: Seen, bar: Bar) -> Measured:
    """What both measured in themselves, nothing of loading and ending included."""
    ours, theirs = seen[bar.ours], seen[bar.theirs]
    return Measured(ours.told("read"), theirs.told("read"), ours.told("cpu") / theirs.told("cpu"))


def memory(seen: Seen, bar: Bar) -> Measured:
    """The peak of all processes together, in gigabytes, against one; a page that they share counts once."""
    return Measured(seen[bar.ours].watched.pss / GIGABYTE, 1)


def memory_growth(seen: Seen, bar: Bar) -> Measured:
    """The two peaks of all processes together, in gigabytes."""
    return Measured(*(seen[side].watched.pss / GIGABYTE for side in (bar.ours, bar.theirs)))


BARS: Sequence[Bar] = (
    Bar("ingest with all outputs, against validating only", "ingest x1", "frictionless x1", 0.8, whole),
    Bar("ingest with all outputs, against validating only", "ingest x10", "frictionless x10", 0.35, whole),
    Bar("against the plain script with the same outputs", "ingest x1", "plain script x1", 0.25, whole),
    Bar("against the plain script with the same outputs", "ingest x10", "plain script x10", 0.12, whole),
    Bar("reading and interpreting, against bare reading", "reading x1", "calamine x1", 2, work),
    Bar("the cost of a row, loading excluded", "ingest x10", "ingest x1", 1.2, per_row),
    Bar("the cost of a row, loading excluded", "ingest x100", "ingest x1", 1.2, per_row),
    Bar("everything but loading, against bare reading", "ingest x10", "calamine x10", 12, ours_loaded),
    Bar("peak memory", "ingest x10", "1 GB", 1, memory, "GB"),
    Bar("peak memory", "ingest x100", "1 GB", 1, memory, "GB"),
    Bar("peak memory with more files", "ingest x10", "ingest x1", 1.2, memory_growth, "GB"),
    Bar("peak memory with more files", "ingest x100", "ingest x10", 1.2, memory_growth, "GB"),
    Bar("an unchanged inbox again", "unchanged inbox", "python -c pass", 12, whole),
    Bar("one province, loading excluded", "one corrected province", "ingest x1", 0.1, both_loaded),
    Bar("the help", "--help", "import typer, rich", 2, whole),
    Bar("the round at a glance", "status", "import typer, rich", 2, whole),
    Bar("a million styled blank rows", "blank rows, reading", "blank rows, calamine", 1.5, work),
    Bar("every cell of a column failing", "a column failing", "nothing failing", 3, whole),
    Bar("two workers (1.3 times faster)", "ingest, two workers x10", "ingest, one worker x10", 1 / 1.3, whole),
)

VALIDATORS = ("reading and validating x1", "dataframely x1", "pointblank x1")
"""Sides that read and validate, and write nothing; ours interprets every cell, too."""
OTHERS = ("unzip x1", *VALIDATORS)
"""Sides that no bar is about."""


def wanted(scale: int, word: str) -> tuple[list[Bar], list[str]]:
    """The bars of that scale or below in which the word stands, and the sides to be run for them."""
    bars = [bar for bar in BARS if bar.scale <= scale and word in " ".join((bar.what, *bar.sides))]
    sides = [side for bar in bars for side in bar.sides]
    return bars, list(dict.fromkeys([*sides, *(side for side in OTHERS if word in side)]))
