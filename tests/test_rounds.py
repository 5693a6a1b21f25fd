"""Over years, rounds and provinces: what one file alone cannot show."""

import io
from datetime import datetime

import openpyxl
import pytest
from office import (
    DEMO,
    KAMALA,
    MAIKHAO,
    NOW,
    RAWAI,
    SAKHU,
    SATHIT,
    Core,
    contact,
    desk_at,
    make_desk,
    site,
    workbook,
)  # fmt: skip

from pipeline.desk import BANGKOK
from pipeline.keeping.verify import verify
from pipeline.lists import import_list
from pipeline.render.central import for_central
from pipeline.render.rendering import Rendering
from pipeline.running.master import load_lists
from pipeline.store import findings

OTHER, THIRD = "http://www.other.go.th", "http://www.third.go.th"


def told(merged, rule):
    return [finding for finding in merged.outcome.findings if finding.rule == rule]


def central(core):
    """(province, rule, code of the LAO or "") of everything that is said to central staff."""
    with core.engine.connect() as connection:
        rendering = Rendering(core.desk, connection, core.lists)
        found = list(for_central(core.desk, connection, core.lists, rendering.standing, rendering.statuses))
    laos = core.lists.laos
    told_of = [(one.province, one.finding.rule, one.finding.lao_id) for one in found]
    return {(province, rule, laos[lao_id].code if lao_id else "") for province, rule, lao_id in told_of}


def again(core):
    """The core with the lists as they are now."""
    fresh = Core.of(core.desk)
    fresh.sent = core.sent
    return fresh


@pytest.fixture
def later(core, tmp_path):
    """Move the core to another round or day."""

    def move(now=NOW, **settings):
        path = tmp_path / f"{now:%Y%m%d}.toml"
        path.write_text("[round]\n" + "\n".join(f'{name} = "{value}"' for name, value in settings.items()))
        core.desk = desk_at(core.desk.outbox.root, now=now, settings=path)
        with core.engine.connect() as connection:
            core.lists = load_lists(connection, core.desk.reference)

    return move


class TestMended:
    """XS009: how many of the faults known before a file mended."""

    BAD = (site(website="ที่ทำการ"), site(SAKHU, website="ที่ทำการ"), site(RAWAI, website=""))

    def test_some_of_them(self, core):
        core.send(workbook(website=self.BAD))
        merged = core.send(workbook(website=[site(), site(SAKHU)]))
        (found,) = told(merged, "XS009")
        # the three websites, the years of SAKHU and RAWAI (FY001), and the LAOs missing (XR005)
        assert (found.cell, found.params) == ("", {"n": "2", "m": "6"})
        assert ("", "XS009") in self.kept(core)

    def kept(self, core):
        with core.engine.connect() as connection:
            kept = findings.of_province(connection, core.desk.reference.round.id, "83")
        return {(one["lao_id"], one["rule"]) for one in kept}

    def test_a_first_file_another_table_or_one_that_is_refused(self, core):
        assert told(core.send(workbook(website=self.BAD), "ครั้งที่ 2.xlsx"), "XS009") == []
        assert told(core.send(workbook(contact=[contact()])), "XS009") == []
        assert told(core.send(workbook(website=[site()]), "ครั้งที่ 1.xlsx"), "XS009") == []

    def test_two_files_of_one_run_are_no_resubmission(self, core):
        both = [core.prepare(workbook(website=[row]), f"{n}.xlsx") for n, row in enumerate(self.BAD[:2])]
        assert [told(merged, "XS009") for merged in core.merge(*both)] == [[], []]


class TestNextRound:
    """XS008: faults of the round before that are there again."""

    def test_faults_that_were_never_mended(self, core, later):
        core.send(workbook(website=[site(website="ที่ทำการ"), site(SAKHU, website="ที่ทำการ"), site(RAWAI, website="x")]))
        core.send(workbook(website=[site(SAKHU)]))
        later(id="2557-2")
        merged = core.send(workbook(website=[site(website="ที่ทำการ"), site(SAKHU, website="ที่ทำการ"), site("05830104")]))
        (found,) = told(merged, "XS008")
        # KAMALA's website was open, and SAKHU has not certified N yet; SAKHU's website had been mended
        assert (found.cell, found.params) == ("", {"n": "2"})
        report = core.report()
        assert (report[KAMALA, "WW003"], report[SAKHU, "WW003"]) == ("open", "new")

    def test_only_the_first_file_of_the_round(self, core, later):
        bad = workbook(website=[site(website="ที่ทำการ")])
        core.send(bad)
        assert told(core.send(bad), "XS008") == []
        later(id="2557-2")
        assert len(told(core.send(bad), "XS008")) == 1
        assert told(core.send(bad), "XS008") == []

    def test_a_clean_file(self, core, later):
        core.send(workbook(website=[site(website="ที่ทำการ")]))
        later(id="2557-2")
        assert told(core.send(workbook(website=[site()])), "XS008") == []


