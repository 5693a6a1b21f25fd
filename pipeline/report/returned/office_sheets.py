"""The office's sheets drawn again, cell by cell at the same addresses, with marks, notes and our column of verdicts."""

from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from pipeline.look import CellValue, SheetLook
from pipeline.report.returned.cells import cell_xml
from pipeline.report.returned.findings_sheet import LINE_HEIGHT, text_lines
from pipeline.report.returned.formats import FILLS, Formats
from pipeline.report.returned.remarks import BLANKED_RULES, Remark, note
from pipeline.report.returned.rows import Rows
from pipeline.report.returned.text import printable
from pipeline.report.returned.verdicts import COLUMN, Verdict, of_row

if TYPE_CHECKING:
    from pipeline.report.returned.sheet import Sheet

VERDICT_WIDTH = 64
NARROW, WIDE = 9, 48
SAMPLE = 200
"""So many rows are looked at for the width of columns that have none of their own."""
NOTE_WIDTH, NOTE_LINE, NOTE_CHARS = 380, 17, 52
A4 = 9
NO_STYLES: Mapping[int, int] = {}
Cells = Mapping[tuple[int, int], Sequence[Remark]]


def draw_sheet(
    sheet: "Sheet",
    look: SheetLook,
    told: Sequence[Remark],
    rows: Iterable[int],
    otherwise: Verdict,
    secrets: AbstractSet[CellValue],
    formats: Formats,
) -> None:
    """Draw one sheet. ``told`` are its remarks, ``rows`` its data rows, ``secrets`` the values to leave blank."""
    cells = _by_cell(told)
    _columns(sheet, look, {col for _, col in cells})
    verdicts = {row: of_row(found, otherwise) for row, found in _by_row(told, rows).items()}
    _rows(sheet, look, {row for row, _ in cells}, verdicts)
    for top, left, bottom, right in look.merges:
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", formats.merged)
    _values(sheet, look, cells, secrets, formats)
    for (row, col), found in cells.items():
        _note(sheet, row, col, found)
    last = max((look.width, *(col for _, col in cells)))
    _verdicts(sheet, look, last + 1, verdicts, formats)
    _page(sheet, look, hidden=look.hidden and not cells)


def _by_cell(told: Iterable[Remark]) -> dict[tuple[int, int], list[Remark]]:
    cells: dict[tuple[int, int], list[Remark]] = {}
    for remark in told:
        if remark.row and remark.col and remark.to_mend:
            cells.setdefault((remark.row, remark.col), []).append(remark)
    return cells


def _by_row(told: Iterable[Remark], rows: Iterable[int]) -> dict[int, list[Remark]]:
    found: dict[int, list[Remark]] = {row: [] for row in rows}
    for remark in told:
        if remark.row in found:
            found[remark.row].append(remark)
    return found


def _columns(sheet: "Sheet", look: SheetLook, marked: Container[int]) -> None:
    """The office's widths; a hidden column in which something is to be mended is shown."""
    widths = look.widths or _fitting(look)
    for col in range(1, look.width + 1):
        hidden = col in look.hidden_columns and col not in marked
        if col in widths or hidden:
            sheet.set_column(col - 1, col - 1, widths.get(col), None, {"hidden": hidden})


def _fitting(look: SheetLook) -> dict[int, float]:
    """Widths for a sheet without any: as its texts need, lines of text over the whole sheet left aside."""
    rows = [row for row in look.rows[:SAMPLE] if len(row) - row.count("") > 1]
    longest = [max((len(str(row[col])) for row in rows), default=0) for col in range(look.width)]
    return {col: min(max(length + 2, NARROW), WIDE) for col, length in enumerate(longest, 1)}


