"""Every way offices lay out the three tables: where the cells are found, and at which addresses."""

import pytest
from made_up_workbooks import KEYS, PEOPLE, PERSON, SITES, keys, read, said, site, texts, xlsx

GROUP = "ผู้ดูแลระบบ INFO คนที่ "
PEOPLE_FIELDS = [f"person{n}_{part}" for n in (1, 2) for part in ("name", "position", "phone")]


def refs(book, table, row=0):
    found = next(t for t in book.tables if t.table == table)
    return {name: cell.ref for name, cell in found.rows[row].cells.items()}


def test_plain_table():
    book = read(xlsx({"Sheet1": [SITES, site(1), site(2)]}))
    table = book.tables[0]
    assert (table.table, table.sheet, table.header_rows) == ("website", "Sheet1", (1,))
    assert refs(book, "website", 1)["website"] == "G3"
    assert texts(book, "website")[0] == {
        "seq": "1",
        "lao_code": "05990001",
        "lao_type": "เทศบาลตำบล",
        "lao_name": "บ้านใหม่1",
        "district": "เมืองสมมติ",
        "fiscal_year": "2557",
        "website": "www.banmai1.go.th",
    }
    assert book.findings == ()


def test_titles_above_are_passed_over_and_kept():
    rows = [["แบบรายงานเว็บไซต์ อปท."], ["จังหวัดสมมติบุรี"], [], SITES, site(1)]
    book = read(xlsx({"ข้อมูล": rows}, {"ข้อมูล": ["A1:G1", "A2:G2"]}))
    assert book.titles == ("แบบรายงานเว็บไซต์ อปท.", "จังหวัดสมมติบุรี", "ข้อมูล")
    assert [(f.rule, f.row, f.params["n"]) for f in book.findings] == [("SH005", 4, "4")]
    assert dict(book.tables[0].structural) == {"title": 2, "blank": 1, "header": 1}


def two_rows(one, two):
    return [["แบบรายงาน"], [*KEYS, one, "", "", two], ["", "", "", "", "", "", *PERSON, *PERSON], [*keys(1), *PEOPLE]]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (GROUP + "1", GROUP + "2"),
        (GROUP + "๑", GROUP + "๒"),
        ("คนที่ 1", "คนที่ 2"),
        ("(1)", "(2)"),
        ("ผู้ดูแลระบบ 1", "ผู้ดูแลระบบ 2"),
    ],
)
@pytest.mark.parametrize("merged", [True, False])
def test_two_row_heading(one, two, merged):
    merges = ["G2:I2", "J2:L2", *(f"{c}2:{c}3" for c in "ABCDEF")] if merged else []
    book = read(xlsx({"a": two_rows(one, two)}, {"a": merges}))
    assert said(book) == set()
    assert book.tables[0].header_rows == (2, 3)
    assert [refs(book, "contact")[name] for name in PEOPLE_FIELDS] == ["G4", "H4", "I4", "J4", "K4", "L4"]
    assert [texts(book, "contact")[0][name] for name in PEOPLE_FIELDS] == PEOPLE


def test_keys_in_the_lower_row():
    rows = [["", "", "", "", "", "", GROUP + "1", "", "", GROUP + "2"], [*KEYS, *PERSON, *PERSON], [*keys(1), *PEOPLE]]
    book = read(xlsx({"a": rows}))
    assert book.tables[0].header_rows == (1, 2)
    assert refs(book, "contact")["person2_phone"] == "L3"
    assert said(book) == set()


def test_three_row_heading():
    rows = [
        [*KEYS, "ผู้ดูแลระบบ INFO"],
        ["", "", "", "", "", "", "คนที่ 1", "", "", "คนที่ 2"],
        ["", "", "", "", "", "", *PERSON, *PERSON],
        [*keys(1), *PEOPLE],
    ]
    book = read(xlsx({"a": rows}, {"a": ["G1:L1", "G2:I2", "J2:L2"]}))
    assert book.tables[0].header_rows == (1, 2, 3)
    assert [texts(book, "contact")[0][name] for name in PEOPLE_FIELDS] == PEOPLE
    assert said(book) == set()


