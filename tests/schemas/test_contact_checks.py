"""The rules that the values of the contacts and certification tables keep. All people are invented."""

import pandas as pd
import pytest

from schemas import certification, contact
from schemas.rules import catalogue

ROW = {
    "lao_id": "830101", "province_name": "ภูเก็ต", "area_codes": "076",
    "person1_name": "นายสมชาย ใจดี", "person1_position": "ปลัดเทศบาล", "person1_phone": "081-234-5678",
    "person2_name": "นางสาวสมศรี มีสุข", "person2_position": "นักวิชาการคอมพิวเตอร์", "person2_phone": "089-876-5432",
    "person1_e164s": "+66812345678", "person2_e164s": "+66898765432", "person1_areas": "", "person2_areas": "",
}  # fmt: skip


def read(cells):
    """What interpreting would say of the names, in the little these tests need."""
    row = ROW | cells
    for n in (1, 2):
        name = row[f"person{n}_name"]
        none = name == "ไม่มี"
        full = "" if none or not name.strip("-") or name[0].isdecimal() else name
        first, _, last = full.removeprefix("นางสาว").removeprefix("นาย").partition(" ")
        row |= {f"person{n}_full": full, f"person{n}_first": first, f"person{n}_last": last, f"person{n}_none": none}
    return row


def broken(*rows, table=contact):
    shared = getattr(table, "SHARED", ())
    frame = pd.DataFrame(rows).assign(**getattr(table, "DERIVED", {}), **getattr(table, "SHARED_COLUMNS", {}))
    found = []
    for check in (*table.CHECKS, *shared):
        passes = check.passes(frame)
        assert passes.dtype == bool
        found += [(row, check.rule, check.column) for row, good in enumerate(passes) if not good]
        for column in check.params.values():
            assert column in frame
    return sorted(found)


def rules(cells):
    return [(rule, column) for _, rule, column in broken(read(cells))]


def test_a_full_row_is_clean():
    assert rules({}) == []


EMPTY = {1: dict.fromkeys(("person1_name", "person1_position", "person1_phone"), ""),
         2: dict.fromkeys(("person2_name", "person2_position", "person2_phone"), "")}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"person1_name": ""}, [("CT001", "person1_name")]),
        ({"person1_name": "-"}, [("CT001", "person1_name")]),
        (EMPTY[1] | EMPTY[2], [("CT001", "person1_name")]),
        (EMPTY[1] | EMPTY[2] | {"person1_name": "ไม่มี"}, []),
        (EMPTY[2], [("CT002", "person2_name")]),
        (EMPTY[2] | {"person2_name": "-"}, [("CT002", "person2_name")]),
        (EMPTY[2] | {"person2_name": "ไม่มี"}, []),
        (EMPTY[1], [("CT015", "person1_name")]),
        ({"person1_position": ""}, [("CT003", "person1_position")]),
        ({"person2_position": "-"}, [("CT003", "person2_position")]),
        ({"person1_phone": ""}, [("CT004", "person1_phone")]),
        ({"person2_position": "", "person2_phone": ""}, [("CT003", "person2_position"), ("CT004", "person2_phone")]),
        ({"person1_name": "0812345678", "person1_position": "", "person1_phone": ""}, []),
        ({"person2_name": "นายสมชาย ใจดี"}, [("CT009", "person2_name")]),
        ({"person2_name": "สมชาย ใจดี"}, [("CT009", "person2_name")]),
        ({"person1_position": "นางสาวสมศรี มีสุข"}, [("CT011", "person1_position")]),
        ({"person2_position": "นายกิตติ ใจดี"}, [("CT011", "person2_position")]),
        ({"person1_position": "นายก อบต."}, []),
        ({"person1_position": "นายช่างโยธา"}, []),
    ],
)
def test_one_finding_for_one_cause(cells, found):
    assert rules(cells) == found


@pytest.mark.parametrize("code", ["CT001", "CT002", "CT003", "CT004", "CT009", "CT011", "CT015"])
def test_the_catalogue_s_examples(code):
    rule = catalogue()[code]
    for example, found in ((rule.bad, [(code, rule.column)]), (rule.good, [])):
        assert rules(example if isinstance(example, dict) else {rule.column: example}) == found


def test_one_person_in_several_laos_is_named_at_each():
    rows = [
        read({"lao_id": str(n), "person1_e164s": "", "person2_e164s": "", "person2_name": f"นายคนที่{n} ใจดี"})
        for n in range(3)
    ]
    assert [(row, rule) for row, rule, column in broken(*rows) if column == "person1_name"] == [
        (n, "XR004") for n in range(3)
    ]
    assert pd.DataFrame(rows).assign(**contact.SHARED_COLUMNS)["person1_serves"].tolist() == [3, 3, 3]


def test_one_person_twice_in_one_lao_is_not_shared():
    assert [rule for _, rule, _ in broken(read({}), read({}))] == []


def certified(complete, unread=0, on="2014-07-31", year=2557):
    return {"aspects_complete": complete, "aspects_unread": unread, "certified_day": on, "fiscal_year": year}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (certified(8), []),
        (certified(6), ["FY005"]),
        (certified(0), ["FY005"]),
        (certified(7, unread=1), []),
        (certified(6, unread=1), ["FY005"]),
        (certified(6, on=""), []),
    ],
)
def test_only_eight_of_eight_can_certify(row, found):
    assert [rule for _, rule, _ in broken(row, table=certification)] == found


def test_the_finding_says_how_many_and_which_year():
    frame = pd.DataFrame([certified(6), certified(6, year=0)]).assign(**certification.DERIVED)
    assert frame["certified_year"].tolist() == ["2557", "ล่าสุด"]
