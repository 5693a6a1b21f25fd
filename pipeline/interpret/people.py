"""What cells about people share: the lists of people.toml compiled, and the words that stand for no data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model import Note
from pipeline.secret import secret_rule
from pipeline.thai import clean, fold_digits, name_key

_EMAIL = r"(?:(?:อี\s?-?เมล์?|e-?mail)\s*[:.]?\s*)?(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_LINE = r"(?:(?<![A-Za-z])id\s*)?(?:(?<![A-Za-z])line|ไลน์)\s*(?:id|ไอดี)?\s*(?:[:=]\s*\S+|[@.-]?\s*[A-Za-z0-9_.@-]{3,})"
_PERSONAL_ADDRESS = re.compile(rf"{_EMAIL}|{_LINE}", re.IGNORECASE)
_DITTO = re.compile(r"""['"“”‘’〃″,]+""")  # noqa: RUF001
_PLACEHOLDER = re.compile(r"[\s.…_\-–—‐−*/:]*")  # noqa: RUF001


@dataclass(frozen=True, slots=True, eq=False)
class PeopleLists:
    """The lists, ready for look-up. ``titles`` finds one title at a place; ``standard`` has its form by name key."""

    none: frozenset[str]
    same: frozenset[str]
    vacant: frozenset[str]
    vacant_starts: tuple[str, ...]
    starts: tuple[str, ...]
    positions: tuple[str, ...]
    titles: re.Pattern[str]
    standard: Mapping[str, str]


def compile_lists(lists: Mapping[str, Any]) -> PeopleLists:
    """``Reference.lists["people"]`` as ``PeopleLists``; a missing list is our fault and raises KeyError."""
    standard = {title: title for title in lists["prefixes"]}
    standard |= {spelling: title for title, spellings in lists["prefixes"].items() for spelling in spellings}
    positions = tuple(lists["positions"])
    return PeopleLists(
        none=frozenset(map(name_key, lists["none"])),
        same=frozenset(map(name_key, lists["same"])),
        vacant=frozenset(map(name_key, lists["vacant"])),
        vacant_starts=tuple(map(name_key, lists["vacant_starts"])),
        starts=(*positions, *lists["sections"]),
        positions=positions,
        titles=_title_pattern(standard),
        standard={name_key(spelling): title for spelling, title in standard.items()},
    )


def _title_pattern(spellings: Iterable[str]) -> re.Pattern[str]:
    """The longest first, so that นางสาว is tried before นาง. What follows must begin a name: not นาง + าม."""
    ordered = sorted(spellings, key=lambda spelling: len(name_key(spelling)), reverse=True)
    either = "|".join(_spelt(spelling) for spelling in ordered)
    return re.compile(rf"(?<![^\s(/])(?:{either})(?=\s*[ก-ฮเ-ไA-Za-z(]|\s*$)", re.IGNORECASE)


def _spelt(spelling: str) -> str:
    """One spelling as a pattern: spaces inside may be left out, a final dot may be a space, a final space must be."""
    inner = re.escape(spelling.rstrip(" .")).replace(r"\.", r"\s*\.\s*").replace(r"\ ", r"\s*")
    inner = inner.replace("ว่าที่", r"ว่าที่\s*", 1)
    end = {".": r"(?:\s*\.|(?=\s))", " ": r"(?=\s|$)"}.get(spelling[-1], "")
    return inner + end


@dataclass(frozen=True, slots=True)
class Look:
    """A cell about a person at first sight: the text that is left to read, the notes, and ``none`` where a word
    says that there is nobody."""

    text: str = ""
    notes: tuple[Note, ...] = ()
    none: bool = False


def first_look(text: str, lists: PeopleLists) -> Look:
    """Blank, secret (CT012, CT013), nobody, the same as before (CT017), or a text without addresses (CT016)."""
    if rule := secret_rule(text):
        return Look(notes=(Note(rule, {"v": ""}),))
    tidy = fold_digits(clean(text))
    if _DITTO.fullmatch(tidy) or name_key(tidy) in lists.same:
        return Look(notes=(Note("CT017"),))
    if _PLACEHOLDER.fullmatch(tidy):
        return Look()
    if name_key(tidy) in lists.none:
        return Look(none=True)
    rest = _PERSONAL_ADDRESS.sub(" ", tidy)
    if rest == tidy:
        return Look(tidy)
    rest = " ".join(rest.split()).strip(" ,;/:-()")
    return Look(rest, (Note("CT016", suggestion=rest),))
