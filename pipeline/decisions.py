"""What central staff decide by hand: release a held website, confirm a held submission, withdraw a submission."""

from collections.abc import Sequence

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.master import load_lists
from pipeline.model import Arrival, Finding
from pipeline.prepare import Job
from pipeline.progress import Progress
from pipeline.render import render
from pipeline.run import Received, judge, merge_one
from pipeline.store import findings, records, reported, submissions
from pipeline.store.database import open_master
from pipeline.thai import be_date
from pipeline.told import keep


def release(desk: Desk, laos: Sequence[str], progress: Progress) -> dict[str, str | None]:
    """Publish the held websites of LAOs named by code or lao_id: what was released, None where nothing was held."""
    engine = open_master(desk.master)
    with engine.begin() as connection:
        lists = load_lists(connection, desk.reference.types)
        by_code = {lao.code: lao.lao_id for lao in lists.laos.values()}
        done = {name: records.release(connection, by_code.get(name, name), desk.at) for name in laos}
    if any(done.values()):
        render(desk, engine, lists, progress, provinces=set())
    return done


def confirm(desk: Desk, receipt: int, progress: Progress) -> bool:
    """Accept a held submission (XS006): it is merged now under its own receipt. False where it is not held."""
    engine = open_master(desk.master)
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference.types)
        held = submissions.one(connection, receipt, "held")
    if held is None:
        return False
    arrival = Arrival(held.name, held.name, held.folder, held.sha256, 0, 0.0)
    file = Received(Job(arrival, desk.outbox.archive / f"{held.sha256}.xlsx"), desk.outbox.archive)
    [(submission, found)] = judge(desk, lists, [file], 1, progress)
    merge_one(desk, lists, submission, found, engine.begin, held.run_id, held.context, confirming=receipt)
    render(desk, engine, lists, progress, provinces={submission.province})
    return True


def withdraw(desk: Desk, receipt: int, progress: Progress) -> bool:
    """Undo an accepted submission: what was before it governs again (XS012). False where there is none."""
    engine = open_master(desk.master)
    with engine.begin() as connection:
        lists = load_lists(connection, desk.reference.types)
        undone = submissions.one(connection, receipt, "accepted")
        if undone is None:
            return False
        submissions.set_status(connection, receipt, "withdrawn")
        records.rewrite(connection)
        reported.forget_reported(connection, receipt)
        findings.withdraw(connection, receipt)
        notice = keep(Finding("XS012", params={"d": be_date(desk.now.date())}), desk.rules)
        owner = undone.province if undone.source == "province" else undone.source
        findings.note(connection, desk.reference.round.id, owner, receipt, notice)
        touched = {owner, *(lists.laos[lao_id].province for lao_id in submissions.laos_of(connection, receipt))}
    render(desk, engine, lists, progress, provinces=touched, confirmed=True)  # fewer websites are meant
    return True


def verify(desk: Desk) -> tuple[list[str], dict[str, int]]:
    """Prove the ledger over the whole history: what does not hold, and how much was looked at."""
    with open_master(desk.master).connect() as connection:
        faults = [*_archive_faults(desk, connection), *_replay_faults(connection)]
        return faults, submissions.totals(connection)


def _archive_faults(desk: Desk, connection: sa.Connection) -> list[str]:
    """Every receipt's file is in the archive, and its content is what its name says."""
    from pipeline.store.archive import fingerprint

    faults = []
    for receipt, sha256 in submissions.archived(connection):
        path = desk.outbox.archive / f"{sha256}.xlsx"
        if not path.is_file():
            faults.append(f"receipt {receipt}: {path.name} is not in the archive")
        elif fingerprint(path.read_bytes()) != sha256:
            faults.append(f"receipt {receipt}: {path.name} is not the file that was received")
    return faults


def _replay_faults(connection: sa.Connection) -> list[str]:
    """The history replayed gives the current values, unit by unit."""
    faults = []
    for table, units in records.rebuild(connection).items():
        now = records.current(connection, table)
        wrong = sorted(key for key in units.keys() | now.keys() if units.get(key) != now.get(key))
        faults += [f"{table} {' '.join(map(str, key))}: the history does not give what is there" for key in wrong[:20]]
    return faults
