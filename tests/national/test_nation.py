"""The whole national round. THABIAN_REGISTER names a register file in the department's layout; else one is made up."""

import os
from pathlib import Path

import pytest

from schemas.reference import load_reference
from tests.national.judge import Expected, judge
from tests.national.made_up import made_up_province, write_register
from tests.national.odd_round import ODD
from tests.national.round import read_register
from tests.national.rounds import LATE, Played

BANGKOK = "10"
LAOS_EACH = 50

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    root = tmp_path_factory.mktemp("nation")
    reference = load_reference()
    given = os.environ.get("THABIAN_REGISTER")
    register = Path(given) if given else root / "register.csv"
    if not given:
        names = {code: province.name for code, province in reference.provinces.items() if code != BANGKOK}
        laos = [lao for code, name in names.items() for lao in made_up_province(code, name, LAOS_EACH)]
        write_register(register, laos, names)
    return Played(root, register, read_register(register, reference))


@pytest.fixture(scope="module")
def filled(played: Played) -> tuple[Expected, Expected]:
    return played.fill(0.05)


def test_the_forms_of_the_whole_country(played: Played, filled: tuple[Expected, Expected]) -> None:
    _judge(filled[0], played.ingest("forms"))


def test_free_layouts_of_the_whole_country(played: Played, filled: tuple[Expected, Expected]) -> None:
    _judge(filled[1], played.ingest("free", "free-outbox"))


def test_odd_files_of_the_whole_country(played: Played) -> None:
    expected = played.make_odd()
    assert expected.seeded.keys() == ODD.keys()
    played.ingest("odd", "odd-outbox")
    _judge(expected, played.ingest("odd-later", "odd-outbox", LATE))


def _judge(expected: Expected, outbox: Path) -> None:
    verdict = judge(expected, outbox)
    print(verdict)  # the table of precision and recall; pytest -s shows it
    assert verdict.right, str(verdict)
