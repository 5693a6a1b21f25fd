"""From one sheet to its tables: every block's columns are checked, its rows read, its findings put in their place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Finding, Row, TableRead, column_letters
from pipeline.read.blocks import Block, blocks
from pipeline.read.header import Column, find_headers
from pipeline.read.headings import KEYS, Headings
from pipeline.read.lacking import keys_only, lacking
from pipeline.read.remarks import cell_faults, remarks
from pipeline.read.rows import Walk, walk_rows
from pipeline.read.segments import Segment, tables_of
from pipeline.read.sheet import Sheet, Values, is_blank, text_of
from schemas.columns import Table

COVER_ROWS = 10
"""So many rows of a sheet without a table may name the province."""
SHOWN = 30
"""Columns of a sheet that are told one by one to be no part of the contract."""


@dataclass
class SheetRead:
    """One sheet as read. ``doubtful`` are findings on what is perhaps no table of ours: said only if none is found."""

    tables: list[TableRead] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubtful: list[Finding] = field(default_factory=list)


def read_sheet(sheet: Sheet, headings: Headings, tables: Sequence[Table]) -> SheetRead:
    """The tables of a sheet and what is to be said of them."""
    read = SheetRead()
    headers = list(find_headers(sheet, headings))
    top = headers[0].top if headers else COVER_ROWS + 1
    above = sheet.rows[: top - 1]
    read.titles = [text for row in above for value in row if (text := text_of(value))]
    for block in blocks(headers, len(sheet.rows), sheet.width):
        _read_block(sheet, headings, tables, block, above if block.segment.header.top == top else (), read)
    if read.tables and top > 1:
        first = read.tables[0]
        read.findings.append(Finding("SH005", first.table, sheet.name, row=top, params={"n": str(top)}))
    return read


def _read_block(
    sheet: Sheet, headings: Headings, tables: Sequence[Table], block: Block, above: Sequence[Values], read: SheetRead
) -> None:
    segment = block.segment
    walk = walk_rows(sheet, segment.shape(), block.start, block.end, block.headers)
    walk.structural.update(_above(segment, above))
    found, clear = tables_of(segment, tables, sheet.name)
    faults = {
        table.name: fault
        for table in found
        if (fault := _withheld(sheet, segment, table, walk) or _beside_itself(segment, table, walk, read.tables))
    }
    good = [table for table in found if table.name not in faults]
    said = [replace(fault, table=name, sheet=sheet.name) for name, fault in faults.items()]
    if good:
        names = {one.name for table in good for one in table.fields}
        told = {
            name
            for table in found
            if table not in good and faults[table.name].rule == "SH001"
            for name in segment.own(table)
        }
        of_cells = cell_faults(walk.rows) if sheet.odd else ()
        remarked = (
            *_of_columns(segment, names, told, headings),
            *_some((*_foreign(segment), *_unheaded(sheet, block, walk))),
            *remarks(walk),
            *of_cells,
        )
        said += (_placed(one, good, sheet.name, headings) for one in remarked)
    elif not found and (fault := keys_only(sheet, segment, tables, walk)):
        said.append(replace(fault, sheet=sheet.name))
    (read.findings if clear else read.doubtful).extend(said)
    read.tables += (_table_read(table, segment, sheet.name, walk, alone=len(found) == 1) for table in good)
    read.notes += walk.notes


def _above(segment: Segment, above: Sequence[Values]) -> Counter[str]:
    """The heading's own rows and those above it."""
    titles = sum(not all(map(is_blank, row)) for row in above)
    header = segment.header.bottom - segment.header.top + 1
    return Counter({"header": header, "title": titles, "blank": len(above) - titles})


