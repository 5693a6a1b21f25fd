"""Measures a national round against peers, and holds the figures against the bars.

    python -m tests.bench [--out outbox/bench] [--scale 10] [--pairs 5] [--only WORD]

At x100 each side is run once. Rounds are kept in ``OUT/rounds`` until what makes them changes.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.bars import scale_of, wanted
from tests.bench.measure import Costs, compare
from tests.bench.results import results, write_tables
from tests.bench.rounds import Nation
from tests.bench.sides import Sides

SCALES = (1, 10, 100)


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, flush=True)


def run_all(nation: Nation, names: Sequence[str], pairs: int) -> Iterator[dict[str, Costs]]:
    """Run sides by their names, scale by scale, in turns; after each scale what was seen up to then."""
    scratch = nation.root / "work"
    scratch.mkdir(exist_ok=True)
    sides = Sides(nation, scratch)
    seen: dict[str, Costs] = {}
    for size in SCALES:
        ready = {name: sides[name] for name in names if scale_of(name) == size}
        if ready:
            say(f"x{size}")
            seen |= compare(ready, scratch / "run", pairs if size < max(SCALES) else 0, say)
            yield dict(seen)


def bench(nation: Nation, out: Path, scale: int, pairs: int, word: str) -> str:
    """Run what is wanted; the tables as text. ``bench.md``, ``*.csv`` and ``*.png`` come to ``out``, after each scale
    what is known by then."""
    from tests.bench.plot import draw

    bars, names = wanted(scale, word)
    text = ""
    for seen in run_all(nation, names, pairs):
        found = results([bar for bar in bars if seen.keys() >= set(bar.sides)], seen)
        draw(out, found, seen, nation.rows(1))
        text = write_tables(out, found, seen)
    return text


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("outbox/bench"))
    parser.add_argument("--scale", type=int, choices=SCALES, default=10)
    parser.add_argument("--pairs", type=int, default=5, help="timed runs of each side, in turns")
    parser.add_argument("--only", default="", help="bars and sides in whose name this stands")
    given = parser.parse_args()
    if not wanted(given.scale, given.only)[1]:
        parser.error(f"nothing is called {given.only}")
    out = given.out.absolute()
    say(bench(Nation(out / "rounds"), out, given.scale, given.pairs, given.only))


if __name__ == "__main__":
    main()
