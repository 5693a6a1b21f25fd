"""What decides over a whole submission: revisions, duplicates, how much changes at once, what is still missing."""

import random
from dataclasses import replace

import pytest
from office import KAMALA, PAO, RAWAI, SAKHU, SATHIT, changes, codes, contact, rules, said, site, workbook

from pipeline.running.ledger import LedgerFault, balance
from pipeline.store import records
from schemas.rules import catalogue

OTHER = "http://www.other.go.th"
RULES = catalogue()


def websites(core):
    return {code: unit["website"] for (code, _, _), unit in core.units("website").items()}


def fates(merged, table="website"):
    return {fate: n for (one, fate), n in merged.outcome.fates.items() if one == table and fate != "header"}


def test_a_websites_file_and_a_contacts_file_complete_each_other(core):
    core.send(workbook(website=[site()]))
    merged = core.send(workbook(contact=[contact()]))
    assert merged.outcome.governs == {("830203", "contact")}
    assert (len(core.units("website")), len(core.units("contact"))) == (1, 2)


def test_missing_laos_are_told_once_a_table(core):
    merged = core.send(workbook(website=[site(code) for code in codes("83") if code != PAO]))
    told = [f for f in merged.outcome.findings if f.rule == "XR005"]
    assert [(f.table, f.sheet, f.row, f.params["n"]) for f in told] == [("website", "เว็บไซต์ อปท.", 0, "1")]
    again = core.send(workbook(website=[site(PAO)]))
    assert "XR005" not in {f.rule for f in again.outcome.findings}


class TestRevisions:
    """แก้ไขครั้งที่ n in the file's name."""

    def send(self, core, revision, website):
        name = f"ภูเก็ต แก้ไขครั้งที่ {revision}.xlsx" if revision else "ภูเก็ต.xlsx"
        return core.send(workbook(website=[site(website=website)]), name)

    def test_a_higher_one_replaces(self, core):
        self.send(core, 1, OTHER)
        merged = self.send(core, 2, "http://www.kamala.go.th")
        (told,) = [f for f in merged.outcome.findings if f.rule == "XS001"]
        assert (told.cell, told.params) == ("", {"n": "2"})
        assert websites(core) == {KAMALA: "http://www.kamala.go.th"}

    def test_the_first_that_states_one(self, core):
        assert "XS001" not in rules(self.send(core, 1, OTHER).outcome.findings)

    def test_a_lower_one_is_not_taken(self, core):
        self.send(core, 2, "http://www.kamala.go.th")
        merged = self.send(core, 1, "ที่ทำการ")
        assert (merged.outcome.status, fates(merged)) == ("refused", {"withheld": 1})
        assert rules(merged.outcome.findings) == {"XS002"}, "its rows govern nothing and are not judged"
        assert websites(core) == {KAMALA: "http://www.kamala.go.th"}
        assert core.report() == {("", "XS002"): "new"}

    def test_one_that_states_none_goes_by_its_receipt(self, core):
        self.send(core, 2, OTHER)
        merged = self.send(core, 0, "http://www.kamala.go.th")
        assert rules(merged.outcome.findings) == {"XS004"}

    def test_another_table_has_revisions_of_its_own(self, core):
        self.send(core, 2, OTHER)
        merged = core.send(workbook(contact=[contact()]), "ภูเก็ต ครั้งที่ 1.xlsx")
        assert (merged.outcome.status, rules(merged.outcome.findings)) == ("accepted", set())

    def test_rows_of_one_revision_that_differ_are_not_taken(self, core):
        rows = [[site(), site(SAKHU, website=OTHER)], [site(), site(SAKHU)]]
        names = ["ภูเก็ต ครั้งที่ 2.xlsx", "จ.ภูเก็ต แก้ไขครั้งที่ 2.xlsx"]
        files = [core.prepare(workbook(website=row), name) for row, name in zip(rows, names, strict=True)]
        for merged in core.merge(*files):
            assert said(merged.outcome.findings) >= {("D3", "XS003")}
            assert ("D2", "XS003") not in said(merged.outcome.findings)
        assert websites(core).keys() == {KAMALA}

    def test_rows_of_no_revision_may_differ(self, core):
        files = [core.prepare(workbook(website=[site(website=url)])) for url in (OTHER, "http://www.kamala.go.th")]
        core.merge(*files)
        assert websites(core) == {KAMALA: "http://www.kamala.go.th"}


