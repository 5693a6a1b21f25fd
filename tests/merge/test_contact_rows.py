"""A contacts row against what the master holds: a person is one unit."""

import pytest
from office import (
    KAMALA,
    MAIKHAO,
    NO_PERSON_1,
    NO_PERSON_2,
    PEOPLE,
    RAWAI,
    changes,
    contact,
    ref,
    rules,
    said,
    workbook,
)  # fmt: skip

NAMES = {1: PEOPLE["person1_name"], 2: PEOPLE["person2_name"]}


def send(core, code=KAMALA, **cells):
    return core.send(workbook(contact=[contact(code, **cells)]))


def held(core):
    """(year, person) -> (name, position, phone as typed)."""
    units = core.units("contact")
    return {(year, n): (u["name"], u["position"], u["phone_typed"]) for (_, year, n), u in units.items()}


def person(n):
    return tuple(PEOPLE[f"person{n}_{part}"] for part in ("name", "position", "phone"))


def test_both_persons_are_set(core):
    merged = send(core)
    assert changes(merged) == {("contact", "2557", 1, "set"), ("contact", "2557", 2, "set")}
    assert (merged.outcome.fates["contact", "accepted"], rules(merged.outcome.findings)) == (1, set())
    assert held(core) == {("2557", 1): person(1), ("2557", 2): person(2)}
    unit = core.units("contact")[KAMALA, "2557", 1]
    assert (unit["phones"], unit["cell"]) == ("tel:+66812345678", "G3")


def test_the_same_again_is_confirmed(core):
    send(core)
    merged = send(core)
    assert changes(merged) == {("contact", "2557", 1, "confirm"), ("contact", "2557", 2, "confirm")}
    assert merged.outcome.fates["contact", "unchanged"] == 1


def test_a_successor_does_not_inherit_the_phone(core):
    send(core)
    merged = send(core, person1_name="นายประเสริฐ มีสุข", person1_position="", person1_phone="")
    assert rules(merged.outcome.findings) == {"CT003", "CT004"}
    assert held(core)["2557", 1] == ("นายประเสริฐ มีสุข", "", "")
    assert held(core)["2557", 2] == person(2)


def test_a_person_who_stays_keeps_what_is_blank(core):
    send(core)
    merged = send(core, person1_position="", person1_phone="")
    assert said(merged.outcome.findings) == {
        (ref("contact", "person1_position"), "XS005"), (ref("contact", "person1_phone"), "XS005")
    }  # fmt: skip
    assert held(core)["2557", 1] == person(1)


def test_a_blank_name_beside_a_new_phone_keeps_the_name(core):
    send(core)
    merged = send(core, person1_name="", person1_phone="081-111-2222")
    assert said(merged.outcome.findings) == {(ref("contact", "person1_name"), "XS005")}
    assert held(core)["2557", 1] == (*person(1)[:2], "081-111-2222")


def test_a_phone_without_anyone_is_refused(core):
    merged = send(core, person1_name="", person1_position="", **NO_PERSON_2)
    assert (changes(merged), merged.outcome.fates["contact", "refused"]) == (set(), 1)
    assert rules(merged.outcome.findings) == {"CT001"}


@pytest.mark.parametrize("blank", ["", "-", "…"])
def test_blank_persons_stay(core, blank):
    send(core)
    nobody = {**dict.fromkeys(NO_PERSON_1, blank), **dict.fromkeys(NO_PERSON_2, blank)}
    merged = send(core, **nobody)
    assert (merged.outcome.changes, merged.outcome.fates["contact", "blank"]) == ((), 1)
    assert said(merged.outcome.findings) == {
        (ref("contact", "person1_name"), "XS005"), (ref("contact", "person2_name"), "XS005")
    }  # fmt: skip
    assert held(core) == {("2557", 1): person(1), ("2557", 2): person(2)}


def test_a_row_of_blanks_without_a_former_value(core):
    merged = send(core, **NO_PERSON_1, **NO_PERSON_2)
    assert (merged.outcome.fates["contact", "blank"], rules(merged.outcome.findings)) == (1, {"CT001"})


