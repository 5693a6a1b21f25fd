"""From bytes to sheets. Before calamine sees a sheet, its reach is known: it makes room for every cell up to the last
one, so that two cells at opposite corners would take all memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Finding
from pipeline.read.doubts import doubts
from pipeline.read.engines import (
    NoWorksheetError,
    RawSheet,
    TooLargeError,
    UnreadableError,
    with_calamine,
    with_openpyxl,
)
from pipeline.read.extras import Extras, Reach, extras, reach
from pipeline.read.ods import ods_tables
from pipeline.read.package import BROKEN, Package
from pipeline.read.sheet import Sheet, Value

NO_EXTRAS = Extras((), {}, frozenset(), frozenset(), {})


class Opened(NamedTuple):
    """A workbook's sheets and mark, and an .xlsx's package. A finding that withholds the file comes with no sheets."""

    sheets: tuple[Sheet, ...]
    mark: str | None = None
    findings: tuple[Finding, ...] = ()
    package: Package | None = None


def open_sheets(data: bytes, form: str, limits: Mapping[str, int]) -> Opened:
    """The sheets of a workbook of that format; one finding (WB001, 005, 014, 021, 022, 024) where it is not read."""
    try:
        return _open_xlsx(data, limits) if form == "xlsx" else _open_other(data, form, limits)
    except TooLargeError:
        return Opened((), findings=(Finding("WB022"),))
    except NoWorksheetError:
        return Opened((), findings=(Finding("WB005"),))
    except UnreadableError as fault:
        return Opened((), findings=(_damaged(fault),))


def _damaged(fault: UnreadableError) -> Finding:
    return Finding("WB001", params={"v": str(fault)} if fault.args else {})


def _open_other(data: bytes, form: str, limits: Mapping[str, int]) -> Opened:
    found, mark = dict[str, Extras](), None
    try:
        if form == "ods":
            tables, mark = ods_tables(data)
            if refusal := _too_far((table.reach() for table in tables.values()), limits):
                return Opened((), findings=(refusal,))
            found = {name: table.extras() for name, table in tables.items()}
        raw = with_calamine(data, form != "ods", _most_cells(limits))
    except BROKEN as fault:
        raise UnreadableError from fault
    return _opened(raw, found, mark, limits)


def _open_xlsx(data: bytes, limits: Mapping[str, int]) -> Opened:
    try:
        package = Package(data)
        parts = {name: (part, package.sheet(part)) for name, part in package.sheets().items()}
        sheets = [xml for _, xml in parts.values()]
        doubted = [doubts(xml) for xml in sheets]
        far = (reach(xml, limits["rows"]) for xml, doubt in zip(sheets, doubted, strict=True) if not doubt.near)
        if refusal := _too_far((one for one in far if one), limits):
            return Opened((), findings=(refusal,))
        found = {name: extras(xml, _relations(package, part, xml)) for name, (part, xml) in parts.items()}
        misread = package.overstated or any(doubt.misread for doubt in doubted)
        short = package.without_tails()
    except BROKEN as fault:
        raise UnreadableError from fault
    raw, second = _read_xlsx(data, short, [] if misread else sheets, _most_cells(limits))
    if raw is None:
        return Opened((), findings=(Finding("WB021" if package.strict else "WB001"),))
    opened = _opened(raw, found, package.mark(), limits)._replace(package=package)
    odd = second or package.strict or not package.styled or any(doubt.twice for doubt in doubted)
    if opened.sheets and odd:
        return opened._replace(findings=(*opened.findings, Finding("WB023")))
    return opened


def _read_xlsx(
    data: bytes, short: bytes, parts: Sequence[bytes], most_cells: int
) -> tuple[list[RawSheet] | None, bool]:
    """The raw sheets (None: neither reader can), and whether the second reader was needed; ``short`` is the file
    without its long blank tails.

    calamine never sees a workbook it would misread (no ``parts``), nor one of whose sheets we did not find all
    ``parts``: their reach is not known.
    """
    try:
        raw = with_calamine(short, False, most_cells) if parts and all(parts) else []
        if any(sheet.rows for sheet in raw) or (raw and not any(b"<v" in part or b"<is" in part for part in parts)):
            return raw, False
    except UnreadableError:
        pass
    try:
        return with_openpyxl(data, most_cells) or None, True
    except UnreadableError:
        return None, True


def _relations(package: Package, part: str, xml: bytes) -> Mapping[str, str]:
    return package.relations(part) if b"<hyperlink " in xml else {}


def _most_cells(limits: Mapping[str, int]) -> int:
    return limits["rows"] * limits["columns"]


def _too_far(reaches: Iterable[Reach], limits: Mapping[str, int]) -> Finding | None:
    """WB014 for too many filled rows; WB022 for few cells that lie so far apart that they could not be held."""
    for one in reaches:
        if one.filled_rows > limits["rows"]:
            return _too_many_rows(limits)
        if one.rows * one.columns > _most_cells(limits):
            return Finding("WB022")
    return None


def _too_many_rows(limits: Mapping[str, int]) -> Finding:
    return Finding("WB014", params={"n": f"มากกว่า {limits['rows']:,}"})


def _opened(
    raw: Sequence[RawSheet], found: Mapping[str, Extras], mark: str | None, limits: Mapping[str, int]
) -> Opened:
    if not raw:
        return Opened((), findings=(Finding("WB001"),))
    if len({sheet.name.casefold() for sheet in raw}) < len(raw):  # readers find a sheet by its name: the first one
        return Opened((), findings=(Finding("WB024"),))
    for sheet in raw:
        if len(sheet.rows) > limits["rows"] < sum(any(value != "" for value in row) for row in sheet.rows):
            return Opened((), findings=(_too_many_rows(limits),))
    return Opened(tuple(_sheet(one, found.get(one.name, NO_EXTRAS), limits) for one in raw), mark)


def _sheet(raw: RawSheet, more: Extras, limits: Mapping[str, int]) -> Sheet:
    return Sheet(
        raw.name,
        _with_oddities(raw.rows, more, limits) if more.oddities else raw.rows,
        raw.hidden,
        more.merges or raw.merges,
        more.links,
        more.hidden_rows or raw.hidden_rows,
        more.hidden_columns or raw.hidden_columns,
        odd=bool(more.oddities) or raw.odd,
    )


def _with_oddities(rows: Sequence[Sequence[Value]], more: Extras, limits: Mapping[str, int]) -> list[list[Value]]:
    """The rows with error cells and formulas without a value in their places; the readers leave those blank."""
    near = {(r, c): odd for (r, c), odd in more.oddities.items() if r <= limits["rows"] and c <= limits["columns"]}
    height = max(len(rows), max((row for row, _ in near), default=0))
    width = max(len(rows[0]) if rows else 0, max((col for _, col in near), default=0))
    grid = [list(row) + [""] * (width - len(row)) for row in rows]
    grid += [[""] * width for _ in range(height - len(rows))]
    for (row, col), odd in near.items():
        if grid[row - 1][col - 1] == "":
            grid[row - 1][col - 1] = odd
    return grid
