"""A phone number as a value, and the two ways it is written out: printed for people, as tel: URIs for machines."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

MOST_LINES = 20
"""A range of more consecutive numbers than this is taken for a slip of the hand."""

VOICE = ("landline", "mobile")
_LABELS = {"fax": "โทรสาร ", "hotline": "สายด่วน ", "moi": "มท. "}
_CONTEXTS = {"hotline": "+66", "moi": "moi.go.th"}
"""phone-context (RFC 3966 §5.1.5) of the numbers that are dialled only inside one network."""


class PhoneNumber(NamedTuple):
    """One number, or ``lines`` consecutive ones of which this is the first.

    ``e164`` is "+6622419000"; a hotline ("1567") and a number of the Ministry of Interior's own network
    (kind moi, "51234") have no E.164 form and stand there as dialled. ``kind``: landline | mobile | fax |
    hotline | moi; internet telephony (060, 068) counts as mobile. ``area`` is a landline's area code ("02",
    "053") and "" for every other kind, so that a fax number never speaks for a province.
    """

    e164: str
    kind: str
    area: str = ""
    extensions: tuple[str, ...] = ()
    lines: int = 1


def lines_between(first: str, tail: str) -> int:
    """How many numbers run from ``first`` to the same number ending in ``tail``; below 2 where it is no range."""
    return int(tail) - int(first[-len(tail) :]) + 1


def uris(numbers: Iterable[PhoneNumber]) -> str:
    """tel: URIs of RFC 3966 with a space between: one for each line and each of its extensions."""
    return " ".join([uri for number in numbers for uri in _uris(number)])


def display(numbers: Iterable[PhoneNumber]) -> str:
    """The printed form, as Thai offices write it: "0 2241 9000 ต่อ 1107, 08 1234 5678, โทรสาร 0 2241 9002"."""
    printed, label = [], ""
    for number in numbers:
        former, label = label, _LABELS.get(number.kind, "")
        # A label holds for what follows it, so a voice number after a fax number needs one of its own.
        printed.append((label or (former and "โทร. ")) + _printed(number))
    return ", ".join(printed)


def national(number: PhoneNumber) -> str:
    """The digits as dialled inside Thailand: "022419000"."""
    return "0" + number.e164[3:] if number.e164.startswith("+66") else number.e164


def _uris(number: PhoneNumber) -> Iterator[str]:
    if number.lines == 1 and not number.extensions and number.kind not in _CONTEXTS:
        yield f"tel:{number.e164}"
        return
    context = _CONTEXTS.get(number.kind)
    for line in _each_line(number):
        base = f"tel:{line};phone-context={context}" if context else f"tel:{line}"
        if not number.extensions:
            yield base
        for extension in number.extensions:
            # RFC 3966 §3: ext comes before phone-context.
            yield f"tel:{line};ext={extension}{base[4 + len(line) :]}"


def _each_line(number: PhoneNumber) -> Iterator[str]:
    plus, digits = ("+", number.e164[1:]) if number.e164.startswith("+") else ("", number.e164)
    for step in range(number.lines):
        yield plus + str(int(digits) + step).zfill(len(digits))


def _printed(number: PhoneNumber) -> str:
    digits = national(number)
    if number.kind in _CONTEXTS:
        text = digits
    elif len(digits) == 10:
        text = f"{digits[:2]} {digits[2:6]} {digits[6:]}"
    else:
        text = f"{digits[0]} {digits[1:5]} {digits[5:]}"
    text += _tail(digits, number.lines)
    return f"{text} ต่อ {', '.join(number.extensions)}" if number.extensions else text


def _tail(digits: str, lines: int) -> str:
    """The end of a range, as short as it can be said: 1081 and three lines is "-3", 4321 and twenty "-40"."""
    if lines == 1:
        return ""
    last = str(int(digits) + lines - 1).zfill(len(digits))
    same = next(at for at, (one, other) in enumerate(zip(digits, last, strict=True)) if one != other)
    return "-" + last[same:]
