"""One phone number from its digit groups: what it is, or which rule it breaks and what was probably meant.

Numbering plan: 0 + 8 digits for a landline (area codes 02, 0XX), 0 + 9 for a mobile (06, 08, 09). The
phonenumbers library is the authority on every whole number; lengths are judged here only to say what is wrong.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberType

from pipeline.interpret.phone.number import PhoneNumber, display
from pipeline.interpret.phone.vocabulary import Vocabulary
from pipeline.model import Note
from pipeline.remembered import ANSWERS

LENGTHS = {f"0{digit}": 10 if digit in "689" else 9 for digit in "123456789"}
_THAILAND = 66
_COUNTRY_CODE = re.compile(r"66(?:[2-57][0-9]{7}|[689][0-9]{8})")
_KINDS = {
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.VOIP: "mobile",
    PhoneNumberType.TOLL_FREE: "hotline",
    PhoneNumberType.PREMIUM_RATE: "hotline",
}


class Part(NamedTuple):
    """What one piece of a cell gives: the number, and the repair it took or the fault that withholds the cell.

    With a fault, ``numbers`` are those probably meant (none, one, or several that stood stuck together).
    """

    numbers: tuple[PhoneNumber, ...] = ()
    fault: Note | None = None
    repair: str = ""


class Circumstances(NamedTuple):
    """What besides the digits decides how they are read.

    ``number_cell``: Excel held a number, so a zero in front was lost; ``area_codes``: those of the province.
    """

    words: Vocabulary
    number_cell: bool
    area_codes: frozenset[str]


@lru_cache(maxsize=ANSWERS)
def classify(digits: str) -> PhoneNumber | None:
    """The number dialled as ``digits`` inside Thailand ("022419000", "1800123456"), None where there is none."""
    bare = digits.removeprefix("0")
    if bare.startswith("0") or not 8 <= len(bare) <= 10:
        return None
    kind = _KINDS.get(phonenumbers.number_type(phonenumbers.PhoneNumber(_THAILAND, int(bare))))
    if kind is None:
        return None
    if kind == "hotline":
        return PhoneNumber(digits, kind)
    return PhoneNumber(f"+66{bare}", kind, area_of(digits) if kind == "landline" else "")


def area_of(digits: str) -> str:
    """A landline's area code: 02, else three digits."""
    return "02" if digits.startswith("02") else digits[:3]


def read_single(groups: Sequence[str], given: Circumstances) -> Part:
    """One number from the digit groups as typed: ("0", "2241", "9000"), ("54889909",)."""
    typed = "".join(groups)
    if is_placeholder(typed, given.words):
        return Part(fault=Note("PH016"))
    if _COUNTRY_CODE.fullmatch(typed) and (number := classify("0" + typed[2:])):
        return Part((number,), repair="PH018")
    digits = typed if typed.startswith("0") else "0" + typed
    if digits.startswith("00"):
        return Part(fault=_abroad_or_unreadable(typed))
    if digits.startswith("01"):
        return _old_mobile(digits)
    length = LENGTHS[digits[:2]] - len(digits)
    if length < 0:
        return _too_long(digits, typed)
    if length > 0:
        return _too_short(digits, typed, given)
    return _whole(digits, groups, given)


def wrong_length(digits: str, typed: str, probably: PhoneNumber | None = None) -> Part:
    """A landline (PH004) or mobile (PH005) number with too many or too few digits."""
    rule = "PH005" if LENGTHS.get(digits[:2]) == 10 else "PH004"
    return Part((probably,) if probably else (), Note(rule, {"n": str(len(typed))}))


def is_placeholder(typed: str, words: Vocabulary) -> bool:
    """Whether nobody has this number: listed, one digit only, or no subscriber after the area code."""
    bare = typed.lstrip("0")
    one_digit = len(typed) >= 6 and bare == bare[:1] * len(bare)
    no_subscriber = len(typed) >= 9 and len(typed.rstrip("0")) <= len(area_of(typed))
    return not bare or one_digit or no_subscriber or typed in words.placeholders


