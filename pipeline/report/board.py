"""The status board of the round: 76 provinces in one table, totals and map above it."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.output.provincemap import province_map
from pipeline.report.data import TrendPoint
from pipeline.report.page import page
from pipeline.report.totals import in_order, punctual, share, totals
from pipeline.report.words import ON_TIME, STATE
from pipeline.shown import ProvinceStatus
from pipeline.thai import be_date
from schemas.reference import Reference

_WIDTH, _HEIGHT, _MARGIN = 240, 56, 6


class Shape(NamedTuple):
    """One province on the map; ``state`` is "" where the round has no such province (Bangkok)."""

    code: str
    name: str
    path: str
    state: str


class Spark(NamedTuple):
    """One drawn trend: ``points`` of the line in a 240 × 56 box; it goes from ``first`` to ``last``."""

    title: str
    points: tuple[tuple[float, float], ...]
    first: int
    last: int


def board(
    statuses: Sequence[ProvinceStatus], reference: Reference, trend: Sequence[TrendPoint], unassigned: int = 0
) -> bytes:
    """reports/index.html. ``trend`` is in order of time; fewer than two points are not drawn.
    ``unassigned`` counts the files whose province is unknown."""
    ordered = in_order(statuses, reference)
    return page(
        "board.html",
        reference,
        script="sort.js",
        lines=[_line(rank, status, reference) for rank, status in enumerate(ordered)],
        totals=totals(statuses),
        unassigned=unassigned,
        share=share,
        deadline=be_date(reference.round.deadline),
        shapes=_shapes(statuses, reference),
        box=f"0 0 {province_map().width} {province_map().height}",
        sparks=_sparks(trend),
    )


def _line(rank: int, status: ProvinceStatus, reference: Reference) -> dict[str, object]:
    """A row of the table; ``rank``, ``state_rank`` … are the numbers its columns are sorted by."""
    when = punctual(status)
    return {
        "rank": rank,
        "status": status,
        "name": reference.provinces[status.code].name,
        "state_rank": list(STATE).index(status.state),
        "when": ON_TIME[when],
        "when_kind": when,
        "when_rank": list(ON_TIME).index(when),
        "received_rank": "".join(char for char in status.received_at if char.isdigit())[:14].ljust(14, "0"),
    }


def _shapes(statuses: Sequence[ProvinceStatus], reference: Reference) -> list[Shape]:
    states = {status.code: status.state for status in statuses}
    return [
        Shape(code, reference.provinces[code].name, path, states.get(code, ""))
        for code, path in province_map().shapes.items()
        if code in reference.provinces
    ]


def _sparks(trend: Sequence[TrendPoint]) -> list[Spark]:
    if len(trend) < 2:
        return []
    return [
        _spark("จังหวัดที่ครบถ้วน", [point.complete for point in trend]),
        _spark("อปท. ที่มีข้อมูลเว็บไซต์", [point.with_website for point in trend]),
    ]


def _spark(title: str, values: Sequence[int]) -> Spark:
    low, high = min(values), max(values)
    step = (_WIDTH - 2 * _MARGIN) / (len(values) - 1)
    drawn = _HEIGHT - 2 * _MARGIN
    points = tuple(
        (round(_MARGIN + n * step, 1), round(_HEIGHT - _MARGIN - drawn * (value - low) / ((high - low) or 1), 1))
        for n, value in enumerate(values)
    )
    return Spark(title, points, values[0], values[-1])
