"""A column that a table does not have is one finding for its sheet, not one a row."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.model import Finding, Record

EXPLAINS = frozenset({"SH003", "SH006"})
"""What reading says of a column that it could not place: it may be the one that is missing."""
REMARKS = ("หมายเหตุ", "remark")
"""A heading that begins so stands over remarks, and explains nothing."""


def once_a_sheet(found: Iterable[tuple[Record, Finding]], said: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of one submission; those at columns that are not there are said once, or not at all where a
    heading of the sheet was not understood (``said`` are the findings of reading)."""
    explained = {one.sheet for one in said if one.rule in EXPLAINS and not one.label.lower().startswith(REMARKS)}
    told: set[tuple[str, str, str]] = set()
    for record, finding in found:
        if finding.column in record.columns:
            yield finding
        elif finding.sheet not in explained and (key := (finding.rule, finding.sheet, finding.column)) not in told:
            told.add(key)
            yield replace(finding, row=0, lao_id="")
