"""What central staff decide: release, confirm, withdraw."""

import csv
from datetime import timedelta

import pytest
from office import DEMO, KAMALA, PAO, SATHIT, codes, contact, rules, site, workbook

from pipeline import decisions
from pipeline.crew.pool import crew
from pipeline.keeping.verify import verify
from pipeline.lists import import_list
from pipeline.progress import silent

SLOT = "http://www.kamala-slot888.com"


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Files are prepared in this process."""
    monkeypatch.setattr(decisions, "crew", lambda bench, _workers, place: crew(bench, 0, place))


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


def wrong(core):
    """What the ledger's proof finds; the core writes no manifests."""
    return {fault.key for fault in verify(core.desk, reread=True, workers=0).faults} - {"run_missing"}


def published(core):
    with (core.desk.outbox.site / "data" / "websites.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["lao_code"]: row["website"] for row in csv.DictReader(file)}


def test_releasing_publishes_a_held_website(archived):
    archived.send(workbook(website=[site(website=SLOT), site(PAO)]))
    assert decisions.release(archived.desk, [KAMALA, SATHIT], silent) == {KAMALA: SLOT, SATHIT: None}
    assert published(archived)[KAMALA] == SLOT
    assert wrong(archived) == set()


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
        assert wrong(archived) == set()
        decisions.confirm(archived.desk, 2, silent)
        assert wrong(archived) == set()


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


def test_one_that_spoke_for_an_lao_no_longer_in_the_register_is_withdrawn(core, tmp_path):
    gone = codes("83")[-1]
    core.send(workbook(website=[site(code) for code in codes("83")]))
    core.send(workbook(website=[site(gone, website="http://www.other.go.th")]), folder="central")
    lines = (DEMO / "register.csv").read_text("utf-8-sig").splitlines(keepends=True)
    register = tmp_path / "register.csv"
    register.write_text("".join(line for line in lines if gone.lstrip("0") not in line), "utf-8-sig")
    import_list(core.desk, "registry", register, as_of=core.desk.now + timedelta(days=5))
    assert decisions.withdraw(core.desk, 2, silent)
    assert websites(core)[gone] == f"http://www.lao{gone}.go.th"
    assert decisions.withdraw(core.desk, 1, silent)
    assert websites(core) == {}


def test_a_held_file_is_no_error_of_the_rows(core):
    """What is kept of it is the one reason, so that nothing is judged that does not govern."""
    core.send(workbook(website=[site(code) for code in codes("83")]))
    merged = core.send(workbook(website=[site(code, website="http://192.168.1.1") for code in codes("83")]))
    assert merged.outcome.status == "accepted", "unreadable websites change nothing"
    assert "WW011" in rules(merged.outcome.findings)
