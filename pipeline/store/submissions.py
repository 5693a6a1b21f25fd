"""Receipts: every workbook that ever came in, its verdict and what it speaks for."""

import json
from collections.abc import Collection
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from pipeline.model import Outcome, Submission, same_fate
from pipeline.secret import file_name
from pipeline.shown import FileReport
from pipeline.store import purges  # noqa: F401  (``known`` asks its table)
from pipeline.store.database import asking, insert
from pipeline.store.known import known as find_known
from pipeline.store.tables import CHANGE, COVERS, SUBMISSION

EMPTY = sha256(b"").hexdigest()
"""An empty file is archived, too; what is no file, or nobody's business, is not and has no size."""

# What is asked for every file is put together once.
_RECEIPT = sa.bindparam("receipt", type_=sa.Integer)
_PROVINCE, _ROUND = sa.bindparam("province", type_=sa.Text), sa.bindparam("round", type_=sa.Text)
_ACCEPTED = SUBMISSION.c.status == "accepted"
_OF_PROVINCE = sa.and_(SUBMISSION.c.province == _PROVINCE, _ACCEPTED)
_NEWEST = sa.select(sa.func.max(SUBMISSION.c.receipt))
_REVISIONS = sa.select(SUBMISSION.c.tables, SUBMISSION.c.revision).where(_OF_PROVINCE, SUBMISSION.c.round == _ROUND)
_TABLES = (
    sa.select(SUBMISSION.c.tables, SUBMISSION.c.receipt)
    .where(_OF_PROVINCE, SUBMISSION.c.source == "province")
    .order_by(SUBMISSION.c.receipt)
)
_COVERED = (
    sa.select(COVERS.c.table, sa.func.count().label("laos"))
    .where(COVERS.c.receipt == _RECEIPT)
    .group_by(COVERS.c.table)
)
_ROUND_BEFORE = (
    sa.select(SUBMISSION.c.round)
    .where(_OF_PROVINCE, SUBMISSION.c.receipt < _RECEIPT)
    .order_by(SUBMISSION.c.receipt.desc())
    .limit(1)
)
_FIRST = sa.select(sa.func.min(SUBMISSION.c.receipt)).where(SUBMISSION.c.run_id == sa.bindparam("run"))
_RECEIVED = sa.select(SUBMISSION.c.received_at).where(SUBMISSION.c.receipt == _RECEIPT)


def _governing(rivals: sa.ColumnElement[bool]) -> sa.Select[tuple[int]]:
    """Whether a receipt governs anything still; ``first`` is the lowest that is asked about."""
    accepted = sa.select(SUBMISSION.c.receipt).where(SUBMISSION.c.receipt >= sa.bindparam("first"), _ACCEPTED, rivals)
    newer = COVERS.alias()
    over = sa.exists().where(
        newer.c.lao_id == COVERS.c.lao_id,
        newer.c.table == COVERS.c.table,
        newer.c.receipt > COVERS.c.receipt,
        newer.c.receipt.in_(accepted),
    )
    standing = sa.select(COVERS.c.receipt).where(COVERS.c.receipt.in_(accepted), ~over)
    return standing.where(COVERS.c.receipt == _RECEIPT).limit(1)


_CENTRAL = SUBMISSION.c.source == "central"
_GOVERNING_CENTRAL = _governing(sa.true())
_GOVERNING = _governing(sa.or_(sa.and_(SUBMISSION.c.province == _PROVINCE, ~_CENTRAL), _CENTRAL))


def next_receipt(connection: sa.Connection) -> int:
    """The number the next submission gets; numbers are never reused."""
    return (connection.scalar(_NEWEST) or 0) + 1


def known(connection: sa.Connection, sha256: str, folder: str, context: str, before: int = 0) -> int:
    """See ``store.known``."""
    return find_known(asking(connection), sha256, folder, context, before)


def revisions(connection: sa.Connection, province: str, round_id: str) -> dict[str, int]:
    """The highest explicit revision accepted from a province in a round, by table."""
    highest: dict[str, int] = {}
    for tables, revision in connection.execute(_REVISIONS, {"province": province, "round": round_id}):
        for table in tables.split():
            highest[table] = max(highest.get(table, 0), revision)
    return highest


def add(
    connection: sa.Connection,
    receipt: int,
    submission: Submission,
    outcome: Outcome,
    *,
    run_id: str,
    round_id: str,
    at: str,
    context: str,
) -> None:
    """Write the receipt of one submission and what it governs."""
    fates = [[*key, count] for key, count in sorted(outcome.fates.items())]
    row = {
        "receipt": receipt,
        "run_id": run_id,
        "round": round_id,
        "sha256": submission.arrival.sha256,
        "name": file_name(submission.arrival.name),
        "folder": submission.arrival.folder,
        "size": submission.arrival.size,
        "province": submission.province,
        "source": submission.source,
        "revision": submission.revision,
        "received_at": at,
        "status": outcome.status,
        "context": context,
        "fates": json.dumps(fates),
        "tables": " ".join(sorted({table for _, table in outcome.governs})),
    }
    insert(connection, SUBMISSION, [row])
    covers = [{"receipt": receipt, "lao_id": lao_id, "table": table} for lao_id, table in sorted(outcome.governs)]
    insert(connection, COVERS, covers)


def ended(connection: sa.Connection, province: str, among: Collection[int]) -> frozenset[int]:
    """Those of the receipts of a province ("central") that govern nothing any more, or never did."""
    if not among:
        return frozenset()
    asked = {"province": province, "first": min(among)}
    governing = _GOVERNING_CENTRAL if province == "central" else _GOVERNING
    return frozenset(
        receipt for receipt in among if connection.scalar(governing, {**asked, "receipt": receipt}) is None
    )


