"""What calamine would misread without a word in an .xlsx sheet: cells written as no office program writes them.

One pattern passes over the usual cells; only the others are looked at one by one.
"""

import re
from typing import NamedTuple

from pipeline.read.engines import UnreadableError
from pipeline.read.package import attributes

_WRITTEN = (
    rb'"(?: s="[0-9]++")?+(?:/>|><v>-?[0-9.]++</v></c>| t="(?:s"><v>[0-9]{1,9}+</v></c>|inlineStr"><is>'
    rb'|n"><v>-?[0-9.]++</v></c>|str">(?:<f>[^<]*+</f>)?+<v>[^<]*+</v></c>))'
)
"""A number, a text, a formula that gives a text, or nothing, as office programs write it after its address."""
_UNUSUAL = re.compile(rb'<c[\s>](?!r="[A-Z]++[1-9][0-9]*+%b)' % _WRITTEN)
"""A cell of another kind, or not written in the usual way."""
_FAR = re.compile(rb'<c r="(?:[A-Z]{1,2}[0-9]{5}|[A-Z]{3})')
_FAR_ROW = re.compile(rb'<row\s[^>]*\br="[0-9]{5}')
_REFERENCE = re.compile(rb'<c\sr="([A-Z]++[0-9]++)"[^/>]*+>')
_ADDRESS = re.compile(r"[A-Za-z]+0*[1-9][0-9]*")
_NO_ROW = re.compile(rb"""<row\s(?:[^<>]*\s)?r\s*=\s*["'](?!0*[1-9][0-9]*["'])""")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>(.*?)</v>", re.DOTALL)
_INDEX = re.compile(rb"[0-9]{1,9}")
_NUMBER = re.compile(rb"[-+]?[0-9.]+(?:[Ee][-+]?[0-9]+)?")
LONGEST_TAG, LONGEST_CELL = 4096, 400_000
"""Bytes; a cell holds up to 32,767 characters, some of them written as references, and a formula."""
NO_ADDRESS, NO_TEXT = ": มีเซลล์ที่ไม่มีตำแหน่งที่ถูกต้อง", ": มีเซลล์ที่อ้างถึงข้อความซึ่งไม่มีในไฟล์"


class Doubts(NamedTuple):
    """``near``: no cell is far away. ``misread``: openpyxl reads the sheet right, calamine does not. ``twice``: a cell
    is written twice, of which readers take the last.
    """

    near: bool
    misread: bool
    twice: bool


def doubts(xml: bytes) -> Doubts:
    """The doubts about a sheet. Raises ``UnreadableError`` with the cause for what neither reader would read right."""
    end = _end(xml)
    unusual = [found.start() for found in _UNUSUAL.finditer(xml, 0, end)]
    far = _FAR_ROW.match(xml, max(xml.rfind(b"<row"), 0)) or _FAR.search(xml)
    near = not unusual and not far
    if not near and _NO_ROW.search(xml, 0, end):
        raise UnreadableError(NO_ADDRESS)
    misread = [_is_misread(xml, at) for at in unusual]  # all of them: any may be one that no reader reads
    references = _REFERENCE.findall(xml, 0, end)
    return Doubts(near, any(misread) or _goes_on(xml), len(set(references)) < len(references))


def _end(xml: bytes) -> int:
    """Where the last cell that holds something ends: some sheets go on for a million rows that only have a style."""
    rows = xml.rfind(b"</sheetData>")
    last = max(xml.rfind(tag, 0, rows if rows >= 0 else len(xml)) for tag in (b"<v", b"<is", b"<f"))
    return max(xml.find(b"</c>", last), last) + 4


def _goes_on(xml: bytes) -> bool:
    """Whether there is a second list of rows: calamine reads the first one alone."""
    return xml.rfind(b"<sheetData") > xml.find(b"<sheetData")


def _is_misread(xml: bytes, at: int) -> bool:
    head = xml.find(b">", at, at + LONGEST_TAG)
    if head < 0:
        return True
    tag = attributes(xml[at:head])
    if tag.get("r") and not _ADDRESS.fullmatch(tag["r"]):
        raise UnreadableError(NO_ADDRESS)
    if xml[head - 1 : head] == b"/":
        return False
    body = xml[head + 1 : xml.find(b"</c>", head, head + LONGEST_CELL)]
    values, inline, kind = _VALUE.findall(body), b"<is" in body, tag.get("t", "")
    if len(values) != 1:
        return len(values) > 1
    if kind in ("s", "inlineStr"):
        return inline or kind == "inlineStr" or _is_odd_index(values[0])
    return b"<!" in values[0] or (kind not in ("str", "d") and _is_odd_value(values[0]))


def _is_odd_index(value: bytes) -> bool:
    """Whether calamine takes the place of a shared text for 0; raises where it is no place at all."""
    if value and not _INDEX.fullmatch(value.strip()):
        raise UnreadableError(NO_TEXT)
    return value != value.strip()


def _is_odd_value(value: bytes) -> bool:
    return b"&" in value or (value != value.strip() and _NUMBER.fullmatch(value.strip()) is not None)
