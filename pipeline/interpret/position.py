"""A position cell -> the position as typed, tidied."""

import re
from functools import lru_cache

from pipeline.interpret.people import PeopleLists, first_look
from pipeline.model import Note, Reading
from pipeline.remembered import ANSWERS

_LEVEL = re.compile(r"\s*(?:ระดับ)?\s*(?:ปฏิบัติการ|ปฏิบัติงาน|ชำนาญการพิเศษ|ชำนาญการ|ชำนาญงาน|อาวุโส|[0-9]\s*ว?)?$")
_LONG_ENOUGH = 8
_NEAR = 70
"""Likeness, of 100, from which a known position is worth suggesting (rapidfuzz ratio)."""


@lru_cache(maxsize=ANSWERS)
def read_position(text: str, lists: PeopleLists) -> Reading[str]:
    """The position; "" where a word says there is none, None where the cell is blank, a secret or "as before".

    CT018, with a suggestion, where no known position begins like it. A person's name typed here is left to the
    check for swapped columns (CT011).
    """
    look = first_look(text, lists)
    if look.none:
        return Reading("")
    if not look.text:
        return Reading(None, look.notes)
    if _known(look.text, lists) or lists.titles.match(look.text):
        return Reading(look.text, look.notes)
    return Reading(look.text, (*look.notes, Note("CT018", suggestion=_nearest(look.text, lists))))


def _known(text: str, lists: PeopleLists) -> bool:
    return f"{text} ".startswith(lists.positions) or text.replace(" ", "").startswith(lists.positions)


def _nearest(text: str, lists: PeopleLists) -> str:
    """The known position most like it, or that it is cut from, with its level as typed; "" where none is near."""
    from rapidfuzz import fuzz, process  # only what is unknown pays for loading it

    whole = [position for position in lists.positions if len(position) >= _LONG_ENOUGH and position[-1] not in "ฯ."]
    start = text.rstrip(" .…")
    if cut_from := [position for position in whole if len(start) >= _LONG_ENOUGH and position.startswith(start)]:
        return cut_from[0]
    level = _LEVEL.search(text)
    end = level.group() if level else ""
    near = process.extractOne(text.removesuffix(end), whole, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"{near[0]}{end}" if near else ""
