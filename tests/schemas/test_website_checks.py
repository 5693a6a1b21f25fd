"""The rules on websites already read, and the catalogue's own examples of them. Hosts are made up."""

from typing import Any

import pandas as pd
import pytest

from pipeline.interpret.website import Website, WebsiteReader
from schemas.reference import load_reference
from schemas.rules import Rule, catalogue
from schemas.website import CHECKS, DERIVED, SHARED, SHARED_COLUMNS, https_shares, site_key

READER = WebsiteReader(load_reference().lists["websites"])
BLANK = Website("", "", "", "", 0, "", "", "")
EXAMPLES = [rule for rule in catalogue().values() if rule.area == "website" and rule.column]


def frame(*cells: str, provinces: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row a cell, each of an LAO of its own."""
    rows: list[dict[str, Any]] = []
    for number, cell in enumerate(cells):
        site = READER.read(cell).value or BLANK
        province = provinces[number] if provinces else "เชียงราย"
        rows.append({**site._asdict(), "website": cell, "lao_id": f"57010{number}", "province_name": province})
    return pd.DataFrame(rows)


def broken(rows: pd.DataFrame) -> list[list[str]]:
    """The rules that each row breaks."""
    found: list[list[str]] = [[] for _ in range(len(rows))]
    for check in CHECKS:
        for number, good in enumerate(check.passes(rows).tolist()):
            if not good:
                found[number].append(check.rule)
    return found


def all_rules(cell: str) -> list[str]:
    """What reading and checks say of a row with this website cell."""
    return [note.rule for note in READER.read(cell).notes] + broken(frame(cell))[0]


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_each_example_breaks_its_own_rule_alone_and_its_twin_none(rule: Rule) -> None:
    assert all_rules(rule.bad) == [rule.code]
    assert all_rules(rule.good) == []


def test_only_rules_that_one_cell_cannot_show_lack_an_example() -> None:
    without = {rule.code for rule in catalogue().values() if rule.area == "website" and not rule.column}
    assert without == {"WW024", "WW030", "WW031", "WW033"}  # a link; the link check; a whole province


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_every_message_can_be_said(rule: Rule) -> None:
    rows = frame(rule.bad).assign(**DERIVED)
    values = {name: str(value) for name, value in rows.iloc[0].items()}
    params = {"v": rule.bad}
    for note in READER.read(rule.bad).notes:
        params |= note.params
    for check in CHECKS:
        if check.rule == rule.code:
            params |= {name: values[column] for name, column in check.params.items()}
    assert "{" not in rule.say(params)


def test_a_row_without_a_website_breaks_at_most_the_blank_rule() -> None:
    assert broken(frame("", "ไม่มี", "ดูที่ประกาศ", "www.maesai.gp.th")) == [["WW001"], [], [], []]


def test_a_co_th_address_is_questioned_with_its_go_th_twin() -> None:
    rows = frame("http://www.maesai.co.th", "http://www.maesai.com").assign(**DERIVED)
    assert broken(rows) == [["WW013"], ["WW013"]]
    assert rows["suggested_url"].tolist() == ["http://www.maesai.go.th", ""]


def test_one_site_of_several_laos_is_shared() -> None:
    rows = frame("www.maesai.go.th", "http://maesai.go.th/index.php?op=2", "www.maefah.go.th", "", "").assign(
        **SHARED_COLUMNS
    )
    assert rows["shared_by"].tolist() == [2, 2, 1, 0, 0]
    assert SHARED[0].passes(rows).tolist() == [False, False, True, True, True]


def test_one_lao_on_two_rows_shares_with_nobody() -> None:
    rows = frame("www.maesai.go.th", "www.maesai.go.th").assign(lao_id="570101").assign(**SHARED_COLUMNS)
    assert SHARED[0].passes(rows).all()


def test_pages_of_their_own_on_a_shared_host_are_not_shared() -> None:
    rows = frame(
        "http://www.portal-example.or.th/maesai/", "http://www.portal-example.or.th/maefah",
        "https://sites.google.com/site/maesai", "https://sites.google.com/site/maefah",
        "https://www.facebook.com/profile.php?id=1", "https://www.facebook.com/profile.php?id=2",
        "http://maesai.blogspot.com", "http://maefah.blogspot.com",
    )  # fmt: skip
    assert SHARED[0].passes(rows.assign(**SHARED_COLUMNS)).all()
    assert site_key(frame("https://www.facebook.com/MaeSai/")).tolist() == ["facebook.com/maesai?"]


def test_https_is_told_once_a_province() -> None:
    cells = ("https://www.maesai.go.th", "http://www.maefah.go.th", "ไม่มี", "https://www.rawai.go.th")
    rows = frame(*cells, provinces=("เชียงราย", "เชียงราย", "เชียงราย", "ภูเก็ต")).to_dict("records")
    assert https_shares(rows) == [{"p": "เชียงราย", "n": "1", "m": "2"}]
    assert "{" not in catalogue()["WW033"].say(https_shares(rows)[0])
