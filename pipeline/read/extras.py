"""What calamine does not tell of an .xlsx sheet, taken from the sheet's XML: how far its filled cells reach, merged
and hidden parts, hyperlinks, error cells, formulas without a value. Each is looked for only where it may be.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from pipeline.read.package import attributes, tags
from pipeline.read.sheet import MOST_COLUMNS, Area, Oddity

_NOT_NEAR = (
    re.compile(rb'<c[\s>](?!r="[A-Z]{1,2}[0-9]{1,4}")'),
    re.compile(rb'<row[\s>](?!r="[0-9]{1,4}")'),
)
"""A cell or row past column ZZ or row 9,999, or one whose place is not written in the usual way."""
_FILLED = (re.compile(rb"<v[\s>]"), re.compile(rb"<is[\s>]"))
NOWHERE = (1 << 30, 1 << 30)
"""Where a cell is whose reference makes no sense: a reader may take it for a place far away."""
_AFTER_NAME = (b" ", b">", b"\t", b"\n", b"\r")
_HIDDEN_ROW = re.compile(rb"""<row\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>([^<]*)</f>)")
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>")
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"([^"]*)"', re.IGNORECASE)


class Reach(NamedTuple):
    """How far filled cells reach: the last row and column, and how many rows hold any."""

    rows: int
    columns: int
    filled_rows: int


class Extras(NamedTuple):
    """What a sheet's XML says beyond its values; rows and columns count from 1."""

    merges: tuple[Area, ...]
    links: Mapping[tuple[int, int], str]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    oddities: Mapping[tuple[int, int], Oddity]


def reach(xml: bytes, most_rows: int) -> Reach | None:
    """How far the filled cells reach; None where a glance shows that it is not far.

    Stops counting rows when there are more than ``most_rows``.
    """
    if not any(pattern.search(xml) for pattern in _NOT_NEAR):
        return None
    rows: set[int] = set()
    columns = 0
    for pattern in _FILLED:
        for value in pattern.finditer(xml):
            row, col = _owner(xml, value.start())
            columns = max(columns, col)
            rows.add(row)
            if len(rows) > most_rows:
                return Reach(max(rows), columns, len(rows))
    return Reach(max(rows, default=0), columns, len(rows))


def _owner(xml: bytes, at: int) -> tuple[int, int]:
    """Row and column of the cell around the place ``at``; a cell that does not say is where its row says."""
    start = xml.rfind(b"<c", 0, at)
    while start > 0 and xml[start + 2 : start + 3] not in _AFTER_NAME:
        start = xml.rfind(b"<c", 0, start)
    if reference := attributes(xml[start : xml.find(b">", start)]).get("r", ""):
        return _place(reference) or NOWHERE
    row = xml.rfind(b"<row", 0, at)
    number = attributes(xml[row : xml.find(b">", row)]).get("r", "")
    return int(number) if number.isdigit() else 1, 1


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    col = 0
    for letter in found[1].upper():
        col = col * 26 + ord(letter) - 64
    return int(found[2]), col


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    return Area(*start, *end) if start and end else None


def extras(xml: bytes, relations: Mapping[str, str]) -> Extras:
    """The extras of a sheet; ``relations`` maps the sheet's relation ids to targets."""
    end = max(xml.rfind(b"</sheetData>"), 0)
    start = max(xml.find(b"<sheetData"), 0)
    oddities, links = dict[tuple[int, int], Oddity](), dict[tuple[int, int], str]()
    if b"</f>" in xml or b't="e"' in xml:
        for place, value, link in _odd_cells(xml):
            if value:
                oddities[place] = value
            if link:
                links[place] = link
    links.update(_links(xml[end:], relations))
    return Extras(
        tuple(area for tag in tags("mergeCell", xml[end:]) if (area := _area(tag.get("ref", "")))),
        links,
        _hidden_rows(xml) if xml.find(b"hidden=", start, end) > 0 else frozenset(),
        frozenset(_hidden_columns(xml[:start])),
        oddities,
    )


def _links(tail: bytes, relations: Mapping[str, str]) -> Iterator[tuple[tuple[int, int], str]]:
    for tag in tags("hyperlink", tail):
        area, target = _area(tag.get("ref", "")), relations.get(tag.get("id", ""), "")
        if area and target:
            yield (area.top, area.left), target


def _hidden_rows(xml: bytes) -> frozenset[int]:
    numbers = (attributes(tag).get("r", "") for tag in _HIDDEN_ROW.findall(xml))
    return frozenset(int(number) for number in numbers if number.isdigit())


def _hidden_columns(head: bytes) -> Iterator[int]:
    for tag in tags("col", head):
        if tag.get("hidden") in ("1", "true"):
            yield from range(max(int(tag.get("min", "1")), 1), min(int(tag.get("max", "1")), MOST_COLUMNS) + 1)


def _odd_cells(xml: bytes) -> Iterator[tuple[tuple[int, int], Oddity | None, str]]:
    """Place, oddity and link of every error cell and every formula."""
    for mark in re.finditer(rb'<f[ >/]|t="e"', xml):
        start, end = xml.rfind(b"<c ", 0, mark.start()), xml.find(b"</c>", mark.start())
        head, _, body = xml[start:end].partition(b">")
        tag = attributes(head)
        if place := _place(tag.get("r", "")):
            yield place, *_odd_cell(tag.get("t", "n"), body)


def _odd_cell(kind: str, body: bytes) -> tuple[Oddity | None, str]:
    value, formula = _VALUE.search(body), _FORMULA.search(body)
    typed = "=" + unescape((formula[1] or b"").decode("utf-8", "replace")) if formula else ""
    link = _HYPERLINK.search(typed)
    target = link[1] if link else ""
    if kind == "e":
        return Oddity("error", value[1].decode("utf-8", "replace") if value else "#VALUE!"), target
    if not formula or value or (kind == "str" and b"<v" in body):  # a formula may well give an empty text
        return None, target
    return Oddity("formula", typed), target
