"""The life of a finding: new, then open while it is found again or not spoken of, fixed when it is mended."""

import pytest
from made_up_register import empty_master

from pipeline.store import findings
from pipeline.store.findings import Kept

A, B = "560115", "560207"


def found(rule, lao=A, table="website", column="website", value=""):
    key = "|".join((lao or f"~{value}", table, column, rule))
    return Kept(key, rule, table, "Sheet1", 2, column, "G2", "เว็บไซต์", lao, value, "message", "")


def of_file(rule, file="a.xlsx"):
    return Kept(f"~~{file}|||{rule}", rule, "", "", 0, "", "", "", "", "", "message", "")


@pytest.fixture
def connection():
    return empty_master()


class Province:
    """Submissions of one province, one a run unless ``run`` says otherwise."""

    def __init__(self, connection, code="56"):
        self.connection, self.code, self.receipt = connection, code, 0

    def send(self, *kept, covers=(A, B), table="website", ended=frozenset(), since=None):
        self.receipt += 1
        findings.supersede(
            self.connection, "1", self.code, self.receipt, kept,
            covers={(lao, table) for lao in covers}, ended=ended.intersection, since=since or self.receipt,
        )  # fmt: skip

    def shows(self):
        return [
            (row["rule"], row["lao_id"], row["status"]) for row in findings.of_province(self.connection, "1", self.code)
        ]


@pytest.fixture
def province(connection):
    return Province(connection)


def test_new_then_open_then_fixed(province):
    province.send(found("WW001"))
    assert province.shows() == [("WW001", A, "new")]
    province.send(found("WW001"))
    assert province.shows() == [("WW001", A, "open")]
    province.send()
    assert province.shows() == [("WW001", A, "fixed")]
    province.send()
    assert province.shows() == [("WW001", A, "fixed")]


def test_mended_and_broken_again_is_new(province):
    province.send(found("WW001"))
    province.send()
    province.send(found("WW001"))
    assert province.shows() == [("WW001", A, "new")]


def test_another_rule_at_the_same_cell(province):
    province.send(found("WW001"))
    province.send(found("WW004"))
    assert province.shows() == [("WW001", A, "fixed"), ("WW004", A, "new")]


def test_what_a_submission_does_not_speak_of_stays_open(province):
    province.send(found("WW001", A), found("WW001", B), found("CT001", A, "contact"))
    province.send(covers=[A])
    assert province.shows() == [("WW001", A, "fixed"), ("WW001", B, "open"), ("CT001", A, "open")]


def test_files_of_one_run_are_all_new(province):
    province.send(found("WW001"))
    province.send(found("CT001", table="contact"), table="contact", since=1)
    assert province.shows() == [("WW001", A, "new"), ("CT001", A, "new")]


def test_found_twice_in_one_run_is_new(province):
    province.send(found("WW001"))
    province.send(found("WW001"), since=1)
    assert province.shows() == [("WW001", A, "new")]


def test_rows_of_no_lao_go_by_what_was_typed(province):
    province.send(found("LA005", "", value="แม่ใส่"), found("LA005", "", value="แม่ไส"))
    province.send(found("LA005", "", value="แม่ไส"))
    assert province.shows() == [("LA005", "", "fixed"), ("LA005", "", "open")]
    province.send(table="contact")
    assert province.shows() == [("LA005", "", "fixed"), ("LA005", "", "open")]


def test_what_is_said_of_a_file_ends_with_it(province):
    province.send(of_file("FM004"))
    province.send(of_file("FM004", "b.xlsx"), since=1)
    assert province.shows() == [("FM004", "", "new"), ("FM004", "", "new")]
    province.send(ended=frozenset({1}))
    assert province.shows() == [("FM004", "", "fixed"), ("FM004", "", "open")]


def test_a_refused_file_ends_nothing(province):
    province.send(found("WW001"), of_file("FM004"))
    province.send(of_file("WB001", "b.xlsx"), covers=())
    assert province.shows() == [("WW001", A, "open"), ("FM004", "", "open"), ("WB001", "", "new")]


def test_provinces_and_rounds_do_not_touch_each_other(connection, province):
    province.send(found("WW001"))
    Province(connection, "98").send(found("WW001", "980105"), covers=(A, B, "980105"))
    findings.supersede(connection, "2", "56", 9, [], covers={(A, "website")}, ended=frozenset().intersection, since=9)
    assert province.shows() == [("WW001", A, "new")]
    assert findings.counts(connection, "1") == {"56": {("WW001", "new"): 1}, "98": {("WW001", "new"): 1}}


def test_counting_leaves_out_what_was_replaced(connection, province):
    province.send(found("WW001"))
    province.send(found("WW001"))
    assert findings.counts(connection, "1") == {"56": {("WW001", "open"): 1}}
