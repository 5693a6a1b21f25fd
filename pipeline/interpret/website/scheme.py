"""The scheme of an address: read, added or mended (rules WW006, WW007, WW008)."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.remembered import ANSWERS

OPAQUE = frozenset({"javascript", "vbscript", "data", "file", "blob", "mailto", "tel", "sms", "skype", "ftp", "sftp"})
"""Schemes that are known for what they are without two slashes after them."""

NOT_HTTP = frozenset({"ftp", "tftp", "sftp", "smtp", "rtp"})
_PROPER = re.compile(r"(https?)://(?=[^/\\:])", re.IGNORECASE)
_BROKEN = re.compile(
    r"(?:www[.,]?\s*)?(?P<word>[a-z]{2,7})\s?(?:[:;.,]*\s?[/\\]+[:;]?|[:;]|[.,]?(?=www[.,]))\s?", re.IGNORECASE
)
_OTHER = re.compile(r"([a-z][a-z0-9+-]*):(?=//|\S)", re.IGNORECASE)


class Split(NamedTuple):
    """An address cut after its scheme. ``typed`` is the prefix as typed, ``other`` a scheme we do not take, or ""."""

    scheme: str
    typed: str
    rest: str
    other: str = ""


@lru_cache(maxsize=ANSWERS)
def intended(word: str) -> str:
    """http or https where the word is one of them or a slip of it (hattp, htttp, ttp), else ""."""
    from rapidfuzz.distance import Levenshtein

    word = word.lower()
    meant = "https" if word.endswith("s") else "http"
    near = 2 if "tp" in word and word[0] in "ht" else 1
    return meant if word not in NOT_HTTP and Levenshtein.distance(word, meant) <= near else ""


def split_scheme(text: str) -> Split:
    """Cut the scheme off, however often and however badly it was typed; the last one counts."""
    if found := _PROPER.match(text):
        rest = text[found.end() :]
        if not _starts_scheme(rest):
            return Split(found[1].lower(), found[0], rest)
    scheme, end = "", 0
    while prefix := _starts_scheme(text[end:]):
        scheme, length = prefix
        end += length
    if scheme:
        return Split(scheme, text[:end], text[end:])
    other = _OTHER.match(text)
    if other and (other[1].lower() in OPAQUE or text.startswith("//", other.end())):
        return Split("", other[0], text[other.end() :], other[1].lower())
    return Split("", "", text)


def _starts_scheme(text: str) -> tuple[str, int] | None:
    """The scheme meant at the start and the length of what was typed for it."""
    if not (found := _BROKEN.match(text)):
        return None
    scheme = intended(found["word"])
    return (scheme, found.end()) if scheme else None
