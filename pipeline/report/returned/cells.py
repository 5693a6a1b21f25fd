"""Cells as XML (ECMA-376, inline strings): a text stays a text whatever it looks like, and nothing can run.

Written straight, a cell costs a fifth of what it does through xlsxwriter.
"""

import re
from datetime import date, datetime, time
from math import isfinite
from typing import TypeGuard
from xml.sax.saxutils import escape

from pipeline.look import CellValue
from pipeline.model import column_letters

LONGEST = 32767
"""The longest text that a cell takes, in UTF-16 units."""
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  (Excel counts days from here; it knows no time zones)
FIRST_YEAR = 1900
"""Excel counts days wrongly in this year (C.E.) and knows none before it: such dates are written as text."""

ODD = "[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff&<>]|_x[0-9A-Fa-f]{4}_"
"""What a text must be escaped for."""
_ODD = re.compile(ODD).search
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def cell_xml(row: int, col: int, value: CellValue, style: str = "") -> str:
    """One cell, a text, number, date, truth value, or blank (""); ``style`` is its attribute or ""."""
    if not isinstance(value, str):
        return _other_xml(row, col, value, style)
    if not value:
        return f'<c r="{column_letters(col)}{row}"{style}/>'
    text = xml_text(value)
    return f'<c r="{column_letters(col)}{row}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _other_xml(row: int, col: int, value: CellValue, style: str) -> str:
    if isinstance(value, bool):
        return f'<c r="{column_letters(col)}{row}"{style} t="b"><v>{int(value)}</v></c>'
    if is_date(value):
        value = _days(value)
    if isinstance(value, (int, float)) and isfinite(value):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return f'<c r="{column_letters(col)}{row}"{style}><v>{int(value) if whole else repr(value)}</v></c>'
    return cell_xml(row, col, str(value), style)


def is_date(value: CellValue) -> TypeGuard[date]:
    """Whether it is written as a date."""
    return isinstance(value, date) and value.year > FIRST_YEAR


def _days(value: date) -> float:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return (moment - DAY_ZERO).total_seconds() / 86400


def xml_text(text: str) -> str:
    """A text as a cell's XML holds it: what XML has no place for as _xHHHH_, and what only looks so told apart."""
    if len(text) > LONGEST // 2:
        text = text.encode("utf-16-le", "replace")[: 2 * LONGEST].decode("utf-16-le", "ignore")
    if not _ODD(text):
        return text
    text = _LOOKS_ESCAPED.sub("_x005F_", text.encode("utf-8", "replace").decode())
    return escape(_FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
