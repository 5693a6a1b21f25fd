"""A website row against what the master holds."""

from dataclasses import replace

import pytest
from office import KAMALA, MAIKHAO, RAWAI, SAKHU, changes, rules, site, workbook

from pipeline.store import records

KEPT = f"http://www.lao{KAMALA}.go.th"


def only(core):
    ((key, unit),) = core.units("website").items()
    return key, unit


def test_a_first_website_is_set_in_the_newest_certified_year(core):
    merged = core.send(workbook(website=[site()]))
    assert changes(merged) == {("website", "2557", 0, "set")}
    assert merged.outcome.fates == {("website", "accepted"): 1, ("website", "header"): 1}
    key, unit = only(core)
    assert key == (KAMALA, "2557", 0)
    assert (unit["website"], unit["website_kind"], unit["cell"], unit["receipt"]) == (KEPT, "official", "G2", 1)


def test_the_same_again_is_confirmed(core):
    core.send(workbook(website=[site()]))
    merged = core.send(workbook(website=[site()]))
    assert changes(merged) == {("website", "2557", 0, "confirm")}
    assert merged.outcome.fates["website", "unchanged"] == 1
    assert only(core)[1]["receipt"] == 1
    assert rules(merged.outcome.findings) == set()


def test_another_website_takes_its_place_and_that_is_said(core):
    core.send(workbook(website=[site()]))
    merged = core.send(workbook(website=[site(website="http://www.kamala.go.th")]))
    assert changes(merged) == {("website", "2557", 0, "set")}
    (told,) = [f for f in merged.outcome.findings if f.rule == "XS004"]
    assert (told.cell, told.params) == ("G2", {"v": KEPT, "x": "http://www.kamala.go.th"})
    assert only(core)[1]["website"] == "http://www.kamala.go.th"


@pytest.mark.parametrize("blank", ["", "-", "อยู่ระหว่างจัดทำ"])
def test_a_blank_never_deletes(core, blank):
    core.send(workbook(website=[site()]))
    merged = core.send(workbook(website=[site(website=blank)]))
    assert merged.outcome.changes == ()
    assert merged.outcome.fates["website", "blank"] == 1
    assert rules(merged.outcome.findings) == {"XS005"}
    assert only(core)[1]["website"] == KEPT


@pytest.mark.parametrize("word", ["ไม่มี", "ยกเลิก"])
def test_the_words_for_none_delete(core, word):
    core.send(workbook(website=[site()]))
    merged = core.send(workbook(website=[site(website=word)]))
    assert rules(merged.outcome.findings) == {"WW002", "XS004"}
    assert (only(core)[1]["website"], only(core)[1]["website_kind"]) == ("", "none")
    again = core.send(workbook(website=[site(website=word)]))
    assert changes(again) == {("website", "2557", 0, "confirm")}


@pytest.mark.parametrize("blank", ["", "-"])
def test_a_blank_without_a_former_value(core, blank):
    merged = core.send(workbook(website=[site(website=blank)]))
    assert rules(merged.outcome.findings) == ({"WW002"} if blank else {"WW001"})
    assert merged.outcome.fates["website", "accepted" if blank else "blank"] == 1
    assert len(core.units("website")) == (1 if blank else 0)


def test_an_unreadable_website_changes_nothing(core):
    core.send(workbook(website=[site()]))
    merged = core.send(workbook(website=[site(website="kamala@hotmail.com")]))
    assert (merged.outcome.changes, merged.outcome.fates["website", "refused"]) == ((), 1)
    assert rules(merged.outcome.findings) == {"WW004"}
    assert only(core)[1]["website"] == KEPT


def test_rows_absent_stay(core):
    core.send(workbook(website=[site(), site(SAKHU)]))
    core.send(workbook(website=[site(SAKHU, website="http://www.sakhu.go.th")]))
    held = {code: unit["website"] for (code, _, _), unit in core.units("website").items()}
    assert held == {KAMALA: KEPT, SAKHU: "http://www.sakhu.go.th"}


@pytest.mark.parametrize(
    ("code", "year", "fate", "said"),
    [
        (RAWAI, "2556", "placed", {"FY001"}),
        (SAKHU, "2555", "placed", {"FY001", "FY018"}),
        (MAIKHAO, "pending", "pending", {"FY003"}),
    ],
)
def test_the_year_is_the_newest_certified_one(core, code, year, fate, said):
    merged = core.send(workbook(website=[site(code)]))
    assert merged.outcome.fates["website", fate] == 1
    assert rules(merged.outcome.findings) == said
    assert only(core)[0] == (code, year, 0)


def test_a_pending_record_finds_its_year(core):
    core.send(workbook(website=[site(MAIKHAO)]))
    core.lists.info[core.lists.laos["830306"].lao_id] = frozenset({2557})
    merged = core.send(workbook(website=[site(MAIKHAO)]))
    assert changes(merged) == {("website", "2557", 0, "set")}
    assert rules(merged.outcome.findings) == set()
    assert only(core)[0] == (MAIKHAO, "2557", 0)


def test_an_earlier_year_stays_beside_the_newest(core):
    core.send(workbook(website=[site(RAWAI)]))
    core.lists.info["830107"] |= {2557}
    core.send(workbook(website=[site(RAWAI)]))
    assert core.units("website").keys() == {(RAWAI, "2556", 0), (RAWAI, "2557", 0)}


def test_a_suspicious_website_is_held_until_released(core):
    suspicious = workbook(website=[site(website="http://www.kamala-slot888.com")])
    core.send(suspicious)
    assert only(core)[1]["held"] == 1
    with core.engine.begin() as connection:
        assert records.release(connection, "830203", core.desk.at) == "http://www.kamala-slot888.com"
    core.send(suspicious)
    assert only(core)[1]["held"] == 0


def test_what_was_unverified_is_verified_by_the_same_again(core):
    info, core.lists = core.lists, replace(core.lists, info=None)
    merged = core.send(workbook(website=[site()]))
    assert (rules(merged.outcome.findings), only(core)[1]["unverified"]) == ({"FY012"}, 1)
    core.lists = info
    merged = core.send(workbook(website=[site()]))
    assert (changes(merged), only(core)[1]["unverified"]) == ({("website", "2557", 0, "set")}, 0)
