"""What may leave this program of people's data: masking, and the secrets that go into nothing we derive.

Contacts are for the department's own coordination (circular มท ๐๘๐๖/ว ๑๒๔; Official Information Act B.E. 2540
s.24; PDPA B.E. 2562). Whatever comes from a contact column is masked in findings, reports, letters, logs and the
terminal, readable or not. Passwords and 13-digit ids are dropped on sight, from any column.
"""

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Finding
from schemas.contact import CONTACT

SECRET_RULES = frozenset({"CT012", "CT013"})
PERSONAL = frozenset((CONTACT.name, field.name) for field in CONTACT.fields if field.personal)

OPEN_PARAMS = frozenset({"n", "m", "N", "y", "p", "d", "lao"})
"""Placeholders that never hold a person's data: counts, years, provinces, dates, names of LAOs."""

KEPT_DIGITS = 3
WHOLE_NUMBER = 8
"""After this many digits a comma, slash, semicolon or line break starts another number (a landline has 9)."""

_THAI_ID = re.compile(r"(?<!\d)[1-8๑-๘](?:[-–. ]?\d){12}(?!\d)")
_PASSWORD = re.compile(
    r"รหัส\s*ผ่าน|พาส\s*เ?ว[ิอ]?ร์?[ดท]|ชื่อ\s*ผู้\s*ใช้|ผู้ใช้(?:งาน)?\s*[:=]|ยูส\s*เซอร์|ยูสเนม"
    r"|pass\s?-?word|passwd|user\s?-?name|(?<![\w/.?&])(?:user(?:\s?id)?|pass|pwd|pw|log\s?in)\s*[:=]",
    re.IGNORECASE,
)
_USERINFO = re.compile(r"://[^/\s@:]+:[^/\s@]*@")

_LETTER = r"[^\W\d_]|[\u0e30-\u0e3a\u0e40-\u0e4e\u0300-\u036f]"
_RANK = r"(?:ร้อย|พัน|เรือ|นาวา|จ่าสิบ|สิบ)(?:ตำรวจ|อากาศ)?(?:ตรี|โท|เอก)(?:หญิง)?"
_TITLE = rf"นางสาว|นาง|นาย|คุณ|น\.ส\.|นส\.|ดร\.|(?:ว่าที่\s?)?(?:{_RANK}|[จดรพส]\.(?:[จตสอ]\.)?[ตทอ]\.)|Mrs?\.|Miss"
_PIECES = re.compile(
    rf"(?P<title>(?<!\w)(?<![\u0e30-\u0e4e])(?:{_TITLE})(?:\s*(?:{_TITLE}))*(?![\u0e30-\u0e3a\u0e45-\u0e4e]))"
    rf"|(?P<word>(?:{_LETTER})+)"
    r"|(?P<number>\d(?:[^\w\u0e30-\u0e4e\u0300-\u036f]*[\dx])*)"
)
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


@lru_cache(maxsize=4096)
def secret_rule(text: str) -> str:
    """The rule that a secret anywhere in the text breaks: CT012 (a Thai id), CT013 (a password), else ""."""
    if _PASSWORD.search(text):
        return "CT013"
    return "CT012" if any(_is_thai_id(found.group()) for found in _THAI_ID.finditer(text)) else ""


def _is_thai_id(text: str) -> bool:
    """Whether the last of 13 digits is their check digit (modulo 11, Department of Provincial Administration)."""
    digits = [int(char) for char in text if char.isdecimal()]
    weighted = sum(digit * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - weighted % 11) % 10 == digits[12]


def without_secret(text: str) -> str:
    """The text, or "" where it holds a password or an id: for whatever is stored, shown or logged."""
    return "" if secret_rule(text) or _USERINFO.search(text) else text


def is_personal(table: str, column: str) -> bool:
    """Whether a column's values are a person's data (see ``schemas.contact``)."""
    return (table, column) in PERSONAL


@lru_cache(maxsize=4096)
def mask(text: str) -> str:
    """Text of a contact column for other eyes: ``081-xxx-xxxx``, ``นาย ส… ใ…``. Total and idempotent.

    Titles stay, every other word keeps its first letter, every number its first three digits and its separators.
    """
    return _PIECES.sub(_masked, _HIDDEN.sub("", without_secret(text)))


def _masked(piece: re.Match[str]) -> str:
    if title := piece["title"]:
        following = piece.string[piece.end() : piece.end() + 1]
        return f"{title} " if re.match(_LETTER, following) else title
    if word := piece["word"]:
        already = len(word) == 1 or not word.strip("x")
        return word if already else f"{word[0]}…"
    return _masked_number(piece["number"])


def _masked_number(number: str) -> str:
    masked, seen = "", 0
    for char in number:
        if char == "x" or char.isdecimal():
            seen += 1
            masked += char if seen <= KEPT_DIGITS else "x"
            continue
        if char in ",/;\n" and seen >= WHOLE_NUMBER:
            seen = 0
        masked += char
    return masked


def mask_finding(finding: Finding) -> Finding:
    """The finding as it may leave: value, params and suggestion masked where its column is personal.

    A secret is blanked whatever the column; a finding of CT012 or CT013 keeps no value at all.
    """
    if finding.rule in SECRET_RULES:
        return without_secrets(finding)
    say = mask if is_personal(finding.table, finding.column) else without_secret
    params = {name: text if name in OPEN_PARAMS else say(text) for name, text in finding.params.items()}
    return replace(finding, value=say(finding.value), params=params, suggestion=say(finding.suggestion))


def without_secrets(finding: Finding) -> Finding:
    """The finding as it may be kept for ourselves: whole, but for passwords and ids."""
    if finding.rule in SECRET_RULES:
        return replace(finding, value="", params={}, suggestion="")
    if without_secret(finding.value) == finding.value:
        return finding
    params = {name: without_secret(text) for name, text in finding.params.items()}
    return replace(finding, value="", params=params, suggestion=without_secret(finding.suggestion))