def _abroad_or_unreadable(typed: str) -> Note:
    try:
        number = phonenumbers.parse("+" + typed.lstrip("0"))
    except phonenumbers.NumberParseException:
        return Note("PH001")
    return Note("PH025" if phonenumbers.is_valid_number(number) else "PH001")


def _old_mobile(digits: str) -> Part:
    """01-234-5678 became 081-234-5678 on 1 September 2549 (announcement of the NTC)."""
    now = classify("08" + digits[1:]) if len(digits) == LENGTHS["01"] else None
    if now:
        return Part((now,), Note("PH006", {"x": display((now,))}))
    number = classify(digits)
    return Part((number,)) if number else Part(fault=Note("PH001"))


def _whole(digits: str, groups: Sequence[str], given: Circumstances) -> Part:
    """A number of the right length, its first zero perhaps lost."""
    number = classify(digits)
    if number is None:
        return Part(fault=_unused(digits))
    if groups[0].startswith("0"):
        return Part((number,), repair="" if well_grouped(groups, number) else "PH023")
    if given.number_cell or number.kind == "mobile":
        return Part((number,), repair="PH003")
    # As text, eight digits may also be a number typed without its area code's first digits: asked, not mended.
    return Part((number,), Note("PH024", {"x": display((number,))}))


def well_grouped(groups: Sequence[str], number: PhoneNumber) -> bool:
    """Whether a break stands after the area code, or as in 0-2241-9000: then the hyphens are where they belong."""
    breaks = set(accumulate(len(group) for group in groups))
    if number.kind == "mobile":
        return len(groups) == 1 or bool(breaks & {2, 3}) or breaks == {1, 10}
    return len(groups) == 1 or len(number.area) in breaks or {1, 5} <= breaks or breaks == {1, 9}


def _unused(digits: str) -> Note:
    """Some of 067 is in use, so there four digits name what is not."""
    return Note("PH020", {"v": digits[:4] if digits.startswith("067") else digits[:3]})


def _too_long(digits: str, typed: str) -> Part:
    stuck = _split(digits)
    if len(stuck) > 1:
        numbers = tuple(number for piece in stuck if (number := classify(piece)))
        return Part(numbers if len(numbers) == len(stuck) else (), Note("PH019"))
    landline = LENGTHS[digits[:2]] == 9
    if landline and len(digits) == 10 and classify(area_of(digits).ljust(9, "1")) is None:
        return Part(fault=_unused(digits))  # 070-123-4567: a mobile code that does not exist
    return wrong_length(digits, typed)


def _split(digits: str) -> list[str]:
    """Numbers written on end: every piece a whole number, the last perhaps cut short."""
    pieces: list[str] = []
    while digits.startswith("0") and len(digits) >= 8 and (length := LENGTHS.get(digits[:2])):
        pieces.append(digits[:length])
        digits = digits[length:]
    return [] if digits else pieces


def _too_short(digits: str, typed: str, given: Circumstances) -> Part:
    if typed.startswith("0"):
        # 06-123-4567 and 09-… were mobiles until 2549 too, but may as well lack a digit today.
        old = classify("08" + digits[1:]) if len(digits) == 9 and digits[:2] in ("06", "09") else None
        return wrong_length(digits, typed, old)
    if len(typed) in (6, 7):
        return _without_area(typed, given.area_codes)
    if LENGTHS[digits[:2]] == 10 and len(typed) == 8:
        return wrong_length(digits, typed)
    return Part(fault=Note("PH001"))


def _without_area(typed: str, area_codes: frozenset[str]) -> Part:
    """889909 dialled before July 2544, when the area code became part of every number."""
    codes = sorted(area_codes) if area_codes else ["02"]
    numbers = [number for code in codes if len(code + typed) == 9 and (number := classify(code + typed))]
    if numbers:
        probable = " หรือ ".join(display((number,)) for number in numbers)
        return Part((numbers[0],) if len(numbers) == 1 else (), Note("PH024", {"x": probable}))
    if len(typed) == 6:
        return Part(fault=Note("PH024", {"x": f"0xx {typed}"}))
    return wrong_length("0" + typed, typed)
