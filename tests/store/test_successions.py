"""Successions: moves and mergers that the register alone cannot tell, before or after the register shows them."""

from datetime import date
from itertools import permutations

import pytest
from made_up_register import (
    AUTUMN,
    OTHER,
    PAO,
    REGISTER,
    SPRING,
    SUMMER,
    TAO,
    TOWN,
    empty_master,
    ids,
    master_of,
)

from pipeline.store.certified import CertifiedRow, import_certified, load_certified
from pipeline.store.difference import describe
from pipeline.store.lists import ListFault
from pipeline.store.register import import_register, load_register
from pipeline.store.reported import Reported, load_reported, record_reported
from pipeline.store.succession_links import Link
from pipeline.store.successions import import_successions, parse_successions
from schemas.reference import Reference, load_reference

DAY = date(2014, 5, 1)
MOVED = TAO._replace(code="06560930", district="แม่ใจ")
MOVE = Link("06560115", "06560930", "move", DAY)
RISEN = TAO._replace(code="05560115", type="subdistrict")
UPGRADE = Link("06560115", "05560115", "upgrade", DAY)
MERGER = Link("06560207", "04560102", "merge", DAY)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def parsed(reference, *lines, heading="old_code,new_code,kind,date"):
    return parse_successions("\n".join((heading, *lines)).encode(), "list.csv", reference)


def found(connection, code):
    return next(lao for lao in load_register(connection) if lao.code == code)


class TestFile:
    def test_thai_and_english_lists_read_the_same(self, reference):
        english = parsed(reference, "06560115,06560930,move,2014-05-01")
        thai = parsed(reference, "6560115,6560930,ย้าย,1 พ.ค. 2557", heading="รหัสเดิม,รหัสใหม่,การเปลี่ยนแปลง,วันที่มีผล")
        assert english == thai == (MOVE,)

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            ("0656,06560930,move,2014-05-01", "«0656» ไม่ใช่รหัส 8 หลัก"),
            ("06560116,06990930,move,2014-05-01", "06990930"),
            ("06560116,06560930,split,2014-05-01", "«split»"),
            ("06560116,06560930,move,เร็วๆ นี้", "วันที่ «เร็วๆ นี้»"),
            ("06560116,06560116,move,2014-05-01", "รหัสเดียวกัน"),
            ("06560115,06560931,move,2014-05-01", "มีรหัสใหม่สองรหัส: 06560930 และ 06560931"),
            ("06560930,06560115,move,2014-06-01", "วนกลับมาที่ตัวเอง"),
        ],
    )
    def test_a_fault_names_file_and_line(self, reference, bad, said):
        with pytest.raises(ListFault) as refusal:
            parsed(reference, "06560115,06560930,move,2014-05-01", bad)
        (thai,) = refusal.value.lines("th")
        assert thai.startswith("list.csv บรรทัดที่ 3: ")
        assert said in thai


