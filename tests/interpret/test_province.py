"""The province of a cell, and of a file name, folder or title."""

import unicodedata

import pytest

from pipeline.interpret.province import find_province, read_province
from pipeline.interpret.revision import read_revision
from pipeline.thai import name_key
from schemas.reference import Reference, load_reference


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def rules(text: str, reference: Reference) -> list[str]:
    return [note.rule for note in read_province(text, reference.provinces).notes]


def test_the_list_is_whole_and_its_spellings_are_one_provinces_each(reference: Reference) -> None:
    assert len(reference.provinces) == 77
    owners: dict[str, set[str]] = {}
    for province in reference.provinces.values():
        assert province.area_codes
        for spelling in (province.name, province.abbr, province.name_en, *province.aliases):
            owners.setdefault(name_key(spelling), set()).add(province.code)
    assert not {spelling: codes for spelling, codes in owners.items() if len(codes) > 1}


def test_the_overlay_area_codes(reference: Reference) -> None:
    with_033 = {code for code, province in reference.provinces.items() if "033" in province.area_codes}
    with_052 = {code for code, province in reference.provinces.items() if "052" in province.area_codes}
    assert with_033 == {"20", "21", "24"}
    assert with_052 == {"50", "51", "57", "58"}


@pytest.mark.parametrize("text", ["พะเยา", " พะเยา ", "จังหวัดพะเยา", "จ.พะเยา", "จังหวัด พะเยา"])
def test_usual_ways_are_taken_silently(text: str, reference: Reference) -> None:
    assert read_province(text, reference.provinces) == ("56", ())


def test_every_official_name_is_its_own(reference: Reference) -> None:
    for province in reference.provinces.values():
        if province.code != "10":
            assert read_province(province.name, reference.provinces) == (province.code, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("อยุธยา", "14"),
        ("กรุงเก่า", "14"),
        ("โคราช", "30"),
        ("แปดริ้ว", "24"),
        ("สุราษฎร์", "84"),
        ("สุราษฏร์ธานี", "84"),
        ("ศรีษะเกษ", "33"),
        ("นครศรีฯ", "80"),
        ("อุบลฯ", "34"),
        ("จ.พย.", "56"),
        ("พย", "56"),
        ("๕๖", "56"),
    ],
)
def test_other_spellings_are_repaired(text: str, code: str, reference: Reference) -> None:
    value, notes = read_province(text, reference.provinces)
    assert value == code
    assert [(note.rule, note.params["x"]) for note in notes] == [("LA013", reference.provinces[code].name)]


def test_an_unknown_province_is_only_suggested(reference: Reference) -> None:
    value, (note,) = read_province("ชลบุลี", reference.provinces)
    assert (value, note.rule, note.suggestion) == (None, "LA012", "ชลบุรี")
    assert rules("พัทยา", reference) == ["LA012"]


@pytest.mark.parametrize("text", ["กทม.", "กรุงเทพฯ", "กรุงเทพมหานคร"])
def test_bangkok_is_refused(text: str, reference: Reference) -> None:
    value, (note,) = read_province(text, reference.provinces)
    assert (value, note.rule) == (None, "LA014")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("แบบรายงานเว็บไซต์ อปท. จ.พะเยา (แก้ไขครั้งที่ 2).xlsx", "56"),
        ("56", "56"),
        ("๕๖", "56"),
        ("56 พะเยา", "56"),
        ("จังหวัดพะเยา", "56"),
        ("จ.พย.", "56"),
        ("พย.", "56"),
        ("เว็บไซต์ โคราช.xlsx", "30"),
        ("รายงานเชียงใหม่ล่าสุด.xlsx", "50"),
        ("website_chiangmai.xlsx", "50"),
        ("Chiang Mai.xlsx", "50"),
        ("จังหวัดตากประจำปี 2557", "63"),
        ("แพร่.xlsx", "54"),
        ("อบจ.พะเยา", "56"),
        ("อำเภอเมือง จังหวัดเลย", "42"),
        ("อ.อุทัย จ.พระนครศรีอยุธยา", "14"),
        ("เพชรบูรณ์", "67"),
        ("เว็บไซต์ อปท. จังหวัดลำปาง และ จ.ลำปาง", "52"),
    ],
)
def test_the_one_province_named(text: str, code: str, reference: Reference) -> None:
    assert find_province(text, reference.provinces) == code
    assert find_province(unicodedata.normalize("NFKD", text), reference.provinces) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "เว็บไซต์.xlsx",
        "เผยแพร่เว็บไซต์.xlsx",
        "สรุป จ.น่าน และ จ.แพร่",
        "พะเยา เชียงราย",
        "31 กรกฎาคม 2557",
        "ข้อมูล ณ วันที่ 30 พ.ย. 2557",
        "อบต.สระแก้ว",
        "เทศบาลตำบลหนองคาย",
        "nanotech.xlsx",
        "รวมทุกจังหวัด",
        "99",
    ],
)
def test_none_or_several_named(text: str, reference: Reference) -> None:
    assert find_province(text, reference.provinces) is None


@pytest.mark.parametrize(
    ("text", "revision"),
    [
        ("แบบรายงาน จ.พะเยา (แก้ไขครั้งที่ ๒).xlsx", 2),
        ("ครั้งที่ 3", 3),
        ("แก้ไขเพิ่มเติมครั้งที่ 4", 4),
        ("แก้ไข2.xlsx", 2),
        ("พะเยา rev2.xlsx", 2),
        ("พะเยา_v.2.xlsx", 2),
        ("Revision 12", 12),
        ("พะเยา V3", 3),
        ("พะเยา.xlsx", 0),
        ("พะเยา (2).xlsx", 0),
        ("แก้ไข 31 ก.ค. 57.xlsx", 0),
        ("ครั้งที่ 1/2557", 0),
        ("แก้ไขล่าสุด.xlsx", 0),
        ("ปี 2557", 0),
        ("sv4.xlsx", 0),
        ("", 0),
    ],
)
def test_revision(text: str, revision: int) -> None:
    assert read_revision(text) == revision
