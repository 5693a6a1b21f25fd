"""The flow on one screen: the only module that calls every stage."""

from collections.abc import Container, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from pipeline.crew.job import Job
from pipeline.crew.pool import Crew, crew
from pipeline.desk import Desk
from pipeline.forms import form, write_form
from pipeline.intake.inbox import given
from pipeline.interpret.province import read_province
from pipeline.mark import Mark, sign, signing_key
from pipeline.model import Arrival
from pipeline.notdone import NotDone
from pipeline.progress import Progress
from pipeline.publish import Published
from pipeline.render.draft import drafting
from pipeline.render.public import publish_past
from pipeline.render.rendering import Rendered, render
from pipeline.render.returning import Returns
from pipeline.render.standing import newest
from pipeline.report.rules_page import rules_files
from pipeline.report.save import save
from pipeline.running.judge import bench, judge
from pipeline.running.manifest import manifest
from pipeline.running.master import Lists, load_lists
from pipeline.running.merging import merge_one
from pipeline.running.receiving import Received, clear, receive
from pipeline.running.resuming import Torn, noted, torn_off
from pipeline.running.settled import Merged, Settled, settled
from pipeline.running.undrawn import draw_undrawn, render_owed
from pipeline.store import journal, submissions
from pipeline.store.copies import open_trial
from pipeline.store.database import open_master, transactions, writing
from pipeline.store.outbox import run_id, write_manifest
from pipeline.store.records import current
from pipeline.store.register import load_websites
from pipeline.store.whole import force


@dataclass(frozen=True, slots=True)
class Run:
    """One run under way: its name, what it works with, what its files are judged by (``context``), and what it had
    done when it was ``torn`` off."""

    name: str
    desk: Desk
    engine: sa.Engine
    lists: Lists
    context: str
    torn: Torn
    progress: Progress

    def note(self, connection: sa.Connection, one: Merged) -> Merged:
        """Note what came of a file, in the transaction that keeps it."""
        return noted(connection, self.desk, self.name, one)

    def close(self) -> None:
        """Forget what was noted, once all that was written is on disk: it would not be written again.

        All but the manifest's name was forced there with the reports (see ``drafting``).
        """
        force(self.desk.outbox.runs)
        with writing(self.engine) as connection:
            journal.close(connection, self.desk.place)


def ingest(
    desk: Desk, inbox: Path, *, workers: int, dry_run: bool, progress: Progress, cluster: str = ""
) -> list[Settled]:
    """Take in all that lies in the inbox: archive, prepare, validate, merge (a transaction a file), render.

    Raises ``NoRegister`` before anything is touched. A file that a fault of ours keeps out (its ledger does not
    balance, or worse) is rolled back whole and stays in the inbox, its ``Settled`` tells the fault; the others go on.
    One whose workbook could not be drawn is kept, its ``Settled`` tells that fault. ``dry_run`` leaves everything as it
    was.
    ``cluster`` is the address of a scheduler whose workers read the files instead of processes of this machine.
    """
    engine = open_trial(desk.master) if dry_run else open_master(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference)
        context = desk.fingerprint(lists.state)
        if not dry_run:
            desk.take_place()
        torn = torn_off(desk, connection)

        def known(arrival: Arrival) -> int:
            return submissions.known(connection, arrival.sha256, arrival.folder, context, torn.first)

        received = list(receive(desk, inbox, known, keep=not dry_run, purged=torn.purged))
    left = torn.taken_out(desk.outbox.archive, [file.job.arrival for file in received])
    received += [Received(job, inbox / job.arrival.path, gone=True) for job in left]
    run = Run(torn.run or run_id(desk.outbox, desk.stamp), desk, engine, lists, context, torn, progress)
    # Beside a new file what was known may be so no longer when its turn comes: then all are taken in, in order.
    waiting = [] if all(file.known for file in received) else received
    done, rendered = [] if waiting else [file.as_known() for file in received], None
    if waiting or torn.done or (desk.outbox.unrendered.exists() and not dry_run):
        place, draft = (None, nullcontext()) if dry_run else (desk.outbox.master, drafting(desk.outbox))
        needed = min(workers, max(len(waiting), 1))
        with draft, crew(bench(desk, lists), needed, place, cluster) as hands:
            returns = Returns(desk, hands)
            done += take_in(run, waiting, hands, returns, dry_run=dry_run)
            if not dry_run:
                draw_undrawn(desk, engine, hands, returns)
                hands.dismiss()
                done, rendered = finish(run, done, returns, apart=workers > 1)
    if (done or rendered) and not dry_run:
        write_manifest(desk.outbox, run.name, manifest(run.name, desk, done, rendered))
    if not dry_run:
        clear(received, {one.arrival.path for one in done if one.fault and not one.receipt})
    if (waiting or torn.done) and not dry_run:
        run.close()
    return done


