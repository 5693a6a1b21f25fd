"""Finds tables by their headings, wherever they stand: headings of one to three rows, merged or not."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.read.headings import LONGEST, Headings, Match, heading_key, person_number
from pipeline.read.sheet import Area, Sheet, Values, text_of

MOST_ROWS = 3
ANCHORS = frozenset({"seq", "lao_code", "lao_name"})
"""One of these must be there: «ชื่อ», «ตำแหน่ง» and «โทร.» alone may be a signature."""
WIDEST = 1000
"""Columns whose headings are understood; guessing at thousands would take long, and no office has them."""

_NOTE = re.compile(r"\(.*\)")
_LAO = re.compile(r"อปท|องค์กรปกครอง|หน่วยงาน")
_GROUP = re.compile(r"คนที่|ผู้ดูแล|ผู้ประสาน|ผู้รับผิดชอบ|8ด้าน")


class Column(NamedTuple):
    """One headed column: its number, its heading as typed (all its rows), the row of its last part, its meaning."""

    col: int
    text: str
    row: int
    match: Match | None


class Header(NamedTuple):
    """One heading: its first and last row and its columns from left to right."""

    top: int
    bottom: int
    columns: tuple[Column, ...]


def find_headers(sheet: Sheet, headings: Headings) -> Iterator[Header]:
    """Every heading of the sheet, from top to bottom.

    All rows are looked at until the first heading; after it only those that hold a heading's very text, or that
    follow a nearly empty row: data rows must cost next to nothing.
    """
    known, sparse, done = set(headings.texts), True, 0
    for number, row in enumerate(sheet.rows, 1):
        if number > done and (sparse or not known.isdisjoint(row)) and _is_header(row, headings):
            header = _block(sheet, number, done, headings)
            known.update(value for value in row if isinstance(value, str) and value)
            done = header.bottom
            yield header
        sparse = not done or len(row) - row.count("") <= 2


def _texts(row: Values) -> Iterator[tuple[int, str]]:
    for col, value in enumerate(row, 1):
        if value != "" and (text := text_of(value)):
            yield col, text


def _is_header(row: Values, headings: Headings) -> bool:
    """Whether two or more columns are named, a key column among them; one at least without any guessing."""
    texts = [value for value in row if isinstance(value, str) and value]
    named = {match.fields[0] for text in texts if (match := headings.sure(text))}
    if len(named) == 1:
        named |= {match.fields[0] for text in texts if (match := headings.match(text))}
    return len(named) > 1 and not named.isdisjoint(ANCHORS)


def _block(sheet: Sheet, number: int, above: int, headings: Headings) -> Header:
    """The whole heading around its row ``number``; rows up to ``above`` belong to another."""
    rows = sheet.rows
    first = next(_texts(rows[number - 1]))[0]
    top = bottom = number
    while top - 1 > above and number - top < MOST_ROWS - 1 and _is_group_row(rows[top - 2], first):
        top -= 1
    while bottom < len(rows) and bottom - top < MOST_ROWS - 1 and _goes_on(rows[bottom], headings):
        bottom += 1
    header = Header(top, bottom, tuple(_columns(sheet, top, bottom, headings)))
    return header._replace(bottom=bottom + 1) if bottom < len(rows) and _counts_columns(rows[bottom]) else header


def _is_group_row(row: Values, first: int) -> bool:
    """Whether the row above holds headings over several columns; a title begins at the table's first column."""
    texts = list(_texts(row))
    return any(col > first and len(text) <= LONGEST and _GROUP.search(heading_key(text)) for col, text in texts)


def _goes_on(row: Values, headings: Headings) -> bool:
    """Whether the row below is still heading: nothing but headings, notes in brackets, numbers of persons."""
    texts = [text for _, text in _texts(row)]
    numbered = {text for text in texts if person_number(text) and not text.isdigit()}
    if not numbered and not any(map(headings.sure, texts)):
        return False
    known = all(text in numbered or headings.match(text) or _NOTE.fullmatch(text) for text in texts)
    return known and not _counts_columns(row)


def _counts_columns(row: Values) -> bool:
    """Whether the row numbers the columns: (1) (2) (3) …"""
    keys = [heading_key(text) for _, text in _texts(row)]
    return len(keys) > 2 and keys == [str(n) for n in range(1, len(keys) + 1)]


def _columns(sheet: Sheet, top: int, bottom: int, headings: Headings) -> Iterator[Column]:
    grid = _expanded(sheet, top, bottom)
    for col in range(1, sheet.width + 1):
        parts = [(number, row[col - 1]) for number, row in enumerate(grid, top) if row[col - 1]]
        texts = list(dict.fromkeys(text for _, text in parts))
        if texts:
            place = next(number for number, text in parts if text == texts[-1])
            meaning = _meaning(texts, headings) if col <= WIDEST else None
            yield Column(col, " ".join(" ".join(texts).split()), place, meaning)


def _expanded(sheet: Sheet, top: int, bottom: int) -> list[list[str]]:
    """The heading's texts with merged cells filled, and a person's group carried on to the right."""
    grid = [[text_of(value) for value in sheet.rows[number - 1]] for number in range(top, bottom + 1)]
    for area in sheet.merges:
        if top <= area.top <= bottom:
            _fill(grid, area, top, bottom)
    for upper, lower in pairwise(grid):
        group = ""
        for at, text in enumerate(upper):
            if text:
                group = text if person_number(text) else ""
            elif group and lower[at]:
                upper[at] = group
    return grid


def _fill(grid: list[list[str]], area: Area, top: int, bottom: int) -> None:
    width = len(grid[0])
    if area.left > width:
        return
    text = grid[area.top - top][area.left - 1]
    for number in range(area.top, min(area.bottom, bottom) + 1):
        for col in range(area.left, min(area.right, width) + 1):
            grid[number - top][col - 1] = text


def _meaning(texts: list[str], headings: Headings) -> Match | None:
    """What a column's heading means: its parts together, else its lowest part, else one above it."""
    leaf, upper = texts[-1], texts[:-1]
    groups = [heading_key(text) for text in upper]
    of_lao = any(_LAO.search(key) and not _GROUP.search(key) for key in groups)
    wholes = [f"{leaf} อปท."] if of_lao else []
    for text in (*wholes, "".join(texts), "".join(reversed(texts)), leaf, *reversed(upper)):
        match = headings.match(text)
        if match and not (text in upper and (person_number(text) or _GROUP.search(heading_key(text)))):
            number = match.number or next((n for part in upper if (n := person_number(part))), 0)
            if number > len(match.fields) > 1:
                return None  # a third person: no part of the contract
            return match._replace(number=number if len(match.fields) > 1 else 0)
    if groups and "ด้าน" in groups[-1]:
        return headings.match(f"ด้านที่ {heading_key(leaf)}")
    return None
