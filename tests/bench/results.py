"""The figures as tables: of the bars, and of all that was run."""

import csv
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from os import cpu_count
from pathlib import Path
from typing import NamedTuple

from tests.bench.bars import VALIDATORS, Bar, Measured, Seen
from tests.bench.measure import Costs

PEERS = ("frictionless", "pandas", "pandera", "openpyxl", "dataframely", "pointblank", "python-calamine")
MEGABYTE = 2**20
BARS_HEAD = (
    "what", "ours", "theirs", "figure of ours", "figure of theirs", "ratio", "by processor time", "at most", "result",
)  # fmt: skip
SIDES_HEAD = (
    "side", "runs", "wall, median s", "least", "most", "processors, median s", "peak MB", "shared pages once", "told",
)  # fmt: skip
VALIDATORS_HEAD = ("side", "validating alone, s", "with reading", "the whole process")


class Result(NamedTuple):
    """A bar and what was measured for it."""

    bar: Bar
    measured: Measured

    @property
    def held(self) -> bool:
        """Whether it is at most what it may be."""
        return self.measured.ratio <= self.bar.most

    @property
    def cells(self) -> tuple[str, ...]:
        """Its row of the table."""
        bar, measured = self.bar, self.measured
        figures = (f"{measured.ours:.3g} {bar.unit}", f"{measured.theirs:.3g} {bar.unit}", f"{measured.ratio:.3g}")
        cpu = "" if measured.cpu is None else f"{measured.cpu:.3g}"
        return bar.what, bar.ours, bar.theirs, *figures, cpu, f"{bar.most:.3g}", "held" if self.held else "missed"


def results(bars: Iterable[Bar], seen: Seen) -> list[Result]:
    """Every bar measured."""
    return [Result(bar, bar.measure(seen, bar)) for bar in bars]


def machine() -> str:
    """Where this was measured."""
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS if find_spec(name.replace("-", "_")))
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cpu_count()} processors, {system}; {peers}"


def write_tables(folder: Path, found: Sequence[Result], seen: Seen) -> str:
    """Write ``bench.md``, ``bars.csv`` and ``sides.csv``; the first as text."""
    bars = [result.cells for result in found]
    sides = [_side(name, costs) for name, costs in seen.items()]
    validators = [_validator(name, seen[name]) for name in VALIDATORS if name in seen]
    tables = ((BARS_HEAD, bars), (SIDES_HEAD, sides), (VALIDATORS_HEAD, validators))
    text = "\n".join((f"{machine()}\n", *(_markdown(*table) for table in tables)))
    (folder / "bench.md").write_text(text, "utf-8")
    for name, head, rows in (("bars", BARS_HEAD, bars), ("sides", SIDES_HEAD, sides)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    return text


def _validator(name: str, costs: Costs) -> tuple[str, ...]:
    alone, read = costs.told("validate"), costs.told("read")
    return name, f"{alone:.3f}", f"{read + alone:.3f}", f"{costs.wall:.3f}"


def _side(name: str, costs: Costs) -> tuple[str, ...]:
    walls = [cost.wall for cost in costs.timed or [costs.watched]]
    told = " ".join(f"{key} {_median(costs, key)}" for key in costs.watched.told)
    times = (f"{second:.3f}" for second in (costs.wall, min(walls), max(walls), costs.cpu))
    peaks = (f"{peak / MEGABYTE:.0f}" for peak in (costs.watched.rss, costs.watched.pss))
    return name, str(len(walls)), *times, *peaks, told


def _median(costs: Costs, key: str) -> str:
    told = costs.told(key)
    return f"{told:.0f}" if told == int(told) else f"{told:.3f}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def by_scale(seen: Mapping[str, Costs], what: str) -> dict[int, Costs]:
    """Scale -> what a side cost at it."""
    scales = {name: name.removeprefix(f"{what} x") for name in seen}
    return {int(scales[name]): seen[name] for name in seen if scales[name].isdigit()}
