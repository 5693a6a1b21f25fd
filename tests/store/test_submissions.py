"""Receipts: when a file is known, which revision is in force, what governs."""

import pytest
from made_up_register import empty_master

from pipeline.model import Arrival, Outcome, Submission
from pipeline.store import submissions

A, B = ("560115", "website"), ("560207", "website")
FOLDER = "56"


@pytest.fixture
def connection():
    return empty_master()


def send(
    connection, sha256, *governs, status="accepted", province="56", revision=0, context="c", source="province", run="r"
):
    receipt = submissions.next_receipt(connection)
    arrival = Arrival("56/a.xlsx", "a.xlsx", FOLDER, sha256, 1, 0.0)
    submission = Submission(arrival, province, source, revision, (), (), {})
    fates = {("website", "accepted"): len(governs)}
    outcome = Outcome(status, (), frozenset(governs), fates, ())
    submissions.add(
        connection, receipt, submission, outcome, run_id=run, round_id="1", at="2014-07-15", context=context
    )
    return receipt


def known(connection, sha256, folder=FOLDER, context="c"):
    return submissions.known(connection, sha256, folder, context)


def test_receipts_count_up_and_are_not_used_again(connection):
    assert [send(connection, "x"), send(connection, "y")] == [1, 2]
    submissions.set_status(connection, 2, "withdrawn")
    assert submissions.next_receipt(connection) == 3


class TestKnown:
    def test_a_file_never_seen(self, connection):
        assert known(connection, "x") == 0

    def test_equal_to_what_governs(self, connection):
        send(connection, "x", A)
        assert known(connection, "x") == 1

    def test_equal_to_what_a_later_file_replaced(self, connection):
        send(connection, "x", A)
        send(connection, "y", A)
        assert (known(connection, "x"), known(connection, "y")) == (0, 2)

    def test_equal_to_what_a_later_file_replaced_in_part(self, connection):
        send(connection, "x", A, B)
        send(connection, "y", B)
        assert (known(connection, "x"), known(connection, "y")) == (0, 2)

    def test_beside_another_table_or_lao(self, connection):
        send(connection, "x", A)
        send(connection, "y", B, ("560115", "contact"))
        assert (known(connection, "x"), known(connection, "y")) == (1, 2)

    def test_an_older_one_sent_again_governs(self, connection):
        send(connection, "x", A)
        send(connection, "y", A)
        send(connection, "x", A)
        assert (known(connection, "x"), known(connection, "y")) == (3, 0)

    def test_judged_by_other_rules_or_lists(self, connection):
        send(connection, "x", A)
        assert known(connection, "x", context="other") == 0

    def test_from_another_folder(self, connection):
        send(connection, "x", A)
        assert known(connection, "x", folder="98") == 0

    def test_withdrawn(self, connection):
        send(connection, "x", A)
        submissions.set_status(connection, 1, "withdrawn")
        assert known(connection, "x") == 0

    def test_what_replaced_it_was_withdrawn(self, connection):
        send(connection, "x", A)
        submissions.set_status(connection, send(connection, "y", A), "withdrawn")
        assert known(connection, "x") == 1

    @pytest.mark.parametrize("status", ["refused", "held"])
    def test_refused_or_held_while_nothing_newer_came(self, connection, status):
        send(connection, "x", status=status)
        assert known(connection, "x") == 1
        send(connection, "z", A, province="98")
        assert known(connection, "x") == 1
        send(connection, "y", A)  # of the same run: it did not wait for it
        assert known(connection, "x") == 1
        send(connection, "w", A, run="later")
        assert known(connection, "x") == 0

    def test_a_refused_file_replaces_nothing(self, connection):
        send(connection, "x", A)
        send(connection, "y", status="refused")
        assert known(connection, "x") == 1


def test_the_highest_revision_of_each_table(connection):
    send(connection, "x", A, ("560115", "contact"), revision=2)
    send(connection, "y", A, revision=3)
    send(connection, "z", A, revision=9, status="refused")
    send(connection, "o", A, revision=9, province="98")
    assert submissions.revisions(connection, "56", "1") == {"website": 3, "contact": 2}
    assert submissions.revisions(connection, "56", "2") == {}


def test_what_governs_nothing_any_more(connection):
    send(connection, "x", A, B)
    send(connection, "y", A)
    assert submissions.ended(connection, "56", {1, 2}) == set()
    send(connection, "z", B)
    assert submissions.ended(connection, "56", {1, 2, 3}) == {1}
    assert submissions.ended(connection, "56", {2}) == set()
    send(connection, "r", status="refused")
    send(connection, "c", A, source="central", province="")
    assert submissions.ended(connection, "56", {1, 2, 3, 4}) == {1, 2, 4}
    assert submissions.ended(connection, "central", {5}) == set()


def test_the_submissions_of_a_round(connection):
    send(connection, "x", A)
    send(connection, "y", province="", status="refused")
    found = submissions.reports(connection, "1")
    assert [(one.receipt, one.status, one.fates) for one in found["56"]] == [
        (1, "accepted", {("website", "accepted"): 1})
    ]
    assert [one.receipt for one in found[""]] == [2]
    assert submissions.names(connection) == {1: "a.xlsx", 2: "a.xlsx"}
    assert submissions.reports(connection, "2") == {}