class TestTheSameLao:
    def test_a_move_joins_the_two_and_the_older_id_stays(self):
        master = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, MOVED, OTHER)))
        assert ids(master)["06560930"] == "560930"
        (joined,) = import_successions(master, (MOVE,)).joined
        assert (joined.lao_id, joined.other) == ("560115", "560930")
        lao = found(master, "06560930")
        assert (lao.lao_id, lao.former, lao.changed_on) == ("560115", (("06560115", "tao", "แม่ใส"),), "2014-05-01")

    def test_the_newer_id_stays_where_records_hang_on_it(self):
        master = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, MOVED, OTHER)))
        (joined,) = import_successions(master, (MOVE,), in_use={"560930"}).joined
        assert (joined.lao_id, joined.other) == ("560930", "560115")
        assert found(master, "06560930").former == (("06560115", "tao", "แม่ใส"),)

    def test_certified_years_go_with_the_lao(self):
        master = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, MOVED, OTHER)))
        import_certified(master, [CertifiedRow("06560930", 2556, DAY)], SUMMER, "info.csv", "0")
        import_successions(master, (MOVE,))
        assert load_certified(master) == {"560115": {2556}}

    def test_what_provinces_reported_goes_with_the_lao(self):
        master = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, MOVED, OTHER)))
        record_reported(master, 1, [Reported("560930", 2556, 8, DAY), Reported("560930", 2557, 5, DAY)])
        record_reported(master, 1, [*load_reported(master), Reported("560115", 2557, 8, DAY)])
        import_successions(master, (MOVE,))
        assert load_reported(master) == (Reported("560115", 2556, 8, DAY, 1), Reported("560115", 2557, 8, DAY, 1))

    def test_an_id_no_longer_used_is_never_given_again(self):
        master = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, MOVED, OTHER)))
        import_successions(master, (MOVE,))
        moved_on, heir = MOVED._replace(code="06560940"), MOVED._replace(name="บ้านใหม่")
        import_register(master, (PAO, TOWN, OTHER, moved_on), AUTUMN, "3")
        import_register(master, (PAO, TOWN, OTHER, moved_on, heir), AUTUMN, "4")
        assert ids(master)["06560940"] == "560115"
        assert ids(master)["06560930"] == "560930a"

    @pytest.mark.parametrize("links", [(MOVE,), (MOVE, MERGER)], ids=["a move", "a move and a merger"])
    def test_it_does_not_matter_which_list_comes_first(self, links):
        merged = OTHER.code in {link.old_code for link in links}
        old, new = REGISTER, (PAO, TOWN, MOVED) if merged else (PAO, TOWN, MOVED, OTHER)
        steps = [
            lambda master: import_register(master, old, SPRING, "1"),
            lambda master: import_register(master, new, SUMMER, "2"),
            lambda master: import_successions(master, links),
        ]
        results = set()
        for order in permutations(steps):
            if order.index(steps[0]) < order.index(steps[1]):
                master = empty_master()
                for step in order:
                    step(master)
                results.add(load_register(master))
        assert len(results) == 1

    def test_a_code_the_register_never_had_is_a_former_one(self):
        master = master_of((SPRING, (RISEN,)))
        assert len(import_successions(master, (UPGRADE._replace(old_name="แม่ใสเดิม"),)).linked) == 1
        lao = found(master, "05560115")
        assert lao.former == (("06560115", "tao", "แม่ใสเดิม"),)
        assert lao.changed_on == "2014-05-01"

    def test_a_former_name_under_the_same_code(self):
        master = master_of((SPRING, REGISTER))
        import_successions(master, (Link("06560115", "06560115", "rename", DAY, "แม่ไส"),))
        assert found(master, "06560115").former == (("06560115", "tao", "แม่ไส"),)

    def test_the_list_may_be_ahead_of_the_register(self):
        master = master_of((SPRING, REGISTER))
        assert len(import_successions(master, (UPGRADE,)).carried) == 1
        assert found(master, "05560115").type == "subdistrict"
        change = import_register(master, REGISTER, SUMMER, "2")
        assert [c.lao_id for c in change.still_listed] == ["560115"]
        assert found(master, "05560115").lao_id == "560115"
        change = import_register(master, (PAO, TOWN, RISEN, OTHER), AUTUMN, "3")
        assert change.unchanged == 4
        assert not change.still_listed

    def test_a_chain_of_changes(self):
        risen_again = TAO._replace(code="04560115", type="town")
        links = (UPGRADE, Link("05560115", "04560115", "upgrade", AUTUMN))
        master = master_of((SPRING, (risen_again,)))
        import_successions(master, links)
        lao = found(master, "04560115")
        assert [code for code, _, _ in lao.former] == ["05560115", "06560115"]
        assert lao.changed_on == AUTUMN.isoformat()


class TestMergers:
    def test_the_old_one_is_known_to_have_ended(self):
        master = master_of((SPRING, REGISTER))
        assert len(import_successions(master, (MERGER,)).merged) == 1
        lao = found(master, OTHER.code)
        assert (lao.merged_into, lao.changed_on) == ("560102", "2014-05-01")
        assert not found(master, TOWN.code).merged_into
        assert not next(lao for lao in load_register(master, date(2014, 4, 30)) if lao.code == OTHER.code).merged_into

    def test_a_register_that_still_lists_it_does_not_bring_it_back(self):
        master = master_of((SPRING, REGISTER))
        import_successions(master, (MERGER,))
        change = import_register(master, REGISTER, SUMMER, "2")
        assert [c.lao_id for c in change.still_listed] == ["560207"]
        assert found(master, OTHER.code).merged_into == "560102"

    def test_one_that_ended_before_the_first_register(self):
        master = master_of((SPRING, (PAO, TOWN)))
        import_successions(master, (MERGER._replace(old_name="ห้วยลาน"),))
        lao = found(master, OTHER.code)
        assert (lao.lao_id, lao.type, lao.name, lao.merged_into) == ("560207", "tao", "ห้วยลาน", "560102")


class TestTheList:
    def test_the_same_list_again_changes_nothing(self):
        master = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, MOVED, OTHER)))
        import_successions(master, (MOVE, MERGER))
        before = load_register(master)
        change = import_successions(master, (MOVE, MERGER))
        assert change == type(change)(known=2)
        assert load_register(master) == before

    def test_codes_no_register_has_wait(self, reference):
        master = master_of((SPRING, REGISTER))
        change = import_successions(master, (Link("06560301", "06560401", "move", DAY),))
        assert len(change.pending) == 1
        assert "  06560301 → 06560401 (move 2014-05-01)" in describe(change, "th", reference)

    def test_a_register_with_both_codes_contradicts_a_move(self):
        master = master_of((SPRING, (*REGISTER, MOVED)))
        before = load_register(master)
        assert len(import_successions(master, (MOVE,)).contradicted) == 1
        assert load_register(master) == before

    def test_another_successor_than_an_earlier_list_said_is_refused(self):
        master = master_of((SPRING, REGISTER))
        import_successions(master, (MOVE,))
        with pytest.raises(ListFault, match="two successors"):
            import_successions(master, (MOVE._replace(new_code="06560931"),))
