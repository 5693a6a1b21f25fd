"""Workbook bytes -> tables of cells, each cell keeping its address. Untrusted bytes are opened only here.

Meant to be called in a child process with limits on time and memory: a parser may hang, eat memory or abort.

The rows of a table's stretch of its sheet are its data rows (``TableRead.rows``) and its ``structural`` ones, which
add up. The stretch begins at row 1 for the first heading of the sheet, else at the heading's own first row, and ends
before the next heading that stands below it, else at the sheet's last filled row. Tables beside one another, and
those that share one heading, count the rows of the same stretch each for itself. Structural rows are ``title`` (above
the heading, or a lone line of text), ``header``, ``district`` (a line naming the district or province of the rows
below), ``footer`` (totals, remarks, signatures) and ``blank`` (nothing, or nothing but a number in ลำดับที่).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.model import Finding, Workbook
from pipeline.read.headings import Headings
from pipeline.read.looks import workbook_looks
from pipeline.read.opening import open_sheets
from pipeline.read.package import stated_mark
from pipeline.read.pasted import with_errors
from pipeline.read.remarks import colours, hidden_parts
from pipeline.read.sheet import Sheet
from pipeline.read.tables import SheetRead, read_sheet
from schemas.columns import Table

__all__ = ["read_workbook", "stated_mark"]

INSTRUCTIONS = "คำชี้แจง"
OUR_SHEETS = ("สิ่งที่ต้องแก้ไข", INSTRUCTIONS)
"""Sheets that our forms and returned workbooks add; hidden ones of ours begin with «_»."""


def read_workbook(
    data: bytes,
    format: str,  # noqa: A002
    limits: Mapping[str, int],
    tables: Sequence[Table],
    *,
    looks: bool = False,
) -> Workbook:
    """Read a workbook that pre-flight has let through; ``format`` is xlsx | xls | xlsb | ods.

    ``limits`` are the round's ``rows`` and ``columns``; with ``looks`` the sheets come as the office made them too.
    A finding that withholds the file comes with no tables.
    Never raises for bad input, but for MemoryError.
    """
    opened = open_sheets(data, format, limits)
    headings = _headings(tuple(tables))
    sheets = [with_errors(sheet) for sheet in opened.sheets if not _is_ours(sheet)]
    reads = [(sheet, read_sheet(sheet, headings, tables)) for sheet in sheets]
    found = tuple(table for _, read in reads for table in read.tables)
    said = [*opened.findings, *_findings(reads, form=opened.mark is not None)]
    if opened.sheets and not found and not any(finding.rule in EXPLAINS for finding in said):
        said += [finding for _, read in reads for finding in read.doubtful] or [Finding("WB005")]
    titles = (*(title for _, read in reads for title in read.titles), *(sheet.name for sheet in sheets))
    shown = [sheet for sheet in opened.sheets if sheet.name == INSTRUCTIONS or not _is_ours(sheet)] if looks else []
    return Workbook(found, tuple(said), titles, opened.mark, workbook_looks(opened.package, shown, found))


EXPLAINS = frozenset({"SH001", "SH002", "SH006", "SH009"})
"""What says already why there is no table."""


@lru_cache(maxsize=4)
def _headings(tables: tuple[Table, ...]) -> Headings:
    return Headings(tables)


def _is_ours(sheet: Sheet) -> bool:
    return sheet.name in OUR_SHEETS or (sheet.hidden and sheet.name.startswith("_"))


def _findings(reads: Sequence[tuple[Sheet, SheetRead]], form: bool) -> Iterator[Finding]:
    """The findings of every sheet; our own form is spared the note that its heading is not in the first row."""
    for sheet, read in reads:
        yield from (finding for finding in read.findings if not (form and finding.rule == "SH005"))
        yield from hidden_parts(sheet)
        yield from colours(sheet.name, (*read.titles, *read.notes))
    places = {(table.table, table.sheet) for _, read in reads for table in read.tables}
    for name, count in Counter(table for table, _ in sorted(places)).items():
        if count > 1:
            yield Finding("WB013", table=name)
