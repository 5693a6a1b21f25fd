"""Dates and fiscal years as the department's lists write them: B.E. or C.E., Thai or Arabic digits."""

import re
from datetime import date

from pipeline.thai import BE_OFFSET, MONTHS, fold_digits

FIRST_BE = 2400
"""A year from here on is B.E.; a date typed as 2569 into Excel arrives as C.E. 2569."""

SHORT_MONTHS = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")
MONTH_NUMBER = {name: number for names in (SHORT_MONTHS, MONTHS) for number, name in enumerate(names, 1)}

ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T][0-9:.]+)?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: [0-9:.]+)?")
IN_WORDS = re.compile(r"([0-9]{1,2}) ?([ก-๎.]+?) ?(?:พ\.? ?ศ\.? ?)?([0-9]{4}|[0-9]{2})")
YEAR = re.compile(r"(?:ปีงบประมาณ|ปี)? ?(?:พ\.? ?ศ\.?)? ?([0-9]{4}|[0-9]{2})(?:\.0)?")


def read_date(text: str) -> date | None:
    """ISO, day/month/year, or day month-in-Thai year; a two-digit year is B.E. 25xx. None: no such date."""
    plain = fold_digits(text).strip()
    if found := ISO.fullmatch(plain):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    elif found := IN_WORDS.fullmatch(plain):
        day, word, year = found.groups()
        month = str(MONTH_NUMBER.get(word.replace(".", ""), 0))
    else:
        return None
    try:
        return date(_common_era(year), int(month), int(day))
    except ValueError:
        return None


def read_year(text: str) -> int | None:
    """A fiscal year as B.E.: 2556, 2013 (C.E.), 56 and "ปีงบประมาณ พ.ศ. ๒๕๕๖" are the same. None: no year."""
    found = YEAR.fullmatch(fold_digits(text).strip())
    if not found:
        return None
    year = _common_era(found[1]) + BE_OFFSET
    return year if FIRST_BE < year < FIRST_BE + 400 else None


def _common_era(digits: str) -> int:
    year = int(digits) + 2500 if len(digits) == 2 else int(digits)
    return year - BE_OFFSET if year >= FIRST_BE else year
