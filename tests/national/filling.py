"""Fills a form as an office would, cell by cell, everything else in the file left as it is.

``fill`` patches the parts of the workbook (a form takes a hundredth of a second); ``fill_slowly`` does the same
with openpyxl, load, fill, save, and proves the fast one right.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from python_calamine import CalamineWorkbook

from pipeline.model import column_letters
from schemas import TABLE, TABLES
from schemas.columns import Table
from tests.national.plan import ErrorValue, Formula, Plan, Row, Value

OUR_SHEETS = {table.name: table.sheet for table in TABLES}
EPOCH = date(1899, 12, 30)
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)')
_SHEET = re.compile(r'<sheet name="([^"]+)" sheetId="([0-9]+)"')

Place = tuple[str, str]
"""Sheet and cell."""


class Form(NamedTuple):
    """Where things stand on one sheet of a form: field -> column, LAO code -> row, the row after the last."""

    sheet: str
    columns: Mapping[str, int]
    rows: Mapping[str, int]
    end: int


class Written(NamedTuple):
    """A filled workbook, every rule that it must raise, (table, sheet, cell, rule), and the sheet of each table."""

    data: bytes
    labels: frozenset[tuple[str, str, str, str]]
    sheets: Mapping[str, str]


def read_form(data: bytes) -> dict[str, Form]:
    """Table -> its sheet, found by the headings of ``schemas``."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = {table: book.get_sheet_by_name(table.sheet) for table in TABLES}
    return {table.name: _form(table, sheet.to_python(skip_empty_area=False)) for table, sheet in sheets.items()}


def _form(table: Table, rows: list[list[object]]) -> Form:
    labels = {field.label: field.name for field in table.fields}
    top = next(number for number, row in enumerate(rows) if TABLE[table.name].field("lao_code").label in row)
    columns: dict[str, int] = {}
    for row in rows[top : top + 2]:
        for col, text in enumerate(row, 1):
            heading = str(text).split("\n")[0]
            if heading in ("ชื่อ-สกุล", "ตำแหน่ง", "เบอร์ติดต่อ"):
                part = labels[heading].partition("_")[2]
                name = f"person1_{part}"
                columns[f"person2_{part}" if name in columns else name] = col
            elif heading in labels:
                columns.setdefault(labels[heading], col)
    code = columns["lao_code"] - 1
    found = {str(row[code]): number for number, row in enumerate(rows, 1) if re.fullmatch("[0-9]{8}", str(row[code]))}
    return Form(table.sheet, columns, found, max(found.values()) + 1)


def places(forms: Mapping[str, Form], plan: Plan) -> Iterator[tuple[Row, Form, int]]:
    """Each row of the plan with its sheet and row number; rows that the form lacks come after its last."""
    for table, rows in plan.items():
        form, end = forms[table], forms[table].end
        for row in rows:
            if row.extra:
                yield row, form, end
                end += 1
            else:
                yield row, form, form.rows[row.lao.code]


def _labels(placed: Iterable[tuple[Row, Form, int]]) -> frozenset[tuple[str, str, str, str]]:
    return frozenset(
        (row.table, form.sheet, f"{column_letters(form.columns[name])}{number}", rule)
        for row, form, number in placed
        for name, rule in row.rules
    )


def _contents(placed: Iterable[tuple[Row, Form, int]]) -> dict[str, dict[str, Value]]:
    """Sheet -> cell -> value, for every cell that an office fills or changes."""
    contents: dict[str, dict[str, Value]] = {}
    for row, form, number in placed:
        for name, value in row.cells.items():
            if name in form.columns:
                contents.setdefault(form.sheet, {})[f"{column_letters(form.columns[name])}{number}"] = value
    return contents


def fill(data: bytes, plan: Plan) -> Written:
    """The form with the plan's values in its cells."""
    placed = list(places(read_form(data), plan))
    contents = _contents(placed)
    with zipfile.ZipFile(BytesIO(data)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    styles, dated = _with_date_style(parts["xl/styles.xml"].decode())
    parts["xl/styles.xml"] = styles.encode()
    for name, number in _SHEET.findall(parts["xl/workbook.xml"].decode()):
        if name in contents:
            part = f"xl/worksheets/sheet{number}.xml"
            parts[part] = _patched(parts[part].decode(), contents[name], dated).encode()
    return Written(_zipped(parts), _labels(placed), OUR_SHEETS)


def _patched(xml: str, values: Mapping[str, Value], dated: int) -> str:
    present: set[str] = set()

    def patch(cell: re.Match[str]) -> str:
        if cell[1] not in values:
            return cell[0]
        present.add(cell[1])
        return _xml(cell[1], cell[2] or "", values[cell[1]], dated)

    xml = _CELL.sub(patch, xml)
    new: dict[int, list[str]] = {}
    for ref in values.keys() - present:
        new.setdefault(int(re.sub("[A-Z]", "", ref)), []).append(ref)
    rows = "".join(
        f'<row r="{number}">{"".join(_xml(ref, "", values[ref], dated) for ref in sorted(new[number]))}</row>'
        for number in sorted(new)
    )
    return xml.replace("</sheetData>", f"{rows}</sheetData>")


def _xml(ref: str, style: str, value: Value, dated: int) -> str:
    match value:
        case None | "":
            return f'<c r="{ref}"{style}/>'
        case Formula(text):
            return f'<c r="{ref}"{style}><f>{escape(text.removeprefix("="))}</f></c>'
        case ErrorValue(text):
            return f'<c r="{ref}"{style} t="e"><v>{text}</v></c>'
        case date():
            return f'<c r="{ref}" s="{dated}"><v>{(value - EPOCH).days}</v></c>'
        case int():
            return f'<c r="{ref}"{style}><v>{value}</v></c>'
        case _:
            return f'<c r="{ref}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def _with_date_style(styles: str) -> tuple[str, int]:
    """The styles with one more, for dates: Excel would add it when a date is typed."""
    found = re.search(r'<cellXfs count="([0-9]+)">', styles)
    assert found
    number = int(found[1])
    styles = styles.replace(found[0], f"<cellXfs count={quoteattr(str(number + 1))}>")
    dated = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return styles.replace("</cellXfs>", f"{dated}</cellXfs>"), number


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as new:
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 1)
    return data.getvalue()


def fill_slowly(data: bytes, plan: Plan) -> Written:
    """The same with openpyxl: load the form, type into its cells, save."""
    from openpyxl import load_workbook

    placed = list(places(read_form(data), plan))
    book = load_workbook(BytesIO(data))
    for sheet, values in _contents(placed).items():
        for ref, value in values.items():
            cell = book[sheet][ref]
            cell.value = value.text if isinstance(value, Formula | ErrorValue) else value or None
            if isinstance(value, ErrorValue):
                cell.data_type = "e"
    saved = BytesIO()
    book.save(saved)
    return Written(saved.getvalue(), _labels(placed), OUR_SHEETS)
