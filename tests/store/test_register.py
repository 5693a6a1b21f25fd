"""The register: reading the department's file, who is who between two imports, history, the printed difference."""

import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from made_up_register import (
    AUTUMN,
    HEADING,
    OTHER,
    PAO,
    REGISTER,
    SPRING,
    SUMMER,
    TAO,
    TOWN,
    empty_master,
    file_of,
    ids,
    line,
    master_of,
)

from pipeline.store.difference import describe
from pipeline.store.lists import ListFault
from pipeline.store.register import (
    RegisterRow,
    import_register,
    load_register,
    load_websites,
    parse_register,
    register_state,
)
from schemas.reference import Reference, load_reference

NAME = "dlads_05_01.csv"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def found(connection, lao_id):
    return next(lao for lao in load_register(connection) if lao.lao_id == lao_id)


class TestFile:
    def test_codes_get_their_zero_back_and_an_lao_repeated_per_tambon_is_one(self, reference):
        data = file_of(line(tambon="แม่ใส"), line(tambon="แม่ปืม", website="www.maesai.go.th"), line(tambon="แม่กา"))
        assert parse_register(data, NAME, reference) == (TAO._replace(website="www.maesai.go.th"),)

    def test_a_workbook_of_the_same_layout_reads_the_same(self, reference):
        text = [line(), line("2560101", "อบจ.", "พะเยา")]
        memory = io.BytesIO()
        with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["บัญชี อปท."])
            sheet.write_row(1, 0, HEADING.split(","))
            for number, row in enumerate(text, 2):
                sheet.write_row(
                    number, 0, [int(cell) if cell.isascii() and cell.isdigit() else cell for cell in row.split(",")]
                )
        workbook = parse_register(memory.getvalue(), "register.xlsx", reference)
        assert workbook == parse_register(file_of(*text), NAME, reference) == (PAO, TAO)

    @pytest.mark.parametrize(
        ("kind", "slug"),
        [
            ("อบจ.", "pao"),
            ("เทศบาลนคร", "city"),
            ("เทศบาลเมือง", "town"),
            ("เทศบาลตำบล", "subdistrict"),
            ("อบต.", "tao"),
            ("ท้องถิ่นรูปแบบพิเศษ", "special"),
        ],
    )
    def test_types_as_the_file_names_them(self, reference, kind, slug):
        assert parse_register(file_of(line(kind=kind)), NAME, reference)[0].type == slug

    @pytest.mark.parametrize("heading", ["เว็บไซต์", "เว็ปไซต์ของอปท.", "เว็ป ไซต์ ของอปท"])
    def test_headings_may_be_spelt_otherwise(self, reference, heading):
        data = file_of(line(website="a.go.th"), heading=HEADING.replace("เว็ปไซต์ของอปท", heading))
        assert parse_register(data, NAME, reference)[0].website == "a.go.th"

    @pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
    def test_other_encodings_of_a_thai_office(self, reference, encoding):
        data = file_of(line()).decode("utf-8-sig").encode(encoding)
        assert parse_register(data, NAME, reference) == (TAO,)

    def test_slips_of_thai_typing_are_mended(self, reference):
        data = file_of(line(name="เเม่ใส\u200b "), line(tambon="ก"))
        assert parse_register(data, NAME, reference) == (TAO,)

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            (line("65601"), "ไม่ใช่รหัส 8 หลัก"),
            (line(name="แม่ใจ"), "มีชื่อสองอย่าง: «แม่ใส» และ «แม่ใจ»"),
            (line(kind="เทศบาลตำบล"), "มีประเภทสองอย่าง"),
            (line(district="แม่ใจ"), "มีอำเภอสองอย่าง"),
            (line(name=""), "ไม่มีชื่อ"),
            (line(kind="สภาตำบล"), "ไม่รู้จักประเภท อปท. «สภาตำบล»"),
            (line(province="พะเยาว์"), "ไม่รู้จักจังหวัด"),
            (line(province="ภูเก็ต"), "ไม่ใช่รหัสของจังหวัดภูเก็ต"),
            (line(province="กรุงเทพมหานคร"), "กรุงเทพมหานคร"),
        ],
    )
    def test_a_contradiction_is_refused_by_file_and_line(self, reference, bad, said):
        with pytest.raises(ListFault) as refusal:
            parse_register(file_of(line(), line("6560207", name="ห้วยลาน"), bad), NAME, reference)
        (thai,), (english,) = refusal.value.lines("th"), refusal.value.lines("en")
        assert thai.startswith(f"{NAME} บรรทัดที่ 4: ")
        assert said in thai
        assert english.startswith(f"{NAME} line 4: ")

    @pytest.mark.parametrize("data", [b"", b"\x00\xff", b"PK\x03\x04 no workbook", "ก,ข\n1,2".encode(), file_of()])
    def test_what_is_no_register_is_refused(self, reference, data):
        with pytest.raises(ListFault):
            parse_register(data, NAME, reference)

    def test_a_missing_column_is_named(self, reference):
        with pytest.raises(ListFault, match="อำเภอ"):
            parse_register(file_of(line(), heading=HEADING.replace("อำเภอ", "ท้องที่")), NAME, reference)


