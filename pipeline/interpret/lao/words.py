"""The words of an LAO cell: the type a text gives, and the ways a typed name can be read."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pipeline.remembered import ANSWERS
from pipeline.thai import clean, name_key
from schemas.reference import LaoType

Slugs = frozenset[str]
MUNICIPAL: Slugs = frozenset({"city", "town", "subdistrict"})
"""What «เทศบาล» alone may mean."""
ANY: Slugs = frozenset({"pao", "city", "town", "subdistrict", "tao", "special"})

_OFFICE = re.compile(r"(?:ที่ทำการ|สำนักงาน)\s*(?=องค์การบริหาร|องค์กรบริหาร|อ\.?บ\.?[ตจ]|เทศบาล|ท\.?[ตมน]\.)")
"""«ที่ทำการ อบต.แม่ใส» is how some offices call themselves."""
_NOT_LAO = re.compile(
    r"(?:ศพด\.?|ศูนย์พัฒนาเด็ก|รพ\.?\s*สต\.?|โรงพยาบาล|รพ\.|รร\.|โรงเรียน|สถจ\.?|สนง\.|สำนักงาน|ที่ว่าการ|ที่ทำการ|สสอ\.|สสจ\.|กศน\.)"
)
_WARD = re.compile(r"(?:ตำบล|ต\.)\s*")
_TAIL = re.compile(
    r"(?P<name>.{2,}?)[\s(]+(?:(?:อำเภอ|อ\.)\s*(?P<district>[^\s)]+)\)?)?\s*(?:(?:จังหวัด|จ\.)\s*(?P<province>[^\s)]+)\)?)?"
)


class TypeWord(NamedTuple):
    """A type as typed: ``slugs`` it may mean (empty: unknown), ``full`` official word where it was an odd one."""

    slugs: Slugs
    typed: str = ""
    full: str = ""


class NameReading(NamedTuple):
    """One way to read a typed name: the type word in front of it, if any, and the key of the name proper."""

    word: TypeWord
    key: str


class Tail(NamedTuple):
    """What follows a name in the same cell: «อบต.ท่าเสา อ.ไทรโยค จ.กาญจนบุรี»."""

    name: str
    district: str
    province: str


NO_WORD = TypeWord(ANY)
UNKNOWN = TypeWord(frozenset())


class _Words(NamedTuple):
    usual: Mapping[str, TypeWord]
    odd: Mapping[str, TypeWord]
    usual_prefix: re.Pattern[str]
    odd_prefix: re.Pattern[str]


def read_type(text: str, types: Mapping[str, LaoType]) -> TypeWord:
    """A type cell. อบต. and องค์การบริหารส่วนตำบล are the usual words; ทต and ท.ต. are odd ones, to be expanded."""
    words, typed = _words(tuple(types.values())), clean(text)
    squeezed = typed.replace(" ", "")
    return words.usual.get(squeezed) or words.odd.get(squeezed.removesuffix(".")) or UNKNOWN


def readings(text: str, types: Mapping[str, LaoType]) -> tuple[tuple[NameReading, ...], ...]:
    """The ways to read a name, the likely ones first, in tiers: a later tier counts only where the first finds none.

    A prefix is taken off only as a full word or with its dot, and the whole text is a reading, too: there are
    เทศบาลเมืองเมืองพล, เทศบาลนครนครปฐม and อบต.ทมอ. «อบตแม่ใส» and «ต.แม่ใส» are in the second tier.
    """
    return _readings(text, tuple(types.values()))


@lru_cache(maxsize=2 * ANSWERS)
def _readings(text: str, types: tuple[LaoType, ...]) -> tuple[tuple[NameReading, ...], ...]:
    words, typed = _words(types), _OFFICE.sub("", clean(text), count=1).replace(" ", "")
    usual = _prefixes(words.usual_prefix, typed)
    likely = [NameReading(NO_WORD, name_key(typed)), *(_without(word, typed, words.usual[word]) for word in usual)]
    odd = [word for word in _prefixes(words.odd_prefix, typed) if word not in usual]
    unlikely = [_without(word, typed, words.odd[word.removesuffix(".")]) for word in odd]
    if ward := _WARD.match(typed):
        unlikely.append(NameReading(NO_WORD, name_key(typed[ward.end() :])))
    return tuple(likely), tuple(unlikely)


def _prefixes(pattern: re.Pattern[str], typed: str) -> list[str]:
    """Every prefix that fits: the longest, and «เทศบาล» alone where more follows it."""
    if not (match := pattern.match(typed)):
        return []
    longest = match[1]
    return [longest, "เทศบาล"] if longest.startswith("เทศบาล") and longest != "เทศบาล" else [longest]


def _without(prefix: str, typed: str, word: TypeWord) -> NameReading:
    return NameReading(word._replace(typed=prefix), name_key(typed[len(prefix) :]))


def split_tail(text: str) -> Tail | None:
    """The district and province that follow a name in its own cell; None where nothing does."""
    found = _TAIL.fullmatch(clean(text))
    if not found or not (found["district"] or found["province"]):
        return None
    return Tail(found["name"], found["district"] or "", found["province"] or "")


def not_an_lao(text: str) -> bool:
    """Whether a name is that of a school, a health station, a children's centre, a provincial office …"""
    plain = clean(text)
    return _NOT_LAO.match(plain) is not None and _OFFICE.match(plain) is None


@lru_cache(maxsize=8)
def _words(types: tuple[LaoType, ...]) -> _Words:
    usual = {"เทศบาล": TypeWord(MUNICIPAL)}
    odd: dict[str, TypeWord] = {}
    for kind in types:
        slugs = frozenset({kind.slug})
        usual |= {word: TypeWord(slugs) for word in (kind.name, kind.short)}
        for alias in kind.aliases:
            if "." in alias or alias + "." == kind.short:
                odd[alias.removesuffix(".")] = TypeWord(slugs, full=kind.name)
            else:
                usual[alias] = TypeWord(slugs)
    in_front = [word for kind in types if kind.slug != "special" for word in (kind.name, kind.short)]
    in_front += [alias for kind in types for alias in kind.aliases if alias.startswith("องค์") and alias in usual]
    return _Words(usual, odd, _in_front([*in_front, "เทศบาล"]), _in_front([*odd], r"\.?"))


def _in_front(words: list[str], end: str = "") -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(f"((?:{'|'.join(re.escape(word) for word in ordered)}){end})")
