"""What central staff decide: release, confirm, withdraw; and the proof of the ledger."""

import csv

import pytest
from office import KAMALA, PAO, SATHIT, Core, codes, contact, rules, site, workbook

from pipeline import decisions
from pipeline.progress import silent
from pipeline.run import prepare_all

SLOT = "http://www.kamala-slot888.com"


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Files are prepared in this process."""
    monkeypatch.setattr(
        "pipeline.run.prepare_all", lambda jobs, bench, _workers, **more: prepare_all(jobs, bench, 0, **more)
    )


@pytest.fixture
def archived(core, monkeypatch):
    """The core, with every file it takes in the archive as the flow would put it there."""
    prepare = core.prepare

    def keeping(data, name="", folder="83"):
        submission = prepare(data, name, folder)
        path = core.desk.outbox.archive / f"{submission.arrival.sha256}.xlsx"
        path.write_bytes(data)
        return submission

    monkeypatch.setattr(core, "prepare", keeping)
    return core


def websites(core):
    return {code: unit["website"] for (code, _, _), unit in core.units("website").items()}


def published(core):
    with (core.desk.outbox.site / "data" / "websites.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["lao_code"]: row["website"] for row in csv.DictReader(file)}


def test_releasing_publishes_a_held_website(archived):
    archived.send(workbook(website=[site(website=SLOT), site(PAO)]))
    assert decisions.release(archived.desk, [KAMALA, SATHIT], silent) == {KAMALA: SLOT, SATHIT: None}
    assert published(archived)[KAMALA] == SLOT
    assert decisions.verify(archived.desk)[0] == []


class TestConfirming:
    @pytest.fixture(autouse=True)
    def held(self, archived):
        archived.send(workbook(website=[site(code) for code in codes("83")]))
        new = [site(code, website=f"http://www.new{code}.go.th") for code in codes("83")]
        assert archived.send(workbook(website=[*new[:-1], site(codes("83")[-1], website="")])).outcome.status == "held"

    def test_takes_it_under_its_own_receipt(self, archived):
        assert archived.report()["", "XS006"] == "new"
        assert decisions.confirm(archived.desk, 2, silent)
        assert websites(archived)[KAMALA] == f"http://www.new{KAMALA}.go.th"
        assert {unit["receipt"] for unit in archived.units("website").values()} == {1, 2}
        assert ("", "XS006") not in archived.report()
        assert archived.report()[codes("83")[-1], "XS005"] == "new"

    def test_what_is_not_held_is_not_confirmed(self, archived):
        assert not decisions.confirm(archived.desk, 1, silent)
        assert not decisions.confirm(archived.desk, 9, silent)
        assert decisions.confirm(archived.desk, 2, silent)
        assert not decisions.confirm(archived.desk, 2, silent)

    def test_the_ledger_holds_before_and_after(self, archived):
        assert decisions.verify(archived.desk)[0] == []
        decisions.confirm(archived.desk, 2, silent)
        assert decisions.verify(archived.desk) == ([], {"files": 2, "changes": 37})


class TestWithdrawing:
    def test_gives_back_what_was_before(self, core):
        core.send(workbook(website=[site(website="")], contact=[contact()]))
        core.send(workbook(website=[site()], contact=[contact(person1_phone="")]))
        assert core.report()[KAMALA, "WW001"] == "fixed"
        assert decisions.withdraw(core.desk, 2, silent)
        assert (websites(core), len(core.units("contact"))) == ({}, 2)
        assert core.report() == {(KAMALA, "WW001"): "open", ("", "XS012"): "new"}
        assert not decisions.withdraw(core.desk, 2, silent)

    def test_the_withdrawn_file_sent_again_is_new(self, core):
        core.send(workbook(website=[site()]))
        decisions.withdraw(core.desk, 1, silent)
        merged = core.send(workbook(website=[site()]))
        assert (merged.outcome.status, merged.receipt, websites(core).keys()) == ("accepted", 2, {KAMALA})

    def test_one_of_central_staff(self, core):
        core.send(workbook(website=[site(website="")]))
        core.send(workbook(website=[site()]), folder="central")
        assert core.report()[KAMALA, "WW001"] == "fixed"
        assert decisions.withdraw(core.desk, 2, silent)
        assert core.report() == {(KAMALA, "WW001"): "open"}
        assert core.report("central") == {("", "XS012"): "new"}
        assert "WW001" in (core.desk.outbox.reports / "83" / "findings.csv").read_text("utf-8-sig")
        assert not (core.desk.outbox.reports / "unassigned").exists()


class TestVerifying:
    @pytest.fixture(autouse=True)
    def sent(self, archived):
        archived.send(workbook(website=[site()], contact=[contact()]))

    def path(self, core: Core):
        (path,) = core.desk.outbox.archive.glob("*.xlsx")
        return path

    def test_all_is_well(self, archived):
        assert decisions.verify(archived.desk) == ([], {"files": 1, "changes": 3})

    def test_a_file_that_was_changed(self, archived):
        self.path(archived).write_bytes(b"other")
        (fault,) = decisions.verify(archived.desk)[0]
        assert "not the file that was received" in fault

    def test_a_file_that_is_gone(self, archived):
        self.path(archived).unlink()
        (fault,) = decisions.verify(archived.desk)[0]
        assert "not in the archive" in fault

    def test_a_value_that_was_changed_behind_its_back(self, archived):
        with archived.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE website SET website = 'http://www.evil.go.th'")
        (fault,) = decisions.verify(archived.desk)[0]
        assert fault.startswith("website 830203 2557 0")
        assert "evil" not in fault


def test_a_held_file_is_no_error_of_the_rows(core):
    """What is kept of it is the one reason, so that nothing is judged that does not govern."""
    core.send(workbook(website=[site(code) for code in codes("83")]))
    merged = core.send(workbook(website=[site(code, website="http://192.168.1.1") for code in codes("83")]))
    assert merged.outcome.status == "accepted", "unreadable websites change nothing"
    assert "WW011" in rules(merged.outcome.findings)
