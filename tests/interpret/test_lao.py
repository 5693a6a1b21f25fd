"""Which LAO a row is about: the invented register of the demo, with its successions."""

import csv
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.interpret.lao import Identity, Register, label, resolve
from pipeline.model import Cell, Lao
from pipeline.thai import clean
from schemas.reference import SHIPPED, load_reference
from schemas.rules import Rule, catalogue

DEMO = SHIPPED / "demo"
REFERENCE = load_reference(DEMO)
CODES = {province.name: code for code, province in REFERENCE.provinces.items()}
TYPES = {word: kind.slug for kind in REFERENCE.types.values() for word in (kind.name, kind.short)}
FORMER = {
    "05980302": ((("06980302", "tao", "น้ำใสจำลอง"),), "", "2013-10-15"),
    "06980303": ((("06980303", "tao", "บ้านลอง"),), "", "2012-06-01"),
}


def demo_laos() -> list[Lao]:
    with (DEMO / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [("0" + row["รหัส อปท."], row) for row in csv.DictReader(file)]
    laos = [
        Lao(
            code[2:],
            code,
            TYPES[row["ประเภท อปท."]],
            row["อปท."],
            row["อำเภอ"],
            CODES[row["จังหวัด"]],
            *FORMER.get(code, ()),
        )
        for code, row in rows
    ]
    merged = Lao("980305", "06980305", "tao", "ทุ่งรวม", "ลำจำลอง", "98", (), "980302", "2014-02-01")
    return [*laos, merged]


LAOS = demo_laos()
REGISTER = Register(LAOS)


def row(values: Mapping[str, object]) -> dict[str, Cell]:
    filled = {field: value for field, value in values.items() if value != ""}
    return {
        field: Cell(2, col, str(value), "number" if isinstance(value, int) else "text")
        for col, (field, value) in enumerate(filled.items(), 1)
    }


def read(province: str, /, **values: object) -> Identity:
    return resolve(row(values), REGISTER, REFERENCE, province)


def told(identity: Identity) -> tuple[str | None, list[tuple[str, str]]]:
    """The LAO's code, and the rules noted with their columns."""
    notes = [(note.note.rule, note.column) for note in identity.notes]
    return identity.lao.code if identity.lao else None, notes


@pytest.mark.parametrize("lao", [lao for lao in LAOS if not lao.merged_into])
def test_every_lao_is_found_silently_in_the_usual_ways(lao: Lao) -> None:
    kind = REFERENCE.types[lao.type]
    for name in (lao.name, kind.short + lao.name, f"{kind.short} {lao.name}", kind.name + lao.name):
        assert read(lao.province, lao_code=lao.code, lao_name=name, district=lao.district) == (lao, ())
        assert read(lao.province, lao_type=kind.short, lao_name=name, district=f"อ.{lao.district}") == (lao, ())
        assert read("", lao_type=kind.name, lao_name=name, district=f"อำเภอ{lao.district}") == (lao, ())
    assert read(lao.province, lao_code=lao.code) == (lao, ())
    assert told(read(lao.province, lao_code=int(lao.code))) == (lao.code, [("LA003", "lao_code")])


EXAMPLES = [rule for rule in catalogue().values() if rule.area == "lao"]


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_the_catalogues_examples(rule: Rule) -> None:
    province = rule.good["lao_code"][2:4]
    bad, good = (resolve(row(cells), REGISTER, REFERENCE, province) for cells in (rule.bad, rule.good))
    assert [(note.note.rule, note.column) for note in bad.notes] == [(rule.code, rule.column)]
    assert (bad.lao is None) == (rule.withholds == "row")
    assert good.lao is not None
    assert good.notes == ()
    params = {"v": "typed", **bad.notes[0].note.params}
    assert rule.say(params)
    assert "{" not in rule.hint


def test_the_special_lao() -> None:
    pattaya = Lao("200408", "03200408", "special", "เมืองพัทยา", "บางละมุง", "20")
    by_type = {"lao_type": "เมืองพัทยา", "lao_name": "เมืองพัทยา"}
    for cells in ({"lao_name": "เมืองพัทยา"}, by_type, {"lao_code": "03200408"}):
        assert resolve(row(cells), Register([pattaya]), load_reference(), "20") == (pattaya, ())
    assert label(pattaya, REFERENCE.types) == "เมืองพัทยา"


NAMESAKES = Register(
    [
        Lao("1", "04400101", "town", "เมืองพล", "พล", "83"),
        Lao("2", "03730102", "city", "นครปฐม", "เมืองนครปฐม", "83"),
        Lao("3", "06320104", "tao", "ทมอ", "ปราสาท", "83"),
        Lao("4", "05490105", "subdistrict", "เมืองเก่า", "เก่า", "83"),
        Lao("5", "04490106", "town", "เก่า", "เก่า", "83"),
        Lao("6", "05850402", "subdistrict", "จ.ป.ร.", "กระบุรี", "83"),
    ]
)


@pytest.mark.parametrize(
    ("name", "lao_id"),
    [
        ("เทศบาลเมืองเมืองพล", "1"),
        ("เทศบาลเมืองพล", "1"),
        ("ทม.เมืองพล", "1"),
        ("เมืองพล", "1"),
        ("เทศบาลนครนครปฐม", "2"),
        ("เทศบาลนครปฐม", "2"),
        ("ทน. นครปฐม", "2"),
        ("อบต.ทมอ", "3"),
        ("ทมอ", "3"),
        ("อบต. ทมอ", "3"),
        ("ทต.เมืองเก่า", "4"),
        ("ทม.เก่า", "5"),
        ("เทศบาลตำบล จ.ป.ร.", "6"),
        ("จ.ป.ร.", "6"),
    ],
)
def test_a_prefix_is_not_eaten_from_a_name(name: str, lao_id: str) -> None:
    found = resolve(row({"lao_name": name}), NAMESAKES, REFERENCE, "83")
    assert found.lao is not None
    assert (found.lao.lao_id, found.notes) == (lao_id, ())


def test_a_name_that_reads_two_ways_is_not_guessed() -> None:
    found = resolve(row({"lao_name": "เทศบาลเมืองเก่า"}), NAMESAKES, REFERENCE, "83")
    assert told(found) == (None, [("LA007", "lao_name")])


@pytest.mark.parametrize(
    ("province", "cells", "code", "notes"),
    [
        ("83", {"lao_name": "อบตกมลา"}, "06830203", [("LA018", "lao_name")]),
        ("83", {"lao_name": "ตำบลกมลา"}, "06830203", []),
        ("83", {"lao_name": "อบต.กมลา อ.กะทู้ จ.ภูเก็ต"}, "06830203", []),
        ("83", {"lao_name": "อบต.ท่าทดลอง จ.สาธิต"}, None, [("LA015", "lao_name")]),
        ("98", {"lao_name": "อบต.ท่าทดลอง อ.ทุ่งตัวอย่าง"}, "06980203", []),
        ("98", {"lao_name": "อบต.ท่าทดลอง", "district": "เมือง"}, "06980106", []),
        ("98", {"lao_name": "อบต.ท่าทดลอง", "district": "เมืองฯ"}, "06980106", []),
        ("98", {"lao_name": "อบต.น้ำใสจำลอง"}, "05980302", [("LA010", "lao_name")]),
        ("98", {"lao_name": "อบต.บ้านลอง"}, "06980303", [("LA024", "lao_name")]),
        ("98", {"lao_name": "อบต.ทุ่งรวม"}, None, [("LA011", "lao_name")]),
        ("83", {"lao_type": "อบจ."}, None, [("LA001", "lao_name")]),
        ("83", {"lao_name": "อบจ."}, "02830101", []),
        ("83", {"lao_name": "กรุงเทพมหานคร"}, None, [("LA014", "lao_name")]),
        ("83", {"lao_type": "เทศบาล", "lao_name": "กะรน"}, None, [("LA017", "lao_type")]),
        ("83", {"lao_type": "เทศบาล", "lao_name": "กะรน", "lao_code": "05830104"}, "05830104", []),
        ("83", {"lao_type": "เทศบาล", "lao_name": "กมลา", "lao_code": "06830203"}, "06830203", [("LA009", "lao_type")]),
        ("83", {"lao_code": "06830203", "lao_name": "กมลาา"}, "06830203", []),
        ("83", {"lao_code": "06830304", "lao_name": "ทต.เชิงทะเล"}, None, [("LA008", "lao_code")]),
        ("83", {"lao_code": "06830304", "lao_type": "ทต.", "lao_name": "เชิงทะเล"}, None, [("LA008", "lao_code")]),
        ("83", {"lao_code": "06830203", "lao_name": "อบต.บ้านไหนก็ไม่รู้"}, None, [("LA008", "lao_code")]),
        ("83", {"lao_code": "06980106", "lao_name": "อบต.กมลา"}, None, [("LA020", "lao_code")]),
        ("83", {"lao_code": "๐๖๘๓๐๒๐๓", "lao_name": "กมลา"}, "06830203", []),
        ("83", {"lao_code": "06-83-02-03"}, "06830203", []),
        ("83", {"lao_code": "-", "lao_name": "อบต.กมลา"}, "06830203", []),
        ("83", {"lao_code": "กมลา"}, None, [("LA002", "lao_code")]),
        ("83", {"lao_code": "06830203", "province": "ระนอง"}, None, [("LA015", "province")]),
        ("83", {"lao_code": "06830203", "lao_name": "โรงเรียนกมลา"}, None, [("LA021", "lao_name")]),
        ("", {"lao_name": "อบต.ท่าทดลอง", "district": "เมือง", "province": "สาธิต"}, "06980106", []),
    ],
)
def test_rows(province: str, cells: Mapping[str, str], code: str | None, notes: list[tuple[str, str]]) -> None:
    assert told(read(province, **cells)) == (code, notes)


def test_the_same_name_under_another_type_is_only_suggested() -> None:
    """An อบต. no longer listed may have been renamed beside a ทต. of its old name."""
    found = read("83", lao_name="อบต.กะรน")
    assert told(found) == (None, [("LA005", "lao_name")])
    assert found.notes[0].note.suggestion == "ทต.กะรน"


def test_an_error_cell_counts_as_blank() -> None:
    error = {"lao_code": Cell(2, 1, "#N/A", "error")}
    assert told(resolve({**error, "lao_name": Cell(2, 2, "อบต.กมลา")}, REGISTER, REFERENCE, "83")) == ("06830203", [])
    assert told(resolve(error, REGISTER, REFERENCE, "83")) == (None, [("LA001", "lao_name")])


def test_a_wrong_code_suggests_the_one_of_the_name() -> None:
    for code in ("683020", "06839999", "06850203", "06830306"):
        found = read("83", lao_code=code, lao_type="อบต.", lao_name="กมลา")
        assert (found.lao, found.notes[0].note.suggestion) == (None, "06830203")


def test_an_upgrade_names_its_day_where_it_is_known() -> None:
    params = read("98", lao_code="06980302").notes[0].note.params
    assert params["d"] == " ตั้งแต่วันที่ 15 ตุลาคม 2556"
    undated = Register([Lao("1", "05830101", "subdistrict", "กมลา", "", "83", (("06830101", "tao", "กมลา"),))])
    assert resolve(row({"lao_code": "06830101"}), undated, REFERENCE, "83").notes[0].note.params["d"] == ""


NAMES = [lao.name for lao in LAOS]


@given(st.sampled_from(NAMES), st.integers(min_value=0, max_value=30), st.sampled_from("กขคงจ่้า"))
def test_a_changed_letter_never_becomes_another_lao(name: str, place: int, letter: str) -> None:
    typed = name[:place] + letter + name[place + 1 :]
    found = read("83", lao_name=typed)
    assert found.lao is None or found.lao.name == clean(typed)


WORDS = ["", *NAMES, "อบต.", "เทศบาล", "06830203", "-", "เมือง", "ระนอง"]
ANYTHING = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))


@given(st.fixed_dictionaries(dict.fromkeys(("lao_code", "lao_type", "lao_name", "district", "province"), ANYTHING)))
def test_any_row_is_taken_or_has_one_error(values: Mapping[str, str]) -> None:
    rules = catalogue()
    for province in ("83", ""):
        found = resolve(row(values), REGISTER, REFERENCE, province)
        withheld = [note for note in found.notes if rules[note.note.rule].withholds == "row"]
        assert len(withheld) == (found.lao is None)
        for field, note in found.notes:
            assert field in ("lao_code", "lao_type", "lao_name", "district", "province")
            assert rules[note.rule].say({"v": "typed", **note.params})
