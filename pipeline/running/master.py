"""Between a submission and the master: what it meets there, and what is kept of it. One transaction holds both."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from pipeline.desk import Desk, NoRegister
from pipeline.merge import Master
from pipeline.model import Finding, Lao, Outcome, Place, Record, Submission
from pipeline.notdone import NotDone
from pipeline.privacy import is_personal, mask
from pipeline.render.standing import Units, newest
from pipeline.render.told import keep
from pipeline.running.settled import Merged
from pipeline.secret import without_secret
from pipeline.store import certified, findings, history, records, register, reported, submissions
from pipeline.store.database import asking
from pipeline.store.known import lists_state
from pipeline.store.reported import Reported
from pipeline.store.tables import UNITS
from pipeline.validate.fiscal_year import ASPECTS
from schemas import TABLE
from schemas.reference import Province, Reference

_encode = json.JSONEncoder(ensure_ascii=False).encode
Years = dict[str, frozenset[int]]
"""lao_id -> B.E. years"""


@dataclass(frozen=True, slots=True)
class Lists:
    """The department's lists as they stand, loaded once a run; ``state`` tells one state of them from another."""

    laos: dict[str, Lao]
    by_province: Mapping[str, tuple[Lao, ...]]
    info: dict[str, frozenset[int]] | None
    state: str


def load_lists(connection: sa.Connection, reference: Reference) -> Lists:
    """The register, its LAOs labelled with their types, and INFO's certified years.

    Raises ``NoRegister`` where no register was imported, ``NotDone`` where it has provinces that the lists lack.
    """
    if register.register_state(connection) is None:
        raise NoRegister
    short = {slug: "" if slug == "special" else kind.short for slug, kind in reference.types.items()}  # เมืองพัทยา
    laos = {lao.lao_id: Lao(*lao[:-1], short[lao.type] + lao.name) for lao in register.load_register(connection)}
    check_provinces({lao.province for lao in laos.values()}, reference.provinces)
    info = certified.load_certified(connection)
    by_province: dict[str, tuple[Lao, ...]] = {
        code: tuple(own) for code, own in groupby(sorted(laos.values(), key=_province), _province)
    }
    return Lists(laos, by_province, None if info is None else dict(info), lists_state(asking(connection)))


def check_provinces(codes: Iterable[str], provinces: Mapping[str, Province]) -> None:
    """Raises ``NotDone`` for provinces that the lists do not have: the register was imported with other lists."""
    if unknown := set(codes) - provinces.keys():
        raise NotDone("unknown_provinces", codes=", ".join(sorted(unknown)))


def _province(lao: Lao) -> str:
    return lao.province


def master_for(connection: sa.Connection, submission: Submission, lists: Lists, round_id: str) -> tuple[Master, Years]:
    """What the master holds that concerns a submission, and what certification sheets have said before it."""
    laos = {record.lao_id for record in submission.records if record.lao_id}
    home = lists.by_province.get(submission.province, ())
    laos |= {lao.lao_id for lao in home}
    units = {table: records.current(connection, table, laos) for table in UNITS}
    revisions = submissions.revisions(connection, submission.province, round_id)
    sheet: Years = {}
    for row in reported.load_reported(connection, laos) if lists.info is None else ():  # INFO's own list outranks it
        years = {row.fiscal_year} if row.aspects_complete == ASPECTS and row.certified_on else frozenset()
        sheet[row.lao_id] = sheet.get(row.lao_id, frozenset()) | years
    covered = submissions.covered(connection, submission.province)
    former = _former(connection, submission, units["website"])
    return Master(units, revisions, lists.laos, home, records.released(connection), covered, former), sheet


def _former(connection: sa.Connection, submission: Submission, websites: Units) -> dict[str, dict[str, str]]:
    """What LAOs that the submission gives another website had before."""
    held = {lao_id: units[0]["website"] for lao_id, units in newest(websites).items()}
    sites = ((record.lao_id, record.values["url"]) for record in submission.records if record.table == "website")
    moving = {lao_id for lao_id, url in sites if url and held.get(lao_id, url) != url}
    return history.former_websites(connection, moving) if moving else {}


def remember(
    connection: sa.Connection,
    desk: Desk,
    submission: Submission,
    outcome: Outcome,
    units: Mapping[str, records.Units],
    run: str,
    context: str,
    confirming: int = 0,
) -> Merged:
    """Keep the receipt, the changes, the reported certifications and the findings of one submission.

    ``units`` are what the master holds of its LAOs, by table (see ``master_for``).
    """
    receipt = confirming or submissions.next_receipt(connection)
    received = submissions.received_at(connection, receipt) or desk.at
    if confirming:
        submissions.forget(connection, confirming)
        findings.withdraw(connection, confirming)
    round_id = desk.reference.round.id
    submissions.add(
        connection, receipt, submission, outcome, run_id=run, round_id=round_id, at=received, context=context
    )
    records.apply(connection, receipt, outcome.changes, desk.at, units)
    if outcome.status == "accepted":
        reported.record_reported(connection, receipt, _reported(submission, outcome))
    told = _keep_findings(connection, desk, submission, outcome, run, receipt)
    return Merged(submission, replace(outcome, findings=(*told, *outcome.findings)), receipt)


