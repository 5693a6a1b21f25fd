"""Accepted records -> changes to the master, the fate of every row, and the findings only the master can tell.

Pure: the caller gives what the master holds and writes what comes back. Merging is per LAO and table: rows present
replace, rows absent stay, a blank never deletes (design §5).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.merge.contact import merge_contacts
from pipeline.merge.coverage import fewer_laos, missing_laos
from pipeline.merge.history import Sites, came_back, recoded, slid_rows
from pipeline.merge.revisions import older_than
from pipeline.merge.units import Before, OfLao, Taken, by_lao, newest_year
from pipeline.merge.website import merge_website
from pipeline.merge.withheld import Withheld, withheld
from pipeline.model import Change, Finding, Lao, Outcome, Place, Placement, Record, Submission
from schemas.certification import ASPECT_FIELDS
from schemas.reference import Round
from schemas.rules import Rule

HANDLERS = {"website": merge_website, "contact": merge_contacts}
CERTIFIED = (*ASPECT_FIELDS, "certified_on")
"""What a certification row says; without any of it the row is blank."""
FEW = 10
"""Fewer records than this may all change at once."""


@dataclass(frozen=True, slots=True)
class Master:
    """What the master holds that concerns one submission.

    ``units`` maps table -> (lao_id, fiscal_year, person_no) -> columns; ``revisions`` table -> highest explicit
    revision accepted; ``laos`` are all LAOs of the register by lao_id, ``home`` those of the province; ``released`` are
    (lao_id, website) pairs. ``covered`` table -> how many LAOs the province's submission before spoke for; ``former``
    are the websites that LAOs about to change theirs had before. ``confirmed`` marks a submission that central staff
    have accepted although it changes much.
    """

    units: Mapping[str, Mapping[tuple[str, str, int], Mapping[str, Any]]]
    revisions: Mapping[str, int]
    laos: Mapping[str, Lao]
    home: Sequence[Lao] = ()
    released: frozenset[tuple[str, str]] = frozenset()
    covered: Mapping[str, int] = field(default_factory=dict)
    former: Sites = field(default_factory=dict)
    confirmed: bool = False


def merge(
    submission: Submission,
    findings: Sequence[Finding],
    placements: Mapping[Place, Placement],
    master: Master,
    rules: Mapping[str, Rule],
    round_: Round,
) -> Outcome:
    """Decide what one submission changes. ``findings`` are all that reading and validating had to say."""
    tables = {record.table for record in submission.records}
    findings = (*findings, *older_than(submission.revision, tables, master.revisions))
    kept = withheld(findings, rules)
    known = {table: by_lao(units) for table, units in master.units.items()}
    taken = {
        place: _take(record, place, kept, placements, known, master, round_.newest_year)
        for record in submission.records
        for place in (record.place,)
    }
    changes = tuple(change for one in taken.values() for change in one.changes)
    slid = slid_rows(submission.records, known.get("website", {}), master.laos)
    moved, had = (0, 0) if kept.file else _changed(changes, known, master, submission)
    if had >= FEW and moved * 100 > had * round_.thresholds["changed_percent"]:
        held = Finding("XS006", params={"n": str(moved), "m": str(had)})
        return _held(submission, (*_of_file(findings, rules), *slid, held), kept)
    findings = (*_told(findings, taken), *slid)
    fates = Counter((place.table, one.fate) for place, one in taken.items()) + Counter(submission.structural)
    covers = frozenset(
        (record.lao_id, record.table)
        for record, one in zip(submission.records, taken.values(), strict=True)
        if one.covers
    )
    if kept.file:
        return Outcome("refused", (), frozenset(), dict(fates), _of_file(findings, rules))
    coverage: tuple[Finding, ...] = ()
    if submission.source == "province":
        sheets = {record.table: record.sheet for record in reversed(submission.records) if record.table in HANDLERS}
        coverage = missing_laos(changes, master.units, master.home, sheets)
        coverage += fewer_laos(covers, master.covered, sheets)
    return Outcome("accepted", changes, covers, dict(fates), (*findings, *coverage))


def _take(
    record: Record,
    place: Place,
    kept: Withheld,
    placements: Mapping[Place, Placement],
    known: Mapping[str, Mapping[str, OfLao]],
    master: Master,
    newest: int,
) -> Taken:
    """What one row comes to; a row that is withheld changes nothing."""
    fate = kept.fate(place)
    if fate:
        return Taken(fate, covers=fate == "refused" and bool(record.lao_id))
    placement = placements[place]
    handler = HANDLERS.get(record.table)
    if handler is None:
        says = any(record.text(name) for name in CERTIFIED)
        return Taken("accepted" if says else "blank", covers=True)
    units = known[record.table].get(record.lao_id, {})
    before = Before(placement.fiscal_year, units, newest_year(units))
    code = master.laos[record.lao_id].code
    taken = handler(record, before, placement, kept.cells(place), code, master.released)
    told = (*taken.findings, *recoded(record, before, code))
    if record.table == "website" and taken.changes:
        told += came_back(record, before, master.former)
    return taken._replace(fate=_fate(taken, placement, newest), findings=told, covers=True)


def _fate(taken: Taken, placement: Placement, newest: int) -> str:
    if not taken.changes:
        return taken.fate
    if all(change.action == "confirm" for change in taken.changes):
        return "unchanged"
    if placement.fiscal_year == "pending":
        return "pending"
    return "placed" if int(placement.fiscal_year) < newest else "accepted"


def _told(findings: Iterable[Finding], taken: Mapping[Place, Taken]) -> list[Finding]:
    """The findings with those silenced by merging taken out and those of merging put in, in sheet order."""
    silenced = {(place, *what) for place, one in taken.items() for what in one.silenced}
    told = [f for f in findings if (Place(f.table, f.sheet, f.row), f.rule, f.column) not in silenced]
    for one in taken.values():
        told += one.findings
    return told


def _changed(
    changes: Sequence[Change], known: Mapping[str, Mapping[str, OfLao]], master: Master, submission: Submission
) -> tuple[int, int]:
    """XS006: how many of the province's records would get another value at once, and how many it has."""
    if master.confirmed or submission.source == "central":
        return 0, 0
    mine = {lao.lao_id for lao in master.home}
    had = {(table, lao_id) for table, laos in known.items() for lao_id in laos if lao_id in mine}
    moved = {(c.table, c.lao_id) for c in changes if _moves(c, known[c.table].get(c.lao_id, {}))} & had
    return len(moved), len(had)


def _moves(change: Change, units: OfLao) -> bool:
    """Whether a change takes another value's place; the same value in another year, or a first one, does not."""
    newest = units.get((newest_year(units), change.person_no)) if change.action != "confirm" else None
    if newest is None:
        return False
    return change.action == "delete" or any(newest[name] != value for name, value in change.values.items())


def _held(submission: Submission, findings: Sequence[Finding], kept: Withheld) -> Outcome:
    fates = Counter((r.table, kept.fate(r.place) or "held") for r in submission.records)
    return Outcome("held", (), frozenset(), dict(fates + Counter(submission.structural)), tuple(findings))


def _of_file(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """What is said of a file that is not taken: its own faults; its rows govern nothing and are not judged."""
    return tuple(
        f for f in findings if rules[f.rule].withholds == "file" or (not f.row and rules[f.rule].nature == "fault")
    )
