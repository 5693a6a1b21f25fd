"""The figures as pictures: each bar's ratio, and how time and memory grow with the round."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.bench.bars import LOADING, Seen
from tests.bench.results import MEGABYTE, Result, by_scale

HELD, MISSED = "#1b7f5c", "#b3261e"
GROWING = ("ingest", "plain script", "frictionless", "calamine")


def draw(folder: Path, found: Sequence[Result], seen: Seen, rows: int) -> None:
    """Write ``bars.png`` and ``growth.png``; a round has so many rows."""
    _bars(folder / "bars.png", found)
    _growth(folder / "growth.png", seen, rows)


def _bars(path: Path, found: Sequence[Result]) -> None:
    """How much of what it may be each figure is."""
    figure, axes = plt.subplots(figsize=(10, 0.4 * len(found) + 1.2), layout="constrained")
    names = [f"{result.bar.what}\n{result.bar.ours} / {result.bar.theirs}" for result in found]
    shares = [result.measured.ratio / result.bar.most for result in found]
    drawn = axes.barh(range(len(found)), shares, color=[HELD if result.held else MISSED for result in found])
    axes.bar_label(drawn, [f" {result.measured.ratio:.3g} of {result.bar.most:.3g}" for result in found], fontsize=7)
    axes.set_yticks(range(len(found)), names, fontsize=7)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xlabel("ratio, as a share of what it may be at most")
    _save(figure, path)


def _growth(path: Path, seen: Seen, rows: int) -> None:
    figure, (time, memory) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for what in GROWING:
        costs = by_scale(seen, what)
        loading = seen[LOADING].wall if what == "ingest" and LOADING in seen else 0
        label = f"{what}, loading excluded" if loading else what
        at = [scale * rows for scale in costs]
        _line(time, at, [1000 * (cost.wall - loading) / n for cost, n in zip(costs.values(), at, strict=True)], label)
        _line(memory, at, [cost.watched.pss / MEGABYTE for cost in costs.values()], what)
    time.set(xlabel="rows", ylabel="ms a row", xscale="log", yscale="log")
    memory.set(xlabel="rows", ylabel="peak memory, MB", xscale="log", ylim=(0, None))
    time.legend(fontsize=8)
    _save(figure, path)


def _line(axes: Axes, x: Sequence[float], y: Sequence[float], label: str) -> None:
    if x:
        axes.plot(x, y, marker="o", label=label)


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=150, metadata={"Software": None})
    plt.close(figure)