def _withheld(sheet: Sheet, segment: Segment, table: Table, walk: Walk) -> Finding | None:
    """The one reason why the table is not taken: SH002, SH006, SH001 or SH009."""
    names = {one.name for one in table.fields}
    rows = {"rows": str(len(walk.rows))}
    for name, column in segment.twice:
        if name in names:
            return _at(column, "SH002", name, v=column.text, **rows)
    lacks = lacking(sheet, segment, table, walk)
    untold = [column for column in segment.untold if column.match and names.intersection(column.match.fields)]
    if untold and lacks:
        return _at(untold[0], "SH006", "", v=", ".join(column.text for column in untold), **rows)
    return lacks or (None if walk.rows else Finding("SH009", row=segment.header.bottom))


def _beside_itself(segment: Segment, table: Table, walk: Walk, tables: Iterable[TableRead]) -> Finding | None:
    """SH002 where the same table stands twice side by side: a row's number would name two LAOs."""
    numbers = {row.number for row in walk.rows}
    if any(one.table == table.name and numbers & {row.number for row in one.rows} for one in tables):
        name = segment.own(table)[0]
        column = segment.columns[name]
        return _at(column, "SH002", name, v=column.text, rows=str(len(walk.rows)))
    return None


def _at(column: Column, rule: str, name: str, **params: str) -> Finding:
    cell = f"{column_letters(column.col)}{column.row}"
    return Finding(rule, row=column.row, column=name, cell=cell, label=column.text, value=column.text, params=params)


def _of_columns(segment: Segment, names: set[str], told: set[str], headings: Headings) -> Iterator[Finding]:
    """SH003, SH004 and SH006 at the headings; ``told`` are columns that the SH001 of their own table has named."""
    for name, column in segment.columns.items():
        if name in told:
            continue
        if name not in names:
            yield _at(column, "SH003", "", v=column.text)
        elif column.match and column.match.misspelt:
            yield _at(column, "SH004", name, v=column.text, x=headings.labels[name])
    for column in segment.untold:
        yield _at(column, "SH006", "", v=column.text)


def _foreign(segment: Segment) -> Iterator[Finding]:
    """SH003 at the headings of columns that are no part of the contract."""
    return (_at(column, "SH003", "", v=column.text) for column in segment.unknown)


def _some(found: Sequence[Finding]) -> Iterator[Finding]:
    """The first of them, and how many more there are."""
    yield from found[:SHOWN]
    if rest := found[SHOWN:]:
        yield replace(rest[0], value="", params={"v": f"… และอีก {len(rest):,} คอลัมน์"})


def _unheaded(sheet: Sheet, block: Block, walk: Walk) -> Iterator[Finding]:
    """SH003 for columns that hold data under no heading."""
    headed = {column.col for column in block.segment.header.columns}
    for col in range(block.first, block.last + 1):
        if col in headed:
            continue
        filled = next((row for row in walk.rows if not is_blank(sheet.rows[row.number - 1][col - 1])), None)
        if filled:
            letters = column_letters(col)
            yield Finding("SH003", row=filled.number, cell=f"{letters}{filled.number}", params={"v": letters})


def _placed(finding: Finding, tables: Sequence[Table], sheet: str, headings: Headings) -> Finding:
    """The finding with its table, sheet and label: the table that has the column as its own, else the first."""
    table = next(
        (one for one in tables if finding.column not in KEYS and any(f.name == finding.column for f in one.fields)),
        tables[0],
    )
    label = finding.label or headings.labels.get(finding.column, "")
    return replace(finding, table=table.name, sheet=sheet, label=label)


def _table_read(table: Table, segment: Segment, sheet: str, walk: Walk, alone: bool) -> TableRead:
    names = {one.name for one in table.fields}
    columns = {name: column for name, column in segment.columns.items() if name in names}
    rows = walk.rows
    if not alone or len(columns) < len(segment.columns):
        rows = [Row(number, {name: cell for name, cell in cells.items() if name in names}) for number, cells in rows]
    return TableRead(
        table.name,
        sheet,
        tuple(range(segment.header.top, segment.header.bottom + 1)),
        {name: column.col for name, column in columns.items()},
        {name: column.text for name, column in columns.items()},
        tuple(rows),
        dict(walk.structural),
        segment.verdict,
    )
