"""Tables as CSV and xlsx, safe to open: no text becomes a formula, codes stay text, same rows give the same bytes."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

BOM = b"\xef\xbb\xbf"
_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (a document date, the same in every file)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def inert(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_LIVE) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as Excel reads Thai: UTF-8 with BOM, comma, CRLF; no live formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return BOM + buffer.getvalue().encode()


def xlsx_bytes(sheet: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, every cell a text, the heading frozen and bold."""
    import xlsxwriter  # only who writes workbooks pays for loading it

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": EPOCH})
        page = book.add_worksheet(sheet)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "quote_prefix": True})
        page.freeze_panes(1, 0)
        page.set_column(0, len(header) - 1, 18, text)
        for column, name in enumerate(header):
            page.write_string(0, column, name, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell, text)
    return same_times(buffer.getvalue())


def same_times(package: bytes) -> bytes:
    """A zip package with all its times set to one fixed moment, so that the same content gives the same bytes."""
    source = zipfile.ZipFile(io.BytesIO(package))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), source.read(name), zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()