@pytest.mark.parametrize(
    "heads",
    [
        ["ชื่อ (1)", "ตำแหน่ง (1)", "เบอร์โทร (1)", "ชื่อ (2)", "ตำแหน่ง (2)", "เบอร์โทร (2)"],
        ["ชื่อคนที่ 1", "ตำแหน่งคนที่ 1", "โทร.คนที่ 1", "ชื่อคนที่ 2", "ตำแหน่งคนที่ 2", "โทร.คนที่ 2"],
        ["ชื่อ (๑)", "ตำแหน่ง", "เบอร์ติดต่อ", "ชื่อ (๒)", "ตำแหน่ง", "เบอร์ติดต่อ"],
        ["ผู้ดูแลระบบ INFO คนที่ 1", "ตำแหน่ง", "โทรศัพท์", "ผู้ดูแลระบบ INFO คนที่ 2", "ตำแหน่ง", "โทรศัพท์"],
        [
            GROUP + "1 ชื่อ-สกุล",
            GROUP + "1 ตำแหน่ง",
            GROUP + "1 เบอร์ติดต่อ",
            GROUP + "2 ชื่อ-สกุล",
            GROUP + "2 ตำแหน่ง",
            GROUP + "2 เบอร์ติดต่อ",
        ],
        ["ชื่อผู้ดูแลระบบ INFO (1)", "ตำแหน่ง 1", "มือถือ 1", "ชื่อผู้ดูแลระบบ INFO (2)", "ตำแหน่ง 2", "มือถือ 2"],
    ],
)
def test_persons_in_one_row(heads):
    book = read(xlsx({"a": [[*KEYS, *heads], [*keys(1), *PEOPLE]]}))
    assert said(book) == set()
    assert [texts(book, "contact")[0][name] for name in PEOPLE_FIELDS] == PEOPLE


def test_persons_listed_part_by_part():
    heads = ["ชื่อ 1", "ชื่อ 2", "ตำแหน่ง 1", "ตำแหน่ง 2", "เบอร์ 1", "เบอร์ 2"]
    book = read(xlsx({"a": [[*KEYS, *heads], [*keys(1), "ก", "ข", "ค", "ง", "จ", "ฉ"]]}))
    assert [texts(book, "contact")[0][name] for name in PEOPLE_FIELDS] == ["ก", "ค", "จ", "ข", "ง", "ฉ"]


def test_one_person_needs_no_number():
    book = read(xlsx({"a": [[*KEYS, *PERSON], [*keys(1), *PEOPLE[:3]]]}))
    assert said(book) == set()
    assert texts(book, "contact")[0]["person1_phone"] == "0812345678"


def test_persons_not_told_apart():
    book = read(xlsx({"a": [[*KEYS, *PERSON, *PERSON], [*keys(1), *PEOPLE]]}))
    assert said(book) == {("G1", "SH006")}
    assert book.tables == ()


def test_one_flat_table_gives_two():
    heads = [*SITES, "ชื่อ (1)", "ตำแหน่ง (1)", "เบอร์ติดต่อ (1)"]
    book = read(xlsx({"รวม": [heads, [*site(1), *PEOPLE[:3]], [*keys(2), "", *PEOPLE[:3]]]}))
    assert said(book) == set()
    assert [(t.table, len(t.rows)) for t in book.tables] == [("website", 2), ("contact", 2)]
    assert "website" not in texts(book, "contact")[0]
    assert refs(book, "website") == dict(
        zip(
            ("seq", "lao_code", "lao_type", "lao_name", "district", "fiscal_year", "website"),
            ("A2", "B2", "C2", "D2", "E2", "F2", "G2"),
            strict=True,
        )
    )
    assert refs(book, "contact")["person1_name"] == "H2"


def test_side_by_side():
    people = ["ที่", "รหัส อปท.", "ชื่อ อปท.", "ชื่อ-สกุล", "ตำแหน่ง", "โทร."]
    rows = [
        [*SITES, "", *people],
        [*site(1), "", 1, "05990001", "บ้านใหม่1", *PEOPLE[:3]],
        [*site(2)],
    ]
    book = read(xlsx({"a": rows}))
    assert said(book) == set()
    assert [(t.table, len(t.rows), dict(t.structural)) for t in book.tables] == [
        ("website", 2, {"header": 1, "title": 0, "blank": 0}),
        ("contact", 1, {"header": 1, "title": 0, "blank": 1}),
    ]
    assert refs(book, "contact")["lao_code"] == "J2"


