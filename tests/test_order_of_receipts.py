"""Withdrawing and late confirming: what governs is what the submissions that stand say, in order of receipt."""

import itertools
import shutil
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from office import KAMALA, NO_PERSON_2, RAWAI, Core, codes, contact, desk_at, site, workbook

from pipeline import decisions
from pipeline.crew.pool import crew
from pipeline.progress import silent
from pipeline.store.database import writing
from pipeline.store.findings import CENTRAL
from pipeline.store.restating import restate
from pipeline.store.tables import FINDING

A, B, C = ("http://www.a.go.th", "http://www.b.go.th", "http://www.c.go.th")
COMMERCIAL = "http://www.kamala.com"
NOBODY_2 = {**NO_PERSON_2, "person2_name": "ไม่มี"}
OTHER = {"person1_name": "นายมานะ ขยัน", "person1_phone": "081-000-0001"}
Office = Callable[[], Core]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Files are prepared in this process, and nothing is rendered: what governs is asked of the master."""
    monkeypatch.setattr(decisions, "crew", lambda bench, _workers, place: crew(bench, 0, place))
    monkeypatch.setattr(decisions, "render", lambda *_args, **_more: None)


@pytest.fixture
def office(demo_outbox, tmp_path) -> Office:
    """Opens one office after another, each with a master of its own that holds the lists and nothing else."""
    numbers = itertools.count()

    def open_one() -> Core:
        root = tmp_path / str(next(numbers))
        shutil.copytree(demo_outbox, root)
        return Core.of(desk_at(root))

    return open_one


def archived(core: Core, data: bytes, name: str = "", folder: str = "83") -> str:
    """Send a file that is kept in the archive, as the flow does; its status."""
    submission = core.prepare(data, name, folder)
    (core.desk.outbox.archive / f"{submission.arrival.sha256}.xlsx").write_bytes(data)
    (merged,) = core.merge(submission)
    return merged.outcome.status


def governs(core: Core) -> dict[str, list[tuple[object, ...]]]:
    """What stands, without the receipts and times it came with."""
    columns = {"website": ("website", "website_kind"), "contact": ("name", "position", "phone_typed", "phones")}
    return {
        table: sorted((*key, *(unit[name] for name in names)) for key, unit in core.units(table).items())
        for table, names in columns.items()
    }


def mended(core: Core) -> dict[tuple[str, str], bool]:
    """Whether each finding of the province is mended; what is said of changes is left out."""
    return {key: status == "fixed" for key, status in core.report().items() if not key[1].startswith(("XS", "XF"))}


def standing(core: Core) -> list[tuple[object, ...]]:
    """The life of every finding of the round: as it was kept, and once it is told anew."""
    with core.engine.connect() as connection:
        rows = connection.execute(sa.select(FINDING.c.id, FINDING.c.rule, FINDING.c.status, FINDING.c.ended_by))
        return sorted(tuple(row) for row in rows)


def sites(core: Core) -> dict[str, str]:
    return {key[0]: unit["website"] for key, unit in core.units("website").items()}


CHAINS = {
    "websites": [{"website": [site(website=url)]} for url in (A, B, C)],
    "the second is said again": [{"website": [site(website=url)]} for url in (A, B, B)],
    "the first is said again": [{"website": [site(website=url)]} for url in (A, B, A)],
    "deleted and given again": [{"website": [site(website=text)]} for text in (A, "ไม่มี", C)],
    "deleted twice": [{"website": [site(website=text)]} for text in (A, "ไม่มี", "ไม่มี")],
    "a blank never deletes": [{"website": [site(website=text)]} for text in (A, B, "")],
    "people": [{"contact": [row]} for row in (contact(), contact(**OTHER), contact(**NOBODY_2))],
    "a person deleted twice": [{"contact": [row]} for row in (contact(), contact(**NOBODY_2), contact(**NOBODY_2))],
    "a phone that was kept": [
        {"contact": [contact(**cells)]}
        for cells in ({}, {"person1_phone": "089-000-0002"}, {"person1_phone": "", "person1_position": "นิติกร"})
    ],
    "a name that was kept": [
        {"contact": [contact(**cells)]} for cells in ({}, OTHER, {"person1_name": "", "person1_phone": "089-000-0002"})
    ],
    "bad, mended, bad again": [{"website": [site(website=text)]} for text in ("ที่ทำการ", A, "ที่ทำการ")],
    "bad, mended, said again": [{"website": [site(website=text)]} for text in ("ที่ทำการ", A, A)],
    "both tables and two LAOs": [
        {"website": [site(website=A), site(RAWAI)], "contact": [contact()]},
        {"website": [site(website=B)], "contact": [contact(RAWAI, **OTHER)]},
        {"website": [site(RAWAI, website=C)], "contact": [contact(**OTHER)]},
    ],
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_what_is_left_is_what_the_others_say(chain, office):
    """Whichever are withdrawn, master and findings are what the others alone would have made of them."""
    files = [workbook(**tables) for tables in chain]
    for left in itertools.chain(itertools.combinations(range(3), 2), [(1,)]):
        undone, alone = office(), office()
        for data in files:
            undone.send(data)
        for number in sorted({0, 1, 2} - set(left)):
            assert decisions.withdraw(undone.desk, number + 1, silent)
        for number in left:
            alone.send(files[number])
        assert governs(undone) == governs(alone), left
        assert mended(undone) == mended(alone), left


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_told_anew_the_findings_are_what_they_were(chain, office):
    """Central staff's workbook is the second of four; the fourth has the name of the first."""
    core, names = office(), ("ก.xlsx", "ข.xlsx", "ค.xlsx", "ก.xlsx")
    for number, tables in enumerate((chain[0], chain[1], chain[2], chain[0])):
        core.send(workbook(**tables), names[number], folder="central" if number == 1 else "83")
    before = standing(core)
    with writing(core.engine) as connection:
        restate(connection, core.desk.reference.round.id, {"83", CENTRAL})
    assert standing(core) == before


