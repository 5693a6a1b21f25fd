"""What one part of a package shows without being parsed: a DOCTYPE, a strange coding, a lock, what could be run."""

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.intake.refusal import RefusedError

MANIFEST = "meta-inf/manifest.xml"
XML_SUFFIXES = (".xml", ".rels", ".vml")
CODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
OVERLAP = 8192
"""Bytes of a piece looked at again with the next one, so that nothing hides on a boundary: Excel's longest formula."""
ROOT = 4096
"""The element that a part is begins within so many bytes."""

_BEFORE_MARKUP = b"\0\xff\xfe\xef\xbb\xbf \t\r\n"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CODING = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_ODS_LOCK = re.compile(rb"<manifest:encryption-data[\s>/]")
_BAR = re.compile(rb"&#(?:0*124|x0*7[cC]);")
_DDE = re.compile(
    rb"""<(?:\w+:)?ddeLink|<table:dde-link
    |<(?:\w+:)?(?:f|formula[12]?|definedName)(?:\s[^<>]*)?>(?:<!\[CDATA\[)?+
    (?:[^<>"'&|]++
    |(?:"|&quot;|&\#34;)(?:(?!"|&quot;|&\#34;)[^<])*+(?:"|&quot;|&\#34;)
    |(?:'|&apos;|&\#39;)(?:(?!'|&apos;|&\#39;)[^<])*+(?:'|&apos;|&\#39;)
    |>|&(?!\#(?:0*124|x0*7[cC]);))*+
    (?:\||&\#(?:0*124|x0*7[cC]);)""",
    re.VERBOSE,
)
"""A DDE link, or a formula with a bar outside its texts and the names of its sheets: no operator of Excel's is one."""
_ODS_DDE = re.compile(rb"""formula\s*=\s*(?:"[^"<]*|'[^'<]*)\bdde\s*\(""", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"(?<!binary\.)macroEnabled|vbaProject|macrosheet", re.IGNORECASE)
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External""")
_HYPERLINK = re.compile(rb"""/relationships/hyperlink["']""")
_EMBEDDED = re.compile(rb"""/relationships/(?:oleObject|package|control)["']""")
_ROOTS = (
    ("WB011", re.compile(rb"<(?:\w+:)?(?:intlM|m)acrosheet[\s>/]")),
    ("WB020", re.compile(rb"<(?:\w+:)?(?:externalLink|connections|queryTable)[\s>/]")),
)
_PART_NAMES = (
    ("WB011", re.compile(r"vbaproject|macrosheets/|^basic/|^scripts/", re.IGNORECASE)),
    ("WB020", re.compile(r"externallinks/externallink|/connections\.|/querytables/", re.IGNORECASE)),
    ("WB026", re.compile(r"/embeddings/|/activex/|oleobject", re.IGNORECASE)),
)


def look_in_part(name: str, first: bytes, more: Iterator[bytes]) -> set[str]:
    """The rules to note of a part: its name in small letters, its first piece and the others.

    Refuses a locked package (WB004) and, once all pieces have come and their size is known, what is unsafe (WB018).
    """
    found = {rule for rule, pattern in _PART_NAMES if pattern.search(name)}
    start = first[:ROOT].lstrip(_BEFORE_MARKUP) or first.lstrip(_BEFORE_MARKUP)
    blank, xml = not start, bool(start) and (name.endswith(XML_SUFFIXES) or start.startswith(b"<"))
    unsafe, tail = xml and _is_in_another_coding(first), b""
    if xml:
        found |= {rule for rule, pattern in _ROOTS if pattern.search(first, 0, ROOT)}
    for piece in chain((first,), more):
        unsafe = unsafe or (blank and piece is not first)
        if xml:
            piece = tail + piece
            unsafe = unsafe or (b"<!" in piece and _DECLARATION.search(piece) is not None)
            found |= _said(name, piece)
        tail = piece[-OVERLAP:]
    if unsafe:
        raise RefusedError("WB018")
    return found - {"WB020"} if "WB026" in found else found  # a DDE link is kept among the external links


def _is_in_another_coding(start: bytes) -> bool:
    """Whether XML is in anything but UTF-8: readers differ in what they make of it."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    coding = _CODING.match(text)
    return not text.startswith(b"<") or b"\0" in text[:4] or bool(coding and coding[1].strip().lower() not in CODINGS)


def _said(name: str, piece: bytes) -> set[str]:
    if name == MANIFEST and _ODS_LOCK.search(piece):
        raise RefusedError("WB004")
    if name.endswith(".rels"):
        return set().union(*map(_related, _RELATIONSHIP.findall(piece)))
    if name == "[content_types].xml":
        return {"WB011"} if _MACRO_TYPE.search(piece) else set()
    dde = (b"|" in piece or b"dde" in piece or _BAR.search(piece)) and _DDE.search(piece)
    if dde or (name == "content.xml" and _ODS_DDE.search(piece)):
        return {"WB026"}
    return {"WB020"} if name == "content.xml" and b"<table:table-source" in piece else set()


def _related(tag: bytes) -> set[str]:
    """What a relationship makes of the part it points to, whatever that part is named."""
    if _MACRO_TYPE.search(tag):
        return {"WB011"}
    if _EXTERNAL.search(tag):
        return set() if _HYPERLINK.search(tag) else {"WB020"}
    return {"WB026"} if _EMBEDDED.search(tag) else set()
