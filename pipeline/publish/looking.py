"""What the gates have to know of a piece of a public file, told from its bytes alone. Pure.

Whatever is published is looked at; but a piece that is the same as before says the same as before, and its ``Facts`` go
with it from one publication to the next.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.output.tabular import beside_one_another
from pipeline.thai import fold_digits

NO_TEXT = (".woff2",)
"""What is not looked into; whatever else is published is read as text."""
# fmt: off
TAGS = frozenset({
    "a", "b", "body", "button", "code", "del", "details", "div", "figcaption", "figure", "footer", "form", "h1",
    "h2", "head", "header", "html", "input", "ins", "label", "li", "link", "main", "meta", "nav", "ol", "output",
    "p", "path", "rect", "script", "section", "span", "summary", "svg", "table", "tbody", "td", "th", "thead",
    "time", "title", "tr", "ul",
})
# fmt: on
"""Every element our templates use: another one in a page came out of somebody's text."""
# fmt: off
MEANINGLESS = frozenset({
    "", "คลิก", "คลิกที่นี่", "ที่นี่", "ลิงก์", "เว็บไซต์", "อ่านต่อ", "เพิ่มเติม", "รายละเอียด", "click here", "here", "link", "more",
})
# fmt: on
WEB = re.compile(r"https?://[^/]")
SHORTEST, LONGEST = 9, 11
"""Digits of a telephone number, the country code of a mobile one included."""
MOST_GROUPS = 6
"""A number is written in at most so many groups of digits: +66 8 1234 5678 has four."""

_ADDRESS = re.compile(r"""\b(?:href|src|action)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_ABSOLUTE = re.compile(r"[\s\x00-\x1f]*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2})")
_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")
_OWN_CODE = re.compile(r"<script(?![^>]*\ssrc=)|<[a-z][^<>]*\s(?:style|srcdoc|on[a-z]+)\s*=", re.IGNORECASE)
_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_PART = re.compile(r"<(?:section|details)\b")
_SHAPE = re.compile(r' d="[^"]*"')
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUOTED = re.compile("(?:%[0-9a-fA-F]{2})+")
_RUN = re.compile(r"[06๐๖](?<![0-9๐-๙].)(?:[ ().\-–/\u00a0]{0,3}[0-9๐-๙]){8,}")


class Facts(NamedTuple):
    """What one piece shows.

    ``gaps`` are the two letters before and after every white space (a space is one where a word of one letter comes
    last), ``numbers`` the digits that may be a telephone's.
    Of a page also: the absolute addresses it leads to that are not the web's (``odd``), whether there is an element not
    of ours or code (``strange``), and whether a link does not say where it leads (``unclear``, WCAG 2.4.4).
    """

    gaps: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    odd: frozenset[str] = frozenset()
    strange: bool = False
    unclear: bool = False


Piece = tuple[bytes, Facts]
Looked = Mapping[str, Sequence[Piece]]
"""The pieces of every public file."""


class Joined(bytes):
    """A file put together of pieces. No tag, name or number goes from one into the next; those that are known bring
    their facts. ``content`` is the file where it holds them packed."""

    pieces: tuple[tuple[bytes, Facts | None], ...]

    def __new__(cls, pieces: Iterable[tuple[bytes, Facts | None]], content: bytes | None = None) -> "Joined":
        found = tuple(pieces)
        joined = super().__new__(cls, b"".join(piece for piece, _ in found) if content is None else content)
        joined.pieces = found
        return joined


def looked(path: str, content: bytes) -> list[Piece]:
    """Every piece of a public file, with what it shows."""
    page = path.endswith(".html")
    return [(piece, facts or look(piece, page=page)) for piece, facts in _pieces(path, content)]


def look_at(files: Mapping[str, bytes]) -> Looked:
    """All files."""
    return {path: looked(path, content) for path, content in files.items()}


def _pieces(path: str, content: bytes) -> Sequence[tuple[bytes, Facts | None]]:
    if isinstance(content, Joined):
        return content.pieces
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(beside_one_another(package.read(name)), None) for name in package.namelist()]
    return [] if path.endswith(NO_TEXT) else [(content, None)]


def look(piece: bytes, *, page: bool) -> Facts:
    """What a piece shows; ``page``: it is one of HTML."""
    gaps: set[tuple[str, str]] = set()
    numbers: set[str] = set()
    for text in texts(piece):
        gaps.update(_gaps(text.split()))
        numbers.update(number for run in set(_RUN.findall(text)) for number in numbers_in(run))
    if not page:
        return Facts(frozenset(gaps), frozenset(numbers))
    return Facts(frozenset(gaps), frozenset(numbers), *_of_page(piece.decode()))


def _gaps(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Round every white space; no name that is looked for has a first word of one letter."""
    for before, after in set(zip([word[-2:] for word in words], [word[:2] for word in words[1:]], strict=False)):
        yield before, after if len(after) > 1 else f"{after} "


def _of_page(page: str) -> tuple[frozenset[str], bool, bool]:
    addresses = {html.unescape("".join(found)) for found in _ADDRESS.findall(page)}
    odd = {one.partition("?")[0] for one in addresses if _ABSOLUTE.match(one) and not WEB.match(one)}
    strange = not TAGS.issuperset(_TAG.findall(page)) or bool(_OWN_CODE.search(page))
    return frozenset(odd), strange, any(_unclear(part) for part in _PART.split(page))


def _unclear(part: str) -> bool:
    """Whether a link has no words, words for anything, or another link's. Links are compared within their section,
    whose heading is the context of a name that repeats."""
    targets: dict[str, str] = {}
    for target, inside in _LINK.findall(part):
        words = " ".join(_MARKUP.sub("", inside).split())
        if words in MEANINGLESS or targets.setdefault(words, target) != target:
            return True
    return False


def texts(piece: bytes) -> Iterator[str]:
    """A piece as text, with what entities, percent signs and escapes hide written out."""
    text = piece.decode("utf-8-sig", "replace")
    if "<path" in text:
        text = _SHAPE.sub("", text)
    yield html.unescape(text)
    if "%" in text:
        yield "\n".join(sorted(_decoded(text)))
    if "\\u" in text:
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _decoded(text: str) -> set[str]:
    pieces = (line for piece in text.split('"') if "%" in piece for line in piece.split("\n") if "%" in line)
    return {html.unescape(_QUOTED.sub(_unquoted, piece)) for piece in set(pieces)}


def _unquoted(found: re.Match[str]) -> str:
    """As ``urllib.parse.unquote`` does, which takes ten times as long."""
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def numbers_in(text: str) -> Iterator[str]:
    """Every number that the text may be read to hold, its groups joined."""
    for run in _RUN.findall(text):
        groups = re.findall(r"\d+", fold_digits(run))
        for start in range(len(groups)):
            for end in range(start + 1, min(len(groups), start + MOST_GROUPS) + 1):
                number = "".join(groups[start:end])
                if SHORTEST <= len(number) <= LONGEST:
                    yield number
