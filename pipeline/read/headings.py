"""Which column a heading names: labels and aliases compared without spaces, marks and case; near misses guessed.

A heading may name several fields at once: «ชื่อ-สกุล» is the name of person 1 or of person 2. Its ``number``, or
its place among the other headings, then decides.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.remembered import ANSWERS
from pipeline.thai import clean, fold_digits
from schemas.columns import KEY_FIELDS, Table

REMEMBERED = 4096
LONGEST = 80
"""A longer text is no heading."""
KEYS = frozenset(field.name for field in KEY_FIELDS)

_IGNORED = re.compile(r"""[\s.,:;*_/()\[\]"'“”\u2018\u2019!?ฯ\u2010-\u2015-]+""")
_NUMBERED = re.compile(r"(.*?)(?:คนที่|คน|ที่)?(?<![0-9])([1-9])(?![0-9])(.*)")
_PERSON = re.compile(r"คนที่([1-9])(?![0-9])")
_NOTE = re.compile(r"\([^)]*\)")
_WHOSE = re.compile(r"(?:ของ)?(?:(?:เจ้าหน้าที่|จนท)?(?:ผู้ดูแล|ผู้ประสาน(?:งาน)?|ผู้รับผิดชอบ)(?:ระบบ)?|เจ้าหน้าที่|จนท)(?:info)?|info")
"""What a heading may say on top of «ชื่อ», «ตำแหน่ง» or «เบอร์ติดต่อ»."""


class Match(NamedTuple):
    """The fields a heading may mean (one a person, in order), the number it carries (0: none), whether misspelt."""

    fields: tuple[str, ...]
    number: int = 0
    misspelt: bool = False


@lru_cache(maxsize=ANSWERS)
def heading_key(text: str) -> str:
    """A heading to compare with: clean, ASCII digits, lower case, no spaces or punctuation."""
    return _IGNORED.sub("", fold_digits(clean(text)).lower())


def person_number(text: str) -> int:
    """1 for «ผู้ดูแลระบบ INFO คนที่ ๑», 0 where the text numbers nobody; a lone number counts too."""
    key = heading_key(text)
    if found := _PERSON.search(key):
        return int(found[1])
    if _WHOSE.search(key) and (numbered := _NUMBERED.fullmatch(key)):
        return int(numbered[2])
    return int(key) if key in ("1", "2") else 0


class Headings:
    """Every heading of the tables. ``texts`` are the headings as our own forms and aliases spell them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.labels: dict[str, str] = {}
        self.texts: set[str] = set()
        fields: dict[str, dict[str, None]] = {}
        for field in (field for table in tables for field in table.fields):
            self.labels[field.name] = field.label
            for text in (field.label, *field.aliases):
                self.texts.add(text)
                fields.setdefault(heading_key(text), {})[field.name] = None
        self._fields = {key: tuple(names) for key, names in fields.items()}
        self._sure: dict[str, Match | None] = {}

    def match(self, text: str) -> Match | None:
        """The fields that the heading names, if need be guessed from its letters; None where it names none."""
        return self.sure(text) or (self._guess(heading_key(text)) if len(text) <= LONGEST else None)

    def sure(self, text: str) -> Match | None:
        """The fields that the heading names in so many words; a note in brackets may follow."""
        if text not in self._sure:
            if len(self._sure) > REMEMBERED:
                self._sure.clear()
            self._sure[text] = self._without_guessing(text) if len(text) <= LONGEST else None
        return self._sure[text]

    def _without_guessing(self, text: str) -> Match | None:
        found = self._match(heading_key(text))
        return found or (self._match(heading_key(_NOTE.sub("", text))) if "(" in text else None)

    def _match(self, key: str) -> Match | None:
        if fields := self._fields.get(key):
            return Match(fields, misspelt=self._is_slip(key, fields[0]))
        if not (numbered := _NUMBERED.fullmatch(key)):
            return self._part(key, 0)
        head, digit, tail = numbered.groups()
        whole = self._fields.get(key[: len(key) - len(tail)])  # «ด้านที่ 1 สภาพทั่วไป»
        return Match(whole) if whole else self._part(head + tail, int(digit))

    def _guess(self, key: str) -> Match | None:
        numbered = _NUMBERED.fullmatch(key)
        return self._near(key, 0) or (self._near(numbered[1] + numbered[3], int(numbered[2])) if numbered else None)

    def _part(self, base: str, number: int) -> Match | None:
        """What is left without a number and without saying whose it is: «ชื่อผู้ดูแลระบบ INFO คนที่ 1» -> «ชื่อ»."""
        for key in (base, base.replace("info", ""), _WHOSE.sub("", base)):
            fields = self._fields.get(key)
            if fields and number <= len(fields) and (len(fields) > 1 or key == base):
                return Match(fields, number)
        return None

    def _near(self, key: str, number: int) -> Match | None:
        """The one field whose heading differs by a letter (two in a long one); digits must not differ."""
        from rapidfuzz.distance import Levenshtein  # only a misspelt heading pays for it

        most = 0 if len(key) < 5 else 1 if len(key) < 8 else 2
        digits = [letter for letter in key if letter.isdigit()]
        found = {
            fields
            for known, fields in self._fields.items()
            if most
            and Levenshtein.distance(key, known, score_cutoff=most) <= most
            and [letter for letter in known if letter.isdigit()] == digits
        }
        if len(found) != 1 or (number and len(next(iter(found))) < number):
            return None
        return Match(found.pop(), number, misspelt=True)

    def _is_slip(self, key: str, field: str) -> bool:
        """Whether an alias is the label misspelt (เว็ปไซต์) and not another word for it (URL)."""
        label = heading_key(self.labels[field])
        if key == label or len(key) < 6 or abs(len(key) - len(label)) > 1:
            return False
        from rapidfuzz.distance import Levenshtein

        return Levenshtein.distance(key, label, score_cutoff=3) <= 3