def covered(connection: sa.Connection, province: str) -> dict[str, int]:
    """How many LAOs the province's last submission of each table spoke for."""
    rows = connection.execute(_TABLES, {"province": province}).all()
    last = {table: receipt for tables, receipt in rows for table in tables.split()}
    counts = {
        receipt: {row.table: row.laos for row in connection.execute(_COVERED, {"receipt": receipt})}
        for receipt in set(last.values())
    }
    return {table: counts[receipt].get(table, 0) for table, receipt in last.items()}


def spoken_for(connection: sa.Connection, round_id: str, laos: Collection[str]) -> frozenset[str]:
    """Those of the LAOs that a province's accepted submission of the round spoke for."""
    query = (
        sa.select(COVERS.c.lao_id)
        .join(SUBMISSION, SUBMISSION.c.receipt == COVERS.c.receipt)
        .where(SUBMISSION.c.round == round_id, SUBMISSION.c.status == "accepted", SUBMISSION.c.source == "province")
        .where(COVERS.c.lao_id.in_(sorted(laos)))
    )
    return frozenset(connection.scalars(query))


def round_before(connection: sa.Connection, receipt: int, province: str, round_id: str) -> str:
    """The round of the province's last accepted submission before a receipt; "" where it was this one, or none."""
    last = connection.scalar(_ROUND_BEFORE, {"province": province, "receipt": receipt}) or ""
    return "" if last == round_id else str(last)


def first_of_run(connection: sa.Connection, run_id: str) -> int:
    """The lowest receipt of a run."""
    return int(connection.scalar(_FIRST, {"run": run_id}) or 0)


def reports(connection: sa.Connection, round_id: str) -> dict[str, list[FileReport]]:
    """The submissions of a round by province ("" = unassigned), oldest first; ``on_time`` is left to the caller."""
    found: dict[str, list[FileReport]] = {}
    rows = connection.execute(
        sa.select(SUBMISSION).where(SUBMISSION.c.round == round_id).order_by(SUBMISSION.c.receipt)
    )
    for row in rows:
        fates = {same_fate((table, fate)): count for table, fate, count in json.loads(row.fates)}
        report = FileReport(row.receipt, row.name, row.status, row.revision, row.received_at, True, fates)
        found.setdefault(row.province, []).append(report)
    return found


def names(connection: sa.Connection) -> dict[int, str]:
    """The file name of every receipt."""
    return {row.receipt: row.name for row in connection.execute(sa.select(SUBMISSION.c.receipt, SUBMISSION.c.name))}


def one(connection: sa.Connection, receipt: int, status: str) -> sa.Row[Any] | None:
    """The submission of a receipt, where it is in that status."""
    return connection.execute(
        sa.select(SUBMISSION).where(SUBMISSION.c.receipt == receipt, SUBMISSION.c.status == status)
    ).first()


def by_receipt(connection: sa.Connection, receipt: int) -> sa.Row[Any]:
    """The submission of a receipt that was given."""
    return connection.execute(sa.select(SUBMISSION).where(SUBMISSION.c.receipt == receipt)).one()


def status_of(connection: sa.Connection, receipt: int) -> str:
    """accepted | refused | held | withdrawn; "" where there is no such receipt."""
    return connection.scalar(sa.select(SUBMISSION.c.status).where(SUBMISSION.c.receipt == receipt)) or ""


def held(connection: sa.Connection) -> list[int]:
    """The receipts of the submissions that wait for central staff."""
    waiting = sa.select(SUBMISSION.c.receipt).where(SUBMISSION.c.status == "held")
    return list(connection.scalars(waiting.order_by(SUBMISSION.c.receipt)))


def laos_of(connection: sa.Connection, receipt: int) -> frozenset[str]:
    """The LAOs that a submission spoke for."""
    return frozenset(connection.scalars(sa.select(COVERS.c.lao_id).where(COVERS.c.receipt == receipt)))


def set_status(connection: sa.Connection, receipt: int, status: str) -> None:
    """Change a submission's status."""
    connection.execute(SUBMISSION.update().where(SUBMISSION.c.receipt == receipt).values(status=status))


def newer_over(connection: sa.Connection, receipt: int) -> list[int]:
    """The explicit revisions (0: none) of the accepted submissions after a receipt over anything it speaks for."""
    mine = COVERS.alias()
    same = sa.and_(mine.c.lao_id == COVERS.c.lao_id, mine.c.table == COVERS.c.table, mine.c.receipt == receipt)
    over = sa.select(COVERS.c.receipt).join(mine, same).where(COVERS.c.receipt > receipt)
    newer = sa.select(SUBMISSION.c.revision).where(SUBMISSION.c.status == "accepted", SUBMISSION.c.receipt.in_(over))
    return list(connection.scalars(newer))


def received_at(connection: sa.Connection, receipt: int) -> str | None:
    """When a submission came in; None where there is none of that receipt."""
    return connection.scalar(_RECEIVED, {"receipt": receipt})


def forget(connection: sa.Connection, receipt: int) -> None:
    """Make room for a submission to be added again under its own receipt."""
    connection.execute(COVERS.delete().where(COVERS.c.receipt == receipt))
    connection.execute(SUBMISSION.delete().where(SUBMISSION.c.receipt == receipt))


def in_order() -> sa.Select[Any]:
    """All submissions in order of receipt."""
    return sa.select(SUBMISSION).order_by(SUBMISSION.c.receipt)


def totals(connection: sa.Connection) -> dict[str, int]:
    """How many files and changes the master knows."""
    files = connection.scalar(sa.select(sa.func.count()).select_from(SUBMISSION)) or 0
    changes = connection.scalar(sa.select(sa.func.count()).select_from(CHANGE)) or 0
    return {"files": files, "changes": changes}
