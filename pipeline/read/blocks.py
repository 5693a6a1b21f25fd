"""Which rows belong to which heading: tables below one another, beside one another, headings repeated in between."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.read.header import Header
from pipeline.read.segments import Segment, segments


@dataclass
class Block:
    """One segment and its rows, from ``start`` to ``end``; ``headers`` are rows below that repeat the heading.

    ``first`` and ``last`` are the columns whose cells are this block's, headed or not.
    """

    segment: Segment
    start: int
    end: int
    first: int
    last: int
    headers: set[int] = field(default_factory=set)


def blocks(headers: Iterable[Header], height: int, width: int) -> list[Block]:
    """The blocks of a sheet in the order of their headings."""
    found: list[Block] = []
    still_open: list[Block] = []
    for header in headers:
        beside = [block for block in still_open if not _touches(header, block.segment)]
        header = _without(header, beside)
        goes_on = list[Block]()
        for segment in segments(header):
            if len(segment.columns) > 1:
                same = next((block for block in still_open if block.segment.shape() == segment.shape()), None)
                goes_on.append(same or Block(segment, header.bottom + 1, height, segment.left, segment.right))
        for block in still_open:
            if block in goes_on:
                block.headers.update(range(header.top, header.bottom + 1))
            elif block not in beside:
                block.end = header.top - 1
        still_open = beside + goes_on
        _widen(still_open, width)
        found += [block for block in goes_on if block not in found]
    return found


def _touches(header: Header, segment: Segment) -> bool:
    return any(column.match and segment.left <= column.col <= segment.right for column in header.columns)


def _without(header: Header, beside: Iterable[Block]) -> Header:
    """The heading without the data cells of tables that go on beside it."""
    spans = [(block.segment.left, block.segment.right) for block in beside]
    return header._replace(
        columns=tuple(
            column for column in header.columns if not any(left <= column.col <= right for left, right in spans)
        )
    )


def _widen(row: list[Block], width: int) -> None:
    """Cells between two tables, and at the edges, belong to the table on their left, the first ones to the first."""
    ordered = sorted(row, key=lambda block: block.segment.left)
    for at, block in enumerate(ordered):
        block.first = block.segment.left if at else 1
        block.last = ordered[at + 1].segment.left - 1 if at + 1 < len(ordered) else width
