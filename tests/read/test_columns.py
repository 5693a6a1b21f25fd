"""Headings that are misspelt, unknown, missing or there twice; what each withholds."""

import pytest
from made_up_workbooks import KEYS, PEOPLE, PERSON, SITES, keys, read, said, site, texts, xlsx

from schemas.rules import catalogue


def found(book):
    return [(f.rule, f.table, f.cell, f.params) for f in book.findings]


@pytest.mark.parametrize(
    "heading",
    ["เว็ปไซต์", "เวปไซต์", "เวบไซต์", "เว็บไซด์", "เว็บไซท์", "เวปไซด์", "เว็บไซตต์", "เว็บไซค์"],
)
def test_misspelt_headings_are_read_and_said(heading):
    book = read(xlsx({"a": [[*KEYS, heading], site(1)]}))
    assert found(book) == [("SH004", "website", "G1", {"v": heading, "x": "เว็บไซต์"})]
    assert texts(book, "website")[0]["website"] == "www.banmai1.go.th"


@pytest.mark.parametrize(
    "heading", ["เว็บไซต์", "URL", "website", "Web site", "ที่อยู่เว็บไซต์", "ชื่อเว็บไซต์ อปท.", "เว็บ", " เว็บไซต์ : "]
)
def test_other_words_need_no_note(heading):
    assert read(xlsx({"a": [[*KEYS, heading], site(1)]})).findings == ()


@pytest.mark.parametrize("heading", ["สีรถ", "หมายเหตุ", "ตำบล", "เว็บไซต์ 2", "รหัสไปรษณีย์", "อีเมล", "เว็บไซต์เดิม"])
def test_unknown_columns_are_named_once(heading):
    book = read(xlsx({"a": [[*SITES, heading], [*site(1), "x"], [*site(2), "y"]]}))
    assert found(book) == [("SH003", "website", "H1", {"v": heading})]


def test_data_under_no_heading():
    book = read(xlsx({"a": [[*SITES, "", ""], site(1), [*site(2), "", "x"], [*site(3), "", "y"]]}))
    assert found(book) == [("SH003", "website", "I3", {"v": "I"})]


def test_our_own_verdict_column_is_no_unknown_one():
    book = read(xlsx({"a": [["ผลการตรวจ", *SITES], ["ผ่าน", *site(1)]]}))
    assert (book.findings, book.tables[0].verdict_column) == ((), 1)
    assert "ผลการตรวจ" not in texts(book, "website")[0].values()


@pytest.mark.parametrize(
    ("heads", "row", "lacking"),
    [
        (KEYS, keys(1), "เว็บไซต์ / ชื่อ-สกุล / วันที่รับรอง"),
        ([*KEYS, "เพจ"], site(1), "เว็บไซต์ / ชื่อ-สกุล / วันที่รับรอง"),
        (["ที่", "รหัส อปท.", "เว็บไซต์"], [1, "05990001", "www.a.go.th"], "ชื่อ อปท."),
        ([*KEYS, "ตำแหน่ง", "เบอร์ติดต่อ"], [*keys(1), "ปลัด", "0812345678"], "ชื่อ-สกุล"),
        ([*KEYS, *(f"ด้านที่ {n}" for n in range(1, 9))], [*keys(1), *"12345678"], "วันที่รับรอง"),
    ],
)
def test_missing_columns(heads, row, lacking):
    book = read(xlsx({"a": [heads, row]}))
    assert [(f.rule, f.params["v"]) for f in book.findings] == [("SH001", lacking)]
    assert book.tables == ()


def test_the_sheet_s_name_tells_which_table_lacks_its_column():
    book = read(xlsx({"เว็บไซต์ อปท.": [[*KEYS, "เพจ"], site(1)]}))
    assert [(f.rule, f.table, f.params["v"], f.params["rows"]) for f in book.findings] == [
        ("SH001", "website", "เว็บไซต์", "1")
    ]


def _of_three(heads, *cells):
    return read(xlsx({"รายชื่อ": [["ลำดับ", "อปท.", *heads], *([n, f"อบต.บ้านใหม่{n}", *cells] for n in (1, 2, 3))]}))


