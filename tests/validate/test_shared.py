"""What several LAOs share is told with what it is and who the others are, once an LAO."""

from collections.abc import Mapping
from typing import Any

from pipeline.model import Finding
from pipeline.validate.shared import NAMED, find_shared


def site(lao_id: str, website: str) -> Mapping[str, Any]:
    return {"lao_id": lao_id, "website": website, "website_kind": "official"}


def person(number: int, name: str, phones: str) -> Mapping[str, Any]:
    return {"person_no": number, "name": name, "phones": phones}


def found(websites: Mapping[str, Any], contacts: Mapping[str, Any]) -> dict[tuple[str, str], Finding]:
    told = list(find_shared(websites, contacts, lambda lao_id: f"อบต.{lao_id}"))
    by_place = {(one.rule, one.lao_id): one for one in told}
    assert len(by_place) == len(told)
    return by_place


def test_a_website_is_shown_with_the_others_that_give_it() -> None:
    sites = {lao_id: [site(lao_id, "http://www.maesai.go.th")] for lao_id in ("1", "2")}
    told = found({**sites, "3": [site("3", "http://www.kamala.go.th")]}, {})
    assert told.keys() == {("XR003", "1"), ("XR003", "2")}
    one = told["XR003", "1"]
    assert (one.value, one.params) == ("http://www.maesai.go.th", {"n": "2", "lao": "อบต.2"})


def test_two_persons_and_phones_of_the_same_two_laos_are_one_finding_an_lao() -> None:
    both = [person(1, "สมชาย ใจดี", "tel:+66812345678"), person(2, "สมหญิง รักงาน", "tel:+66812345679")]
    told = found({}, {"1": both, "2": both})
    assert told.keys() == {(rule, lao_id) for rule in ("XR004", "PH017") for lao_id in ("1", "2")}
    assert told["XR004", "1"].value == "สมชาย ใจดี, สมหญิง รักงาน"
    assert told["PH017", "2"].value == "0812345678, 0812345679"


def test_of_many_others_five_are_named() -> None:
    many = {str(n): [site(str(n), "http://www.maesai.go.th")] for n in range(NAMED + 3)}
    assert found(many, {})["XR003", "0"].params["lao"].endswith(" และอีก 2 แห่ง")
