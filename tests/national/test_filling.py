"""The fast filling of forms is what an office's own program would have made of them."""

import itertools

import phonenumbers
import pytest

from pipeline.forms import form
from pipeline.interpret.people import compile_lists
from pipeline.interpret.person import read_person
from pipeline.interpret.phone import read_phone
from pipeline.model import Lao, Workbook
from pipeline.read import read_workbook
from schemas import TABLES
from schemas.reference import Reference, load_reference
from schemas.rules import catalogue
from tests.national.faults import Turns, faults
from tests.national.filling import fill, fill_slowly
from tests.national.history import make_history
from tests.national.made_up import made_up_province
from tests.national.people import person
from tests.national.plan import certified_years
from tests.national.round import Round, by_province, make_plan

REFERENCE = load_reference()


def _read(data: bytes, reference: Reference) -> Workbook:
    return read_workbook(data, "xlsx", reference.round.limits, TABLES)


def test_a_form_filled_with_openpyxl_reads_the_same() -> None:
    laos = [*made_up_province("56", "พะเยา", 30), *made_up_province("54", "แพร่", 30)]
    slugs = {kind.short: kind.slug for kind in REFERENCE.types.values()}
    own = [Lao(lao.code[2:], lao.code, slugs[lao.type], lao.name, lao.district, lao.province) for lao in laos]
    empty = form(REFERENCE.provinces["56"], own, REFERENCE, "a mark", {}, catalogue())
    round_ = Round(REFERENCE, by_province(laos), certified_years(laos, 1), make_history(laos), 1, 0.8)
    plan = make_plan(round_, REFERENCE.provinces["56"], Turns(faults(catalogue())), 0)
    fast, slow = fill(empty, plan), fill_slowly(empty, plan)
    assert fast.labels == slow.labels
    assert len(fast.labels) > 60
    assert _read(fast.data, REFERENCE) == _read(slow.data, REFERENCE)
    assert _read(fast.data, REFERENCE).mark == "a mark"


def test_the_same_seed_gives_the_same_bytes() -> None:
    laos = made_up_province("83", "ภูเก็ต", 20)
    own = [Lao(lao.code[2:], lao.code, "tao", lao.name, lao.district, lao.province) for lao in laos]
    empty = form(REFERENCE.provinces["83"], own, REFERENCE, "a mark", {}, catalogue())
    round_ = Round(REFERENCE, by_province(laos), certified_years(laos, 1), make_history(laos), 1, 0.3)
    plans = [make_plan(round_, REFERENCE.provinces["83"], Turns(faults(catalogue())), 0) for _ in range(2)]
    assert fill(empty, plans[0]).data == fill(empty, plans[1]).data


@pytest.mark.parametrize("area_code", ["02", "035", "054", "076"])
def test_invented_people_are_read_without_a_word(area_code: str) -> None:
    people = compile_lists(REFERENCE.lists["people"])
    for number in range(0, 16000, 61):
        one = person(number, area_code)
        assert read_person(one.name, people).notes == ()
        reading = read_phone(one.phone, REFERENCE.lists["phones"], area_codes=frozenset({area_code}))
        assert reading.notes == ()
        assert reading.value
        assert phonenumbers.is_valid_number(phonenumbers.parse(reading.value[0].e164, "TH"))


def test_no_two_laos_share_a_person_or_a_phone() -> None:
    people = [person(number, "054") for number in range(20000)]
    assert len({one.name for one in people}) == len(people)
    digits = ["".join(char for char in one.phone if char.isdigit()) for one in people]
    assert len(set(digits)) == len(digits)
    assert all(abs(int(one) - int(other)) != 1 for one, other in itertools.pairwise(digits))
