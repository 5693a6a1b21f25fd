"""The cells of the certification sheet: a mark for each of the eight aspects, and the date of certification."""

import re
from datetime import date
from functools import lru_cache

from pipeline.model import Note, Reading
from pipeline.remembered import ANSWERS
from pipeline.thai import BE_OFFSET, MONTHS, clean, fold_digits

COMPLETE = frozenset(
    {
        *("✓", "✔", "✅", "☑", "√", "/", "1", "100%", "ü", "þ", "yes", "y", "true", "ok"),
        *(
            "ครบ",
            "ครบถ้วน",
            "ครบแล้ว",
            "ครบทุกรายการ",
            "ครบทุกด้าน",
            "ครบ100%",
            "100",
            "ครบ/",
            "ผ่าน",
            "ใช่",
            "มี",
            "แล้ว",
            "เสร็จ",
            "เสร็จแล้ว",
            "เรียบร้อย",
            "เรียบร้อยแล้ว",
        ),
        *("เสร็จสิ้น", "ดำเนินการแล้ว"),
        *("รับรอง", "รับรองแล้ว", "บันทึกแล้ว", "บันทึกครบ", "บันทึกครบแล้ว", "บันทึกครบถ้วน"),
    }
)
"""ü and þ are what the Wingdings ticks of Office are when read as text."""
INCOMPLETE = frozenset(
    {
        *("-", "–", "—", "0", "✗", "✘", "❌", "☐", "□", "û", "no", "n", "false", "ไม่", "ไม่มี", "ไม่ใช่", "ยัง"),
        *("ไม่ครบ", "ไม่ครบถ้วน", "ยังไม่ครบ", "ยังไม่ครบถ้วน", "ไม่รับรอง", "ยังไม่รับรอง", "ยังไม่ได้รับรอง"),
        *("กำลังดำเนินการ", "อยู่ระหว่างดำเนินการ", "อยู่ระหว่างบันทึก", "กำลังบันทึก", "ไม่ผ่าน"),
        *("ยังไม่บันทึก", "ยังไม่ได้บันทึก", "ยังไม่เสร็จ", "ยังไม่แล้วเสร็จ"),
    }
)
"""A typed x is in neither: some offices cross what is done, others what is not, and a guess could certify."""

_NUMBERS = re.compile(r"([0-9]{1,4})\s*[-/.\s]\s*([0-9]{1,2})\s*[-/.\s]\s*([0-9]{1,4})")
_TIME = re.compile(r"\s*(?:เวลา\s*)?[0-9]{1,2}[.:][0-9]{2}(?::[0-9]{2})?\s*(?:น\.?)?$")
_WRITTEN = re.compile(r"(?:วันที่)?\s*([0-9]{1,2})\s*([ก-๎A-Za-z.\s]+?)\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*([0-9]{4}|[0-9]{2})")
_SHORT_MONTHS = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {re.sub(r"[.\s]", "", name): n % 12 + 1 for n, name in enumerate((*MONTHS, *_SHORT_MONTHS, *_ENGLISH))}

BE_FROM = 2400
"""A year above this is B.E., a real Excel date's too: Excel has only C.E. years, and keeps 2557 as typed."""


@lru_cache(maxsize=ANSWERS)
def read_mark(text: str) -> Reading[bool]:
    """Whether the aspect is complete: a blank is not; FY013 where the mark is not understood."""
    mark = fold_digits(clean(text).replace("\ufe0f", "")).casefold().replace(" ", "")
    if mark in COMPLETE:
        return Reading(value=True)
    if not mark or mark in INCOMPLETE:
        return Reading(value=False)
    return Reading(None, (Note("FY013"),))


@lru_cache(maxsize=ANSWERS)
def read_certified_on(text: str, kind: str, latest: date, fiscal_year: int | None = None) -> Reading[date]:
    """The day of certification; years are read as B.E. in text (``31/7/2557``, ``31 ก.ค. 57``, ``2557-07-31``).

    FY015 where a real date cell (``kind`` "date") holds a B.E. year. FY014 where no date can be read (value
    None), or it is after ``latest`` or before ``fiscal_year`` (B.E., from 1 October) began; the value stands.
    """
    typed = fold_digits(clean(text))
    if not typed.strip("-–—._ "):
        return Reading(None)
    day, be_year = _date(typed)
    if day is None:
        return Reading(None, (Note("FY014"),))
    as_text = f"{day.day}/{day.month}/{day.year + BE_OFFSET}"
    notes = (Note("FY015", {"n": str(be_year)}, as_text),) if kind == "date" and be_year else ()
    if day > latest or (fiscal_year and day < _first_day(fiscal_year)):
        notes = (*notes, Note("FY014", suggestion=_meant(day, latest, fiscal_year)))
    return Reading(day, notes)


def _meant(day: date, latest: date, fiscal_year: int | None) -> str:
    """The date in the latest year possible, where the year given is one slip away from it; else ""."""
    from rapidfuzz.distance import OSA  # only what is out of range pays for loading it

    year = latest.year + BE_OFFSET
    near = OSA.distance(str(day.year + BE_OFFSET), str(year)) == 1
    meant = date(latest.year, day.month, min(day.day, 28) if day.month == 2 else day.day)
    fits = near and meant <= latest and (not fiscal_year or meant >= _first_day(fiscal_year))
    return f"{day.day}/{day.month}/{year}" if fits else ""


def _first_day(fiscal_year: int) -> date:
    """Fiscal year y runs from 1 October y - 1 to 30 September y."""
    return date(fiscal_year - BE_OFFSET - 1, 10, 1)


def _date(text: str) -> tuple[date | None, int]:
    """The date, and the B.E. year it was written in (0: C.E.)."""
    text = _TIME.sub("", text.replace("ฏ", "ฎ"))  # กรกฏาคม is the commonest slip of them all
    if numbers := _NUMBERS.fullmatch(text):
        first, month, last = (int(part) for part in numbers.groups())
        year, day = (first, last) if len(numbers[1]) == 4 else (last, first)
    elif written := _WRITTEN.fullmatch(text):
        day, year = int(written[1]), int(written[3])
        name = re.sub(r"[.\s]", "", written[2])
        month = _MONTHS.get(name[:3].lower() if name.isascii() else name, 0)
    else:
        return None, 0
    year += 2500 if year < 100 else 0
    be_year = year if year > BE_FROM else 0
    try:
        return date(year - BE_OFFSET if be_year else year, month, day), be_year
    except ValueError:
        return None, 0