class TestDuplicates:
    def test_rows_that_differ(self, core):
        merged = core.send(workbook(website=[site(), site(website=OTHER), site(SAKHU)]))
        assert fates(merged) == {"refused": 2, "placed": 1}
        assert said(merged.outcome.findings) >= {("B2", "XR001"), ("B3", "XR001")}
        assert [f.params["n"] for f in merged.outcome.findings if f.rule == "XR001"] == ["3", "2"]
        assert websites(core).keys() == {SAKHU}

    def test_rows_that_say_the_same(self, core):
        merged = core.send(workbook(website=[site(), site(seq=2)]))
        assert fates(merged) == {"accepted": 1, "duplicate": 1}
        assert said(merged.outcome.findings) == {("B3", "XR002")}

    def test_one_lao_in_two_tables_is_none(self, core):
        assert rules(core.send(workbook(website=[site()], contact=[contact()])).outcome.findings) == set()

    def test_the_same_table_twice_beside_each_other_is_not_taken(self, core):
        merged = core.send(beside_each_other(site(), site(PAO)))
        assert fates(merged) == {"withheld": 2}
        assert said(merged.outcome.findings) == {("I1", "SH002")}


def beside_each_other(left, right):
    """A sheet with two tables of one row each, side by side."""
    import io

    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("เว็บไซต์")
        for first, row in ((0, left), (5, right)):
            cells = (
                ("รหัส อปท.", "lao_code"),
                ("ชื่อ อปท.", "lao_name"),
                ("ปีงบประมาณ", "fiscal_year"),
                ("เว็บไซต์", "website"),
            )
            for column, (label, name) in enumerate(cells, first):
                sheet.write(0, column, label)
                sheet.write(1, column, row[name])
    return data.getvalue()


def test_a_row_may_only_touch_its_own_province(core):
    core.send(workbook(website=[site(SATHIT)]), folder="98")
    merged = core.send(workbook(website=[site(), site(SATHIT, website=OTHER)]))
    assert fates(merged) == {"accepted": 1, "refused": 1}
    assert said(merged.outcome.findings) == {("B3", "LA015")}
    assert websites(core)[SATHIT] != OTHER
    assert merged.outcome.governs == {("830203", "website")}


def test_central_staff_may_correct_any_province(core):
    core.send(workbook(website=[site()]))
    merged = core.send(workbook(website=[site(website=OTHER), site(SATHIT)]), folder="central")
    assert (merged.submission.source, merged.submission.province) == ("central", "")
    assert websites(core)[KAMALA] == OTHER
    assert "XR005" not in {f.rule for f in merged.outcome.findings}


class TestMuchAtOnce:
    """XS006: more than half of what a province has would become something else."""

    def rows(self, changed, **cells):
        return [site(code, **(cells if n < changed else {})) for n, code in enumerate(codes("83"))]

    @pytest.fixture(autouse=True)
    def sent(self, core):
        core.send(workbook(website=self.rows(0)))

    def change(self, core, changed):
        rows = [
            site(c, website=f"http://www.new{c}.go.th") if n < changed else site(c) for n, c in enumerate(codes("83"))
        ]
        return core.send(workbook(website=rows))

    def test_is_held(self, core):
        before = websites(core)
        merged = self.change(core, 10)
        assert (merged.outcome.status, fates(merged), merged.outcome.changes) == ("held", {"held": 19}, ())
        assert rules(merged.outcome.findings) == {"XS006"}
        assert websites(core) == before

    def test_half_is_not(self, core):
        assert self.change(core, 9).outcome.status == "accepted"

    def test_a_year_that_moves_on_changes_no_value(self, core):
        for lao_id in core.lists.info.keys() | core.lists.laos.keys():
            core.lists.info[lao_id] = frozenset({2557})
        assert core.send(workbook(website=self.rows(0))).outcome.status == "accepted"

    def test_what_is_new_is_no_change(self, core):
        assert core.send(workbook(contact=[contact(code) for code in codes("83")])).outcome.status == "accepted"
        nobody = {"person2_name": "ไม่มี", "person2_position": "", "person2_phone": ""}
        core.send(workbook(contact=[contact(code, **nobody) for code in codes("83")[:5]]))
        assert core.send(workbook(contact=[contact(code) for code in codes("83")])).outcome.status == "accepted"

    def test_central_staff_are_not_held(self, core):
        rows = [site(code, website=f"http://www.new{code}.go.th") for code in codes("83")]
        assert core.send(workbook(website=rows), folder="central").outcome.status == "accepted"

    def test_few_records_may_all_change(self, core):
        core.send(workbook(website=[site(code) for code in codes("98")[:9]]), folder="98")
        rows = [site(code, website=f"http://www.new{code}.go.th") for code in codes("98")[:9]]
        assert core.send(workbook(website=rows), folder="98").outcome.status == "accepted"


