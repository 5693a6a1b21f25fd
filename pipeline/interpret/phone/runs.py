"""Runs of digits: which groups make one number, and whether what is left is a range, a sibling or too much."""

from collections.abc import Sequence
from typing import NamedTuple

import phonenumbers
from phonenumbers import shortnumberinfo

from pipeline.interpret.phone.number import MOST_LINES, PhoneNumber, lines_between, national
from pipeline.interpret.phone.single import LENGTHS, Circumstances, Part, classify, read_single, wrong_length
from pipeline.model import Note

BAD_RANGE = Note("PH011")
_LONGEST_TAIL = 4
_LONGEST_EXTENSION = 6


class Group(NamedTuple):
    """Digits without a break; ``link`` is what joins them to the group before: "-", " ", "to", "" for the first."""

    link: str
    digits: str


class Before(NamedTuple):
    """What was read before a number: the label in force, and the number whose beginning it may share."""

    label: str
    number: PhoneNumber | None


def split(text: str, given: Circumstances) -> list[Group]:
    """The groups of a run: "0-2962-1081 ถึง 3" has four."""
    first, *rest = given.words.link.split(text)
    linked = zip(rest[::2], rest[1::2], strict=True)
    return [Group("", first), *(Group(_link(link, given), digits) for link, digits in linked)]


def _link(text: str, given: Circumstances) -> str:
    if text.strip() in given.words.range_words:
        return "to"
    return "-" if "-" in text else " "


def starts_number(groups: Sequence[Group], at: int) -> bool:
    """Whether a new number begins here, and not a tail, a sibling or an extension."""
    first = groups[at].digits
    if not first.startswith("0"):
        return len(first) > _LONGEST_EXTENSION
    return len(_typed(groups, at, _end(groups, at))) >= 8


def read_number(groups: Sequence[Group], at: int, given: Circumstances, before: Before) -> tuple[Part, int]:
    """The number (or range of numbers) that begins at group ``at``, and the group where it ends."""
    part, end = (
        _short(groups, at, given, before) or _sibling(groups, at, given, before) or _whole(groups, at, given, before)
    )
    if end == len(groups):
        return part, end
    if not starts_number(groups, end):
        return _with_tail(part, groups, at, end, given)
    return _to_whole_number(part, groups, end, given) if groups[end].link == "to" else (part, end)


def _end(groups: Sequence[Group], at: int) -> int:
    """Where the number that begins at ``at`` ends: at its full length, or else before the next whole number."""
    digits = "" if groups[at].digits.startswith("0") else "0"
    for end in range(at, len(groups)):
        following = groups[end].digits
        if end > at and following.startswith("0") and len(following) >= 9:
            return end
        digits += following
        if len(digits) >= LENGTHS.get(digits[:2], len(digits) + 1):
            return end + 1
    return len(groups)


def _typed(groups: Sequence[Group], at: int, end: int) -> str:
    return "".join([group.digits for group in groups[at:end]])


def _read(groups: Sequence[Group], at: int, given: Circumstances) -> tuple[Part, int]:
    end = _end(groups, at)
    return read_single([group.digits for group in groups[at:end]], given), end


def _whole(groups: Sequence[Group], at: int, given: Circumstances, before: Before) -> tuple[Part, int]:
    if before.number and before.number.area:
        given = given._replace(area_codes=frozenset({before.number.area}))
    return _read(groups, at, given)


def _short(groups: Sequence[Group], at: int, given: Circumstances, before: Before) -> tuple[Part, int] | None:
    """A hotline, a toll-free number, or one of the ministry's own network (five digits)."""
    digits = groups[at].digits
    if digits.startswith("0") or (before.label != "moi" and not digits.startswith("1")):
        return None
    if before.label == "moi" and len(digits) == 5:
        return Part((PhoneNumber(digits, "moi"),)), at + 1
    if digits in given.words.hotlines or (before.number is None and _is_short(digits)):
        return Part((PhoneNumber(digits, "hotline"),)), at + 1
    number = classify(_typed(groups, at, len(groups)))
    return (Part((number,)), len(groups)) if number and number.kind == "hotline" else None


def _is_short(digits: str) -> bool:
    if not 3 <= len(digits) <= 4:
        return False
    return bool(shortnumberinfo.is_valid_short_number_for_region(phonenumbers.PhoneNumber(66, int(digits)), "TH"))


def _sibling(groups: Sequence[Group], at: int, given: Circumstances, before: Before) -> tuple[Part, int] | None:
    """0-2537-3235, 3253: the number before lends its beginning."""
    digits = groups[at].digits
    if before.number is None or len(digits) > _LONGEST_TAIL or len(_typed(groups, at, _end(groups, at))) >= 8:
        return None
    return read_single((national(before.number)[: -len(digits)] + digits,), given), at + 1


def _with_tail(part: Part, groups: Sequence[Group], at: int, end: int, given: Circumstances) -> tuple[Part, int]:
    """The digits left after a whole number: the end of a range, another short number, or too many digits."""
    link, tail = groups[end]
    if part.fault or not part.numbers:
        return part, (end if link == " " else end + 1)
    if link == " ":
        if tail in given.words.hotlines:
            return part, end
        return wrong_length(national(part.numbers[0]), _typed(groups, at, end + 1)), end + 1
    if len(tail) > _LONGEST_TAIL or (end + 1 < len(groups) and groups[end + 1].link == "-"):
        return Part(fault=BAD_RANGE), len(groups)
    return _range(part, tail), end + 1


def _range(part: Part, tail: str) -> Part:
    number = part.numbers[-1]
    count = lines_between(number.e164, tail)
    if 2 <= count <= MOST_LINES:
        return part._replace(numbers=(number._replace(lines=count),))
    turned = number._replace(e164=number.e164[: -len(tail)] + tail, lines=2 - count)
    return Part((turned,) if 2 <= turned.lines <= MOST_LINES else (), BAD_RANGE)


def _to_whole_number(part: Part, groups: Sequence[Group], end: int, given: Circumstances) -> tuple[Part, int]:
    """0-2241-9013 ถึง 0-2241-9018, as a range of lines."""
    other, after = _read(groups, end, given)
    if part.fault or other.fault:
        return (part if part.fault else other), after
    one, two = national(part.numbers[0]), national(other.numbers[0])
    if one[:-_LONGEST_TAIL] != two[:-_LONGEST_TAIL]:
        return Part(fault=BAD_RANGE), after
    return _range(part, two[-_LONGEST_TAIL:]), after
