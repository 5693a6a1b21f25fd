"""The department's lists as files: a .csv or .xlsx with one heading row -> rows of named texts.

A list is taken whole or not at all: whatever is wrong with it is collected and raised as one ``ListFault``.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pipeline.thai import clean, fold_digits

HEADING_WITHIN = 20
CODE = re.compile(r"[0-9]{7,8}")


class Said(NamedTuple):
    """One sentence for staff, in both languages of the terminal."""

    th: str
    en: str

    def line(self, lang: str) -> str:
        """The sentence in ``lang``: "en", anything else is Thai."""
        return self.en if lang == "en" else self.th


class ListFault(Exception):
    """A list contradicts itself, cannot be read, or is out of order: nothing of it was imported."""

    def __init__(self, *faults: Said) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.en for fault in faults))

    def lines(self, lang: str) -> list[str]:
        """All that is wrong, a sentence each, in file order."""
        return [fault.line(lang) for fault in self.faults]


class Line(NamedTuple):
    """One filled line of a list: its number in the file (from 1) and its texts by field, "" where blank."""

    number: int
    texts: Mapping[str, str]


class Column(NamedTuple):
    """One column of a list: its name in code and the headings it is known by, the usual one first."""

    field: str
    headings: tuple[str, ...]
    required: bool = True


def at(name: str, number: int, th: str, en: str) -> Said:
    """A sentence about one line of the file ``name``."""
    return Said(f"{name} บรรทัดที่ {number}: {th}", f"{name} line {number}: {en}")


def read_code(text: str) -> str | None:
    """An LAO code as eight digits; a lost leading zero is put back. None: not a code."""
    digits = re.sub(r"[ '’-]", "", fold_digits(text)).removesuffix(".0")
    return digits.zfill(8) if CODE.fullmatch(digits) else None


def read_list(data: bytes, name: str, columns: Sequence[Column]) -> list[Line]:
    """The filled lines under the heading, which must be among the first twenty of a sheet.

    Raises ``ListFault`` for a file that cannot be read or lacks a required column.
    """
    best: list[str] = []
    for sheet in _sheets(data, name):
        for index, (_, cells) in enumerate(sheet[:HEADING_WITHIN]):
            places = _places(cells, columns)
            missing = [column.headings[0] for column in columns if column.required and column.field not in places]
            if not missing:
                return [line for line in _lines(sheet[index + 1 :], places, columns) if any(line.texts.values())]
            if not best or len(missing) < len(best):
                best = missing
    columns_missing = ", ".join(best or [column.headings[0] for column in columns if column.required])
    raise ListFault(Said(f"{name}: ไม่พบคอลัมน์ {columns_missing}", f"{name}: no column {columns_missing}"))


Sheet = list[tuple[int, list[str]]]
"""The lines of a sheet, each with its number."""


def _lines(sheet: Sheet, places: Mapping[str, int], columns: Sequence[Column]) -> Iterator[Line]:
    absent = {column.field: "" for column in columns}
    for number, cells in sheet:
        there = {field: clean(cells[place]) for field, place in places.items() if place < len(cells)}
        yield Line(number, {**absent, **there})


def _places(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    headings = [_heading(cell) for cell in cells]
    places = {}
    for column in columns:
        known = {_heading(heading) for heading in column.headings}
        place = next((place for place, heading in enumerate(headings) if heading in known), None)
        if place is not None:
            places[column.field] = place
    return places


def _heading(text: str) -> str:
    return re.sub(r"[\s._]", "", clean(text)).lower()


def _sheets(data: bytes, name: str) -> list[Sheet]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook(data, name)
    text = _decoded(data, name)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[(reader.line_num, cells) for cells in reader]]
    except csv.Error as fault:
        raise ListFault(at(name, reader.line_num, "อ่าน CSV ไม่ได้", f"not readable as CSV: {fault}")) from fault


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp874"):  # cp874: what Excel on Thai Windows saves as plain "CSV"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ListFault(Said(f"{name}: ไม่ใช่ไฟล์ CSV หรือ xlsx", f"{name}: neither a CSV file nor a workbook"))


def _workbook(data: bytes, name: str) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook  # only when a workbook is given

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in book.sheet_names]
    except CalamineError as fault:
        raise ListFault(Said(f"{name}: เปิดไฟล์ไม่ได้", f"{name}: the workbook cannot be opened: {fault}")) from fault
    return [[(number, [_text(cell) for cell in row]) for number, row in enumerate(sheet, 1)] for sheet in sheets]


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
