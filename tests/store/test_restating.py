"""Findings kept as submissions come are what they are when the whole round is told anew."""

from typing import NamedTuple

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from made_up_register import empty_master

from pipeline.model import Arrival, Outcome, Submission
from pipeline.store import findings, submissions
from pipeline.store.findings import CENTRAL, Kept
from pipeline.store.restating import restate
from pipeline.store.tables import FINDING

ROUND = "1"
HOME = {"56": ("560115", "560207"), "98": ("980105",)}
LAOS = {**HOME, CENTRAL: (*HOME["56"], *HOME["98"])}
TABLES = ("website", "contact")


class Sent(NamedTuple):
    """One submission: whose, accepted or not, what it speaks for, what was found in it, whether it begins a run, and
    whether it is noted afterwards how much it mended."""

    owner: str
    accepted: bool
    covers: frozenset[tuple[str, str]]
    found: tuple[tuple[str, str, str], ...]
    new_run: bool
    noted: bool


@st.composite
def sent(draw: st.DrawFn) -> Sent:
    owner = draw(st.sampled_from(tuple(LAOS)))
    pairs = [(lao_id, table) for lao_id in LAOS[owner] for table in TABLES]
    places = [*pairs, *(("", table) for table in TABLES), ("", "")]
    accepted = draw(st.booleans() | st.just(True))
    covers = draw(st.frozensets(st.sampled_from(pairs))) if accepted else frozenset()
    found = draw(st.sets(st.tuples(st.sampled_from(places), st.sampled_from(("WW001", "WW003")))))
    said = tuple((*place, rule) for place, rule in sorted(found))
    return Sent(owner, accepted, covers, said, draw(st.booleans()), accepted and draw(st.booleans()))


def kept(lao_id: str, table: str, rule: str) -> Kept:
    key = "|".join((lao_id or f"~{table}", table, "", rule))
    return Kept(key, rule, table, "", 0, "", "", "", lao_id, "", "", "")


def keep(connection: sa.Connection, one: Sent, run: str) -> None:
    """Keep a submission and what was found in it, as the flow does."""
    receipt, central = submissions.next_receipt(connection), one.owner == CENTRAL
    province, source = ("", CENTRAL) if central else (one.owner, "province")
    arrival = Arrival("a.xlsx", "a.xlsx", "", f"{receipt:064}", 1, 0.0)
    outcome = Outcome("accepted" if one.accepted else "refused", (), one.covers, {}, ())
    submission = Submission(arrival, province, source, 0, (), (), {})
    submissions.add(connection, receipt, submission, outcome, run_id=run, round_id=ROUND, at="", context="")
    findings.supersede(
        connection, ROUND, one.owner, receipt, [kept(*found) for found in one.found], covers=one.covers,
        ended=lambda among: submissions.ended(connection, one.owner, among) if one.accepted else frozenset(),
        since=submissions.first_of_run(connection, run),
    )  # fmt: skip
    findings.take_over(connection, ROUND, one.owner, receipt, one.covers)
    if one.noted:
        findings.note(connection, ROUND, one.owner, receipt, kept("", "", "XS009"))


def lives(connection: sa.Connection) -> list[tuple[object, ...]]:
    rows = connection.execute(sa.select(FINDING.c.id, FINDING.c.key, FINDING.c.status, FINDING.c.ended_by))
    return sorted(tuple(row) for row in rows)


@given(st.lists(sent(), max_size=7))
def test_told_anew_nothing_changes(round_: list[Sent]) -> None:
    connection, run = empty_master(), 0
    for one in round_:
        run += one.new_run
        keep(connection, one, f"run {run}")
    before = lives(connection)
    restate(connection, ROUND, LAOS.keys())
    assert lives(connection) == before