class TestIdentity:
    def test_the_id_is_the_tail_of_the_first_code(self):
        connection = master_of((SPRING, REGISTER))
        assert ids(connection) == {row.code: row.code[2:] for row in REGISTER}
        assert register_state(connection) == (SPRING, 4)

    def test_nothing_was_imported_yet(self):
        assert register_state(empty_master()) is None
        assert load_register(empty_master()) == ()

    def test_the_same_file_again_changes_nothing(self):
        connection = master_of((SPRING, REGISTER))
        before = load_register(connection)
        change = import_register(connection, REGISTER, SUMMER, "2014-06-01")
        assert change == type(change)(SUMMER, unchanged=4)
        assert load_register(connection) == before
        assert register_state(connection) == (SUMMER, 4)

    def test_upgraded_is_another_type_under_the_same_tail(self):
        risen = TAO._replace(code="05560115", type="subdistrict")
        connection = master_of((SPRING, REGISTER))
        change = import_register(connection, (PAO, TOWN, risen, OTHER), SUMMER, "2")
        assert [(c.lao_id, c.before, c.after) for c in change.upgraded] == [("560115", TAO, risen)]
        assert not change.added + change.retired + change.recoded
        lao = found(connection, "560115")
        assert lao.former == (("06560115", "tao", "แม่ใส"),)
        assert lao.changed_on == "2014-06-01"

    def test_renamed_upgraded_and_moved_at_once(self):
        new = RegisterRow("05560115", "subdistrict", "แม่ใสใหม่", "แม่ใจ", "56")
        connection = master_of((SPRING, REGISTER))
        change = import_register(connection, (PAO, TOWN, new, OTHER), SUMMER, "2")
        assert [[c.lao_id for c in kind] for kind in (change.upgraded, change.renamed, change.moved)] == [
            ["560115"]
        ] * 3

    def test_recoded_is_the_same_name_and_place_under_another_tail(self):
        again = TAO._replace(code="06560130")
        connection = master_of((SPRING, REGISTER))
        change = import_register(connection, (PAO, TOWN, again, OTHER), SUMMER, "2")
        assert [c.lao_id for c in change.recoded] == ["560115"]
        assert found(connection, "560115").former == (("06560115", "tao", "แม่ใส"),)

    def test_recoded_and_upgraded(self):
        again = TAO._replace(code="05560130", type="subdistrict")
        connection = master_of((SPRING, REGISTER))
        import_register(connection, (PAO, TOWN, again, OTHER), SUMMER, "2")
        assert ids(connection)["05560130"] == "560115"

    @pytest.mark.parametrize(
        "other",
        [
            TAO._replace(code="06560130", district="แม่ใจ"),
            TAO._replace(code="06560130", name="แม่ไส"),
            TOWN._replace(code="06560130", type="tao"),
        ],
        ids=["another district", "one letter", "a lower type"],
    )
    def test_what_is_only_alike_is_another_lao(self, other):
        gone = TOWN if other.name == TOWN.name else TAO
        connection = master_of((SPRING, REGISTER))
        rows = (*(row for row in REGISTER if row != gone), other)
        change = import_register(connection, rows, SUMMER, "2")
        assert [c.before for c in change.retired] == [gone]
        assert [c.after for c in change.added] == [other]
        assert bool(change.possible) == (other.district == "แม่ใจ")

    def test_two_rows_that_could_be_it_are_neither(self):
        one, two = TAO._replace(code="06560130"), TAO._replace(code="06560131")
        connection = master_of((SPRING, REGISTER))
        change = import_register(connection, (PAO, TOWN, OTHER, one, two), SUMMER, "2")
        assert len(change.added) == 2
        assert len(change.retired) == 1

    def test_a_tail_given_to_another_lao_gets_a_letter(self):
        moved, heir = TAO._replace(code="06560130"), TAO._replace(code="06560115", name="บ้านใหม่")
        connection = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, OTHER, moved)))
        import_register(connection, (PAO, TOWN, OTHER, moved, heir), AUTUMN, "3")
        assert ids(connection)["06560130"] == "560115"
        assert ids(connection)["06560115"] == "560115a"

    def test_two_types_under_one_tail_stay_two(self):
        twin = TAO._replace(code="05560115", type="subdistrict", name="บ้านใหม่")
        both = (PAO, TAO, twin)
        connection = master_of((SPRING, both), (SUMMER, both))
        assert sorted(ids(connection).values()) == ["560101", "560115", "560115a"]

    def test_gone_and_back_is_the_same_lao(self):
        connection = master_of((SPRING, REGISTER), (SUMMER, REGISTER[:3]))
        assert OTHER.code not in ids(connection)
        change = import_register(connection, REGISTER, AUTUMN, "3")
        assert [c.lao_id for c in change.reinstated] == ["560207"]
        assert not change.added
        assert [lao.code for lao in load_register(connection, SUMMER)] == [row.code for row in REGISTER[:3]]