@pytest.mark.parametrize(
    "site_head", ["URL เว็บ", "เว็บ", "url", "ลิงก์เว็บไซต์", "ลิ้งค์เว็ปไซต์", "Website ของหน่วยงาน", "ที่อยู่เว็บ"]
)
@pytest.mark.parametrize(
    ("name_head", "phone_head"),
    [
        ("ผู้ประสาน 1", "โทร."),
        ("ผู้ประสานงาน", "มือถือ"),
        ("ผู้รับผิดชอบ 1", "เบอร์โทรศัพท์มือถือ"),
        ("เจ้าหน้าที่ผู้ดูแล", "เบอร์โทรเจ้าหน้าที่"),
        ("ชื่อ-สกุล ผู้ประสานงาน คนที่ 1", "หมายเลขโทรศัพท์ (ผู้ประสานงาน 1)"),
    ],
)
def test_websites_and_contacts_on_one_list(site_head, name_head, phone_head):
    book = _of_three((site_head, name_head, phone_head), "www.banmai.go.th", "นายสมชาย ใจดี", "0812345678")
    assert [(table.table, len(table.rows)) for table in book.tables] == [("website", 3), ("contact", 3)]
    assert texts(book, "contact")[0].keys() == {"seq", "lao_name", "person1_name", "person1_phone"}
    assert not {f.rule for f in book.findings} & {"SH001", "SH003", "SH006"}


def test_a_table_withheld_leaves_its_neighbour_and_names_what_is_left_out():
    heads = ("URL เว็บ", "คนสำคัญ", "ตำแหน่ง", "โทร.", "ว่างไว้")
    book = _of_three(heads, "www.banmai.go.th", "นายสมชาย ใจดี", "ปลัด", "0812345678")
    assert [table.table for table in book.tables] == ["website"]
    assert [(f.rule, f.table, f.cell) for f in book.findings] == [
        ("SH001", "contact", ""), ("SH003", "website", "D1"), ("SH003", "website", "G1"),
    ]  # fmt: skip
    assert catalogue()["SH001"].say(book.findings[0].params) == (
        "ตารางผู้ดูแลระบบ INFO: ไม่พบคอลัมน์ที่จำเป็น ชื่อ-สกุล ระบบยังไม่รับตารางนี้"
        "; หัวคอลัมน์ที่ไม่รู้จัก: «คนสำคัญ»; คอลัมน์ที่ยังไม่ได้นำเข้าด้วย: «ตำแหน่ง», «โทร.»"
    )


def test_a_website_column_that_nobody_knows_is_named_where_no_table_is_taken():
    book = _of_three(("ที่อยู่บนเครือข่าย", "คนสำคัญ", "ตำแหน่ง", "โทร."), "www.a.go.th", "ก", "ปลัด", "1")
    assert [(f.rule, f.table) for f in book.findings] == [("SH001", "contact")]
    assert "«ที่อยู่บนเครือข่าย», «คนสำคัญ»" in book.findings[0].params["x"]


def test_a_third_person_is_no_part_of_the_form():
    upper = ["", "", *(f"ผู้ประสาน {n}" for n in (1, 2, 3))]
    rows = [upper, ["ลำดับ", "อปท.", "ชื่อ", "ชื่อ", "ชื่อ"], [1, "อบต.บ้านใหม่", "ก", "ข", "ค"]]
    book = read(xlsx({"a": rows}))
    assert said(book) >= {("E2", "SH003")}
    assert texts(book, "contact")[0].items() >= {("person1_name", "ก"), ("person2_name", "ข")}


def test_the_group_of_a_person_names_no_column_of_its_own():
    rows = [["", "", "ผู้ประสานงาน"], ["ลำดับ", "อปท.", "ชื่อ", "โทร.", "อีเมล"], [1, "อบต.บ้านใหม่", "ก", "1", "x"]]
    book = read(xlsx({"a": rows}, merges={"a": ["C1:E1"]}))
    assert texts(book, "contact")[0].items() >= {("person1_name", "ก"), ("person1_phone", "1")}
    assert said(book) >= {("E2", "SH003")}


