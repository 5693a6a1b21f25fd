"""The round as a whole: the provinces in order, and their sums. Light: the terminal's board uses it too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.shown import ProvinceStatus
from pipeline.thai import thai_sort_key
from schemas.reference import Reference


class Totals(NamedTuple):
    """Sums over the provinces; ``states`` counts provinces by state, ``on_time`` those that sent by the deadline."""

    provinces: int
    states: Mapping[str, int]
    on_time: int
    laos: int
    with_website: int
    with_contact: int
    placed: int
    pending: int
    errors: int
    warnings: int
    fixed: int


def totals(statuses: Sequence[ProvinceStatus]) -> Totals:
    """The sums that stand on top of the board and under the terminal's table."""
    names = Totals._fields[3:]
    sums = {name: sum(getattr(status, name) for status in statuses) for name in names}
    states = Counter(status.state for status in statuses)
    return Totals(len(statuses), states, sum(punctual(status) == "on_time" for status in statuses), **sums)


def in_order(statuses: Sequence[ProvinceStatus], reference: Reference) -> list[ProvinceStatus]:
    """By the province's name, as a Thai dictionary has it."""
    return sorted(statuses, key=lambda status: thai_sort_key(reference.provinces[status.code].name))


def punctual(status: ProvinceStatus) -> str:
    """on_time | late | not_sent"""
    if status.state == "not_sent":
        return "not_sent"
    return "on_time" if status.on_time else "late"


def share(part: int, whole: int) -> int:
    """Per cent, rounded down, so that 100 means all."""
    return 100 * part // whole if whole else 0
