"""Thai text, dates and order: what every stage that touches Thai needs.

Only canonical forms (NFC) are used: NFKC and NFKD would split ำ into ํ + า, and NFC does not join them again.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cmp_to_key, lru_cache
from typing import TYPE_CHECKING

from pipeline.remembered import ANSWERS

if TYPE_CHECKING:
    from _typeshed import SupportsAllComparisons

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
BE_OFFSET = 543

_ASCII, _THAI, _WIDE = "0123456789", "๐๑๒๓๔๕๖๗๘๙", "".join(map(chr, range(0xFF10, 0xFF1A)))
_TO_ASCII = str.maketrans(_THAI + _WIDE, _ASCII * 2)
_TO_THAI = str.maketrans(_ASCII, _THAI)

# Controls, soft hyphen, zero-width, bidirectional marks, byte-order mark.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# Printable ASCII and the Thai block, single spaces; U+0E31, 34-3A and 47-4E stand above or below a consonant.
_PLAIN = re.compile("(?:[!-~\u0e01-\u0e3a\u0e3f-\u0e5b]+(?: [!-~\u0e01-\u0e3a\u0e3f-\u0e5b]+)*)?")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_SARA_AM = re.compile("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32|\u0e33([\u0e48-\u0e4b])")
_MISPLACED = "[\u0e48-\u0e4c][\u0e31\u0e34-\u0e3a\u0e47\u0e4d\u0e4e]|[\u0e38\u0e39]\u0e3a"
_TWICE = r"([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\4"
_SLIP = re.compile(f"เเ|{_SARA_AM.pattern}|{_MISPLACED}|{_TWICE}")
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"


def slips(text: str) -> bool:
    """Whether ``clean`` would change a text that is Thai letters and single spaces."""
    return _SLIP.search(text) is not None


def shown(text: str) -> str:
    """The text as it may be shown: as typed, but without characters that hide, or that turn its direction."""
    return _HIDDEN.sub("", text) if _HIDDEN.search(text) else text


def clean(text: str) -> str:
    """The text as it was meant: hidden characters out, runs of any white space (line ends too) as one space.

    Mended as typing slips: ํ + า → ำ, เ + เ → แ, a tone typed before its vowel, a mark typed twice. A text that
    is right already comes back unchanged.
    """
    if _PLAIN.fullmatch(text) and not _SLIP.search(text):
        return text
    while (better := _mend(text)) != text:
        text = better
    return text


def _mend(text: str) -> str:
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text)).replace("เเ", "แ")
    text = _SARA_AM.sub("\\1\\2\\3\u0e33", text)
    return " ".join(_MARKS.sub(_in_order, text).split())


def _in_order(marks: re.Match[str]) -> str:
    """Vowel signs before tones, each mark once."""
    return "".join(sorted(dict.fromkeys(marks[0]), key=lambda mark: mark in _TONES))


def slips_mended(text: str) -> bool:
    """Whether ``clean`` mends more than white space."""
    return clean(text) != " ".join(text.split())


def fold_digits(text: str) -> str:
    """Thai and full-width digits as ASCII digits."""
    return text if text.isascii() else text.translate(_TO_ASCII)


def thai_digits(text: object) -> str:
    """ASCII digits as Thai digits: 2557 → ๒๕๕๗."""
    return str(text).translate(_TO_THAI)


def be_date(day: date) -> str:
    """A date as Thai offices write it, in the Buddhist era: "31 กรกฎาคม 2557"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


@lru_cache(maxsize=ANSWERS)
def name_key(text: str) -> str:
    """A key for comparing names: clean, ASCII digits, without spaces, dots, dashes, quotes and ฯ."""
    return _IGNORED.sub("", fold_digits(clean(text)).casefold())


_IGNORED = re.compile(r"""[\s.,'"\u0e2f\u2010-\u2015\u2018-\u201d\u2212-]""")


def thai_sort_key(text: str) -> "SupportsAllComparisons":
    """A key for ``sorted`` in dictionary order: เ แ โ ใ ไ after their consonant, tones in second place.

    The Unicode Collation Algorithm (feruca); the key can be one part of a tuple.
    """
    return _ORDER(text)


def thai_sorted(texts: Iterable[str]) -> list[str]:
    """The texts in dictionary order, each once per time given; three times as fast as sorting by the key."""
    from feruca import collate  # only what sorts pays for loading it

    ordered: list[str] = collate(sorted(texts), "default")
    return ordered


def _compare(one: str, other: str) -> int:
    from feruca import collate  # only what sorts pays for loading it

    if one == other:
        return 0
    return -1 if collate([one, other], "default")[0] == one else 1


_ORDER = cmp_to_key(_compare)