class TestAbsent:
    """XF002, FY016 and XF005 of the LAOs that a file leaves out."""

    def test_records_of_an_earlier_year(self, core):
        core.send(workbook(website=[site(), site(SAKHU), site(MAIKHAO)], contact=[contact(RAWAI)]))
        (found,) = told(core.send(workbook(website=[site()])), "XF002")
        assert (found.table, found.params["n"], found.params["N"]) == ("", "2", "2557")
        assert found.params["x"] == "ทต.ราไวย์ (2556), อบต.สาคู (2555)"
        present = core.send(workbook(website=[site(), site(SAKHU), site(RAWAI)]))
        assert told(present, "XF002") == []

    def test_those_that_have_certified_since(self, core, tmp_path, later):
        core.send(workbook(website=[site(), site(SAKHU), site(MAIKHAO)]))
        assert told(core.send(workbook(website=[site()])), "FY016") == []
        path = tmp_path / "certified.csv"
        path.write_text(f"รหัส อปท.,ปีงบประมาณ,วันที่รับรอง\n{SAKHU},2557,1/7/2557\n{MAIKHAO},2557,1/7/2557\n", "utf-8-sig")
        import_list(core.desk, "certified", path)
        later()
        (found,) = told(core.send(workbook(website=[site()])), "FY016")
        assert (found.params["n"], found.params["x"]) == ("2", "อบต.ไม้ขาว, อบต.สาคู")
        assert told(core.send(workbook(website=[site(SAKHU), site(MAIKHAO)])), "FY016") == []

    def test_contacts_not_confirmed_for_long(self, core, later):
        core.send(workbook(contact=[contact(), contact(SAKHU)]))
        later(NOW.replace(year=2015))
        assert told(core.send(workbook(website=[site()])), "XF005") == [], "a year to the day"
        later(datetime(2015, 7, 16, tzinfo=BANGKOK))
        (found,) = told(core.send(workbook(contact=[contact()])), "XF005")
        assert found.params == {"n": "1", "m": "12", "x": "อบต.สาคู"}
        assert told(core.send(workbook(contact=[contact(SAKHU)])), "XF005") == []


class TestTitles:
    """WB015 and FY017: what stands above a table and in the file's name."""

    def send(self, core, *titles, name="", rows=()):
        book = openpyxl.load_workbook(io.BytesIO(workbook(website=rows or [site()])))
        book.worksheets[0].insert_rows(1, len(titles))
        for number, title in enumerate(titles, 1):
            book.worksheets[0].cell(number, 1).value = title
        data = io.BytesIO()
        book.save(data)
        return core.send(data.getvalue(), name)

    @pytest.mark.parametrize(
        "title", ["ตามหนังสือ ที่ ภก 0023.3/1234", "ที่ ภก ๐๐๒๓.๓/ว ๑๒๓๔ ลงวันที่ ๑ กรกฎาคม ๒๕๕๗", "ภก0023/12"]
    )
    def test_a_covering_letter(self, core, title):
        assert told(self.send(core, title), "WB015") == []

    def test_in_the_file_s_name(self, core):
        assert told(self.send(core, name="ภก 0023.3-ว1234 รายงาน.xlsx"), "WB015") == []

    @pytest.mark.parametrize("title", ["แบบรายงาน", "ที่ มท 0806/ว 124", "ที่ พย 0023.3/1234", "ภก 12"])
    def test_no_letter_of_the_province(self, core, title):
        (found,) = told(self.send(core, title), "WB015")
        assert (found.sheet, found.cell) == ("", "")

    def test_central_needs_none(self, core):
        assert told(core.send(workbook(website=[site()]), folder="central"), "WB015") == []

    def test_another_year_than_the_title_s(self, core):
        rows = [site(), site("05830104", fiscal_year=2556), site("05830106", fiscal_year=2556)]
        (found,) = told(self.send(core, "แบบรายงาน ปีงบประมาณ พ.ศ. ๒๕๕๗", rows=rows), "FY017")
        assert (found.cell, found.params) == ("F4", {"v": "2557", "x": "2556"})

    @pytest.mark.parametrize(
        "titles", [("ปีงบประมาณ 2557",), ("แบบรายงาน",), ("ปีงบประมาณ 2556", "ปีงบประมาณ 2557"), ("ณ วันที่ 1 มกราคม 2556",)]
    )
    def test_the_title_s_year_no_year_or_several(self, core, titles):
        assert told(self.send(core, *titles, rows=[site(), site(SAKHU, fiscal_year="")]), "FY017") == []


