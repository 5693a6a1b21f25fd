"""Sheets whose names hold a password or an id, named anew before anything is said or kept of them. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Workbook
from pipeline.secret import without_secret


def without_secret_names(workbook: Workbook) -> Workbook:
    """The same workbook; such a sheet is called by its number, as in its returned workbook."""
    stands = (*(look.name for look in workbook.looks), *_spoken_of(workbook))
    if all(map(without_secret, filter(None, stands))):
        return workbook
    names = dict(_named(list(dict.fromkeys(stands))))
    return replace(
        workbook,
        tables=tuple(replace(table, sheet=names[table.sheet]) for table in workbook.tables),
        findings=tuple(replace(finding, sheet=names[finding.sheet]) for finding in workbook.findings),
        looks=tuple(replace(look, name=names[look.name]) for look in workbook.looks),
    )


def _spoken_of(workbook: Workbook) -> Iterator[str]:
    yield from (table.sheet for table in workbook.tables)
    yield from (finding.sheet for finding in workbook.findings)


def _named(sheets: list[str]) -> Iterator[tuple[str, str]]:
    """Each sheet with the name it goes by; no two go by the same."""
    taken = set(sheets)
    for number, sheet in enumerate(filter(None, sheets), 1):
        name = sheet if without_secret(sheet) else f"แผ่นงาน {number}"
        while name != sheet and name in taken:
            name += " (ปิดไว้)"
        taken.add(name)
        yield sheet, name
    yield "", ""
