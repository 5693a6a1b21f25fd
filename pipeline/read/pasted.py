"""Errors of Excel that were pasted as text, as our returned workbooks do too: still errors."""

from dataclasses import replace

from pipeline.read.sheet import Oddity, Sheet

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


def with_errors(sheet: Sheet) -> Sheet:
    """The sheet with texts such as «#N/A» as what they are."""
    if all(ERRORS.isdisjoint(row) for row in sheet.rows):
        return sheet
    rows = [
        [Oddity("error", value) if isinstance(value, str) and value in ERRORS else value for value in row]
        for row in sheet.rows
    ]
    return replace(sheet, rows=rows, odd=True)
