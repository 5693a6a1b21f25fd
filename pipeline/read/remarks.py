"""What is worth saying of a table once its rows are known: merged cells, numbering, totals, gaps, hidden parts."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Cell, Finding, Row, column_letters
from pipeline.read.rows import Walk
from pipeline.read.sheet import Sheet, Value, is_blank
from pipeline.read.structure import explains_colours
from pipeline.thai import fold_digits

SHOWN = 5
"""So many places are named in one finding; more are counted."""
CELL_RULES = {"error": "SH012", "formula": "SH011"}


def remarks(walk: Walk) -> Iterator[Finding]:
    """SH007, SH008, SH010, SH013, SH014 and SH015 for one table; its name, sheet and labels are still to be put."""
    if footers := walk.structural["footer"]:
        yield Finding("SH007", params={"n": str(footers)})
    for area, name, cell in walk.spread:
        text = f"{cell.ref}:{column_letters(area.right)}{area.bottom}"
        yield Finding("SH008", row=cell.row, column=name, cell=cell.ref, value=cell.text, params={"v": text})
    yield from _numbering(walk.rows)
    if walk.gaps:
        yield Finding("SH013", row=walk.gaps[0])
    yield from _totals(walk)


def cell_faults(rows: Sequence[Row]) -> Iterator[Finding]:
    """SH011 and SH012: cells that hold an error or a formula without a value."""
    for row in rows:
        for name, cell in row.cells.items():
            if cell.kind in CELL_RULES:
                yield Finding(CELL_RULES[cell.kind], row=row.number, column=name, cell=cell.ref, value=cell.text)


def _numbering(rows: Sequence[Row]) -> Iterator[Finding]:
    """SH010: numbers left out or repeated; a numbering may begin anew with 1, as for each district."""
    last, wrong, first = 0, list[str](), None
    for row in rows:
        cell = row.cells.get("seq")
        number = _number(cell) if cell and cell.row == row.number else 0
        if last and number and number not in (last + 1, 1):
            wrong.append(f"{last} → {number}")
            first = first or cell
        last = number
    if first:
        more = f" และอีก {len(wrong) - SHOWN} แห่ง" if len(wrong) > SHOWN else ""
        params = {"v": ", ".join(wrong[:SHOWN]) + more}
        yield Finding("SH010", row=first.row, column="seq", cell=first.ref, value=first.text, params=params)


def _number(cell: Cell) -> int:
    text = fold_digits(cell.text).strip(" .)")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _totals(walk: Walk) -> Iterator[Finding]:
    """SH014: a total stated that is neither that of its block nor of the table so far."""
    so_far = 0
    for number, text, stated, rows in walk.totals:
        so_far += rows
        if stated not in (rows, so_far, len(walk.rows)):
            yield Finding("SH014", row=number, value=text, params={"n": str(rows or so_far), "v": text})


def colours(sheet: str, texts: Sequence[str]) -> Iterator[Finding]:
    """SH015: a legend says that colours mean something. Colours themselves are not looked at."""
    for text in texts:
        if explains_colours(text):
            yield Finding("SH015", sheet=sheet, value=text)
            return


def hidden_parts(sheet: Sheet) -> Iterator[Finding]:
    """WB012: a sheet, rows or columns that are hidden and hold data."""
    height, width = len(sheet.rows), sheet.width
    rows = [n for n in sorted(sheet.hidden_rows) if n <= height and _filled(sheet.rows[n - 1])]
    columns = [n for n in sorted(sheet.hidden_columns) if n <= width and _filled(r[n - 1] for r in sheet.rows)]
    parts = [f"แผ่นงาน “{sheet.name}”"] if sheet.hidden and any(map(_filled, sheet.rows)) else []
    parts += [f"แถว {_spans([str(n) for n in rows], rows)}"] if rows else []
    parts += [f"คอลัมน์ {_spans([column_letters(n) for n in columns], columns)}"] if columns else []
    if parts:
        yield Finding("WB012", sheet=sheet.name, params={"v": ", ".join(parts)})


def _filled(values: Iterable[Value]) -> bool:
    return not all(map(is_blank, values))


def _spans(names: Sequence[str], numbers: Sequence[int]) -> str:
    """5, 7, 8, 9 -> "5, 7–9"."""
    spans: list[list[int]] = []
    for at, number in enumerate(numbers):
        if spans and numbers[spans[-1][1]] == number - 1:
            spans[-1][1] = at
        else:
            spans.append([at, at])
    shown = [names[a] if a == b else f"{names[a]}–{names[b]}" for a, b in spans]
    return ", ".join(shown[:SHOWN]) + (" …" if len(shown) > SHOWN else "")