def _keep_findings(
    connection: sa.Connection, desk: Desk, submission: Submission, outcome: Outcome, run: str, receipt: int
) -> list[Finding]:
    """Keep the findings and answer what only those of earlier submissions tell: XS008 and XS009."""
    round_id, accepted = desk.reference.round.id, outcome.status == "accepted"
    province = submission.province or (submission.source if submission.source == "central" else "")
    found = kept(desk, submission, outcome.findings)
    carried = _carried(connection, desk, province, receipt, found) if accepted and province else set()
    told = [Finding("XS008", params={"n": str(len(carried))})] if carried else []
    mended = findings.supersede(
        connection,
        round_id,
        province,
        receipt,
        [*(keep(finding, desk.rules, file=submission.arrival.name) for finding in told), *found],
        covers=outcome.governs,
        ended=(lambda among: submissions.ended(connection, province, among)) if accepted else _none_ended,
        since=submissions.first_of_run(connection, run),
        carried=carried,
        faults=_faults(desk),
    )
    findings.take_over(connection, round_id, province, receipt, outcome.governs)
    if mended.known:
        told.append(Finding("XS009", params={"n": str(mended.fixed), "m": str(mended.known)}))
        notice = keep(told[-1], desk.rules, file=submission.arrival.name)
        findings.note(connection, round_id, province, receipt, notice)
    return told


def _none_ended(_among: Collection[int]) -> frozenset[int]:
    """A submission that is not accepted ends nothing."""
    return frozenset()


def _carried(
    connection: sa.Connection, desk: Desk, province: str, receipt: int, found: list[findings.Kept]
) -> set[str]:
    """The keys of faults at LAOs that the round before left standing, and that are there again (XS008)."""
    before = submissions.round_before(connection, receipt, province, desk.reference.round.id)
    left = findings.standing(connection, before, province) if before else []
    faults, now = _faults(desk), {finding.key for finding in found}
    return {key for key, rule, lao_id in left if lao_id and rule in faults and key in now}


def _faults(desk: Desk) -> frozenset[str]:
    return frozenset(code for code, rule in desk.rules.items() if rule.nature == "fault")


def kept(desk: Desk, submission: Submission, found: tuple[Finding, ...]) -> list[findings.Kept]:
    """The findings masked and said, each with its whole row for context."""
    rows = {record.place: record for record in submission.records}
    contexts: dict[Place, str] = {}
    result = []
    for finding in sorted(found, key=_order):
        place = Place(finding.table, finding.sheet, finding.row)
        if place in rows and place not in contexts:
            contexts[place] = _encode(shown_row(rows[place]))
        result.append(keep(finding, desk.rules, contexts.get(place, ""), submission.arrival.name))
    return result


def _order(finding: Finding) -> tuple[int, str, int, int, str]:
    """Root causes first: of the file, of a sheet, then row by row and cell by cell."""
    scope = 2 if finding.row else 1 if finding.sheet else 0
    return scope, finding.sheet, finding.row, len(finding.cell), finding.cell


def shown_row(record: Record) -> dict[str, str]:
    """A row as reports show it: column heading -> text, masked where it is a person's."""
    table = TABLE[record.table]
    shown: dict[str, Any] = {}
    for field in table.fields:
        if field.name in record.cells:
            text = record.cells[field.name].text
            hidden = mask(text) if is_personal(table.name, field.name) else without_secret(text)
            shown[field.heading] = hidden
    return shown


def _reported(submission: Submission, outcome: Outcome) -> list[Reported]:
    """One row per LAO and year; of two for the same year the one with more aspects complete."""
    best: dict[tuple[str, int], Reported] = {}
    for record in submission.records:
        year = record.values.get("fiscal_year")
        if record.table != "certification" or (record.lao_id, record.table) not in outcome.governs or not year:
            continue
        day = record.values["certified_day"]
        on = date.fromisoformat(day) if day else None
        row = Reported(record.lao_id, year, record.values["aspects_complete"], on)
        known = best.get((record.lao_id, year))
        if known is None or row.aspects_complete > known.aspects_complete:
            best[record.lao_id, year] = row
    return [best[key] for key in sorted(best)]
