"""The texts of an office on their way into a workbook: what is secret in them, what XML has no place for, names."""

import re
from collections.abc import Container, Iterable, Iterator

from pipeline.look import CellValue, SheetLook
from pipeline.privacy import without_secret

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins with one of these would become a formula when its cell is edited: it gets an apostrophe."""
LONGEST_NAME = 31
SHORTEST_ID = 10**12
"""A number cell holds a 13-digit id from here on."""
FINDINGS = "สิ่งที่ต้องแก้ไข"
"""The name of our first sheet; reading knows it and leaves it out."""
INSTRUCTIONS = "คำชี้แจง"
"""Our form's sheet that says that passwords must not be filled in: the word alone is no secret there."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LATIN_OR_DIGIT = re.compile("[A-Za-z0-9๐-๙]")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\[\]:*?/\\]")


def printable(text: str) -> str:
    """The text without characters that XML has no place for: for notes, which the writer does not escape."""
    return _CONTROL.sub("", text)


def hidden_values(look: SheetLook, told: Container[CellValue]) -> set[CellValue]:
    """The values of a sheet that hold a password or an id, or that a finding has told to be secret (``told``)."""
    values = {value for row in look.rows for value in row if _may_hide(value)}
    found: set[CellValue] = {value for value in values if value in told}
    if without_secret("\n".join(map(_typed, values))) == "":
        found |= {value for value in values if not without_secret(_typed(value))}
    if look.name == INSTRUCTIONS:
        found -= {value for value in found if not _LATIN_OR_DIGIT.search(_typed(value))}
    return found


def _may_hide(value: CellValue) -> bool:
    return bool(value) if isinstance(value, str) else isinstance(value, (int, float)) and value >= SHORTEST_ID


def _typed(value: CellValue) -> str:
    return value if isinstance(value, str) else f"{value:.0f}"


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """The offices' sheet names; what Excel would not open, and a secret, is mended."""
    taken = {FINDINGS.casefold(), "history"}
    for number, name in enumerate(names, 1):
        plain = _NOT_IN_NAMES.sub(" ", without_secret(name))[:LONGEST_NAME].strip("' ") or f"แผ่นงาน {number}"
        if plain.casefold() in taken:
            plain = f"{plain[: LONGEST_NAME - 6]} ({number})"
        taken.add(plain.casefold())
        yield plain
