"""Puts the returned workbook together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pipeline.look import CellStyle, SheetLook
from pipeline.mark import PROPERTY
from pipeline.model import Finding
from pipeline.report.returned.findings_sheet import draw_findings
from pipeline.report.returned.formats import Formats, properties
from pipeline.report.returned.hidden import headed_values, hidden_values, without_secret_columns
from pipeline.report.returned.office_sheets import draw_sheet
from pipeline.report.returned.remarks import BLANKED_RULES, DataRows, remarks
from pipeline.report.returned.text import FINDINGS, sheet_names
from pipeline.report.returned.verdicts import of_file
from schemas.rules import Rule

CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  (the same in every file, as the times of its parts are)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Written in memory every part of the package has the same time: the same input gives the same bytes."""


def returned_workbook(
    looks: Sequence[SheetLook], rows: DataRows, findings: Sequence[Finding], rules: Mapping[str, Rule], mark: str
) -> bytes:
    """The office's own workbook as .xlsx, bad cells marked.

    ``looks`` are its sheets, ``rows`` those that were read as data (see ``data_rows``). ``findings`` are whole, as
    validating and merging gave them. It is the province's own workbook, so values are shown whole; passwords and
    13-digit ids are blanked wherever they stand.
    ``mark`` is the signed text of ``pipeline.mark`` with the next revision, "" for none. Sent back after mending it
    reads as an ordinary submission. The same input gives the same bytes.
    """
    from pipeline.report.returned.sheet import Book, Sheet  # they load slowly

    told = remarks(looks, rows, findings, rules)
    office = [look.name for look in looks]
    names = dict(zip(office, sheet_names(office), strict=True))
    styles = looks[0].styles if looks else (CellStyle(),)
    data = BytesIO()
    book = Book(data, {**OPTIONS, "default_format_properties": _default(styles[0])})
    book.set_properties({"created": CREATED})
    if mark:
        book.set_custom_property(PROPERTY, mark, "text")
    formats, otherwise = Formats(book, styles), of_file(findings, rules)
    draw_findings(book.add_worksheet(FINDINGS, Sheet), told, names, formats)
    told_of = {finding.value for finding in findings if finding.rule in BLANKED_RULES and finding.value}
    secrets = told_of.union(*map(headed_values, looks))
    for look in looks:
        own = sorted(row for name, row in rows if name == look.name)
        mine = [remark for remark in told if remark.sheet == look.name]
        sheet = book.add_worksheet(names[look.name], Sheet)
        draw_sheet(sheet, without_secret_columns(look), mine, own, otherwise, hidden_values(look, secrets), formats)
    book.close()
    return data.getvalue()


def _default(style: CellStyle) -> dict[str, Any]:
    """The default font of the office's workbook: column widths count in its digits."""
    own = properties(style)
    return {"font_name": own.get("font_name", "Calibri"), "font_size": own.get("font_size", 11)}
