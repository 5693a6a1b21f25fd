"""The whole national round. THABIAN_REGISTER names a register file in the department's layout; else one is made up."""

import os
from pathlib import Path

import pytest

from schemas.reference import load_reference
from tests.national.judge import judge
from tests.national.made_up import made_up_province, write_register
from tests.national.round import read_register
from tests.national.rounds import Played

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
    return Played(root, register, read_register(register, reference), 0.05)


def test_the_forms_of_the_whole_country(played: Played) -> None:
    verdict = judge(played.forms, played.ingest("forms"))
    assert verdict.right, str(verdict)


def test_free_layouts_of_the_whole_country(played: Played) -> None:
    verdict = judge(played.free, played.ingest("free", "free-outbox"))
    assert verdict.right, str(verdict)
