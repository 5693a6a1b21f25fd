"""A phone cell's reading: its numbers, and what has to be said of them under rules PH001-PH025 (and CT012)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipeline.interpret.phone.grammar import UNREADABLE, parse
from pipeline.interpret.phone.number import VOICE, PhoneNumber, display
from pipeline.interpret.phone.plain import plain_number
from pipeline.interpret.phone.single import Circumstances, Part, read_single
from pipeline.interpret.phone.vocabulary import (
    FOREIGN_DIGITS,
    MASKED,
    Lists,
    Vocabulary,
    fold,
    vocabulary,
    without_remarks,
)
from pipeline.model import Note, Reading
from pipeline.remembered import ANSWERS
from pipeline.secret import secret_rule

Phones = Reading[tuple[PhoneNumber, ...]]

_LONGEST = 500
"""No phone cell is longer; what is has been filled with something else."""

_BLANK = re.compile(r"[\s.…_\-*/:]*")
_SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]+))?e\+?([0-9]{1,2})")
_FLOAT = re.compile(r"([0-9]{8,12})\.0+")
_COUNTRY_CODE = re.compile(
    r"(?:\+|(?<![0-9])(?<![0-9][ .\-])00)[ ]?\(?66\)?[ .\-]*"
    r"(?:\(0\)[ .\-]*|0(?=[ .\-]*[0-9]))?(?=\(?[0-9])"
)
_FOREIGN_DIGIT = re.compile(f"[{FOREIGN_DIGITS}]")


def read_phone(
    text: str, lists: Mapping[str, Any], *, number: bool = False, area_codes: frozenset[str] = frozenset()
) -> Phones:
    """The numbers of a phone cell and the notes on them; total: no text makes it raise.

    ``lists`` is ``Reference.lists["phones"]``; ``number``: the cell was a number in Excel, which loses zeros;
    ``area_codes``: those of the LAO's province, for a number typed without one (PH024). Blank, "-" and «ไม่มี»
    give None without a note. With a fault that withholds the cell the value is None and the fault the only
    note, its suggestion the cell as it should probably read; repairs and notices accompany a value.
    """
    return _read(text, number, area_codes, Lists(lists))


@lru_cache(maxsize=ANSWERS)
def _read(text: str, number: bool, area_codes: frozenset[str], lists: Lists) -> Phones:
    if not number and (plain := plain_number(text, vocabulary(lists))):
        return Reading((plain,))
    return read_at_length(text, number, area_codes, lists)


def read_at_length(text: str, number: bool, area_codes: frozenset[str], lists: Lists) -> Phones:
    """The reading by the grammar, which knows every kind of cell."""
    if secret := secret_rule(text):
        return Reading(None, (Note(secret),))
    folded = fold(text)
    if _BLANK.fullmatch(folded):
        return Reading(None)
    if len(folded) > _LONGEST:
        return _withheld(Note("PH001"))
    if MASKED.search(folded):
        return _withheld(Note("PH016"))
    given = Circumstances(vocabulary(lists), number, area_codes)
    if folded.replace(" ", "") in given.words.same:
        return Reading(None, (Note("CT017"),))
    if damaged := _SCIENTIFIC.fullmatch(folded):
        return _withheld(Note("PH022"), _before_damage(damaged, given))
    if exact := _FLOAT.fullmatch(folded):
        folded, given = exact[1], given._replace(number_cell=True)
    plain, repairs = _mended(text, folded, given.words)
    return _reading(parse(plain, given), repairs)


def _mended(text: str, folded: str, words: Vocabulary) -> tuple[str, list[str]]:
    """The folded text ready for the grammar, and the repairs that this took."""
    repairs = [] if text.isascii() or not _FOREIGN_DIGIT.search(text) else ["PH002"]
    if "66" in folded:
        local, found = _COUNTRY_CODE.subn(" 0-", folded)
        if found:
            folded = local
            repairs.append("PH018")
    bare = words.lines.sub(" ", folded)
    if bare != folded:
        repairs.append("PH021")
    return without_remarks(bare, words), repairs


def _reading(parts: Sequence[Part], repairs: Iterable[str]) -> Phones:
    if not parts:
        return Reading(None)
    numbers = tuple(dict.fromkeys(number for part in parts for number in part.numbers))
    fault = next((part.fault for part in parts if part.fault), None)
    if fault:
        # Words that say nothing may be left out of what is suggested; digits may not.
        whole = all(part.numbers or part == UNREADABLE for part in parts)
        return _withheld(fault, numbers if whole else ())
    kinds = {number.kind for number in numbers}
    if "hotline" in kinds and not kinds.intersection((*VOICE, "moi")):
        return _withheld(Note("PH014"))
    repaired = dict.fromkeys([*repairs, *(part.repair for part in parts if part.repair)])
    notes = [*(_repair(rule, parts, numbers) for rule in repaired), *_notices(numbers), *_not_reachable(kinds)]
    return Reading(numbers, tuple(notes))


def _withheld(fault: Note, probably: tuple[PhoneNumber, ...] = ()) -> Phones:
    """The fault alone; what is suggested must be a cell that would be taken."""
    if all(number.kind == "hotline" for number in probably):
        probably = ()
    return Reading(None, (fault._replace(suggestion=display(probably)),))


def _repair(rule: str, parts: Iterable[Part], numbers: tuple[PhoneNumber, ...]) -> Note:
    """The repair, with the whole cell as it should read."""
    mended = tuple(number for part in parts if part.repair == rule for number in part.numbers)
    params = {"x": display(number._replace(extensions=()) for number in mended)} if mended else {}
    return Note(rule, params, display(numbers))


def _notices(numbers: Sequence[PhoneNumber]) -> Iterable[Note]:
    extensions = [extension for number in numbers for extension in number.extensions]
    ranges = [number._replace(extensions=()) for number in numbers if number.lines > 1]
    if extensions:
        yield Note("PH007", {"v": ", ".join(extensions)})
    if len(numbers) > 1:
        yield Note("PH009", {"n": str(len(numbers))})
    if ranges:
        yield Note("PH010", {"v": display(ranges)})


def _not_reachable(kinds: set[str]) -> Iterable[Note]:
    """Kept, yet no one can be called from outside on it."""
    if not kinds.intersection(VOICE):
        yield Note("PH015" if "moi" in kinds else "PH013")


def _before_damage(damaged: re.Match[str], given: Circumstances) -> tuple[PhoneNumber, ...]:
    """8.12345678E+8 lost nothing yet; 8.12E+08 did."""
    digits = damaged[1] + (damaged[2] or "")
    if len(digits) != int(damaged[3]) + 1:
        return ()
    return read_single((digits,), given._replace(number_cell=True)).numbers