def take_in(
    run: Run, waiting: Sequence[Received], hands: Crew, returns: Returns, *, dry_run: bool
) -> Iterator[Settled]:
    """Judge and merge the files; each one's returned workbook is begun as soon as it is kept."""
    with transactions(run.engine, dry_run=dry_run) as begin:
        jobs = [file.job for file in waiting]
        turns = run.torn.in_turn([job.arrival for job in jobs])
        if jobs and not dry_run:
            with begin() as connection:
                journal.keep_turns(connection, run.desk.place, turns)
        judged = judge(run.lists, jobs, hands, run.progress, turns, all_read=dry_run)
        for number, one in enumerate(judged, 1):
            merged = run.torn.recall(one.submission) or merge_one(
                run.desk, run.lists, one, begin, run.desk.kept_as(run.name), run.context, note=run.note
            )
            if not dry_run:
                returns.take(merged, one.packed)
            yield settled(merged, run.desk.rules)
            run.progress("merge", number, len(waiting))


def finish(
    run: Run, done: Sequence[Settled], returns: Returns, *, apart: bool
) -> tuple[list[Settled], Rendered | None]:
    """Render what a run changed, or what a decision left unrendered.

    What is settled comes back with the faults of the workbooks that could not be drawn; no report names those.
    """
    rendered, faults = None, -1
    if any(one.receipt for one in done) or run.desk.outbox.unrendered.exists():
        while faults < len(returns.faults):
            faults = len(returns.faults)
            rendered = render(
                run.desk,
                run.engine,
                run.lists,
                run.progress,
                run=run.name,
                provinces=touched(done, run.lists),
                returned=returns.names,
                apart=apart,
            )
            returns.wait(run.progress)
    return [replace(one, fault=returns.faults.get(one.receipt, one.fault)) for one in done], rendered


def touched(done: Sequence[Settled], lists: Lists) -> set[str]:
    """The provinces whose reports a run changes: those that sent, and those whose LAOs central staff corrected."""
    kept = [one for one in done if one.receipt]
    corrected = {lao_id for one in kept for lao_id in one.laos}
    return {one.province for one in kept if one.source == "province"} | {
        lists.laos[lao_id].province for lao_id in corrected & lists.laos.keys()
    }


def check(desk: Desk, paths: Sequence[Path], progress: Progress) -> list[Merged]:
    """Findings for workbooks as if they were sent now; nothing is merged, kept or moved."""
    engine = open_trial(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference)
    limit = desk.reference.round.limits["packed_mb"] * 2**20
    jobs = [Job(arrival, path, found) for path, arrival, found, _ in given(paths, limit)]
    with crew(bench(desk, lists), 1, None) as hands, transactions(engine, dry_run=True) as begin:
        judged = judge(lists, jobs, hands, progress, all_read=True)
        return [merge_one(desk, lists, one, begin, "check", "") for one in judged]


def publish(desk: Desk, progress: Progress, *, confirmed: bool = False) -> Rendered:
    """Render everything again from the master as it stands; ``confirmed`` lets far fewer websites pass (PB005)."""
    engine = open_master(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference)
    with drafting(desk.outbox):
        return render_owed(desk, lists, progress, confirmed=confirmed)


def publish_as_of(desk: Desk, day: date) -> tuple[Path, Published] | None:
    """Render the directory as it was at the end of a past day, beside the present one; None: no register then."""
    with open_master(desk.master).connect() as connection:
        return publish_past(desk, connection, day)


def make_forms(desk: Desk, province: str | None, progress: Progress) -> int:
    """Write the form of one province (its code or name), or of all that have LAOs; how many. The last known website is
    filled in. Raises ``NotDone`` for a province that has no LAO in the register."""
    with open_master(desk.master).connect() as connection:
        lists = load_lists(connection, desk.reference)
        websites = load_websites(connection) | {
            lao_id: str(units[0]["website"]) for lao_id, units in newest(current(connection, "website")).items()
        }
    known = {lao.province for lao in lists.laos.values()}
    codes = [_code(desk, province, known)] if province else sorted(known)
    desk.outbox.make()
    key, round_ = signing_key(desk.outbox.key), desk.reference.round
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


def _code(desk: Desk, province: str, known: Container[str]) -> str:
    """The code of a province named by its code or name."""
    code = read_province(province, desk.reference.provinces).value
    if code is None or code not in known:
        raise NotDone("no_province", province=province)
    return code


def write_rules(desk: Desk) -> Path:
    """Write the catalogue as a page and as sheets."""
    save(desk.outbox.reports, rules_files(desk.rules, desk.reference))
    return desk.outbox.reports / "rules.html"