def _rows(sheet: "Sheet", look: SheetLook, marked: Container[int], verdicts: Mapping[int, Verdict]) -> None:
    """The office's heights, more where our verdict would be cut; a row in which something is to be mended is shown."""
    for row in sorted({*look.heights, *look.hidden_rows}):
        if row <= len(look.rows):
            hidden = row in look.hidden_rows and row not in marked
            sheet.set_row(row - 1, _height(look.heights.get(row), verdicts.get(row)), None, {"hidden": hidden})


def _height(own: float | None, verdict: Verdict | None) -> float | None:
    if own is None or verdict is None:
        return own  # a row without a height takes what its texts need
    return max(own, LINE_HEIGHT * text_lines(verdict.text, VERDICT_WIDTH))


def _values(sheet: "Sheet", look: SheetLook, cells: Cells, secrets: AbstractSet[CellValue], formats: Formats) -> None:
    """Every cell at its place; of the blank ones those that are styled or marked."""
    marks: dict[int, dict[int, Sequence[Remark]]] = {}
    unmarked = Rows(formats, secrets)
    for (row, col), found in cells.items():
        marks.setdefault(row, {})[col] = found
    for row in range(1, max(len(look.rows), *marks, 0) + 1):
        values = look.rows[row - 1] if row <= len(look.rows) else ()
        styles = look.cell_styles.get(row, NO_STYLES)
        if row in marks:
            line = _marked_row(row, values, styles, marks[row], secrets, formats)
            sheet.put(row, line, max(look.width, *marks[row]))
        elif styles or values.count("") < len(values):
            sheet.put(row, unmarked.line(row, values, styles), look.width)


def _marked_row(
    row: int,
    values: Sequence[CellValue],
    styles: Mapping[int, int],
    marks: Mapping[int, Sequence[Remark]],
    secrets: AbstractSet[CellValue],
    formats: Formats,
) -> list[str]:
    line = []
    for col, value in enumerate((*values, *[""] * (max(marks) - len(values))), 1):
        found = marks.get(col, ())
        if value in secrets or any(remark.rule.code in BLANKED_RULES for remark in found):
            value = ""
        if found or value != "" or col in styles:
            mark = found[0].rule.severity if found else ""
            line.append(cell_xml(row, col, value, formats.cell(styles.get(col, 0), mark, value)))
    return line


def _note(sheet: "Sheet", row: int, col: int, found: Sequence[Remark]) -> None:
    text = printable(note(found))
    lines = sum(1 + len(line) // NOTE_CHARS for line in text.split("\n"))
    options = {
        "width": NOTE_WIDTH, "height": min(NOTE_LINE * lines + 10, 420), "color": FILLS[found[0].rule.severity],
        "font_name": "Tahoma", "font_size": 10,
    }  # fmt: skip
    sheet.write_comment(row - 1, col - 1, text, options)


def _verdicts(
    sheet: "Sheet",
    look: SheetLook,
    col: int,
    verdicts: Mapping[int, Verdict],
    formats: Formats,
) -> None:
    """Our column ``col``, right of the last one; its heading stands beside the office's own."""
    if not verdicts:
        return
    sheet.set_column(col - 1, col - 1, VERDICT_WIDTH)
    for top, bottom in look.headings:
        if bottom > top:
            sheet.merge_range(top - 1, col - 1, bottom - 1, col - 1, "", formats.merged)
        for row in range(top, bottom + 1):
            sheet.put(row, [cell_xml(row, col, COLUMN if row == top else "", formats.ours("heading"))], col)
    for row, verdict in verdicts.items():
        sheet.put(row, [cell_xml(row, col, verdict.text, formats.ours(f"verdict_{verdict.severity}"))], col)


def _page(sheet: "Sheet", look: SheetLook, *, hidden: bool) -> None:
    rows, columns = look.frozen
    if rows or columns:
        sheet.freeze_panes(rows, columns)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if look.headings:
        sheet.set_landscape()
        sheet.repeat_rows(look.headings[0][0] - 1, look.headings[0][1] - 1)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    if hidden:
        sheet.hide()
