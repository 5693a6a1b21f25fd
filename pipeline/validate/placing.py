"""Every row of a submission into its fiscal year: the circular's rule, applied row by row."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from pipeline.model import Finding, Note, Place, Placement, Record
from pipeline.validate.fiscal_year import certified_years, disputed, gap, place, sheet_certifies
from schemas import TABLE
from schemas.certification import ASPECT_FIELDS
from schemas.reference import Round

Years = Mapping[str, frozenset[int]]
"""lao_id -> B.E. years"""


def reported_years(records: Iterable[Record]) -> dict[str, frozenset[int]]:
    """What certification rows report: every LAO on them, with the years that they certify."""
    years: dict[str, frozenset[int]] = {}
    for record in records:
        if record.table == "certification" and record.lao_id:
            years[record.lao_id] = years.get(record.lao_id, frozenset()) | _certified(record)
    return years


def place_rows(
    records: Sequence[Record], info: Years | None, sheet: Years, round_: Round
) -> tuple[dict[Place, Placement], list[Finding]]:
    """Where each row goes, and what is to be said of it.

    ``info`` is INFO's own list (None: never imported), ``sheet`` what certification sheets say, this submission's
    included. FY012 is said once, of the file.
    """
    placements: dict[Place, Placement] = {}
    findings: list[Finding] = []
    for record in records:
        if record.table == "certification":
            placements[record.place] = Placement(str(record.values["fiscal_year"] or round_.newest_year))
            findings += _disputed(record, info)
        elif record.lao_id:
            placements[record.place], notes = _placed(record, info, sheet, round_)
            findings += (_finding(record, note) for note in notes)
    if any(placement.unverified for placement in placements.values()):
        findings.append(Finding("FY012"))
    return placements, findings


def _placed(record: Record, info: Years | None, sheet: Years, round_: Round) -> tuple[Placement, tuple[Note, ...]]:
    certified = certified_years(record.lao_id, info, sheet)
    return _where(record.values["fiscal_year"] or None, certified, round_.newest_year, round_.closed_years)


@lru_cache(maxsize=256)
def _where(
    asked: int | None, certified: frozenset[int] | None, newest: int, closed: frozenset[int]
) -> tuple[Placement, tuple[Note, ...]]:
    """The same for every row that asks for a year and has these certified."""
    years = certified or frozenset()
    placement = place(asked, years, newest, known=certified is not None, closed=closed)
    return placement, tuple(note for note in (placement.note, gap(years, newest)) if note)


def _certified(record: Record) -> frozenset[int]:
    values = record.values
    marks = [values[f"{name}_done"] for name in ASPECT_FIELDS]
    on = date.fromisoformat(values["certified_day"]) if values["certified_day"] else None
    return frozenset({values["fiscal_year"]} if values["fiscal_year"] and sheet_certifies(marks, on) else ())


def _disputed(record: Record, info: Years | None) -> list[Finding]:
    if info is None or not record.lao_id:
        return []
    notes = (disputed(year, info.get(record.lao_id, frozenset())) for year in _certified(record))
    return [_finding(record, note) for note in notes if note]


def _finding(record: Record, note: Note) -> Finding:
    label = TABLE[record.table].field("fiscal_year").label
    return record.finding(note.rule, "fiscal_year", label, note.params, note.suggestion)
