"""Odd files, one from every office of a small made-up country: the catalogue's rules on whole files and sheets."""

import pytest

from schemas.reference import load_reference
from schemas.rules import catalogue
from tests.national.faults import faults
from tests.national.judge import Expected, judge
from tests.national.made_up import made_up_province, with_near_name, write_register
from tests.national.odd_round import ODD
from tests.national.pairs import PAIRS
from tests.national.rounds import LATE, Played

BANGKOK = "10"
SPARE = 4
"""Provinces more than kinds: some kinds wait for an LAO that can show them."""
TRUE_OF_ALL = {"WB015", "FM004", "WW033", "XR005", "FY001", "FY003", "FY018", "WB010"}
"""What is said of any round, and judged with the rest."""
NOT_SEEDED = {
    "WB008": "nothing is reported of a file that is known already: it stands in the run's manifest alone",
    "FY012": "needs a department without INFO's list of certified years",
    "FY016": "needs a certified list that grows between two deliveries",
    "XF001": "needs a list of successions that joins two LAOs which both have records",
    "XF003": "needs a register in which an LAO's code changes between two deliveries",
    "XF004": "needs three deliveries",
    "XF005": "needs a year to pass between two deliveries",
    "XF007": "needs settings with a closed year",
    "XF008": "needs a register that is a year old",
    "XF009": "needs a register with websites",
    "XS008": "needs a round before this one",
    "XS012": "needs central staff to withdraw a submission",
    "WW030": "is the link check's, which is no part of a round",
    "WW031": "is the link check's, which is no part of a round",
    **dict.fromkeys(("PB001", "PB002", "PB003", "PB004", "PB006", "PB007", "PB009"), "is a fault of our own pages"),
    "PB005": "needs a publication before",
}
"""Rules that no workbook of a round shows by itself, and why; other tests prove them."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    root = tmp_path_factory.mktemp("odd")
    provinces = load_reference().provinces
    names = {code: provinces[code].name for code in list(provinces)[: len(ODD) + SPARE] if code != BANGKOK}
    laos = [lao for code, name in names.items() for lao in with_near_name(made_up_province(code, name, 18))]
    write_register(root / "register.csv", laos, names)
    return Played(root, root / "register.csv", laos)


@pytest.fixture(scope="module")
def expected(played: Played) -> Expected:
    return played.make_odd()


def test_each_is_found_for_what_it_is(played: Played, expected: Expected) -> None:
    assert expected.seeded.keys() == ODD.keys()
    played.ingest("odd", "odd-outbox")
    verdict = judge(expected, played.ingest("odd-later", "odd-outbox", LATE))
    assert verdict.right, str(verdict)


def test_every_rule_of_the_catalogue_is_seeded_or_it_is_said_why_not(expected: Expected) -> None:
    of_rows = {fault.rule for fault in faults(catalogue())} | PAIRS
    seeded = of_rows | {label.rule for label in expected.labels} | TRUE_OF_ALL | {"PB008", "PB010", "XF006"}
    assert catalogue().keys() - seeded == NOT_SEEDED.keys()
