"""Returned workbooks that a confirmation which was torn off left undrawn: whatever renders next draws them first."""

from typing import Any

import sqlalchemy as sa

from pipeline.crew.job import Job
from pipeline.crew.pool import Crew, crew
from pipeline.desk import Desk
from pipeline.model import Arrival
from pipeline.progress import Progress
from pipeline.render.rendering import Rendered, render
from pipeline.render.returning import Returns
from pipeline.running.judge import bench
from pipeline.running.master import Lists
from pipeline.running.settled import Merged
from pipeline.store import submissions
from pipeline.store.database import open_master
from pipeline.store.journal import outcome_of
from pipeline.store.outbox import owed_workbooks

UNDECIDED = ("", "held")
"""The status of a receipt whose confirmation was torn off before it was kept."""


def archived(desk: Desk, row: sa.Row[Any]) -> Job:
    """The original of a submission, to be read again."""
    arrival = Arrival(row.name, row.name, row.folder, row.sha256, row.size, 0.0)
    return Job(arrival, desk.outbox.archive / f"{row.sha256}.xlsx")


def draw_undrawn(desk: Desk, engine: sa.Engine, hands: Crew, returns: Returns) -> None:
    """Have them drawn, but for those whose original was deleted since."""
    for number, outcome in owed_workbooks(desk.outbox).items():
        receipt = int(number)
        with engine.connect() as connection:
            if submissions.status_of(connection, receipt) in UNDECIDED:
                continue
            job = archived(desk, submissions.by_receipt(connection, receipt))
        if job.path.is_file():
            [prepared] = hands.read([job])
            returns.take(Merged(prepared.submission(), outcome_of(outcome), receipt), prepared.packed)


def render_owed(desk: Desk, lists: Lists, progress: Progress, **how: Any) -> Rendered:
    """``render`` for a command that draws nothing itself."""
    engine = open_master(desk.master)
    if not owed_workbooks(desk.outbox):
        return render(desk, engine, lists, progress, **how)
    with crew(bench(desk, lists), 1, desk.outbox.master) as hands:
        returns = Returns(desk, hands)
        draw_undrawn(desk, engine, hands, returns)
        rendered = render(desk, engine, lists, progress, returned=returns.names, **how)
        returns.wait(progress)
    return rendered
