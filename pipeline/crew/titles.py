"""What stands above the tables and in the file's name, held against the rows: covering letter and fiscal year. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.interpret.letter import names_letter
from pipeline.interpret.year import title_year
from pipeline.model import Finding, Record, Workbook
from pipeline.validate.fiscal_year import title_differs
from schemas import TABLE


def check_titles(workbook: Workbook, name: str, abbreviation: str, records: Sequence[Record]) -> Iterator[Finding]:
    """WB015 where a workbook that is not our form names no covering letter of its province, and FY017.

    ``abbreviation`` is the province's two letters, "" for a file that needs no letter.
    """
    if abbreviation and records and workbook.mark is None and not names_letter((*workbook.titles, name), abbreviation):
        yield Finding("WB015")
    year = title_year(workbook.titles)
    if year is not None:
        yield from _other_year(year, records)


def _other_year(year: int, records: Iterable[Record]) -> Iterator[Finding]:
    """FY017, once a sheet: at its first row of another year than the title's."""
    told: set[tuple[str, str]] = set()
    for record in records:
        note = title_differs(year, record.values["fiscal_year"] or None)
        if note and (record.table, record.sheet) not in told:
            told.add((record.table, record.sheet))
            label = TABLE[record.table].field("fiscal_year").label
            yield record.finding(note.rule, "fiscal_year", label, note.params)
