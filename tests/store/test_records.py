"""Current values and the history they come from: replaying it always gives what is there."""

from typing import Any

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from made_up_register import empty_master

from pipeline.model import Arrival, Change, Outcome, Submission
from pipeline.store import records, submissions
from pipeline.store.replay import replay
from pipeline.store.tables import UNITS

YEARS = ("pending", "2556", "2557")
LAOS = ("560115", "560207")


def change(
    table="website", lao="560115", year="2557", person=0, action="set", value="http://a.go.th", **more
) -> Change:
    columns = {"website": ("website", "website_kind"), "contact": ("name", "position", "phone_typed", "phones")}[table]
    values = {} if action == "delete" else dict.fromkeys(columns, value)
    return Change(table, lao, f"06{lao}", year, person, action, values, "Sheet1", "G2", **more)


def send(connection: sa.Connection, *changes: Change, status: str = "accepted") -> int:
    """Keep a submission with these changes, as the flow does; its receipt."""
    receipt = submissions.next_receipt(connection)
    arrival = Arrival("a.xlsx", "a.xlsx", "56", f"{receipt:064}", 1, 0.0)
    outcome = Outcome(status, changes, frozenset((one.lao_id, one.table) for one in changes), {}, ())
    submission = Submission(arrival, "56", "province", 0, (), (), {})
    submissions.add(connection, receipt, submission, outcome, run_id="r", round_id="1", at=at(receipt), context="")
    units = {table: records.current(connection, table) for table in UNITS}
    records.apply(connection, receipt, changes, at(receipt), units)
    return receipt


def at(receipt: int) -> str:
    return f"2014-07-{receipt:02}T09:00:00+07:00"


def websites(connection: sa.Connection) -> dict[Any, str]:
    return {key: unit["website"] for key, unit in records.current(connection, "website").items()}


def test_a_value_is_set():
    connection = empty_master()
    send(connection, change(held=True, unverified=True))
    (unit,) = records.current(connection, "website").values()
    assert unit == {
        "lao_id": "560115", "fiscal_year": "2557", "person_no": 0, "website": "http://a.go.th",
        "website_kind": "http://a.go.th", "lao_code": "06560115", "held": 1, "unverified": 1, "updated_at": at(1),
        "confirmed_at": at(1), "receipt": 1, "sheet": "Sheet1", "cell": "G2",
    }  # fmt: skip


def test_a_confirmation_only_moves_its_date():
    connection = empty_master()
    send(connection, change())
    send(connection, change(action="confirm"))
    (unit,) = records.current(connection, "website").values()
    assert (unit["receipt"], unit["updated_at"], unit["confirmed_at"]) == (1, at(1), at(2))


def test_a_confirmation_of_what_was_withdrawn_stands_on_its_own():
    connection = empty_master()
    first = send(connection, change())
    send(connection, change(action="confirm"))
    submissions.set_status(connection, first, "withdrawn")
    records.rewrite(connection)
    (unit,) = records.current(connection, "website").values()
    assert (unit["website"], unit["receipt"]) == ("http://a.go.th", 2)


def test_withdrawing_gives_back_what_was_before():
    connection = empty_master()
    send(connection, change(value="http://before.go.th"))
    second = send(connection, change(), change(lao="560207"))
    send(connection, change("contact", person=1, value="นายสมชาย ใจดี"))
    submissions.set_status(connection, second, "withdrawn")
    records.rewrite(connection)
    assert websites(connection) == {("560115", "2557", 0): "http://before.go.th"}
    assert len(records.current(connection, "contact")) == 1


def test_deleting_one_person_leaves_the_other():
    connection = empty_master()
    send(connection, change("contact", person=1), change("contact", person=2))
    send(connection, change("contact", person=2, action="delete"))
    assert list(records.current(connection, "contact")) == [("560115", "2557", 1)]


def test_a_pending_unit_that_finds_its_year_is_pending_no_more():
    connection = empty_master()
    send(connection, change(year="pending"), change(lao="560207", year="pending"))
    send(connection, change())
    assert websites(connection).keys() == {("560115", "2557", 0), ("560207", "pending", 0)}


def test_only_the_laos_asked_for():
    connection = empty_master()
    send(connection, change(), change(lao="560207"))
    assert records.current(connection, "website", ["560207"]).keys() == {("560207", "2557", 0)}
    assert records.current(connection, "website", []) == {}
    many = [f"{n:06}" for n in range(3 * records.CHUNK)]
    assert len(records.current(connection, "website", [*many, "560115"])) == 1


def test_releasing_a_held_website():
    connection = empty_master()
    send(connection, change(year="2556", held=True), change(held=True))
    assert records.release(connection, "560115", at(9)) == "http://a.go.th"
    assert {unit["held"] for unit in records.current(connection, "website").values()} == {0}
    assert records.rebuild(connection)["website"] == records.current(connection, "website")
    assert records.released(connection) == {("560115", "http://a.go.th")}
    assert records.release(connection, "560115", at(9)) is None


def test_the_newest_held_website_is_released():
    """A year still pending is older than any."""
    connection = empty_master()
    send(connection, change(year="2557", held=True), change(year="pending", value="http://z.go.th", held=True))
    assert records.release(connection, "560115", at(9)) == "http://a.go.th"
    assert records.release(connection, "560115", at(9)) == "http://z.go.th"


def test_two_ids_of_one_lao_become_one():
    connection = empty_master()
    send(connection, change())
    records.rename(connection, "560115", "560207")
    assert websites(connection).keys() == {("560207", "2557", 0)}
    assert records.laos_in_use(connection) == {"560207"}
    assert records.rebuild(connection)["website"] == records.current(connection, "website")


UNIT = st.one_of(st.tuples(st.just("website"), st.just(0)), st.tuples(st.just("contact"), st.sampled_from((1, 2))))
CHANGES = st.builds(
    lambda unit, lao, year, action, value: change(unit[0], lao, year, unit[1], action, value),
    UNIT, st.sampled_from(LAOS), st.sampled_from(YEARS), st.sampled_from(("set", "confirm", "delete")),
    st.sampled_from(("http://a.go.th", "http://b.go.th")),
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.lists(CHANGES, max_size=4)),
        st.tuples(st.just("withdraw"), st.integers(0, 5)),
        st.tuples(st.just("release"), st.sampled_from(LAOS)),
    ),
    max_size=8,
)


@given(STEPS)
def test_replaying_the_history_gives_what_is_there(steps):
    connection = empty_master()
    receipts: list[int] = []
    for step, given_ in steps:
        if step == "send":
            receipts.append(send(connection, *given_))
        elif step == "withdraw" and receipts:
            submissions.set_status(connection, receipts.pop(given_ % len(receipts)), "withdrawn")
            records.rewrite(connection)
        elif step == "release":
            records.release(connection, given_, at(9))
    rebuilt = records.rebuild(connection)
    for table in ("website", "contact"):
        assert rebuilt[table] == records.current(connection, table)


@given(st.lists(CHANGES, max_size=8))
def test_replay_leaves_what_it_was_given_alone(changes):
    mine = [(one, number, at(number)) for number, one in enumerate(changes, 1) if one.table == "website"]
    half = replay({}, mine[: len(mine) // 2])
    before = {key: dict(unit) for key, unit in half.items()}
    whole = replay(half, mine[len(mine) // 2 :])
    assert half == before
    assert whole == replay({}, mine)
