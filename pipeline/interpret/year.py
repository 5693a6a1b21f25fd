"""The fiscal-year cell -> a B.E. year."""

import re
from functools import lru_cache

from pipeline.model import Note, Reading
from pipeline.remembered import ANSWERS
from pipeline.thai import BE_OFFSET, clean, fold_digits

OLDEST = 2540
"""No INFO data is older (its first yearly set is of 2556): an earlier year is a slip."""
FORESEEN = 10
"""A year up to this many after the newest is one that is not open yet; a later one is a slip."""

_WORDS = r"(?:ประจำ)?\s*(?:ปี|(?:ปี\s*)?งบ(?:ประมาณ)?|[Ff][Yy])?\s*(?P<era>พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?)?\s*"
_YEAR = re.compile(rf"[(\[]?{_WORDS}(?P<digits>[0-9]{{4}}|[0-9]{{2}})(?:\.0+)?[)\]*]?")
_TITLE_YEAR = re.compile(r"ปี\s*งบประมาณ\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*(25[0-9]{2})(?![0-9])")


@lru_cache(maxsize=ANSWERS)
def read_year(text: str, kind: str, newest: int) -> Reading[int]:
    """The B.E. fiscal year of a cell; None for a blank, unreadable (FY009) or not yet open (FY010) one.

    ``kind`` is the cell's; ``newest`` the newest open year N. A year is never taken from a date: an office may
    write "๒ ตุลาคม ๒๕๕๕" and mean 2556.
    """
    typed = clean(text)
    if not typed.strip("-–—._ "):
        return Reading(None)
    found = None if kind == "date" else _YEAR.fullmatch(fold_digits(typed))
    year, rule = _be_year(found["digits"], found["era"] or "", newest) if found else (0, "")
    if not OLDEST <= year <= newest + FORESEEN:
        return Reading(None, (Note("FY009", suggestion=_meant(typed, newest)),))
    if year > newest:
        return Reading(None, (Note("FY010", {"N": str(newest)}, str(newest)),))
    if not rule and typed == str(year):
        return Reading(year)
    return Reading(year, (Note(rule or "FY006", {"x": str(year)}, str(year)),))


def _meant(typed: str, newest: int) -> str:
    """The newest year where the text is one slip away from it (25557, 2575, 257), else ""."""
    from rapidfuzz.distance import OSA  # only what cannot be read pays for loading it

    return str(newest) if OSA.distance(fold_digits(typed), str(newest)) == 1 else ""


def _be_year(digits: str, era: str, newest: int) -> tuple[int, str]:
    """The year, and the rule of the repair that made it B.E. ("" where it was)."""
    year = int(digits)
    if len(digits) == 2:
        last = newest + FORESEEN
        return last - (last - year) % 100, "FY008"
    if year + BE_OFFSET <= newest + FORESEEN and not era.startswith("พ"):
        return year + BE_OFFSET, "FY007"
    return year, ""


def title_year(titles: tuple[str, ...]) -> int | None:
    """The one fiscal year that the texts above a table name; None where they name none or several."""
    years = {int(year) for title in titles for year in _TITLE_YEAR.findall(fold_digits(clean(title)))}
    return years.pop() if len(years) == 1 else None
