"""What central staff decide by hand: release a held website, confirm a held submission, withdraw a submission."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from pipeline.crew.pool import crew
from pipeline.desk import Desk
from pipeline.model import Finding
from pipeline.progress import Progress
from pipeline.render.draft import drafting
from pipeline.render.rendering import render
from pipeline.render.returning import Returns
from pipeline.render.told import keep
from pipeline.running.judge import bench, judge
from pipeline.running.master import load_lists
from pipeline.running.merging import merge_one
from pipeline.running.settled import Merged
from pipeline.running.undrawn import archived, draw_undrawn, render_owed
from pipeline.store import findings, records, reported, submissions
from pipeline.store.database import open_master, writing
from pipeline.store.journal import outcome_text
from pipeline.store.outbox import owe
from pipeline.store.restating import restate
from pipeline.thai import be_date

CODE_DIGITS = 8


def release(desk: Desk, laos: Sequence[str], progress: Progress) -> dict[str, str | None]:
    """Publish the held websites of LAOs named by code (a lost zero is put back) or lao_id: what was released by name,
    None where nothing was held."""
    engine = open_master(desk.master)
    with writing(engine) as connection:
        lists = load_lists(connection, desk.reference)
        by_code = {lao.code: lao.lao_id for lao in lists.laos.values()}
        ids = {name: by_code.get(name.zfill(CODE_DIGITS), name) for name in laos}
        done = {name: records.release(connection, lao_id, desk.at) for name, lao_id in ids.items()}
        if any(done.values()):
            owe(desk.outbox, set())
    if any(done.values()):
        with drafting(desk.outbox):
            render_owed(desk, lists, progress, provinces=set())
    return done


def confirm(desk: Desk, receipt: int, progress: Progress) -> Merged | None:
    """Accept a held submission (XS006): it is merged under its own receipt. None where it is not held.

    Receipts keep their order: what a later submission says of an LAO stays, unless this one states a higher revision.
    A lower revision than one accepted since is refused (XS002).
    """
    engine = open_master(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference)
        held = submissions.one(connection, receipt, "held")
    if held is None:
        return None
    begin, note = partial(_in_order, engine, desk, receipt), partial(_owed, desk)
    with drafting(desk.outbox), crew(bench(desk, lists), 1, desk.outbox.master) as hands:
        returns = Returns(desk, hands)
        draw_undrawn(desk, engine, hands, returns)
        [one] = judge(lists, [archived(desk, held)], hands, progress)
        merged = merge_one(desk, lists, one, begin, held.run_id, held.context, receipt, note)
        returns.take(merged, one.packed)
        render(desk, engine, lists, progress, provinces={one.submission.province}, returned=returns.names)
        returns.wait(progress)
    return replace(merged, fault=returns.faults.get(receipt, merged.fault))


def _owed(desk: Desk, _connection: sa.Connection, one: Merged) -> Merged:
    """The same, its report and its returned workbook owed before it is kept."""
    owe(desk.outbox, {one.submission.province}, {str(one.receipt): outcome_text(one.outcome)})
    return one


@contextmanager
def _in_order(engine: sa.Engine, desk: Desk, receipt: int) -> Iterator[sa.Connection]:
    """A transaction at whose end the submission accepted in it stands where its receipt belongs."""
    with writing(engine) as connection:
        yield connection
        own = submissions.one(connection, receipt, "accepted")
        newer = submissions.newer_over(connection, receipt)
        if own and not all(0 < revision < own.revision for revision in newer):
            records.put_in_order(connection, receipt)
            restate(connection, desk.reference.round.id, {own.province, findings.CENTRAL})


def standing(desk: Desk, receipt: int) -> tuple[str, list[int]]:
    """The status of a receipt ("" where there is none), and the receipts that wait to be confirmed."""
    with open_master(desk.master).connect() as connection:
        return submissions.status_of(connection, receipt), submissions.held(connection)


def withdraw(desk: Desk, receipt: int, progress: Progress) -> bool:
    """Undo an accepted submission: what was before it governs again (XS012). False where there is none."""
    engine = open_master(desk.master)
    with writing(engine) as connection:
        lists = load_lists(connection, desk.reference)
        undone = submissions.one(connection, receipt, "accepted")
        if undone is None:
            return False
        submissions.set_status(connection, receipt, "withdrawn")
        records.rewrite(connection)
        reported.forget_reported(connection, receipt)
        findings.withdraw(connection, receipt)
        owner = undone.province if undone.source == "province" else undone.source
        spoken_for = submissions.laos_of(connection, receipt) & lists.laos.keys()  # some are in the register no longer
        touched = {owner, *(lists.laos[lao_id].province for lao_id in spoken_for)}
        restate(connection, undone.round, {*touched, findings.CENTRAL})
        notice = keep(Finding("XS012", params={"d": be_date(desk.now.date())}), desk.rules, file=undone.name)
        findings.note(connection, desk.reference.round.id, owner, receipt, notice)
        owe(desk.outbox, touched)
    with drafting(desk.outbox):
        render_owed(desk, lists, progress, provinces=touched, confirmed=True)  # fewer websites are meant
    return True