def test_side_by_side_at_different_heights():
    people = ["ที่", "รหัส อปท.", "ชื่อ อปท.", "ชื่อ-สกุล", "ตำแหน่ง", "โทร."]
    rows = [SITES, site(1), [*site(2), "", *people], [*site(3), "", 1, "05990001", "บ้านใหม่1", *PEOPLE[:3]]]
    book = read(xlsx({"a": rows}))
    numbers = [(t.table, [row.number for row in t.rows]) for t in book.tables]
    assert numbers == [("website", [2, 3, 4]), ("contact", [4])]
    assert said(book) == set()


@pytest.mark.parametrize("between", [[], [[]], [["ตารางที่ 2 ผู้ดูแลระบบ INFO"]], [[], ["รวม 2 แห่ง"], []]])
def test_stacked(between):
    rows = [SITES, site(1), site(2), *between, [*KEYS, *PERSON], [*keys(1), *PEOPLE[:3]]]
    book = read(xlsx({"a": rows}))
    assert [(t.table, len(t.rows)) for t in book.tables] == [("website", 2), ("contact", 1)]
    used = sum(len(t.rows) + sum(t.structural.values()) for t in book.tables)
    assert used == len(rows)


def test_three_sheets():
    aspects = [*KEYS, *(f"ด้านที่ {n}" for n in range(1, 9)), "วันที่รับรอง"]
    sheets = {
        "เว็บไซต์ อปท.": [SITES, site(1)],
        "ผู้ดูแลระบบ INFO": [*two_rows(GROUP + "1", GROUP + "2")],
        "การรับรองข้อมูล 8 ด้าน": [aspects, [*keys(1), *["✓"] * 8, "1 ก.ค. 2557"]],
    }
    book = read(xlsx(sheets))
    assert [t.table for t in book.tables] == ["website", "contact", "certification"]
    assert refs(book, "certification")["aspect8"] == "N2"
    assert said(book) == set()


def test_aspects_under_a_common_heading():
    rows = [
        [*KEYS, "ข้อมูล อปท. 8 ด้าน", *[""] * 7, "วันที่รับรอง"],
        ["", "", "", "", "", "", *range(1, 9)],
        [*keys(1), *["✓"] * 8, "1 ก.ค. 2557"],
    ]
    named = [r if n != 1 else ["", "", "", "", "", "", *(f"ด้าน {i}" for i in range(1, 9))] for n, r in enumerate(rows)]
    book = read(xlsx({"a": named}, {"a": ["G1:N1"]}))
    assert refs(book, "certification")["aspect1"] == "G3"
    assert refs(book, "certification")["certified_on"] == "O3"
    assert said(book) == set()


def test_columns_in_any_order_and_spelling():
    heads = ["ที่", "URL", "หน่วยงาน", " รหัส\nหน่วยงาน ", "ปีงบประมาณ พ.ศ.", "ชื่ออำเภอ", "ประเภท:"]
    book = read(xlsx({"a": [heads, [1, "www.a.go.th", "บ้านใหม่", "05990001", 2557, "เมือง", "ทต."]]}))
    assert said(book) == set()
    assert texts(book, "website")[0]["fiscal_year"] == "2557"
    assert refs(book, "website")["website"] == "B2"


def test_row_that_numbers_the_columns_is_heading():
    book = read(xlsx({"a": [SITES, [f"({n})" for n in range(1, 8)], site(1)]}))
    assert [row.number for row in book.tables[0].rows] == [3]
    assert said(book) == set()


def test_notes_in_brackets_belong_to_the_heading():
    rows = [SITES, ["", "(8 หลัก)", "", "", "", "", "(ไม่ต้องใส่ http://)"], site(1)]
    rows[1] = ["", "(8 หลัก)", "", "", "", "", ""]
    heads = [*KEYS, "เว็บไซต์ (ถ้ามี)"]
    book = read(xlsx({"a": [heads, site(1)]}))
    assert texts(book, "website")[0]["website"] == "www.banmai1.go.th"
    assert said(book) == set()


def test_names_of_laos_under_a_group():
    rows = [
        ["ที่", "ข้อมูล อปท.", "", "", "เว็บไซต์"],
        ["", "รหัส", "ประเภท", "ชื่อ", ""],
        [1, "05990001", "ทต.", "บ้านใหม่", "www.a.go.th"],
    ]
    book = read(xlsx({"a": rows}, {"a": ["B1:D1"]}))
    assert texts(book, "website")[0]["lao_name"] == "บ้านใหม่"
    assert [t.table for t in book.tables] == ["website"]