def test_a_list_of_laos_beside_a_real_table_is_let_be():
    book = read(xlsx({"a": [SITES, site(1)], "รายชื่อ": [KEYS, keys(1)], "โทร": [[*KEYS, "โทรศัพท์"], [*keys(1), "1"]]}))
    assert book.findings == ()
    assert [t.sheet for t in book.tables] == ["a"]


def test_an_office_phone_makes_no_contacts_table():
    book = read(xlsx({"a": [[*SITES, "โทรศัพท์"], [*site(1), "0812345678"]]}))
    assert [t.table for t in book.tables] == ["website"]
    assert said(book) == {("H1", "SH003")}


@pytest.mark.parametrize(("heads", "cell"), [([*SITES, "เว็บไซต์"], "H1"), ([*KEYS[:4], "ชื่อ อปท.", "เว็บไซต์"], "E1")])
def test_headings_there_twice(heads, cell):
    book = read(xlsx({"a": [heads, ["x"] * len(heads)]}))
    assert said(book) == {(cell, "SH002")}
    assert book.tables == ()


def test_a_person_named_twice():
    heads = [*KEYS, "ชื่อ (1)", "ตำแหน่ง (1)", "เบอร์ (1)", "ชื่อ (1)"]
    assert said(read(xlsx({"a": [heads, ["x"] * 10]}))) == {("J1", "SH002")}


def test_only_some_columns_of_persons_not_told_apart():
    heads = [*KEYS, "ชื่อ 1", "ชื่อ 2", "เบอร์", "เบอร์"]
    book = read(xlsx({"a": [heads, [*keys(1), "ก", "ข", "1", "2"]]}))
    assert said(book) == {("I1", "SH006"), ("J1", "SH006")}
    assert texts(book, "contact")[0]["person2_name"] == "ข"


def test_phones_of_both_persons_at_the_end():
    heads = [*KEYS, "ชื่อ 1", "ตำแหน่ง 1", "ชื่อ 2", "ตำแหน่ง 2", "เบอร์", "เบอร์"]
    book = read(xlsx({"a": [heads, [*keys(1), "ก", "ข", "ค", "ง", "1", "2"]]}))
    assert said(book) == {("K1", "SH006"), ("L1", "SH006")}
    assert "person2_phone" not in texts(book, "contact")[0]


def test_heading_without_data():
    book = read(xlsx({"a": [SITES, [], []], "b": [[*KEYS, *PERSON], [*keys(1), *PEOPLE[:3]]]}))
    assert said(book) == {("1", "SH009")}
    assert [t.table for t in book.tables] == ["contact"]


@pytest.mark.parametrize("rows", [[["หน้าปก"], ["จังหวัดสมมติบุรี"]], [], [["ชื่อ", "ตำแหน่ง", "โทร."], ["ก", "ข", "1"]]])
def test_no_table(rows):
    book = read(xlsx({"หน้าปก": rows}))
    assert [f.rule for f in book.findings] == ["WB005"]
    assert "หน้าปก" in book.titles


def test_the_same_table_on_several_sheets():
    book = read(xlsx({"Sheet1": [SITES, site(1)], "Sheet1 (2)": [SITES, site(2)]}))
    assert [(f.rule, f.table) for f in book.findings] == [("WB013", "website")]
    assert len(book.tables) == 2


@pytest.mark.parametrize("legend", ["หมายเหตุ สีแดง = ยังไม่รับรอง", "* สีเขียว หมายถึง รับรองแล้ว"])
def test_a_legend_of_colours(legend):
    book = read(xlsx({"a": [SITES, site(1), [legend]]}))
    assert [(f.rule, f.value) for f in book.findings if f.rule == "SH015"] == [("SH015", legend)]
    assert not any(f.rule == "SH015" for f in read(xlsx({"a": [SITES, site(1), ["หมายเหตุ สีสวย"]]})).findings)
