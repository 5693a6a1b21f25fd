"""The fiscal-year rule, the heart of circular มท ๐๘๐๖/ว ๑๒๔ (steps 4 and 7).

For each LAO on its own, and for both record kinds::

    target = N                                   if N is certified
           = max(certified years below N)        otherwise: placed there, never refused, told how to unlock N
           = none yet                            if nothing was ever certified: the year is pending

N is the newest fiscal year open in INFO, from the round's settings. All years are B.E.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.model import Note, Placement

ASPECTS = 8
PENDING = "pending"


def place(
    asked: int | None, certified: frozenset[int], newest: int, *, known: bool, closed: frozenset[int]
) -> Placement:
    """Where a row goes whose year cell was read as ``asked`` (None: blank, unreadable or not open yet).

    ``known`` is False where nothing tells which years the LAO certified (``certified_years`` gave None): the year
    is taken as asked and marked unverified; the one FY012 of the file is the caller's to add. A row whose year
    is in ``closed`` gets XF007 and is not taken.
    """
    year = newest if asked is None or asked > newest else asked
    if not known:
        return Placement(str(year), _closed(year, closed), unverified=True)
    target = target_year(certified, newest)
    if target is None:
        return Placement(PENDING, Note("FY003"))
    return Placement(str(target), _closed(target, closed) or _moved(year, target, newest))


def target_year(certified: frozenset[int], newest: int) -> int | None:
    """The year the circular gives the LAO's record; None where it never certified a year up to ``newest``."""
    return max((year for year in certified if year <= newest), default=None)


def _closed(year: int, closed: frozenset[int]) -> Note | None:
    return Note("XF007", {"y": str(year)}) if year in closed else None


def _moved(year: int, target: int, newest: int) -> Note | None:
    """FY011 where an LAO asked for less than its due, FY001 where it asked for more; none where for just that."""
    if year < target:
        return Note("FY011", {"v": str(year), "x": str(target)}, str(target))
    if year > target:
        return Note("FY001", {"N": str(newest), "y": str(target)})
    return None


def gap(certified: frozenset[int], newest: int) -> Note | None:
    """FY018: years between the LAO's target and N that it left out; a notice beside what ``place`` says."""
    target = target_year(certified, newest)
    if target is None or newest - target < 2:
        return None
    years = range(target + 1, newest)
    return Note("FY018", {"v": ", ".join(map(str, years)), "y": str(target)})


def opened(recorded: str, certified: frozenset[int], newest: int) -> Note | None:
    """FY016: the LAO has certified N since its record was placed in an earlier year (or none): N is open now."""
    if newest in certified and recorded != str(newest):
        return Note("FY016", {"N": str(newest)})
    return None


def shown_instead(recorded: str, newest: int) -> Note | None:
    """XF002: the LAO's newest record is of an earlier year, and that is what the directory shows."""
    if recorded.isdecimal() and int(recorded) < newest:
        return Note("XF002", {"N": str(newest), "y": recorded})
    return None


def title_differs(title_year: int | None, asked: int | None) -> Note | None:
    """FY017: the year above the table and the year of the row differ; the row's counts."""
    if title_year is None or asked is None or title_year == asked:
        return None
    return Note("FY017", {"v": str(title_year), "x": str(asked)})


def sheet_certifies(marks: Sequence[bool], certified_on: date | None) -> bool:
    """Whether a row of the certification sheet certifies its year: all eight aspects and a date."""
    return certified_on is not None and len(marks) == ASPECTS and all(marks)


def certified_years(
    lao_id: str, info: Mapping[str, frozenset[int]] | None, sheet: Mapping[str, frozenset[int]]
) -> frozenset[int] | None:
    """The years that count as certified for an LAO; None where nothing tells (see ``place``, ``known``).

    ``info`` is the department's imported list by lao_id, None where none was ever imported; once there is one it
    alone counts, and an LAO it lacks never certified. ``sheet`` has what the province's certification sheets say:
    every LAO that is on one, with the years ``sheet_certifies`` (an empty set: there, and not certified).
    """
    return sheet.get(lao_id) if info is None else info.get(lao_id, frozenset())


def disputed(reported: int, info: frozenset[int]) -> Note | None:
    """FY004: a province reports a year as certified that INFO's own list lacks; INFO's list is followed."""
    if reported in info:
        return None
    listed = str(max(info)) if info else "ยังไม่มีปีที่รับรอง"
    return Note("FY004", {"v": str(reported), "x": listed})
