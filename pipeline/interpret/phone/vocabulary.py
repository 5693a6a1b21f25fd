"""The words of phone cells compiled to patterns, and the folding of the many ways to type the same sign."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.thai import fold_digits

_DASHES = "‐‑‒–—―−﹣－ー"
_ZERO_WIDTH = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
_HIDDEN = "\xad\u061c\ufeff" + "".join(map(chr, _ZERO_WIDTH))
FOREIGN_DIGITS = "๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９"
_SPACES = "\t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SAME = {
    **{digit: fold_digits(digit) for digit in FOREIGN_DIGITS},
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_HIDDEN),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("[{【（［", "("),
    **dict.fromkeys("]}】）］", ")"),
    "，": ",",
    "、": ",",
    "／": "/",
    "；": ";",
    "：": ":",
    "＃": "#",
    "＋": "+",
    "．": ".",
    "～": "~",
    "\\": "/",
}
_FOLD = str.maketrans(_SAME)

_LINK = r"(?:[ ]*(?:{range})[ ]*|[ .\-]+)"
_BRACKETED = re.compile(r"\(([^()]*)\)")
_LETTER = re.compile(r"[^\W\d_]|#")
_FOUR_DIGITS = re.compile(r"(?:[0-9][^0-9]*){4}")
_ITEM_MARK = re.compile(r"(?:^\s*|(?<=[ ,;]))[1-9][.)]\s*(?=0)", re.MULTILINE)
_AREA_SLASH = re.compile(r"(?<![0-9])(0[2-7][0-9]?)/(?=[0-9]{6,7}(?![0-9]))")
MASKED = re.compile(r"[x×*?]{2,}|(?<=[0-9])(?:[x×](?![ ]?[0-9a-z])|[ \-]?(?:_{2,}|\.{4,}|…))")


class Token(NamedTuple):
    """One piece of a phone cell; ``kind`` is the name of a group of ``Vocabulary.token``."""

    kind: str
    text: str


class Vocabulary(NamedTuple):
    """schemas/reference/phones.toml, compiled."""

    token: re.Pattern[str]
    link: re.Pattern[str]
    label: re.Pattern[str]
    lines: re.Pattern[str]
    range_words: frozenset[str]
    hotlines: frozenset[str]
    placeholders: frozenset[str]
    same: frozenset[str]


class Lists:
    """The phone lists as a key of caches: compared by identity, for a mapping cannot be hashed."""

    __slots__ = ("lists",)

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self.lists = lists

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lists) and other.lists is self.lists

    def __hash__(self) -> int:
        return id(self.lists)


@lru_cache(maxsize=8)
def vocabulary(key: Lists) -> Vocabulary:
    """The vocabulary of these lists."""
    words: Mapping[str, list[str]] = key.lists["words"]
    any_of = {kind: _any_of(entries) for kind, entries in words.items()}
    lines = any_of["lines"]
    link = _LINK.format(range=any_of["range"])
    both = rf"(?:{any_of['voice']})[ .]*(?:/|,|&|{any_of['separator']})[ ]*(?:{any_of['fax']})"
    labels = "|".join(any_of[kind] for kind in ("voice", "fax", "hotline", "moi", "extension"))
    kinds = {
        "run": rf"[0-9]+(?:{link}[0-9]+)*",
        "foreign": r"\+[ (]*[1-9][0-9 .\-]*",
        "both": rf"{both}|(?:{any_of['fax']})[ .]*/[ ]*(?:{any_of['voice']})",
        **{kind: any_of[kind] for kind in ("fax", "hotline", "moi", "voice", "extension")},
        "x": r"x(?=[ ]?[0-9])",
        "none": any_of["none"],
        "separator": rf"[,/;|&\n]+|{any_of['separator']}",
        "word": r"[^\s.:=\-()_…'\"`“”‘’]",
    }
    return Vocabulary(
        token=re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())),
        link=re.compile(f"({link})"),
        label=re.compile(labels),
        lines=re.compile(rf"\([^()]*(?:{lines})[^()]*\)|(?:จำนวน)?[ ]*(?<![0-9])[0-9]{{1,3}}[ ]*(?:{lines})"),
        range_words=frozenset(words["range"]),
        hotlines=frozenset(key.lists["hotlines"]),
        placeholders=frozenset(key.lists["placeholders"]),
        same=frozenset(words["same"]),
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first; Latin words only when they stand alone."""
    ordered = sorted((word.casefold() for word in words), key=len, reverse=True)
    return "|".join(
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() and word.isalpha() else re.escape(word)
        for word in ordered
    )


def fold(text: str) -> str:
    """One sign for each meaning: ASCII digits, "-", " ", plain brackets and commas, small letters."""
    return text.translate(_FOLD).strip().casefold()


def without_remarks(text: str, words: Vocabulary) -> str:
    """The text without brackets and list numbers: what a bracket says is kept when it is a label or a number."""

    def kept(bracket: re.Match[str]) -> str:
        inside = bracket[1]
        said = not _LETTER.search(inside) or words.label.search(inside) or _FOUR_DIGITS.search(inside)
        return f" {inside} " if said else " "

    if "(" in text:
        text = _BRACKETED.sub(kept, text)
    return _AREA_SLASH.sub(r"\1-", _ITEM_MARK.sub("", text))


def tokens(text: str, words: Vocabulary) -> Iterator[Token]:
    """The pieces of a folded text; punctuation that says nothing is passed over."""
    for found in words.token.finditer(text):
        yield Token(found.lastgroup or "word", found[0])
