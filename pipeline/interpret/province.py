"""The province a cell gives, and the province that a file name, folder or title names."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Note, Reading
from pipeline.thai import clean, fold_digits, name_key
from schemas.reference import Province

BANGKOK = "10"
SHORT = 5
"""A name with fewer characters (ตาก, เลย, แพร่, น่าน …) may be part of another word; abbreviations are months, too."""

_PREFIX = re.compile(r"(?:จังหวัด|จว\.|จ\.)\s*")
_EXTENSION = re.compile(r"\.(?:xls[xmb]?|ods|csv)$")
_UNIT = re.compile(r"(?:(?<![ก-๎])(?:อบต|ทต|ทม|ทน|อ|ต)\.|อำเภอ|ตำบล|เทศบาล)[ก-๎]+")
_NUMBER = re.compile(r"\d{2}")
_NEAR = 75
"""The least likeness, in percent, of a name worth suggesting."""


class _Names(NamedTuple):
    """Every spelling of every province, by ``name_key``: official ones, and all that are known."""

    official: Mapping[str, str]
    known: Mapping[str, str]
    explicit: re.Pattern[str]
    token: re.Pattern[str]
    anywhere: re.Pattern[str]


def read_province(text: str, provinces: Mapping[str, Province]) -> Reading[str]:
    """A province cell -> its code. LA012 unknown, LA013 another spelling repaired, LA014 Bangkok."""
    typed = fold_digits(clean(text))
    bare = typed[prefix.end() :] if (prefix := _PREFIX.match(typed)) else typed
    names = _names(tuple(provinces.values()))
    code = names.known.get(name_key(bare)) or (bare if bare in provinces else None)
    if code is None:
        return Reading(None, (Note("LA012", {"v": text}, _nearest(bare, provinces)),))
    if code == BANGKOK:
        return Reading(None, (Note("LA014"),))
    if name_key(bare) in names.official:
        return Reading(code)
    return Reading(code, (Note("LA013", {"v": text, "x": provinces[code].name}, provinces[code].name),))


def find_province(text: str, provinces: Mapping[str, Province]) -> str | None:
    """The code of the one province named in a file name, folder or title; None where none or several are.

    Tried in turn: after จังหวัด or จ.; as the whole text, a two-digit code too; as a word of its own; a longer
    name anywhere. What an LAO, a district or a subdistrict is called says nothing of the province.
    """
    names = _names(tuple(provinces.values()))
    folded = _EXTENSION.sub("", fold_digits(clean(text)).casefold()).strip()
    if _NUMBER.fullmatch(folded):
        return folded if folded in provinces else None
    whole = names.known.get(name_key(folded))
    elsewhere = _UNIT.sub(" ", folded)
    for found in (
        _found(names.explicit, folded, names.known),
        {whole} if whole else set(),
        _found(names.token, elsewhere, names.known),
        _found(names.anywhere, elsewhere, names.known),
    ):
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _found(pattern: re.Pattern[str], text: str, known: Mapping[str, str]) -> set[str]:
    return {known[name_key(match[1])] for match in pattern.finditer(text)}


@lru_cache(maxsize=8)
def _names(provinces: tuple[Province, ...]) -> _Names:
    official = {name_key(province.name): province.code for province in provinces}
    known = dict(official)
    full: list[str] = []
    for province in provinces:
        full += (province.name, province.name_en)
        for spelling in (province.name_en, province.abbr, *province.aliases):
            known.setdefault(name_key(spelling), province.code)
    aliases = [alias for province in provinces for alias in province.aliases]
    long_aliases = [alias for alias in aliases if len(alias) >= SHORT]
    brief = _either([*aliases, *(abbr for province in provinces for abbr in (province.abbr, ".".join(province.abbr)))])
    return _Names(
        official,
        known,
        re.compile(rf"(?:จังหวัด|(?<![ก-๎.])จว?\.)\s*({_either(full + long_aliases)}|(?:{brief})(?![ก-๎]))"),
        re.compile(rf"(?<![a-zก-๎.])({_either(full + long_aliases)})(?![a-zก-๎])"),
        re.compile(f"({_either([name for name in full if len(name) >= SHORT])})"),
    )


def _either(spellings: list[str]) -> str:
    """One pattern for all of them, the longest first; spaces inside a name are optional."""
    ordered = sorted({spelling.casefold() for spelling in spellings}, key=lambda spelling: (-len(spelling), spelling))
    return "|".join(re.escape(spelling).replace(r"\ ", r"[\s_-]?") for spelling in ordered)


def _nearest(text: str, provinces: Mapping[str, Province]) -> str:
    from rapidfuzz import fuzz, process  # only where there is something to suggest

    official = [province.name for province in provinces.values()]
    best = process.extractOne(text, official, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return best[0] if best else ""