class TestHistory:
    def test_the_register_of_an_earlier_day(self):
        risen = TAO._replace(code="05560115", type="subdistrict")
        connection = master_of((SPRING, REGISTER), (SUMMER, (PAO, TOWN, risen)))
        assert [lao.code for lao in load_register(connection, date(2014, 5, 31))] == [row.code for row in REGISTER]
        assert found(connection, "560115").code == "05560115"
        assert load_register(connection, date(2013, 1, 1)) == ()
        assert all(not lao.former for lao in load_register(connection, SPRING))

    def test_former_names_are_newest_first_and_each_once(self):
        names = ("ก", "ข", "ก", "ค")
        days = [date(2014, month, 1) for month in range(1, 5)]
        connection = master_of(*((day, (TAO._replace(name=name),)) for day, name in zip(days, names, strict=True)))
        assert [name for _, _, name in found(connection, "560115").former] == ["ก", "ข"]

    def test_an_older_register_is_refused_and_nothing_written(self):
        connection = master_of((SUMMER, REGISTER))
        before = load_register(connection)
        with pytest.raises(ListFault, match="2014-03-01"):
            import_register(connection, REGISTER[:1], SPRING, "old")
        assert load_register(connection) == before

    def test_a_second_register_of_one_day_corrects_the_first(self):
        connection = master_of((SPRING, (PAO, TAO._replace(name="ผิด"), OTHER)))
        import_register(connection, (PAO, TAO), SPRING, "2")
        assert [lao.name for lao in load_register(connection, SPRING)] == ["พะเยา", "แม่ใส"]

    def test_no_rows_are_no_register(self):
        with pytest.raises(ListFault):
            import_register(empty_master(), (), SPRING, "0")

    def test_the_last_known_website_is_kept_and_is_no_change_of_the_lao(self):
        connection = master_of((SPRING, (TAO._replace(website="old.go.th"), OTHER)))
        change = import_register(connection, (TAO._replace(website="new.go.th"), OTHER), SUMMER, "2")
        assert change.unchanged == 2
        assert load_websites(connection) == {"560115": "new.go.th"}
        assert found(connection, "560115").changed_on == ""


