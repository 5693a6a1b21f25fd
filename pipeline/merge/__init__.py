"""Accepted records -> changes to the master, the fate of every row, and the findings only the master can tell.

Pure: the caller gives what the master holds and writes what comes back. Merging is per LAO and table: rows present
replace, rows absent stay, a blank never deletes (design §5).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.merge.contact import merge_contacts
from pipeline.merge.coverage import missing_laos
from pipeline.merge.revisions import older_than
from pipeline.merge.units import Before, Taken
from pipeline.merge.website import merge_website
from pipeline.merge.withheld import Withheld, withheld
from pipeline.model import Change, Finding, Lao, Outcome, Place, Placement, Record, Submission
from schemas.reference import Round
from schemas.rules import Rule

HANDLERS = {"website": merge_website, "contact": merge_contacts}


@dataclass(frozen=True, slots=True)
class Master:
    """What the master holds that concerns one submission.

    ``units`` maps table -> (lao_id, fiscal_year, person_no) -> columns; ``revisions`` table -> highest explicit
    revision accepted; ``laos`` are all LAOs of the register by lao_id; ``released`` are (lao_id, website) pairs.
    ``confirmed`` marks a submission that central staff have accepted although it changes much.
    """

    units: Mapping[str, Mapping[tuple[str, str, int], Mapping[str, Any]]]
    revisions: Mapping[str, int]
    laos: Mapping[str, Lao]
    released: frozenset[tuple[str, str]] = frozenset()
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
    taken = {r.place: _take(r, kept, placements, master, round_.newest_year) for r in submission.records}
    changes = tuple(change for one in taken.values() for change in one.changes)
    if _changes_too_much(changes, master, submission, round_) and not kept.file:
        return _held(submission, findings, kept, round_)
    findings = _told(findings, submission.records, taken)
    fates = Counter((place.table, one.fate) for place, one in taken.items()) + Counter(submission.structural)
    covers = frozenset((r.lao_id, r.table) for r in submission.records if taken[r.place].covers)
    if kept.file:
        return Outcome("refused", (), frozenset(), dict(fates), tuple(findings))
    coverage: tuple[Finding, ...] = ()
    if submission.source == "province":
        sheets = {record.table: record.sheet for record in reversed(submission.records) if record.table in HANDLERS}
        coverage = missing_laos(submission, changes, master.units, master.laos, sheets)
    return Outcome("accepted", changes, covers, dict(fates), (*findings, *coverage))


def _take(
    record: Record, kept: Withheld, placements: Mapping[Place, Placement], master: Master, newest: int
) -> Taken:
    """What one row comes to; a row that is withheld changes nothing."""
    place = record.place
    fate = kept.fate(place)
    if fate:
        return Taken(fate, covers=fate == "refused" and bool(record.lao_id))
    placement = placements[place]
    handler = HANDLERS.get(record.table)
    if handler is None:
        return Taken("accepted", covers=True)
    units = master.units[record.table]
    before = Before(record.lao_id, placement.fiscal_year, units)
    taken = handler(record, before, placement, kept.cells(place), master.laos[record.lao_id].code, master.released)
    return taken._replace(fate=_fate(taken, placement, newest), covers=True)


def _fate(taken: Taken, placement: Placement, newest: int) -> str:
    if not taken.changes:
        return taken.fate
    if all(change.action == "confirm" for change in taken.changes):
        return "unchanged"
    if placement.fiscal_year == "pending":
        return "pending"
    return "placed" if int(placement.fiscal_year) < newest else "accepted"


def _told(findings: Iterable[Finding], records: Sequence[Record], taken: Mapping[Place, Taken]) -> list[Finding]:
    """The findings with those silenced by merging taken out and those of merging put in, in sheet order."""
    silenced = {(place, rule) for place, one in taken.items() for rule in one.silenced}
    told = [f for f in findings if (Place(f.table, f.sheet, f.row), f.rule) not in silenced]
    for record in records:
        told += taken[record.place].findings
    return told


def _changes_too_much(changes: Sequence[Change], master: Master, submission: Submission, round_: Round) -> bool:
    """XS006: more than the threshold of a province's LAOs with a record would get another value at once."""
    if master.confirmed or submission.source == "central":
        return False
    had = {(table, key[0]) for table, units in master.units.items() for key in units if key[0] in _laos(master, submission)}
    moved = {(c.table, c.lao_id) for c in changes if c.action != "confirm"} & had
    return len(had) >= 10 and len(moved) * 100 > len(had) * round_.thresholds["changed_percent"]


def _laos(master: Master, submission: Submission) -> set[str]:
    return {lao.lao_id for lao in master.laos.values() if lao.province == submission.province}


def _held(submission: Submission, findings: Sequence[Finding], kept: Withheld, round_: Round) -> Outcome:
    held = Finding("XS006", params={"n": str(round_.thresholds["changed_percent"])})
    fates = Counter((r.table, kept.fate(r.place) or "held") for r in submission.records)
    return Outcome("held", (), frozenset(), dict(fates + Counter(submission.structural)), (*findings, held))
