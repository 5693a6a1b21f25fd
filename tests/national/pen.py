"""Writes rows of a plan into a new workbook and notes at which cell which rule must be found."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from pipeline.model import column_letters
from tests.national.filling import Written
from tests.national.plan import ErrorValue, Formula, Row, Value

Spelling = Callable[[str, Value], tuple[Value, str]]
"""Field and value -> the value as this office types it, and the rule that this must raise ("" for none)."""


def as_it_is(_field: str, value: Value) -> tuple[Value, str]:
    """No habit of its own."""
    return value, ""


class Pen:
    """A workbook being written. Rows and columns count from 1, as Excel does."""

    def __init__(self) -> None:
        from xlsxwriter import Workbook

        self._data = BytesIO()
        self.book = Workbook(self._data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})
        self.labels: set[tuple[str, str, str, str]] = set()
        self.sheets: dict[str, str] = {}
        self._headed: set[str] = set()
        self._dated = self.book.add_format({"num_format": "d/m/yyyy"})

    def sheet(self, name: str) -> Any:
        """A new sheet."""
        return self.book.add_worksheet(name)

    def line(self, sheet: Any, number: int, *texts: str, left: int = 1) -> None:
        """A line of texts: a title, a heading, a footer."""
        for col, text in enumerate(texts, left):
            if text:
                sheet.write_string(number - 1, col - 1, text)

    def heading(self, sheet: Any, number: int, *texts: str, left: int = 1) -> None:
        """A line of headings; the sheet's first one is remarked on unless it is in row 1."""
        if number > 1 and sheet.get_name() not in self._headed:
            self.say(sheet, "SH005")
        self._headed.add(sheet.get_name())
        self.line(sheet, number, *texts, left=left)

    def row(
        self, sheet: Any, number: int, columns: Mapping[str, int], row: Row, spelling: Spelling = as_it_is,
        skip: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """One row of the plan; ``columns`` maps field -> column, fields in ``skip`` are left blank."""
        self.sheets.setdefault(row.table, sheet.get_name())
        for name, value in row.cells.items():
            if name not in columns or name in skip:
                continue
            wrong = [rule for column, rule in row.rules if column == name]
            plain = row.fault not in ("", "XR002") or wrong  # two equal rows are spelt alike
            typed, rule = (value, "") if plain else spelling(name, value)
            self.put(sheet, number, columns[name], typed)
            if rule:
                self.label(row.table, sheet, number, columns[name], rule)
        for name, rule in row.rules:
            if name in columns:
                self.label(row.table, sheet, number, columns[name], rule)

    def say(self, sheet: Any, *rules: str) -> None:
        """Note that rules must be found of a sheet as a whole."""
        self.labels |= {("", sheet.get_name(), "", rule) for rule in rules}

    def label(self, table: str, sheet: Any, number: int, col: int, rule: str) -> None:
        """Note that a rule must be found at a cell."""
        self.labels.add((table, sheet.get_name(), f"{column_letters(col)}{number}", rule))

    def put(self, sheet: Any, number: int, col: int, value: Value) -> None:
        """One cell."""
        place = (number - 1, col - 1)
        match value:
            case None | "":
                return
            case Formula(text):
                sheet.write_formula(*place, text, None, "")
            case ErrorValue(text):
                sheet.write_formula(*place, "=NA()", None, text)
            case date():
                sheet.write_datetime(*place, value, self._dated)
            case int():
                sheet.write_number(*place, value)
            case _:
                sheet.write_string(*place, str(value))

    def written(self) -> Written:
        """The workbook and its labels."""
        self.book.close()
        return Written(self._data.getvalue(), frozenset(self.labels), self.sheets)