class TestCentral:
    """What is said to central staff alone."""

    def test_provinces_that_have_not_sent(self, core):
        assert {one for one in central(core) if one[1] == "XF006"} >= {("83", "XF006", ""), ("98", "XF006", "")}
        core.send(workbook(website=[site()]))
        assert ("83", "XF006", "") not in central(core)

    def test_an_old_register(self, core, later):
        later(datetime(2015, 1, 15, tzinfo=BANGKOK))
        assert ("", "XF008", "") not in central(core)
        later(datetime(2015, 2, 15, tzinfo=BANGKOK))
        assert ("", "XF008", "") in central(core)

    def test_one_lao_from_two_provinces(self, core):
        guest = workbook(website=[site(), site(SATHIT, website=OTHER)])
        core.send(guest, folder="83")
        assert not any(rule == "XS007" for _, rule, _ in central(core))
        core.send(workbook(website=[site(SATHIT)]), folder="98")
        assert ("83", "XS007", SATHIT) in central(core)
        core.send(workbook(website=[site()]), folder="83")
        assert not any(rule == "XS007" for _, rule, _ in central(core)), "the row was left out"

    def test_one_lao_from_two_provinces_the_other_way_round(self, core):
        core.send(workbook(website=[site(SATHIT)]), folder="98")
        core.send(workbook(website=[site(), site(SATHIT, website=OTHER)]), folder="83")
        assert ("83", "XS007", SATHIT) in central(core)
        assert all(rule != "XS007" for _, rule in core.report("98"))

    def test_a_correction_of_central_staff_is_overwritten(self, core):
        core.send(workbook(website=[site(), site(SAKHU)]))
        core.send(workbook(website=[site(website=OTHER)]), folder="central")
        core.send(workbook(website=[site(website=OTHER), site(SAKHU, website=THIRD)]))
        assert not any(rule == "XS011" for _, rule, _ in central(core)), "the same value, or not central's"
        merged = core.send(workbook(website=[site()]))
        assert ("83", "XS011", KAMALA) in central(core)
        assert told(merged, "XS011") == []
        core.send(workbook(website=[site(website=OTHER)]), folder="central")
        assert not any(rule == "XS011" for _, rule, _ in central(core))

    def test_another_website_than_the_register_s(self, core, later, tmp_path):
        text = (DEMO / "register.csv").read_text("utf-8-sig").splitlines()
        sites = {KAMALA: "www.kamala.go.th", SAKHU: "HTTP://WWW.SAKHU.GO.TH/index.html", RAWAI: "-"}
        lines = [f"{line}{sites.get(line.split(',')[3].zfill(8), '')}" for line in text]
        (tmp_path / "register.csv").write_text("\n".join([text[0], *lines[1:]]), "utf-8-sig")
        import_list(core.desk, "registry", tmp_path / "register.csv", as_of=NOW)
        later()
        core.send(workbook(website=[site(), site(SAKHU, website="http://sakhu.go.th"), site(RAWAI)]))
        assert {one for one in central(core) if one[1] == "XF009"} == {("83", "XF009", KAMALA)}
        core.send(workbook(website=[site(website="https://www.kamala.go.th/")]))
        assert not any(rule == "XF009" for _, rule, _ in central(core))

    def test_it_stands_in_the_central_report(self, core):
        core.send(workbook(website=[site()]))
        with core.engine.connect() as connection:
            rendering = Rendering(core.desk, connection, core.lists)
            rendering.overview("")
        text = (core.desk.outbox.draft / "central.csv").read_text("utf-8-sig")
        assert "จังหวัดสาธิต ยังไม่ส่งข้อมูลในรอบนี้" in text


class TestJoinedLaos:
    """XF001: two codes turn out to be one LAO, and both have a record of one year, of which the later one stands."""

    OLD, NEW = "06980105", "06980905"

    @pytest.fixture
    def two(self, tmp_path):
        """A register that lists the LAO under its old code, then a later one under a new one as if it were another."""
        desk = make_desk(tmp_path / "outbox", certified=False)
        core = Core.of(desk)
        core.send(workbook(website=[site(self.OLD, website=OTHER)]), folder="98")
        text = (DEMO / "register.csv").read_text("utf-8-sig")
        path = tmp_path / "register.csv"
        path.write_text(text.replace("6980105,อบต.,บ้านแบบ", "6980905,อบต.,บ้านสมมุติ"), "utf-8-sig")
        import_list(desk, "registry", path, as_of=NOW)
        return again(core)

    def join(self, core, tmp_path):
        path = tmp_path / "successions.csv"
        path.write_text(f"old_code,new_code,kind,date,old_name\n{self.OLD},{self.NEW},move,2014-07-01,\n", "utf-8-sig")
        import_list(core.desk, "successions", path)

    def joined(self, core, tmp_path):
        """What is said to central staff, and the websites, once the list of successions says that it is one LAO."""
        self.join(core, tmp_path)
        with core.engine.connect() as connection:
            kept = findings.of_province(connection, core.desk.reference.round.id, "central")
        sites = {code: unit["website"] for (code, _, _), unit in again(core).units("website").items()}
        assert {fault.key for fault in verify(core.desk).faults} == {"archive_missing", "run_missing"}
        return [(one["rule"], one["table"]) for one in kept], sites

    def test_both_have_a_record(self, two, tmp_path):
        two.send(workbook(website=[site(self.OLD, website=THIRD, lao_code=self.NEW, lao_name="บ้านสมมุติ")]), folder="98")
        assert self.joined(two, tmp_path) == ([("XF001", "website")], {self.NEW: THIRD})

    def test_only_one_has(self, two, tmp_path):
        assert self.joined(two, tmp_path) == ([], {self.NEW: OTHER})
