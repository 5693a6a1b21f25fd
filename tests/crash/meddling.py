"""What people do between a run that was cut short and the next one, and what must hold all the same."""

import os
from typing import Any

import sqlalchemy as sa
from mixed_round import PHUKET, STAYING, Start
from office import NOW, desk_at, site, workbook

from pipeline import decisions
from pipeline.crew.pool import crew
from pipeline.keeping.verify import verify
from pipeline.progress import silent
from pipeline.store.database import open_master
from pipeline.store.tables import SUBMISSION

CORRECTED = "www.corrected.go.th"


def replace(start: Start) -> None:
    """The office puts a corrected file in the place of another."""
    path = start.inbox / "83/ก.xlsx"
    path.write_bytes(workbook(website=[site(PHUKET[0], website=f"http://{CORRECTED}")]))
    os.utime(path, (NOW.timestamp() + 3600,) * 2)


def close_workbook(start: Start) -> None:
    """It closes a workbook: the temporary file goes."""
    (start.inbox / STAYING[0]).unlink()


def confirm(start: Start) -> None:
    """Central staff confirm what is held."""
    desk = desk_at(start.outbox)
    decisions.crew = lambda bench, _workers, place: crew(bench, 0, place)
    for receipt in receipts(start, "held"):
        decisions.confirm(desk, receipt, silent)


def withdraw(start: Start) -> None:
    """Central staff withdraw what was accepted last."""
    for receipt in receipts(start, "accepted")[-1:]:
        decisions.withdraw(desk_at(start.outbox), receipt, silent)


MEDDLING = (replace, close_workbook, confirm, withdraw)


def meddled(start: Start, number: int) -> dict[str, Any]:
    """What was done, and what the proof said before and returned workbooks hold after it."""
    proof = verify(desk_at(start.outbox)).faults
    did = MEDDLING[number % len(MEDDLING)]
    did(start)
    return {"did": did.__name__, "proof": [one.key for one in proof], "decided": _confirmed(start)}


def standing(start: Start, before: dict[str, Any]) -> dict[str, Any]:
    """What does not hold after the next run."""
    wrong = [one.key for one in verify(desk_at(start.outbox)).faults]
    staying = [str(path.relative_to(start.inbox)) for path in start.inbox.rglob("*") if path.is_file()]
    if staying != ([] if before["did"] == "close_workbook" else STAYING):
        wrong.append(f"inbox {staying}")
    if before["did"] == "replace" and CORRECTED not in (start.outbox / "master/websites.csv").read_text("utf-8-sig"):
        wrong.append("the corrected file was not taken")
    if before["did"] == "confirm" and before["decided"] and _confirmed(start) != before["decided"]:
        wrong.append("a confirmed submission was returned as held")
    return {"wrong": wrong}


def receipts(start: Start, status: str) -> list[int]:
    """The receipts that have a status."""
    if not (start.outbox / "master/master.sqlite").exists():
        return []
    with open_master(desk_at(start.outbox).master).connect() as connection:
        return list(connection.scalars(sa.select(SUBMISSION.c.receipt).where(SUBMISSION.c.status == status)))


def _confirmed(start: Start) -> dict[str, str]:
    """The returned workbooks of the province whose submission is held until it is confirmed."""
    if receipts(start, "held"):
        return {}
    paths = (start.outbox / "reports/98/returned").glob("*เปลี่ยนหมด.xlsx")
    return {path.name: path.read_bytes().hex() for path in paths}
