"""What the values that an LAO had before give cause to say."""

from dataclasses import replace

from office import KAMALA, RAWAI, SAKHU, changes, codes, contact, site, workbook

OTHER, THIRD = "http://www.other.go.th", "http://www.third.go.th"
PHUKET = codes("83")


def told(merged, rule):
    return [finding for finding in merged.outcome.findings if finding.rule == rule]


def rows(order):
    """Website rows of the first LAOs with the sites of others: ``order`` says whose."""
    return [site(code, website=f"http://www.lao{PHUKET[n]}.go.th") for code, n in zip(PHUKET, order, strict=False)]


class TestSlidRows:
    """XR010: one column sorted alone."""

    def test_three_rows(self, core):
        core.send(workbook(website=rows(range(12))))
        merged = core.send(workbook(website=rows((0, 2, 3, 1, 4, 5, 6, 7, 8, 9, 10, 11))))
        names = [core.lists.laos[PHUKET[n][2:]].called for n in (2, 3, 1)]
        found = [(f.cell, f.params["x"]) for f in told(merged, "XR010")]
        assert found == list(zip(("G3", "G4", "G5"), names, strict=True))

    def test_two_that_were_swapped_are_none(self, core):
        core.send(workbook(website=rows(range(5))))
        assert told(core.send(workbook(website=rows((1, 0, 2, 3, 4)))), "XR010") == []

    def test_new_sites_are_none(self, core):
        core.send(workbook(website=rows(range(5))))
        moved = [site(code, website=f"http://new{code}.go.th") for code in PHUKET[:5]]
        assert told(core.send(workbook(website=moved)), "XR010") == []

    def test_it_is_said_of_a_file_that_is_held(self, core):
        core.send(workbook(website=rows(range(12))))
        merged = core.send(workbook(website=rows((*range(1, 12), 0))))
        assert merged.outcome.status == "held"
        assert len(told(merged, "XR010")) == 12


class TestCameBack:
    """XF004: a website that the LAO had before its present one."""

    def send(self, core, website, folder="83"):
        return core.send(workbook(website=[site(website=website)]), folder=folder)

    def test_it_came_back(self, core):
        for website in (OTHER, THIRD):
            assert told(self.send(core, website), "XF004") == []
        (found,) = told(self.send(core, OTHER), "XF004")
        assert (found.cell, found.params) == ("G2", {"y": "2557"})

    def test_the_same_again_or_a_new_one_did_not(self, core):
        for website in (OTHER, OTHER, THIRD, "http://www.fourth.go.th"):
            assert told(self.send(core, website), "XF004") == []

    def test_what_another_lao_had_is_nothing(self, core):
        core.send(workbook(website=[site(website=OTHER), site(SAKHU, website=THIRD)]))
        core.send(workbook(website=[site(website="http://www.fourth.go.th")]))
        assert told(core.send(workbook(website=[site(SAKHU, website=OTHER)])), "XF004") == []


class TestRecoded:
    """XF003: the LAO has another code than when its record was made."""

    def upgrade(self, core):
        lao = core.lists.laos["830203"]
        code = "05" + lao.code[2:]
        former = ((lao.code, lao.type, lao.name),)
        core.lists = replace(
            core.lists, laos={**core.lists.laos, "830203": lao._replace(code=code, type="subdistrict", former=former)}
        )
        return code

    def test_once_for_a_table(self, core):
        core.send(workbook(website=[site()], contact=[contact()]))
        code = self.upgrade(core)
        merged = core.send(workbook(website=[site(), site(RAWAI)], contact=[contact()]))
        found = [(f.table, f.cell, f.params["v"], f.params["x"]) for f in told(merged, "XF003")]
        assert found == [("website", "B2", KAMALA, code), ("contact", "B3", KAMALA, code)]
        assert ("website", "2557", 0, "confirm") in changes(merged)
        assert told(core.send(workbook(website=[site()], contact=[contact()])), "XF003") == []

    def test_an_lao_without_a_record(self, core):
        self.upgrade(core)
        assert told(core.send(workbook(website=[site()])), "XF003") == []


class TestFewer:
    """XS010: fewer LAOs in a table than before."""

    def test_a_table_of_fewer(self, core):
        core.send(workbook(website=rows(range(4)), contact=[contact()]))
        merged = core.send(workbook(website=rows(range(3)), contact=[contact()]))
        assert [(f.table, f.row, f.params) for f in told(merged, "XS010")] == [("website", 0, {"n": "3", "m": "4"})]
        assert len(core.units("website")) == 4, "those left out stay"
        assert told(core.send(workbook(website=rows(range(3)))), "XS010") == []

    def test_as_many_another_table_or_central_s_own(self, core):
        core.send(workbook(website=rows(range(4))))
        assert told(core.send(workbook(website=rows(range(4)))), "XS010") == []
        assert told(core.send(workbook(contact=[contact()])), "XS010") == []
        assert told(core.send(workbook(website=[site()]), folder="central"), "XS010") == []