def test_how_much_was_mended_is_said_once_of_files_of_one_name(office):
    core = office()
    bad, good = (site(website="ที่ทำการ"), site(RAWAI, website="ที่ทำการ")), (site(), site(RAWAI))
    for rows in (bad, good[:1], good[1:]):
        core.send(workbook(website=rows), "ก.xlsx")
    before = standing(core)
    assert [status for _, rule, status, _ in before if rule == "XS009"] == ["replaced", "new"]
    with writing(core.engine) as connection:
        restate(connection, core.desk.reference.round.id, {"83", CENTRAL})
    assert standing(core) == before


class TestConfirmingLate:
    """A submission is held, another one is accepted, then the first is confirmed."""

    OWN = codes("83")

    @pytest.fixture
    def core(self, office) -> Core:
        core = office()
        assert archived(core, workbook(website=[site(code) for code in self.OWN])) == "accepted"
        return core

    def hold(self, core: Core, name: str = "", **cells: str) -> None:
        rows = [site(code, website=f"http://www.new{code}.go.th", **cells) for code in self.OWN]
        assert archived(core, workbook(website=rows), name) == "held"

    def test_newer_statements_stay_and_the_rest_is_taken(self, core):
        self.hold(core)
        assert archived(core, workbook(website=[site(website=C), site(RAWAI)])) == "accepted"
        merged = decisions.confirm(core.desk, 2, silent)
        assert merged is not None
        assert merged.outcome.status == "accepted"
        others = {code: f"http://www.new{code}.go.th" for code in self.OWN}
        assert sites(core) == {**others, KAMALA: C, RAWAI: f"http://www.lao{RAWAI}.go.th"}
        assert decisions.withdraw(core.desk, 3, silent)
        assert sites(core) == others, "what was confirmed is what was there before the newer one"

    def test_so_do_central_staff_s(self, core):
        self.hold(core)
        assert archived(core, workbook(website=[site(website=COMMERCIAL)]), folder="central") == "accepted"
        decisions.confirm(core.desk, 2, silent)
        assert sites(core)[KAMALA] == COMMERCIAL
        own = {rule: status for (code, rule), status in core.report("central").items() if code}
        assert own == {"WW013": "open", "XS004": "open"}, "what was found in theirs stands as it does"

    def test_what_the_newer_one_mended_stays_mended(self, core):
        rows = [site(code, website=f"http://www.new{code}.go.th") for code in self.OWN[1:]]
        assert archived(core, workbook(website=[site(self.OWN[0], website="ที่ทำการ"), *rows])) == "held"
        archived(core, workbook(website=[site(self.OWN[0])]))
        decisions.confirm(core.desk, 2, silent)
        assert core.report()[self.OWN[0], "WW003"] == "fixed"

    def test_a_higher_revision_goes_before_a_later_receipt(self, core):
        self.hold(core, "ครั้งที่ 3.xlsx")
        assert archived(core, workbook(website=[site(website=C)]), "ครั้งที่ 2.xlsx") == "accepted"
        decisions.confirm(core.desk, 2, silent)
        assert sites(core)[KAMALA] == f"http://www.new{KAMALA}.go.th"

    def test_a_lower_revision_than_one_accepted_since_is_refused(self, core):
        self.hold(core, "ครั้งที่ 1.xlsx")
        assert archived(core, workbook(website=[site(website=C)]), "ครั้งที่ 2.xlsx") == "accepted"
        merged = decisions.confirm(core.desk, 2, silent)
        assert merged is not None
        assert merged.outcome.status == "refused"
        assert "XS002" in {finding.rule for finding in merged.outcome.findings}
        assert sites(core)[KAMALA] == C

    def test_it_was_on_time_when_it_came(self, core):
        self.hold(core)
        core.desk = desk_at(core.desk.outbox.root, now=core.desk.now.replace(month=9))
        merged = decisions.confirm(core.desk, 2, silent)
        assert merged is not None
        assert "WB010" not in {finding.rule for finding in merged.outcome.findings}