def test_the_words_for_none_delete_the_person(core):
    send(core)
    merged = send(core, **{**NO_PERSON_2, "person2_name": "ไม่มี"})
    assert changes(merged) == {("contact", "2557", 1, "confirm"), ("contact", "2557", 2, "delete")}
    assert held(core) == {("2557", 1): person(1)}


def test_nobody_declared_twice_changes_nothing(core):
    nobody = {**NO_PERSON_2, "person2_name": "ไม่มี"}
    send(core, **nobody)
    merged = send(core, **nobody)
    assert changes(merged) == {("contact", "2557", 1, "confirm"), ("contact", "2557", 2, "confirm")}
    assert merged.outcome.fates["contact", "unchanged"] == 1


def test_nobody_at_all(core):
    merged = send(core, **{**NO_PERSON_1, **NO_PERSON_2, "person1_name": "ไม่มี", "person2_name": "ไม่มี"})
    assert (merged.outcome.status, held(core)) == ("accepted", {})


def test_the_second_person_moves_up(core):
    merged = send(core, **NO_PERSON_1)
    assert said(merged.outcome.findings) == {(ref("contact", "person1_name"), "CT015")}
    assert held(core) == {("2557", 1): person(2)}
    assert core.units("contact")[KAMALA, "2557", 1]["cell"] == ref("contact", "person2_name")


def test_nobody_moves_up_over_someone_who_stays(core):
    send(core)
    merged = send(core, **NO_PERSON_1)
    assert said(merged.outcome.findings) == {(ref("contact", "person1_name"), "XS005")}
    assert held(core) == {("2557", 1): person(1), ("2557", 2): person(2)}


def test_an_unreadable_phone_keeps_the_old_one_and_the_rest_is_taken(core):
    send(core)
    merged = send(core, person1_position="ปลัดเทศบาล", person1_phone="โทรไปที่ทำการ")
    assert rules(merged.outcome.findings) == {"PH001"}
    assert held(core)["2557", 1] == (NAMES[1], "ปลัดเทศบาล", PEOPLE["person1_phone"])


def test_an_unreadable_name_leaves_the_person_and_the_other_is_taken(core):
    send(core)
    merged = send(core, person1_name="0812345678", person2_phone="081-111-2222")
    assert rules(merged.outcome.findings) == {"CT007"}
    assert held(core) == {("2557", 1): person(1), ("2557", 2): (*person(2)[:2], "081-111-2222")}


def test_as_before_keeps_the_person(core):
    send(core)
    merged = send(core, **{**NO_PERSON_1, "person1_name": "เหมือนเดิม"})
    assert rules(merged.outcome.findings) == {"CT017"}
    assert held(core)["2557", 1] == person(1)


class TestWhenTheYearMovesOn:
    """The LAO was placed in 2556 and has certified 2557 since."""

    @pytest.fixture(autouse=True)
    def placed(self, core):
        send(core, RAWAI)
        core.lists.info["830107"] |= {2557}

    def test_both_are_set_in_the_new_year(self, core):
        send(core, RAWAI)
        assert held(core).keys() == {("2556", 1), ("2556", 2), ("2557", 1), ("2557", 2)}

    def test_a_blank_person_goes_with_the_other(self, core):
        merged = send(core, RAWAI, **NO_PERSON_2)
        assert rules(merged.outcome.findings) == {"XS005"}
        assert held(core)["2557", 2] == person(2)

    def test_a_deleted_person_does_not(self, core):
        nobody = {**NO_PERSON_2, "person2_name": "ไม่มี"}
        send(core, RAWAI, **nobody)
        assert held(core).keys() == {("2556", 1), ("2557", 1)}
        merged = send(core, RAWAI, **NO_PERSON_2)
        assert rules(merged.outcome.findings) == {"CT002"}

    def test_deleting_both_leaves_nobody(self, core):
        send(core, RAWAI, **{**NO_PERSON_1, **NO_PERSON_2, "person1_name": "ยกเลิก", "person2_name": "ยกเลิก"})
        assert held(core) == {}


def test_pending_persons_find_their_year(core):
    send(core, MAIKHAO)
    core.lists.info["830306"] = frozenset({2557})
    send(core, MAIKHAO, **NO_PERSON_2)
    assert held(core) == {("2557", 1): person(1), ("2557", 2): person(2)}
