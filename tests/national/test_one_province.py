"""The national round at the size of two made-up provinces: every fault there is, in the form and in free layouts."""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from schemas.reference import load_reference
from schemas.rules import catalogue
from tests.national.faults import Turns, faults
from tests.national.filling import fill
from tests.national.history import make_history
from tests.national.judge import Expected, judge
from tests.national.made_up import made_up_province, write_register
from tests.national.pairs import PAIRS
from tests.national.plan import NEWEST, certified_years
from tests.national.round import Round, by_province, make_plan
from tests.national.rounds import SEED, Played, contents

PROVINCES = {"56": "พะเยา", "54": "แพร่"}
SHARE = 0.85
ENTAILED = {"FY001", "FY003", "FY018"}
"""What follows from the certified years alone."""


class Filled(NamedTuple):
    """The round as played, and what must be found in the forms and in the free layouts."""

    played: Played
    forms: Expected
    free: Expected


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    root = tmp_path_factory.mktemp("round")
    laos = [lao for code, name in PROVINCES.items() for lao in made_up_province(code, name, 48)]
    write_register(root / "register.csv", laos, PROVINCES)
    played = Played(root, root / "register.csv", laos)
    filled = Filled(played, *played.fill(SHARE))
    played.ingest("forms")
    return filled


@pytest.fixture
def played(filled: Filled) -> Played:
    return filled.played


def test_every_kind_of_fault_is_seeded(filled: Filled) -> None:
    kinds = {fault.rule for fault in faults(catalogue())} | PAIRS
    assert {label.rule for label in filled.forms.labels} >= kinds | ENTAILED


def test_the_catalogue_has_an_example_for_every_fault(played: Played) -> None:
    shown = {code for code, rule in catalogue().items() if rule.bad is not None and not rule.column.startswith("lao_")}
    assert shown - {"LA012", "LA013", "LA014", "LA016"} <= {fault.rule for fault in faults(catalogue())}


def test_every_fault_is_found_at_its_cell_and_nothing_at_a_clean_one(filled: Filled) -> None:
    verdict = judge(filled.forms, filled.played.outbox)
    assert verdict.right, str(verdict)


def test_the_same_in_free_layouts(filled: Filled) -> None:
    verdict = judge(filled.free, filled.played.ingest("free", "free-outbox"))
    assert verdict.right, str(verdict)


def test_the_same_files_again_change_nothing(played: Played) -> None:
    before = contents(played.outbox)
    played.ingest("forms")
    after = contents(played.outbox)
    assert {name for name in after if before.get(name) != after[name]} == {
        name for name in after if name.startswith("runs/") and name not in before
    }


def test_one_corrected_province_changes_only_its_own_report(played: Played) -> None:
    """Ten rows of แพร่ are mended and sent again; พะเยา sees nothing of it."""
    before = contents(played.outbox / "reports")
    mended = _send_mended(played, "54", 10)
    after = contents(played.outbox / "reports")
    assert {name: data for name, data in before.items() if name.startswith("56/")} == {
        name: data for name, data in after.items() if name.startswith("56/")
    }
    with (played.outbox / "reports" / "54" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    fixed = {(row["lao_code"], row["rule"]) for row in rows if row["status"] == "fixed"}
    assert mended <= fixed
    assert any(row["status"] == "open" for row in rows)


def _send_mended(played: Played, province: str, count: int) -> set[tuple[str, str]]:
    """Send a province's form again with some website cells put right; (LAO code, rule) of those."""
    reference = load_reference()
    laos = [lao for code, name in PROVINCES.items() for lao in made_up_province(code, name, 48)]
    round_ = Round(reference, by_province(laos), certified_years(laos, SEED), make_history(laos), SEED, SHARE)
    turns, plans = Turns(faults(catalogue())), {}
    first = 0
    for code, own in round_.laos.items():
        plans[code] = make_plan(round_, reference.provinces[code], turns, first)
        first += 2 * len(own) + 2
    rows = [row for row in plans[province]["website"] if ("website", row.fault) in row.rules and row.fault not in PAIRS]
    mended = {(row.lao.code, row.fault) for row in rows[:count]}
    for row in rows[:count]:
        row.put_right()
    folder = played.root / "again"
    folder.mkdir()
    written = fill((played.outbox / "forms" / f"{province}.xlsx").read_bytes(), plans[province])
    (folder / f"แบบรายงาน_{province} แก้ไขครั้งที่ 1.xlsx").write_bytes(written.data)
    played.ingest("again")
    return mended


def test_the_round_is_the_one_of_the_circular() -> None:
    assert load_reference().round.newest_year == NEWEST


def test_every_label_has_a_file_that_was_sent(filled: Filled) -> None:
    sent = {path.name for path in Path(filled.played.root / "forms").iterdir()} | {""}
    assert {label.file for label in filled.forms.labels} == sent
