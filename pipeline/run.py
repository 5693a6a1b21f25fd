"""The flow on one screen: the only module that calls every stage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.forms import form, write_form
from pipeline.intake.inbox import arrivals, given
from pipeline.ledger import LedgerFault, balance
from pipeline.manifest import manifest
from pipeline.mark import Mark, load_key, sign
from pipeline.master import Lists, Merged, Years, already_known, load_lists, master_for, remember
from pipeline.merge import Master, merge
from pipeline.model import Finding, Outcome, Submission
from pipeline.prepare import Bench, Job, prepare_all
from pipeline.progress import Progress
from pipeline.public import publish_past
from pipeline.publish import Published
from pipeline.render import Rendered, render
from pipeline.report.rules_page import rules_files
from pipeline.report.save import save
from pipeline.returning import returned_names, returning
from pipeline.standing import newest
from pipeline.store import archive, submissions
from pipeline.store.database import Begin, open_master, transactions
from pipeline.store.outbox import run_id, write_manifest
from pipeline.store.records import current
from pipeline.store.register import load_websites
from pipeline.thai import be_date
from pipeline.validate import validate
from pipeline.validate.absent import find_absent
from pipeline.validate.fiscal_year import certified_years
from pipeline.validate.placing import place_rows, reported_years
from pipeline.validate.rules import load_pandera


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the inbox: its job, the original's path, and the receipt it is equal to (0: a new file)."""

    job: Job
    path: Path
    known: int = 0


def ingest(desk: Desk, inbox: Path, *, workers: int, dry_run: bool, progress: Progress) -> list[Merged]:
    """Take in all that lies in the inbox: archive, prepare, validate, merge (a transaction a file), render.

    Raises ``NoRegister`` before anything is touched. A file whose ledger does not balance is rolled back whole and
    stays in the inbox, its ``Merged`` tells the fault; the others go on. ``dry_run`` leaves everything as it was.
    """
    engine = open_master(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference.types)
        context = desk.fingerprint(lists.state)
        received = list(receive(desk, connection, inbox, context, keep=not dry_run))
    run = run_id(desk.outbox, f"{desk.now:%Y%m%d-%H%M%S}")
    judged = judge(desk, lists, [file for file in received if not file.known], workers, progress)
    merged = [already_known(file.job.arrival, file.known) for file in received if file.known]
    torn = desk.outbox.unrendered.exists()
    if judged and not dry_run:
        desk.outbox.unrendered.touch()
    with transactions(engine, dry_run=dry_run) as begin:
        for number, (submission, found) in enumerate(judged, 1):
            merged.append(merge_one(desk, lists, submission, found, begin, run, context))
            progress("merge", number, len(judged))
    if not dry_run:
        owed = redo(desk, engine, lists, received, workers, progress) if torn else []
        finish(desk, engine, lists, merged, owed, progress, run, workers=workers, torn=torn)
        clear(received, {one.submission.arrival.path for one in merged if one.fault})
    return merged


def finish(
    desk: Desk,
    engine: sa.Engine,
    lists: Lists,
    merged: Sequence[Merged],
    owed: Sequence[Merged],
    progress: Progress,
    run: str,
    *,
    workers: int,
    torn: bool,
) -> None:
    """Render what a run changed, and write its manifest. After a run that was ``torn`` off, everything is rendered,
    and the returned workbooks that it still owes."""
    rendered = None
    if torn or any(one.receipt for one in merged):
        provinces = None if torn else touched(merged, lists)
        with returning(desk, [*merged, *owed], workers, progress) as names:
            rendered = render(desk, engine, lists, progress, run=run, provinces=provinces, returned=names)
    if merged or rendered:
        write_manifest(desk.outbox, run, manifest(run, desk, merged, rendered))
    desk.outbox.unrendered.unlink(missing_ok=True)


def redo(
    desk: Desk, engine: sa.Engine, lists: Lists, received: Sequence[Received], workers: int, progress: Progress
) -> list[Merged]:
    """What a run that was torn off took in without returning its workbooks, judged once more; nothing is kept."""
    known = {file.job.arrival.path: file.known for file in received if file.known}
    judged = judge(desk, lists, [file for file in received if file.known], workers, progress)
    with transactions(engine, dry_run=True) as begin:
        return [
            merge_one(desk, lists, submission, found, begin, "", "", confirming=known[submission.arrival.path])
            for submission, found in judged
            if known[submission.arrival.path] not in returned_names(desk.outbox.reports, submission.province)
        ]


def touched(merged: Sequence[Merged], lists: Lists) -> set[str]:
    """The provinces whose reports a run changes: those that sent, and those whose LAOs central staff corrected."""
    kept = [one for one in merged if one.receipt]
    corrected = {lao_id for one in kept for lao_id, _ in one.outcome.governs}
    return {one.submission.province for one in kept if one.submission.source == "province"} | {
        lists.laos[lao_id].province for lao_id in corrected
    }


def check(desk: Desk, paths: Sequence[Path], progress: Progress) -> list[Merged]:
    """Findings for workbooks as if they were sent now; nothing is merged, kept or moved."""
    engine = open_master(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference.types)
    limit = desk.reference.round.limits["packed_mb"] * 2**20
    received = [Received(Job(arrival, path, found), path) for path, arrival, found, _ in given(paths, limit)]
    judged = judge(desk, lists, received, 1, progress)
    with transactions(engine, dry_run=True) as begin:
        return [merge_one(desk, lists, submission, found, begin, "check", "") for submission, found in judged]


