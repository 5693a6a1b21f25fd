"""Every row into its fiscal year, and what is said of it at the row's year."""

from datetime import date

import pytest
from office import (
    ASPECTS,
    KAMALA,
    MAIKHAO,
    NOW,
    RAWAI,
    SAKHU,
    USUAL,
    Core,
    certification,
    contact,
    desk_at,
    make_desk,
    rules,
    said,
    site,
    workbook,
)  # fmt: skip

from pipeline.store.reported import Reported, load_reported


def years(core):
    return {code: year for code, year, _ in core.units("website")}


@pytest.mark.parametrize(
    ("code", "asked", "year", "rule"),
    [
        (KAMALA, 2557, "2557", ""),
        (KAMALA, "", "2557", ""),
        (KAMALA, 2555, "2557", "FY011"),
        (KAMALA, 2558, "2557", "FY010"),
        (KAMALA, "ปีหน้า", "2557", "FY009"),
        (KAMALA, 2014, "2557", "FY007"),
        (RAWAI, 2557, "2556", "FY001"),
        (RAWAI, 2556, "2556", ""),
        (RAWAI, 2555, "2556", "FY011"),
        (MAIKHAO, 2557, "pending", "FY003"),
        (MAIKHAO, "", "pending", "FY003"),
    ],
)
def test_where_a_row_goes(core, code, asked, year, rule):
    merged = core.send(workbook(website=[site(code, fiscal_year=asked)]))
    assert years(core) == {code: year}
    assert said(merged.outcome.findings) == ({("F2", rule)} if rule else set())


def test_the_years_that_were_left_out_are_named(reader):
    (merged,) = reader.merge(reader.prepare(workbook(website=[site(SAKHU, fiscal_year=2555)])), keep=False)
    (found,) = [f for f in merged.outcome.findings if f.rule == "FY018"]
    assert found.params == {"v": "2556", "y": "2555"}


def test_contacts_go_by_the_same_rule(core):
    core.send(workbook(contact=[contact(RAWAI)]))
    assert {year for _, year, _ in core.units("contact")} == {"2556"}


class TestWithInfo:
    def test_its_own_list_outranks_what_a_province_says(self, core):
        merged = core.send(workbook(website=[site(RAWAI)], certification=[certification(RAWAI)]))
        assert years(core) == {RAWAI: "2556"}
        (found,) = [f for f in merged.outcome.findings if f.rule == "FY004"]
        assert (found.table, found.cell, found.params) == ("certification", "F2", {"v": "2557", "x": "2556"})

    def test_what_both_say_needs_no_word(self, core):
        assert rules(core.send(workbook(certification=[certification()])).outcome.findings) == set()

    def test_an_lao_that_never_certified(self, core):
        merged = core.send(workbook(certification=[certification(MAIKHAO)]))
        (found,) = [f for f in merged.outcome.findings if f.rule == "FY004"]
        assert found.params["x"] == "ยังไม่มีปีที่รับรอง"


class TestWithoutInfo:
    @pytest.fixture
    def core(self, tmp_path):
        return Core.of(make_desk(tmp_path / "outbox", certified=False))

    def test_years_are_taken_as_asked_and_that_is_said_once(self, core):
        merged = core.send(workbook(website=[site(), site(RAWAI, fiscal_year=2555), site(MAIKHAO)]))
        assert years(core) == {KAMALA: "2557", RAWAI: "2555", MAIKHAO: "2557"}
        assert [f.rule for f in merged.outcome.findings if f.rule not in USUAL] == ["FY012"]
        assert all(unit["unverified"] for unit in core.units("website").values())

    def test_a_certification_sheet_decides(self, core):
        sheet = [certification(RAWAI, fiscal_year=2556, certified_on="1/6/2556"), certification(KAMALA)]
        merged = core.send(workbook(website=[site(RAWAI), site()], certification=sheet))
        assert years(core) == {RAWAI: "2556", KAMALA: "2557"}
        assert said(merged.outcome.findings) == {("F2", "FY001")}
        assert not any(unit["unverified"] for unit in core.units("website").values())

    def test_one_that_was_sent_before_decides(self, core):
        core.send(workbook(certification=[certification(RAWAI, fiscal_year=2556, certified_on="1/6/2556")]))
        merged = core.send(workbook(website=[site(RAWAI)]))
        assert (years(core), said(merged.outcome.findings)) == ({RAWAI: "2556"}, {("F2", "FY001")})

    @pytest.mark.parametrize("cells", [{"aspect8": ""}, {"certified_on": ""}])
    def test_only_eight_aspects_and_a_date_certify(self, core, cells):
        core.send(workbook(website=[site()], certification=[certification(**cells)]))
        assert years(core) == {KAMALA: "pending"}

    def test_what_was_reported_is_kept(self, core):
        core.send(
            workbook(
                certification=[certification(**{**ASPECTS, "aspect8": "", "certified_on": ""}), certification(RAWAI)]
            )
        )
        with core.engine.connect() as connection:
            kept = load_reported(connection)
        assert kept == (Reported("830107", 2557, 8, date(2014, 6, 1), 1), Reported("830203", 2557, 7, None, 1))


def test_a_row_of_a_closed_year_is_not_taken(core, tmp_path):
    settings = tmp_path / "round.toml"
    settings.write_text("[round]\nclosed_years = [2556]\n")
    core.desk = desk_at(core.desk.outbox.root, settings=settings)
    merged = core.send(workbook(website=[site(RAWAI), site("06830108"), site()]))
    assert (merged.outcome.status, years(core)) == ("accepted", {KAMALA: "2557"})
    assert said(merged.outcome.findings) == {("F2", "XF007"), ("F3", "XF007")}
    assert {fate: n for (_, fate), n in merged.outcome.fates.items()}["refused"] == 2


def test_after_the_deadline_it_is_taken_and_said(core):
    core.desk = desk_at(core.desk.outbox.root, now=NOW.replace(month=8))
    merged = core.send(workbook(website=[site()]))
    assert (merged.outcome.status, rules(merged.outcome.findings)) == ("accepted", {"WB010"})
    core.desk = desk_at(core.desk.outbox.root, now=NOW.replace(day=31, hour=23))
    assert rules(core.send(workbook(website=[site()])).outcome.findings) == set()