class TestLedger:
    @pytest.fixture
    def merged(self, core):
        return core.send(workbook(website=[site(), site(RAWAI), site(SAKHU, website="")], contact=[contact()]))

    def test_balances(self, merged):
        assert sum(merged.outcome.fates.values()) == 4 + 3
        balance(merged.submission, merged.outcome, RULES)

    def test_a_lost_row(self, merged):
        fewer = {**merged.outcome.fates, ("website", "accepted"): 0}
        with pytest.raises(LedgerFault, match="rows"):
            balance(merged.submission, replace(merged.outcome, fates=fewer), RULES)

    def test_a_row_in_the_wrong_table(self, merged):
        moved = {**merged.outcome.fates, ("website", "accepted"): 0, ("contact", "accepted"): 2}
        with pytest.raises(LedgerFault):
            balance(merged.submission, replace(merged.outcome, fates=moved), RULES)

    def test_a_lost_person(self, merged):
        kept = tuple(change for change in merged.outcome.changes if change.person_no != 2)
        with pytest.raises(LedgerFault, match="J3"):
            balance(merged.submission, replace(merged.outcome, changes=kept), RULES)

    def test_a_lost_cell_is_named_without_what_it_holds(self, merged):
        kept = tuple(change for change in merged.outcome.changes if change.table != "contact")
        with pytest.raises(LedgerFault, match=r"^ผู้ดูแลระบบ INFO!G3 was neither taken nor reported$"):
            balance(merged.submission, replace(merged.outcome, changes=kept), RULES)

    def test_a_fault_leaves_nothing(self, core, monkeypatch):
        def tampered(*_args):
            raise LedgerFault("rows")

        monkeypatch.setattr("pipeline.running.merging.balance", tampered)
        (merged,) = core.merge(core.prepare(workbook(website=[site()])))
        assert (merged.outcome.status, merged.receipt, merged.fault) == ("faulty", 0, "rows")
        assert (core.units("website"), core.report()) == ({}, {})


TYPED = {
    "name": ("", "-", "ไม่มี", "ยกเลิก", "เหมือนเดิม", "นายสมชาย ใจดี", "สมชาย", "0812345678", "งานแผน", "รหัสผ่าน: 1234",
             "นายสมชาย ใจดี / นางสายฝน ใจงาม", "???"),
    "position": ("", "-", "ไม่มี", "ปลัดเทศบาล", "นายสมชาย ใจดี", "รหัสผ่าน: 1234", "นักวิเคราะ"),
    "phone": ("", "-", "ไม่มี", "081-234-5678", "โทรไปที่ทำการ", "1567", "8.12E+08", "เหมือนเดิม", 812345678),
}  # fmt: skip
SITES = ("", "-", "ไม่มี", "ยกเลิก", "http://www.a.go.th", "http://www.b.go.th", "a@hotmail.com", "เหมือนเดิม", "…", 7,
         "รหัสผ่าน: 1234", "http://user:pw@www.a.go.th")  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_typed_the_ledger_balances_and_replays(core, seed):
    dice = random.Random(seed)
    core.desk = replace(core.desk, reference=calm(core.desk.reference))
    for _ in range(3):
        people = [
            contact(code, **{f"person{n}_{part}": dice.choice(typed) for n in (1, 2) for part, typed in TYPED.items()})
            for code in codes("83") * 2
        ]
        sites = [site(code, website=dice.choice(SITES)) for code in codes("83")]
        assert core.send(workbook(website=sites, contact=dice.sample(people, 25))).outcome.status == "accepted"
        with core.engine.connect() as connection:
            rebuilt = records.rebuild(connection)
            assert all(rebuilt[table] == records.current(connection, table) for table in rebuilt)


def calm(reference):
    """The lists with nothing held for changing too much."""
    return replace(
        reference, round=replace(reference.round, thresholds={**reference.round.thresholds, "changed_percent": 100})
    )


def test_changes_name_the_cell_they_come_from(core):
    merged = core.send(workbook(website=[site()]))
    assert [(c.sheet, c.cell, c.lao_code) for c in merged.outcome.changes] == [("เว็บไซต์ อปท.", "G2", KAMALA)]
    assert changes(merged) == {("website", "2557", 0, "set")}
