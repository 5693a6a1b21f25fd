"""Workbooks made in memory; LAOs, people and phones are invented."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from pipeline.model import Workbook
from pipeline.read import read_workbook
from schemas.certification import CERTIFICATION
from schemas.contact import CONTACT
from schemas.rules import catalogue
from schemas.website import WEBSITE

TABLES = (WEBSITE, CONTACT, CERTIFICATION)
LIMITS = {"rows": 20000, "columns": 200}
KEYS = ["ลำดับที่", "รหัส อปท.", "ประเภท อปท.", "ชื่อ อปท.", "อำเภอ", "ปีงบประมาณ"]
SITES = [*KEYS, "เว็บไซต์"]
PERSON = ["ชื่อ-สกุล", "ตำแหน่ง", "เบอร์ติดต่อ"]
PEOPLE = ["นายสมชาย ใจดี", "นักวิชาการ", "0812345678", "นางสาวสมหญิง ดีใจ", "ปลัด", "0898765432"]


def keys(n: int, district: str = "เมืองสมมติ") -> list[Any]:
    """The key cells of the n-th invented LAO."""
    return [n, f"0599{n:04d}", "เทศบาลตำบล", f"บ้านใหม่{n}", district, "2557"]


def site(n: int, district: str = "เมืองสมมติ") -> list[Any]:
    """A row of the website table."""
    return [*keys(n, district), f"www.banmai{n}.go.th"]


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], merges: Mapping[str, Iterable[str]] | None = None) -> bytes:
    """A workbook of these rows; ``merges`` are ranges per sheet. None is no cell at all."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for area in (merges or {}).get(name, ()):
                sheet.merge_range(area, "")
            for number, row in enumerate(rows):
                for col, value in enumerate(row):
                    if value is not None and value != "":
                        sheet.write(number, col, value)
    return out.getvalue()


def patched(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """The package with texts of one part replaced."""
    return repacked(data, {part: lambda text: _replaced(text, changes)})


def _replaced(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def repacked(data: bytes, changes: Mapping[str, Any]) -> bytes:
    """The package with its parts changed: name -> text | function of the text | None (left out)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name, lambda text: text)
            if change is not None:
                new.writestr(name, change(old.read(name).decode()) if callable(change) else change)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return out.getvalue()


def read(data: bytes, form: str = "xlsx") -> Workbook:
    """Read with the usual tables and limits; every finding must fit its rule's message."""
    book = read_workbook(data, form, LIMITS, TABLES)
    for finding in book.findings:
        assert catalogue()[finding.rule].say({"v": finding.value, **finding.params})
    return book


def said(book: Workbook) -> set[tuple[str, str]]:
    """(cell, rule) of every finding; the place is the row where there is no cell. SH005 is left out."""
    return {(f.cell or (str(f.row) if f.row else ""), f.rule) for f in book.findings if f.rule != "SH005"}


def texts(book: Workbook, table: str) -> list[dict[str, str]]:
    """The rows of a table as field -> text."""
    return [
        {name: cell.text for name, cell in row.cells.items()} for t in book.tables if t.table == table for row in t.rows
    ]
