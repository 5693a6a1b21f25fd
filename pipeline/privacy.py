"""What may leave this program of people's data: masking, and the secrets that go into nothing we derive.

Contacts are for the department's own coordination (circular มท ๐๘๐๖/ว ๑๒๔; Official Information Act B.E. 2540
s.24; PDPA B.E. 2562). Whatever comes from a contact column is masked in findings, reports, letters, logs and the
terminal, readable or not. Passwords and 13-digit ids are dropped on sight, from any column.
"""

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Finding
from pipeline.remembered import ANSWERS
from pipeline.secret import HIDDEN, PASSWORD, PERSON_ID, WITHHELD, withheld, without_secret
from schemas.contact import CONTACT

SECRET_RULES = frozenset({PERSON_ID, PASSWORD})
PERSONAL = frozenset((CONTACT.name, field.name) for field in CONTACT.fields if field.personal)

OPEN_PARAMS = frozenset({"n", "m", "N", "y", "p", "d", "lao"})
"""Placeholders that never hold a person's data: counts, years, provinces, dates, names of LAOs."""

KEPT_DIGITS = 3
WHOLE_NUMBER = 8
"""After this many digits a comma, slash, semicolon or line break starts another number (a landline has 9)."""

_LETTER = r"[^\W\d_]|[\u0e30-\u0e3a\u0e40-\u0e4e\u0300-\u036f]"
_RANK = r"(?:ร้อย|พัน|เรือ|นาวา|จ่าสิบ|สิบ)(?:ตำรวจ|อากาศ)?(?:ตรี|โท|เอก)(?:หญิง)?"
_TITLE = rf"นางสาว|นาง|นาย|คุณ|น\.ส\.|นส\.|ดร\.|(?:ว่าที่\s?)?(?:{_RANK}|[จดรพส]\.(?:[จตสอ]\.)?[ตทอ]\.)|Mrs?\.|Miss"
_TITLES = rf"(?<!\w)(?<![\u0e30-\u0e4e])(?:{_TITLE})(?:\s*(?:{_TITLE}))*(?![\u0e30-\u0e3a\u0e45-\u0e4e])"
_PIECES = re.compile(
    rf"(?P<title>{_TITLES})"
    rf"|(?P<word>(?:{_LETTER})+)"
    r"|(?P<number>\d(?:[^\w\u0e30-\u0e4e\u0300-\u036f]*[\dx])*)"
)

_SOMEBODY = re.compile(rf"{_TITLES}\s*(?:{_LETTER})|(?:\d[^\w,;\u0e30-\u0e4e]{{0,3}}){{8}}\d|@")
"""A person with a title, a number as long as a telephone's, an e-mail address."""
_FIGURES = re.compile(r"(?>[\W\d_]|ปี|เ?[ก-ฮ]{1,2}\.\s?[ก-ฮ]{1,2}(?![ก-ฮ]))*+")
_ADDRESS = re.compile(r"\S+\.[A-Za-z]{2}\S*")
_PLACES = frozenset({"lao_name", "lao_type", "district", "province"})
_KIND_OF_PLACE = re.compile(r"องค์การ|เทศบาล|อบ[ตจ]|ท[ตมน]\.|อำเภอ|อ\.|จังหวัด|จ\.")


def is_personal(table: str, column: str) -> bool:
    """Whether a column's values are a person's data (see ``schemas.contact``)."""
    return (table, column) in PERSONAL


@lru_cache(maxsize=ANSWERS)
def mask(text: str) -> str:
    """Text of a contact column for other eyes: ``081-xxx-xxxx``, ``นาย ส… ใ…``. Total and idempotent.

    Titles stay, every other word keeps its first letter, every number its first three digits and its separators.
    """
    return _PIECES.sub(_masked, HIDDEN.sub("", without_secret(text)))


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
    clean = without_secrets(finding)
    if not is_personal(finding.table, finding.column):
        return clean
    params = {name: _masked_param(name, text) for name, text in clean.params.items()}
    return replace(clean, value=mask(clean.value), params=params, suggestion=mask(clean.suggestion))


def _masked_param(name: str, text: str) -> str:
    return text if name in OPEN_PARAMS or text == WITHHELD else mask(text)


def without_secrets(finding: Finding) -> Finding:
    """The finding as it may be kept for ourselves: whole, but for passwords and ids.

    Where its value held one the value is "", and its message says so.
    """
    secret = finding.rule in SECRET_RULES
    texts = (finding.sheet, finding.label, finding.value, finding.suggestion, *finding.params.values())
    if not secret and "" not in (without_secret(text) for text in texts if text):
        return finding
    value = "" if secret else without_secret(finding.value)
    told = {"v": WITHHELD} if value != finding.value else {}
    return replace(
        finding,
        sheet=withheld(finding.sheet),
        label=withheld(finding.label),
        value=value,
        params={} if secret else told | {name: withheld(text) for name, text in finding.params.items()},
        suggestion="" if secret else without_secret(finding.suggestion),
    )


def mask_for_terminal(finding: Finding) -> Finding:
    """The finding as the terminal shows it: of people and telephones nothing whole, in whatever column they stand.

    A value is shown as typed only where it is plainly of its column's kind.
    """
    masked = mask_finding(finding)
    if is_personal(finding.table, finding.column):
        return replace(masked, sheet=mask_somebody(masked.sheet))
    params = {name: mask_somebody(text) for name, text in masked.params.items()}
    typed = params.get("v", masked.value)
    if finding.column and not _is_plain(finding.column, typed):
        params["v"] = _masked_param("v", typed)
    return replace(masked, sheet=mask_somebody(masked.sheet), value=mask_somebody(masked.value), params=params)


def mask_somebody(text: str) -> str:
    """The text, masked where it looks like a person or a telephone."""
    return mask(text) if _SOMEBODY.search(text) else text


def _is_plain(column: str, text: str) -> bool:
    """Whether a value is plainly an address, the name of an LAO or a place, or elsewhere figures and dates."""
    if column == "website" and _ADDRESS.fullmatch(text):
        return True
    if column in _PLACES or (column == "website" and _KIND_OF_PLACE.match(text)):
        words = text.split()
        kinds = [bool(_KIND_OF_PLACE.match(word)) for word in words]
        return all(kind or before for kind, before in zip(kinds, [len(words) == 1, *kinds], strict=False))
    return bool(_FIGURES.fullmatch(text))
