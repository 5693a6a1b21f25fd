"""The parts of an .xlsx read as they are: which part holds which sheet, and the mark our forms carry.

Only regular expressions on bytes: the parts are small, and no XML parser of ours can be attacked.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO

STRICT = b"http://purl.oclc.org/ooxml/"
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, EOFError, OSError)
"""What a damaged package raises; pre-flight lets none through, but reading does not rely on it."""
MARK_NAME = "thabian_mark"
DIRECTORY_ENTRY, MANY_PARTS = b"PK\x01\x02", 1000

_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PREFIX = re.compile(rb"<(\w+):(?:worksheet|workbook|Relationships)\b")
_STATED = re.compile(rb"""<(?:\w+:)?sst\s[^>]*?uniqueCount\s*=\s*["']\s*([0-9]{1,20})""")
_PROPERTY = re.compile(rb"""<(?:\w+:)?property\s[^>]*name=["']%b["'][^>]*>\s*<[^>]+>([^<]*)<""" % MARK_NAME.encode())
_DEFINED_NAME = re.compile(rb"""<definedName\s[^>]*name="%b"[^>]*>([^<]*)<""" % MARK_NAME.encode())


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag by name, without the prefix of their name."""
    return {
        name.rpartition(b":")[2].decode(): unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in _ATTRIBUTE.findall(tag)
    }


def tags(name: str, xml: bytes) -> Iterator[dict[str, str]]:
    """The attributes of every tag of that name."""
    return (attributes(tag) for tag in re.findall(rb"<%b\s([^>]*)>" % name.encode(), xml))


LONG_TAIL = 2**16
"""Bytes of rows in which nothing stands."""


class Package:
    """An opened .xlsx; ``read`` gives a part's bytes, b"" where there is none, without namespace prefixes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._parts: dict[str, bytes] = {}
        self._short = set[str]()
        self._names = {name.replace("\\", "/").casefold(): name for name in self._zip.namelist()}
        self._book = self._office_document()
        self.workbook = self.read(self._book)

    def read(self, part: str) -> bytes:
        """The part's bytes; tags like <x:row> come as <row>. A part is unpacked once."""
        name = self._names.get(part.casefold())
        if name is None:
            return b""
        if name not in self._parts:
            self._parts[name] = self._unpacked(name)
        return self._parts[name]

    def sheet(self, part: str) -> bytes:
        """A sheet's bytes without a long tail of rows in which nothing stands: some go on for a million that only have
        a style."""
        xml = self.read(part)
        short = _without_tail(xml)
        if short is not xml:
            name = self._names[part.casefold()]
            self._parts[name] = short
            self._short.add(name)
        return short

    def without_tails(self) -> bytes:
        """The file for a reader of values: where ``sheet`` left a tail out, with that and its XML alone."""
        if not self._short:
            return self._data
        written = BytesIO()
        with zipfile.ZipFile(written, "w") as short:
            for name in self._names.values():
                if name.casefold().endswith((".xml", ".rels")):
                    short.writestr(name, self._parts[name] if name in self._short else self._zip.read(name))
        return written.getvalue()

    def _unpacked(self, name: str) -> bytes:
        xml = self._zip.read(name)
        if prefix := _PREFIX.search(xml, 0, 1024):
            xml = xml.replace(b"<%b:" % prefix[1], b"<").replace(b"</%b:" % prefix[1], b"</")
        return xml

    @property
    def strict(self) -> bool:
        """Whether this is Strict Open XML (ISO/IEC 29500 Strict)."""
        return STRICT in self.workbook

    @property
    def styled(self) -> bool:
        """Whether there are styles; without them dates cannot be told from numbers."""
        found = [name for part, name in self._names.items() if part.endswith("/styles.xml")]
        return any(self._zip.getinfo(name).file_size for name in found)

    @property
    def overstated(self) -> bool:
        """Whether more shared strings are stated than can be there: calamine would make room for them all."""
        name = self._names.get("xl/sharedstrings.xml", "")
        if not name:
            return False
        with self._zip.open(name) as part:
            stated = _STATED.search(part.read(4096))
        return stated is not None and int(stated[1]) > self._zip.getinfo(name).file_size

    def sheets(self) -> dict[str, str]:
        """Sheet name -> the part that holds it."""
        targets = self.relations(self._book)
        sheets = tags("sheet", self.workbook)
        return {tag["name"]: targets.get(tag.get("id", ""), "") for tag in sheets if "name" in tag}

    def relations(self, part: str) -> dict[str, str]:
        """Relation id -> target of the part; targets inside the package as part names, others as they stand."""
        folder, name = posixpath.split(part)
        found = {}
        for tag in tags("Relationship", self.read(f"{folder}/_rels/{name}.rels".lstrip("/"))):
            target = tag.get("Target", "")
            found[tag.get("Id", "")] = target if tag.get("TargetMode") == "External" else _part_name(folder, target)
        return found

    def mark(self) -> str | None:
        """The mark of our form, from its document property or else its defined name; where several differ, all of them:
        that is no mark of ours."""
        found = _PROPERTY.findall(self.read("docProps/custom.xml"))
        if not found and MARK_NAME.encode() in self.workbook:
            found = _DEFINED_NAME.findall(self.workbook)
        marks = dict.fromkeys(unescape(one.decode("utf-8", "replace")).strip('"') for one in found)
        return " ".join(marks) if found else None

    def _office_document(self) -> str:
        for tag in tags("Relationship", self.read("_rels/.rels")):
            if tag.get("Type", "").endswith("/officeDocument"):
                return _part_name("", tag.get("Target", ""))
        return "xl/workbook.xml"


def stated_mark(data: bytes) -> str | None:
    """The mark of an .xlsx without reading it, None where it has none. Pre-flight need not have seen the file: raises
    whatever a file can cause, and ``ValueError`` where it has more parts than a workbook has, or may be none."""
    if data.count(DIRECTORY_ENTRY) > MANY_PARTS:
        raise ValueError
    package = Package(data)
    if not package.workbook or package.read("meta.xml"):
        raise ValueError
    return package.mark()


def _without_tail(xml: bytes) -> bytes:
    """The rows up to the last one with a cell that holds something (such a cell ends with a tag of its own), and what
    follows them all."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    last = xml.rfind(b"</c", start, end) if 0 <= start < end else -1
    filled = xml.find(b"</row", last, end) if last >= 0 else start
    if filled < 0 or end - filled < LONG_TAIL:
        return xml
    return xml[: xml.find(b">", filled) + 1] + xml[end:]


def _part_name(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
