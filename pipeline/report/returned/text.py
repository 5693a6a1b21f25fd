"""The texts of an office on their way into a workbook: what XML has no place for, names."""

import re
from collections.abc import Iterable, Iterator

from pipeline.secret import without_secret

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins with one of these would become a formula when its cell is edited: it gets an apostrophe."""
LONGEST_NAME = 31
FINDINGS = "สิ่งที่ต้องแก้ไข"
"""The name of our first sheet; reading knows it and leaves it out."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\[\]:*?/\\]")


def printable(text: str) -> str:
    """The text without characters that XML has no place for: for notes, which the writer does not escape."""
    return _CONTROL.sub("", text)


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """The offices' sheet names; what Excel would not open, and a secret, is mended."""
    taken = {FINDINGS.casefold(), "history"}
    for number, name in enumerate(names, 1):
        plain = _cut(_NOT_IN_NAMES.sub(" ", without_secret(name)), LONGEST_NAME).strip("' ") or f"แผ่นงาน {number}"
        if plain.casefold() in taken:
            plain = f"{_cut(plain, LONGEST_NAME - 8)} ({number})"
        taken.add(plain.casefold())
        yield plain


def _cut(name: str, longest: int) -> str:
    """As Excel counts, in UTF-16: an emoji is two."""
    return name.encode("utf-16-le", "surrogatepass")[: 2 * longest].decode("utf-16-le", "ignore")
