"""What a page says that matters here: where it sends the visitor, whether it is a parked domain, whether it advertises
gambling. Pure, and linear in the page's length whatever stands in it."""

import codecs
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

SHORT = 3000
"""Characters of text: the phrases of parking pages count on a short page, or in the title."""
THAI_CHARSETS = ("utf-8", "utf-8-sig", "cp874", "tis-620", "iso8859-11")
LONGEST_WAIT = 15.0
"""Seconds: a refresh that waits longer is a page that renews itself."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,500})", re.IGNORECASE)
_META = re.compile(r"<meta\s([^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_REFRESH = re.compile(r"\s*([0-9.]+)\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"']+)", re.IGNORECASE)
_SEEN = re.compile("<(?:img|i?frame|script|svg|object|embed|video|canvas)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LATIN = re.compile(r"[a-z]+")
_THAI_GOES_ON = "(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"
_THAI_BEGAN = "(?<![\u0e40-\u0e44])"
"""A Thai word ends before no vowel or tone mark and begins after no leading vowel: without a dictionary, that is what
can be told of a whole word."""
_DESCRIBES = ("description", "keywords", "og:title", "og:description")


class Page(NamedTuple):
    """``refresh`` is where a meta refresh leads ("" = nowhere), ``headline`` and ``baits`` are the distinct gambling
    words of the title and of the whole page, ``blank`` says that there is nothing to see."""

    refresh: str = ""
    headline: frozenset[str] = frozenset()
    baits: frozenset[str] = frozenset()
    parked: bool = False
    blank: bool = False


class PageReader:
    """Reads pages by the lists of ``schemas/reference/websites.toml``."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        words = [word for word in lists["suspicious_words"] if not word.isdigit()]  # numbers alone are just numbers
        self._latin = frozenset(word for word in words if word.isascii())
        thai = sorted((word for word in words if not word.isascii()), key=len, reverse=True)
        self._thai = re.compile(f"{_THAI_BEGAN}(?:{'|'.join(thai)}){_THAI_GOES_ON}")
        self._against = re.compile("|".join(map(re.escape, lists["content"]["against"])))
        self._parked = tuple(lists["content"]["parked"])

    def read(self, body: bytes, content_type: str) -> Page:
        """What is in the bytes of an HTML page."""
        source = decoded(body, content_type)
        metas = [_attributes(found) for found in _META.findall(source)]
        title = html.unescape("".join(_TITLE.findall(source)[:1])).lower()
        texts = [html.unescape(text).strip().lower() for text in _TAG.split(_without_code(source))]
        shown = " ".join(filter(None, texts))
        described = [meta.get("content", "").lower() for meta in metas if _name(meta) in _DESCRIBES]
        said = title if len(shown) > SHORT else f"{title} {shown}"
        return Page(
            refresh=_refresh(metas),
            headline=self._baits([title]),
            baits=self._baits([title, *described, *texts]),
            parked=any(phrase in said for phrase in self._parked),
            blank=not shown and not _SEEN.search(source),
        )

    def _baits(self, texts: Iterable[str]) -> frozenset[str]:
        """The distinct words in those texts that do not speak against gambling."""
        return frozenset(word for text in texts if not self._against.search(text) for word in self._found(text))

    def _found(self, text: str) -> Iterator[str]:
        yield from (word for word in _LATIN.findall(text) if word in self._latin)
        yield from self._thai.findall(text)


def decoded(body: bytes, content_type: str) -> str:
    """The page as text: by the charset it declares, else UTF-8, else what old Thai pages are written in."""
    found = _CHARSET.search(content_type) or _CHARSET.search(body[:2048].decode("latin-1"))
    declared = found[1] if found else "utf-8"
    for charset in (declared, "utf-8"):
        try:
            if codecs.lookup(charset).name in THAI_CHARSETS:
                return codecs.getincrementaldecoder(charset)("strict").decode(body)  # its end may be cut off
        except (LookupError, ValueError):
            continue
    return body.decode("cp874", "replace")


def _attributes(meta: str) -> dict[str, str]:
    return {name.lower(): html.unescape("".join(values)) for name, *values in _ATTRIBUTE.findall(meta)}


def _name(meta: Mapping[str, str]) -> str:
    return meta.get("name", meta.get("property", "")).lower()


def _refresh(metas: Iterable[Mapping[str, str]]) -> str:
    for meta in metas:
        if meta.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.match(meta.get("content", ""))
            if found and _seconds(found[1]) <= LONGEST_WAIT:
                return found[2].strip()
    return ""


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _without_code(source: str) -> str:
    """The page without comments, scripts and styles."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style")):
        source = _without(source, opening, closing)
    return source


def _without(source: str, opening: str, closing: str) -> str:
    lower, kept, at = source.lower(), [], 0
    while (start := lower.find(opening, at)) >= 0:
        kept.append(source[at:start])
        end = lower.find(closing, start)
        at = len(source) if end < 0 else end + len(closing)
    return "".join((*kept, source[at:]))