def receive(desk: Desk, connection: sa.Connection, inbox: Path, context: str, *, keep: bool) -> Iterator[Received]:
    """The files of the inbox, each archived before anything else happens to it."""
    for path, arrival, found, data in arrivals(inbox, desk.reference.round.limits["packed_mb"] * 2**20):
        stored = archive.keep(desk.outbox.archive, data, arrival.sha256) if keep and data is not None else path
        known = submissions.known(connection, arrival.sha256, arrival.folder, context)
        yield Received(Job(arrival, stored, found), path, known)


def judge(
    desk: Desk, lists: Lists, received: Sequence[Received], workers: int, progress: Progress
) -> list[tuple[Submission, tuple[Finding, ...]]]:
    """Read and interpret in child processes, validate in one batch; in the order in which they are received."""
    if not received:
        return []
    bench = Bench(desk.reference, tuple(lists.laos.values()), load_key(desk.outbox.key))
    prepared = []
    for submission in prepare_all([file.job for file in received], bench, workers, meanwhile=load_pandera):
        prepared.append(submission)
        progress("read", len(prepared), len(received))
    prepared.sort(key=lambda s: (s.revision, s.arrival.modified, s.arrival.path))
    progress("validate", 0, len(prepared))
    return list(zip(prepared, validate(prepared, lists.laos), strict=True))


def merge_one(
    desk: Desk,
    lists: Lists,
    submission: Submission,
    found: tuple[Finding, ...],
    begin: Begin,
    run: str,
    context: str,
    confirming: int = 0,
) -> Merged:
    """Place the rows, merge, balance the ledger and keep what came of it, all in one transaction.

    ``confirming`` is the receipt of a held submission that central staff accept.
    """
    round_ = desk.reference.round
    try:
        with begin() as connection:
            twin = submissions.known(connection, submission.arrival.sha256, submission.arrival.folder, context)
            if twin and not confirming:  # twice in this very run
                return already_known(submission.arrival, twin)
            master, sheet = master_for(connection, submission, lists, round_.id)
            master = replace(master, confirmed=bool(confirming))
            sheet = {**sheet, **reported_years(submission.records)}
            placements, placing = place_rows(submission.records, lists.info, sheet, round_)
            late = (Finding("WB010", params={"d": be_date(round_.deadline)}),) if desk.late else ()
            outcome = merge(submission, (*found, *placing, *late), placements, master, desk.rules, round_)
            if outcome.status == "accepted" and submission.source == "province":
                left_out = absent(desk, lists, submission, master, sheet)
                outcome = replace(outcome, findings=(*outcome.findings, *left_out))
            balance(submission, outcome, desk.rules)
            return remember(connection, desk, submission, outcome, run, context, confirming)
    except LedgerFault as fault:
        return Merged(submission, Outcome("faulty", (), frozenset(), {}, ()), fault=str(fault))


def absent(desk: Desk, lists: Lists, submission: Submission, master: Master, sheet: Years) -> Iterator[Finding]:
    """What is to be said of the LAOs of its province that a submission leaves out."""

    def certified(lao_id: str) -> frozenset[int]:
        return certified_years(lao_id, lists.info, sheet) or frozenset()

    websites, contacts = (newest(master.units[table]) for table in ("website", "contact"))
    return find_absent(submission, lists.laos, websites, contacts, certified, desk.reference.round, desk.now.date())


def clear(received: Sequence[Received], staying: set[str]) -> None:
    """Take what was archived out of the inbox; what we could not keep, and what is no file of an office, stays."""
    for file in received:
        if file.job.path != file.path and file.job.arrival.path not in staying:
            file.path.unlink(missing_ok=True)


def publish(desk: Desk, progress: Progress, *, confirmed: bool = False) -> Rendered:
    """Render everything again from the master as it stands; ``confirmed`` lets far fewer websites pass (PB005)."""
    engine = open_master(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference.types)
    return render(desk, engine, lists, progress, confirmed=confirmed)


def publish_as_of(desk: Desk, day: date) -> tuple[Path, Published] | None:
    """Render the directory as it was at the end of a past day, beside the present one; None: no register then."""
    with open_master(desk.master).connect() as connection:
        return publish_past(desk, connection, day)


def make_forms(desk: Desk, province: str | None, progress: Progress) -> int:
    """Write the form of one province, or of all that have LAOs; how many. The last known website is filled in."""
    with open_master(desk.master).connect() as connection:
        lists = load_lists(connection, desk.reference.types)
        websites = load_websites(connection) | {
            lao_id: str(units[0]["website"]) for lao_id, units in newest(current(connection, "website")).items()
        }
    desk.outbox.make()
    key, round_ = load_key(desk.outbox.key), desk.reference.round
    codes = [province] if province else sorted({lao.province for lao in lists.laos.values()})
    for number, code in enumerate(codes, 1):
        mark = sign(Mark(round_.id, code, round_.form_version, 0), key)
        laos = tuple(lists.laos.values())
        write_form(
            desk.outbox.forms,
            code,
            form(desk.reference.provinces[code], laos, desk.reference, mark, websites, desk.rules),
        )
        progress("forms", number, len(codes))
    return len(codes)


def write_rules(desk: Desk) -> Path:
    """Write the catalogue as a page and as sheets."""
    save(desk.outbox.reports, rules_files(desk.rules, desk.reference))
    return desk.outbox.reports / "rules.html"
