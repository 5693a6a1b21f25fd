"""Declared checks are run over whole batches; one that crashes is our fault and stops the run."""

import pandas as pd
import pytest
from office import KAMALA, SAKHU, contact, said, site, workbook

from pipeline.model import Cell, Record
from pipeline.validate import validate
from pipeline.validate.rules import check_values
from schemas.checks import Check

COLUMNS = {"website": 7}
GOOD = Check("WW001", "website", lambda frame: frame["website"] != "")


def record(row, website, **values):
    cells = {"website": Cell(row, 7, website)} if website else {}
    return Record("website", "Sheet1", row, f"lao{row}", {"website": website, **values}, cells, COLUMNS)


def test_findings_name_the_record_and_its_cell():
    records = [record(2, "a"), record(3, ""), record(5, "")]
    assert [(n, f.rule, f.cell, f.lao_id, f.label) for n, f in check_values(records, [GOOD])] == [
        (1, "WW001", "G3", "lao3", "เว็บไซต์"), (2, "WW001", "G5", "lao5", "เว็บไซต์"),
    ]  # fmt: skip


def test_no_records_and_no_failures():
    assert check_values([], [GOOD]) == []
    assert check_values([record(2, "a")], [GOOD]) == []


def test_findings_come_in_the_order_of_the_records():
    long = Check("WW028", "website", lambda frame: frame["website"].str.len() < 2)
    found = check_values([record(2, "aaa"), record(3, ""), record(4, "aaa")], [GOOD, long])
    assert [(n, finding.rule) for n, finding in found] == [(0, "WW028"), (1, "WW001"), (2, "WW028")]


def test_one_rule_on_two_columns():
    both = [Check("CT004", f"person{n}_phone", lambda frame, n=n: frame[f"person{n}_phone"] != "") for n in (1, 2)]
    values = {"person1_phone": "", "person2_phone": ""}
    row = Record("contact", "s", 2, "", values, {}, {"person1_phone": 9, "person2_phone": 12})
    assert [finding.cell for _, finding in check_values([row], both)] == ["I2", "L2"]


def test_params_and_suggestion_come_from_the_frame():
    check = Check("WW016", "website", lambda frame: frame["port"] == 0, {"x": "port"}, "twice")
    (found,) = check_values([record(2, "a", port=80)], [check], {"twice": lambda frame: frame["website"] * 2})
    assert (found[1].params, found[1].suggestion, found[1].value) == ({"x": "80"}, "aa", "a")


@pytest.mark.parametrize(
    "passes",
    [lambda frame: frame["nothing"] == "", lambda frame: frame["website"].str.len() > "x", lambda frame: 1 / 0],
)
def test_a_check_that_raises_raises(passes):
    with pytest.raises(Exception, match=r"."):
        check_values([record(2, ""), record(3, "a")], [GOOD, Check("WW002", "website", passes)])


def test_a_check_that_crashes_on_some_rows_only():
    def fussy(frame: pd.DataFrame) -> "pd.Series[bool]":
        return frame["website"].map(lambda text: bool({"a": 1}[text]))

    with pytest.raises(Exception, match=r"."):
        check_values([record(2, "a"), record(3, "b")], [Check("WW002", "website", fussy)])


def test_a_batch_gives_each_submission_its_own(reader):
    first = reader.prepare(workbook(website=[site(website=""), site(SAKHU)]))
    second = reader.prepare(workbook(website=[site(website="http://192.168.1.1")], contact=[contact(person1_phone="")]))
    empty = reader.prepare(b"")
    found = validate([first, second, empty], reader.lists.laos)
    assert [said(findings) for findings in found] == [{("G2", "WW001")}, {("G2", "WW011"), ("I3", "CT004")}, set()]
    assert [finding.rule for finding in found[2]] == ["WB001"]


def test_a_batch_gives_what_one_by_one_gives(reader):
    rows = [[site(KAMALA, website=url)] for url in ("", "http://192.168.1.1", "www.a.go.th", "https://bit.ly/x")]
    submissions = [reader.prepare(workbook(website=row)) for row in rows]
    alone = [validate([submission], reader.lists.laos)[0] for submission in submissions]
    assert validate(submissions, reader.lists.laos) == alone
