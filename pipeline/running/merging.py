"""One judged submission placed, merged, balanced and kept, all in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.merge import Master, merge
from pipeline.model import Finding, Submission
from pipeline.notdone import NotDone
from pipeline.ourfault import tell, told
from pipeline.render.standing import newest
from pipeline.running.judge import Judged
from pipeline.running.ledger import LedgerFault, balance
from pipeline.running.master import Lists, Years, master_for, remember
from pipeline.running.settled import Merged, already_known, at_fault
from pipeline.store import submissions
from pipeline.store.database import Begin
from pipeline.thai import be_date
from pipeline.validate.absent import find_absent
from pipeline.validate.fiscal_year import certified_years
from pipeline.validate.placing import place_rows, reported_years

Note = Callable[[sa.Connection, Merged], Merged]


def merge_one(
    desk: Desk,
    lists: Lists,
    judged: Judged,
    begin: Begin,
    run: str,
    context: str,
    confirming: int = 0,
    note: Note = lambda _connection, one: one,
) -> Merged:
    """Place the rows, merge, balance the ledger and keep what came of it, all in one transaction.

    ``confirming`` is the receipt of a held submission that central staff accept; ``note`` keeps what the run itself
    has to know if it is torn off.
    """
    (submission, found, fault, _), round_ = judged, desk.reference.round
    if fault:
        return at_fault(submission, tell(fault))
    try:
        with begin() as connection:
            twin = submissions.known(connection, submission.arrival.sha256, submission.arrival.folder, context)
            if twin and not confirming:  # twice in this very run
                return note(connection, already_known(submission.arrival, twin))
            master, sheet = master_for(connection, submission, lists, round_.id)
            master = replace(master, confirmed=bool(confirming))
            sheet = {**sheet, **reported_years(submission.records)}
            placements, placing = place_rows(submission.records, lists.info, sheet, round_)
            received = submissions.received_at(connection, confirming) or desk.at
            on_time = received[:10] <= round_.deadline.isoformat()
            late = () if on_time else (Finding("WB010", params={"d": be_date(round_.deadline)}),)
            outcome = merge(submission, (*found, *placing, *late), placements, master, desk.rules, round_)
            if outcome.status == "accepted" and submission.source == "province":
                left_out = absent(desk, lists, submission, master, sheet)
                outcome = replace(outcome, findings=(*outcome.findings, *left_out))
            balance(submission, outcome, desk.rules)
            return note(
                connection, remember(connection, desk, submission, outcome, master.units, run, context, confirming)
            )
    except LedgerFault as unbalanced:
        return at_fault(submission, str(unbalanced))
    except (OSError, NotDone, sa.exc.SQLAlchemyError):  # not this file's
        raise
    except Exception as ours:
        return at_fault(submission, tell(told(ours)))


def absent(desk: Desk, lists: Lists, submission: Submission, master: Master, sheet: Years) -> Iterator[Finding]:
    """What is to be said of the LAOs of its province that a submission leaves out."""

    def certified(lao_id: str) -> frozenset[int]:
        return certified_years(lao_id, lists.info, sheet) or frozenset()

    websites, contacts = (newest(master.units[table]) for table in ("website", "contact"))
    return find_absent(submission, master.home, websites, contacts, certified, desk.reference.round, desk.now.date())
