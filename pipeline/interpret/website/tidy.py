"""Slips around an address that leave no doubt: hidden characters, stray marks, the keyboard left in Thai."""

import re

from pipeline.thai import clean

THAI_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Signs that stand above or below a consonant: before a Latin letter they are a key pressed in the Thai layout."""

_QUOTES = "\"'`´‘’‚“”„«»‹›"  # noqa: RUF001
_FOLDED = {0xFF01 + n: chr(0x21 + n) for n in range(94)} | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {0x2024: "."}  # noqa: RUF001
_BEFORE = re.compile(rf"^[\s{_QUOTES}{THAI_MARKS}.,;:*•·●○▪=>(\[<{{|\\_-]+")
_AFTER = re.compile(rf"(?:[\s{_QUOTES}.,;:*•·…>\]}}|\\ฯๆ]|%20)+$")
_MARK_AFTER = re.compile(rf"(?<=[!-~])[{THAI_MARKS}]+$")
_WWW = re.compile(r"^w\.?w\.?w\.(?=\w)|^(?:ww|w{4,5})\.(?=[\w-]+\.)|^(?:พพพ|ไไไ|ววว)[.,ใ]+", re.IGNORECASE)
_THAI_LAYOUT = re.compile(r"้ะะย|^(?:ไไไ|พพพ)|เนใะ้|ใแนท|ในพเ")
"""http, www, go.th, .com and .org as they come out of the Thai (Kedmanee) layout."""


def visible(text: str) -> str:
    """The text without hidden characters, full-width forms and dashes as ASCII, white space as single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return clean(text).translate(_FOLDED)


def from_thai_layout(text: str) -> str:
    """An address typed wholly in the Thai keyboard layout as it was meant; any other text unchanged."""
    if not _THAI_LAYOUT.search(text) or re.search("[A-Za-z]", text):
        return text
    meant = latin_keys(re.sub("^พพพ", "ไไไ", text))
    return meant if re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", meant, re.ASCII) else text


def latin_keys(text: str) -> str:
    """What the same keys give in the Latin layout."""
    from pythainlp.util import thai_to_eng  # 0.1 s to load, seldom needed

    latin: str = thai_to_eng(text)
    return latin


def without_end(text: str) -> str:
    """The text without the punctuation at its end, and without a closing bracket that nothing opened."""
    bare = _AFTER.sub("", text)
    return _AFTER.sub("", bare.rstrip(")")) if bare.endswith(")") and "(" not in bare else bare


def trimmed(token: str) -> str:
    """A token without what was typed around it by accident: quotes, bullets, stray marks, a final dot."""
    bare = _MARK_AFTER.sub("", without_end(_BEFORE.sub("", token)))
    return _WWW.sub("www.", bare) if bare[:1] in "wWพไว" and bare[:4] != "www." else bare
