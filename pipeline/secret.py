"""Passwords and 13-digit ids in a text: what is one, and what is left of a text or a file name that holds one. Pure.

They go into nothing we derive (design §9). A text is looked at without the characters that nobody sees, and with
full-width letters and digits as ordinary ones.
"""

import re
import unicodedata
from functools import lru_cache

from pipeline.remembered import ANSWERS

WITHHELD = "(ปิดไว้)"
"""Stands in the place of a text that holds a secret."""
PASSWORD, PERSON_ID = "CT013", "CT012"
"""The rules that a secret breaks."""

_REMEMBERED = 1000
"""Longer texts are looked at anew each time: a cell is not so long, a whole sheet is."""
HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
"""Characters that nobody sees."""
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_ENOUGH_DIGITS = re.compile(r"\d(?:[\W_]*\d){12}")

_BETWEEN = r"[\s\-\u2010-\u2015\u2212./_,]"
_GAP = rf"{_BETWEEN}{{1,2}}"
_ALONE = rf"(?<!\d)(?<!\d{_BETWEEN})(?:%s)(?!{_BETWEEN}?\d)"
_THAI_ID = re.compile(
    "|".join(
        (
            r"(?<!\d)[1-8๑-๘]\d{12}(?!\d)",
            rf"(?<!\d)[1-8๑-๘]{_GAP}\d{{4}}{_GAP}\d{{5}}(?:{_GAP})?\d\d(?:{_GAP})?\d(?!\d)",
            _ALONE % rf"[1-8๑-๘](?P<gap>{_GAP})\d(?:(?P=gap)\d){{11}}",
            _ALONE % rf"(?=[1-8๑-๘]\d*{_GAP}\d+(?!{_GAP}\d|\d))[1-8๑-๘](?:(?:{_GAP})?\d){{12}}",
            _ALONE % r"[1-8๑-๘](?:[-–. ]?\d){12}",
        )
    )
)
"""Standing together; as on the card, 1-4-5-2-1; every digit apart; broken once; in any groups by single dashes, dots
and blanks. Numbers of telephones stand beside one another with commas, slashes and line ends between them."""

_BEFORE = r"(?<![A-Za-z0-9_/.?&-])"
_MIXED = r"(?=[^\s./:]*[A-Za-z])(?=[^\s./:]*\d)[^\s./:]{6,}"
"""A word of letters and digits that is no address."""
_PASSWORD = re.compile(
    r"รหัส\s*(?:ผ่าน|ลับ|เข้า)|พาส\s*เ?ว[ิอ]?ร์?[ดท](?![ะ-ู])|ชื่อ\s*ผู้\s*ใช้|ผู้ใช้(?:งาน)?\s*[:=]|ยูส\s*เซอร์|ยูสเนม"
    r"|pass\s?-?(?:word|code|phrase)|passwd|user\s?-?name|user\s?/\s?pass"
    rf"|{_BEFORE}(?:(?:user(?:\s?id)?|pass|pwd|p/?w|log\s?in)\s*[:=]"
    r"|(?:pass|p/?w)\s+(?=[!-~]*[\d!@#$%^&*])[!-~]{3,}|pwd\s+[!-~]{3}"
    rf"|(?:user|log\s?in)\s+\S{{1,40}}\s+(?:(?:pass|pwd|p/?w)\s|{_MIXED}))",
    re.IGNORECASE,
)
_NAMES_PASSWORD = ("รหัส", "พาส", "ใช้", "ยูส", "pass", "pw", "p/w", "user", "log")
"""One of these stands in every text that ``_PASSWORD`` finds."""
_USERINFO = re.compile(r"://[^/\s@:]+:[^/\s@]*@")
_THAI_WORD = re.compile("[\u0e01-\u0e4e.()]+")
_ENDING = re.compile(r"\.[A-Za-z]{3,4}$")
_ONLY_NAMES_ONE = re.compile(
    r"(?:[\u0e01-\u0e4e().\s_-]|(?<![A-Za-z0-9])(?:info|password|25[0-9]{2}|[0-9]{1,2})(?![A-Za-z0-9]))*", re.IGNORECASE
)
"""A file's name that says that passwords are in it («รหัสผ่าน INFO 2557»), and holds none."""


def secret_rule(text: str) -> str:
    """The rule that a secret anywhere in the text breaks: CT012 (a Thai id), CT013 (a password), else ""."""
    return _remembered(text) if len(text) < _REMEMBERED else _rule(text)


def _rule(text: str) -> str:
    plain = _plain(text)
    lowered = plain.lower()
    if any(word in lowered for word in _NAMES_PASSWORD) and _PASSWORD.search(plain):
        return PASSWORD
    if len(plain) > 12 and _ENOUGH_DIGITS.search(plain) and any(map(_is_thai_id, _THAI_ID.finditer(plain))):
        return PERSON_ID
    return ""


_remembered = lru_cache(maxsize=ANSWERS)(_rule)


def _plain(text: str) -> str:
    """The text without hidden characters, full-width ones as ordinary ones."""
    if text.isprintable() and (text.isascii() or not _FULL_WIDTH.search(text)):
        return text
    seen = HIDDEN.sub("", text)
    return unicodedata.normalize("NFKC", seen) if _FULL_WIDTH.search(seen) else seen


def _is_thai_id(found: re.Match[str]) -> bool:
    """Whether the last of 13 digits is their check digit (modulo 11, Department of Provincial Administration)."""
    digits = [int(char) for char in found.group() if char.isdecimal()]
    weighted = sum(digit * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - weighted % 11) % 10 == digits[12]


def without_secret(text: str) -> str:
    """The text, or "" where it holds a password or an id: for whatever is stored, shown or logged."""
    return "" if secret_rule(text) or ("@" in text and _USERINFO.search(text)) else text


def withheld(text: str) -> str:
    """The text, or that it is withheld where it holds a password or an id: for what must not be empty."""
    return WITHHELD if text and not without_secret(text) else text


def file_name(name: str) -> str:
    """A file's name as it is stored, shown and logged. Idempotent.

    Ids are taken out of it. Where it holds a password, only Thai words before that stay, and its ending: a province is
    named there, and a password may stand before the word for it.
    """
    if without_secret(name):
        return name
    plain = _plain(name)
    ending = _ENDING.search(plain)
    stem = plain[: ending.start()] if ending else plain
    said = _THAI_ID.sub(lambda found: WITHHELD if _is_thai_id(found) else found.group(), stem)
    if (found := _PASSWORD.search(said)) and not _ONLY_NAMES_ONE.fullmatch(said):
        before = (word for word in said[: found.start()].split() if _THAI_WORD.fullmatch(word))
        said = " ".join((*before, WITHHELD))
    return (WITHHELD if secret_rule(said) == PERSON_ID else said) + (ending.group() if ending else ".xlsx")