ROWS = st.builds(
    lambda prefix, tail, name, district: RegisterRow(
        prefix + tail, {"04": "town", "05": "subdistrict", "06": "tao"}[prefix], name, district, "56"
    ),
    st.sampled_from(["04", "05", "06"]),
    st.sampled_from(["560101", "560102", "560201", "560202"]),
    st.sampled_from(["ก", "ข"]),
    st.sampled_from(["เมือง", "ใหม่"]),
)
REGISTERS = st.lists(ROWS, min_size=1, max_size=6, unique_by=lambda row: row.code)


class TestAlways:
    @given(st.lists(st.sampled_from(REGISTER), min_size=4, max_size=12), st.randoms(use_true_random=False))
    def test_order_and_repetition_of_lines_do_not_matter(self, rows, random):
        connection, other = (master_of((SPRING, REGISTER)) for _ in range(2))
        shuffled = random.sample(rows, len(rows))
        assert import_register(connection, rows, SUMMER, "2") == import_register(other, shuffled, SUMMER, "2")
        assert load_register(connection) == load_register(other)

    @given(st.lists(REGISTERS, min_size=2, max_size=5))
    def test_an_id_is_for_life_and_never_shared(self, registers):
        connection = empty_master()
        held: dict[str, str] = {}
        for month, rows in enumerate(registers, 1):
            import_register(connection, rows, date(2014, month, 1), str(month))
            now = ids(connection)
            assert sorted(now) == sorted(row.code for row in rows)
            assert len(set(now.values())) == len(now)
            assert all(now[code] == held[code] for code in now.keys() & held.keys())
            held = now

    @given(st.lists(REGISTERS, min_size=1, max_size=4))
    def test_a_second_import_of_the_same_changes_nothing(self, registers):
        connection = empty_master()
        for month, rows in enumerate(registers, 1):
            import_register(connection, rows, date(2014, month, 1), str(month))
        before = load_register(connection)
        change = import_register(connection, registers[-1], date(2015, 1, 1), "again")
        assert change == type(change)(date(2015, 1, 1), unchanged=len(registers[-1]))
        assert load_register(connection) == before


class TestDifference:
    def test_counts_first_then_at_most_twenty_examples_of_a_kind(self, reference):
        rows = tuple(TAO._replace(code=f"065601{n:02}", name=f"บ้าน{n}") for n in range(25))
        change = import_register(empty_master(), rows, SPRING, "1")
        thai, english = describe(change, "th", reference), describe(change, "en", reference)
        assert thai[:2] == ["บัญชี อปท. ณ วันที่ 1 มีนาคม 2557", "  เพิ่ม: 25"]
        assert english[:2] == ["register as of 2014-03-01", "  added: 25"]
        start = english.index("added:")
        assert english[start + 1] == "  06560100 อบต.บ้าน0 อ.เมืองพะเยา จ.พะเยา"
        assert english[start + 21 :] == ["  and 5 more"]

    def test_before_and_after_are_shown(self, reference):
        connection = master_of((SPRING, REGISTER))
        change = import_register(connection, (PAO, TOWN, TAO._replace(name="แม่ใสใหม่"), OTHER), SUMMER, "2")
        expected = "  06560115 อบต.แม่ใส อ.เมืองพะเยา จ.พะเยา → 06560115 อบต.แม่ใสใหม่ อ.เมืองพะเยา จ.พะเยา"
        assert describe(change, "th", reference)[-2:] == ["เปลี่ยนชื่อ:", expected]
