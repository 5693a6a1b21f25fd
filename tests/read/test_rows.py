"""Which rows are data, what the others are, and what is said of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_workbooks import KEYS, PEOPLE, PERSON, SITES, keys, read, said, site, texts, xlsx

NO_DISTRICT = ["ที่", "รหัส อปท.", "ชื่อ อปท.", "เว็บไซต์"]


def short(n):
    return [n, f"0599{n:04d}", f"บ้านใหม่{n}", f"www.banmai{n}.go.th"]


def only(book):
    assert len(book.tables) == 1
    return book.tables[0]


def structural(table):
    return {kind: count for kind, count in table.structural.items() if count}


@pytest.mark.parametrize("line", ["อำเภอเมืองสมมติ", "อ.เมืองสมมติ", "1. อำเภอเมืองสมมติ (2 แห่ง)", "กิ่งอำเภอเมืองสมมติ"])
@pytest.mark.parametrize("merged", [True, False])
def test_district_lines_name_the_district_of_the_rows_below(line, merged):
    rows = [NO_DISTRICT, [line], short(1), short(2), ["อำเภอปลายทาง"], short(1)]
    book = read(xlsx({"a": rows}, {"a": ["A2:D2", "A5:D5"]} if merged else {}))
    table = only(book)
    assert said(book) == set()
    districts = [(row.number, row.cells["district"].ref, row.cells["district"].text[-6:]) for row in table.rows]
    assert districts == [(3, "A2", "งสมมติ"), (4, "A2", "งสมมติ"), (6, "A5", "ลายทาง")]
    assert structural(table) == {"header": 1, "district": 2}


def test_a_district_of_its_own_wins_over_the_line():
    rows = [SITES, ["อำเภอเมืองสมมติ"], site(1, "บ้านไกล"), site(2, "")]
    table = only(read(xlsx({"a": rows}, {"a": ["A2:G2"]})))
    assert [(row.cells["district"].text, row.cells["district"].ref) for row in table.rows] == [
        ("บ้านไกล", "E3"),
        ("อำเภอเมืองสมมติ", "A2"),
    ]


def test_province_lines_end_the_district():
    rows = [NO_DISTRICT, ["จังหวัดหนึ่ง"], ["อำเภอก"], short(1), ["จังหวัดสอง"], short(2)]
    cells = [row.cells for row in only(read(xlsx({"a": rows}))).rows]
    assert [c["province"].text for c in cells] == ["จังหวัดหนึ่ง", "จังหวัดสอง"]
    assert cells[0]["district"].text == "อำเภอก"
    assert "district" not in cells[1]


def test_repeated_headings_are_passed_over():
    rows = [SITES, site(1), [], SITES, site(2), SITES, site(3)]
    book = read(xlsx({"a": rows}))
    assert [row.number for row in only(book).rows] == [2, 5, 7]
    assert structural(only(book)) == {"header": 3, "blank": 1}
    assert said(book) == set()


FOOTERS = [
    ["รวม ๒ แห่ง"],
    ["หมายเหตุ ข้อมูล ณ วันนี้"],
    [],
    ["", "", "", "(ลงชื่อ)......................ผู้รับรองข้อมูล"],
    ["", "", "", "(นายสมชาย ใจดี)"],
    ["", "", "", "ตำแหน่ง ท้องถิ่นจังหวัด"],
    ["", "", "", "วันที่ ๑ เดือน ก.ค. พ.ศ. ๒๕๕๗"],
]


def test_footer_and_signatures():
    book = read(xlsx({"a": [SITES, site(1), site(2), *FOOTERS]}))
    assert [row.number for row in only(book).rows] == [2, 3]
    assert structural(only(book)) == {"header": 1, "footer": 6, "blank": 1}
    assert [(f.rule, f.params["n"]) for f in book.findings] == [("SH007", "6")]


def test_rows_after_a_total_are_data_again():
    rows = [NO_DISTRICT, short(1), ["รวม 1 แห่ง"], ["อำเภอข"], short(1), ["", "", "บ้านใหม่9", "www.a.go.th"]]
    assert [row.number for row in only(read(xlsx({"a": rows}))).rows] == [2, 5, 6]


@pytest.mark.parametrize("name", ["รวมไทยพัฒนา", "วันยาว", "หมายเหตุไม่มี"])
def test_names_that_look_like_footers_are_data_beside_a_code(name):
    rows = [SITES, [1, "05990001", "อบต.", name, "เมือง", "2557", "www.a.go.th"]]
    assert len(only(read(xlsx({"a": rows}))).rows) == 1


def test_a_name_that_begins_like_a_total_needs_no_code():
    assert len(only(read(xlsx({"a": [["ชื่อ อปท.", "เว็บไซต์"], ["รวมไทยพัฒนา", "www.a.go.th"]]}))).rows) == 1


@pytest.mark.parametrize(("total", "wrong"), [("รวม 2 แห่ง", False), ("รวมทั้งสิ้น ๓ แห่ง", True), ("รวม 2,002 แห่ง", True)])
def test_totals(total, wrong):
    book = read(xlsx({"a": [SITES, site(1), site(2), [total]]}))
    found = [(f.row, f.value, f.params["n"]) for f in book.findings if f.rule == "SH014"]
    assert found == ([(4, total, "2")] if wrong else [])


def test_totals_of_districts_and_of_all():
    rows = [
        NO_DISTRICT,
        ["อำเภอก"],
        short(1),
        short(2),
        ["รวม 2 แห่ง"],
        ["อำเภอข"],
        short(1),
        ["รวม 1 แห่ง"],
        ["รวมทั้งสิ้น 3 แห่ง"],
    ]
    assert {f.rule for f in read(xlsx({"a": rows})).findings} == {"SH007"}


@pytest.mark.parametrize(
    ("numbers", "cell", "says"),
    [
        ([1, 2, 3], "", ""),
        ([1, 2, 1, 2], "", ""),
        (["๑", "๒.", "3"], "", ""),
        ([1, 2, 4, 5, 5], "A4", "2 → 4, 5 → 5"),
        (["ก", "ข"], "", ""),
    ],
)
def test_numbering(numbers, cell, says):
    book = read(xlsx({"a": [SITES, *([number, *site(n)[1:]] for n, number in enumerate(numbers, 1))]}))
    found = [(f.cell, f.params["v"]) for f in book.findings if f.rule == "SH010"]
    assert found == ([(cell, says)] if cell else [])


def test_blank_rows_between_data():
    book = read(xlsx({"a": [SITES, site(1), [], [" "], site(2), []]}))
    assert said(book) == {("3", "SH013")}
    assert structural(only(book)) == {"header": 1, "blank": 2}


def test_numbers_ahead_of_data_are_blank_rows():
    book = read(xlsx({"a": [SITES, site(1), *([n] for n in range(2, 9))]}))
    assert structural(only(book)) == {"header": 1, "blank": 7}
    assert said(book) == set()


def test_merged_cells_count_for_every_row():
    rows = [SITES, site(1), site(2, ""), site(3, "")]
    book = read(xlsx({"a": rows}, {"a": ["E2:E4"]}))
    assert [row.cells["district"].ref for row in only(book).rows] == ["E2", "E2", "E2"]
    assert [(f.rule, f.cell, f.column, f.params["v"]) for f in book.findings] == [("SH008", "E2", "district", "E2:E4")]


def test_every_row_of_the_sheet_is_counted_once():
    rows = [["แบบรายงาน"], [], SITES, ["อำเภอก"], site(1), [], site(2), ["รวม 2 แห่ง"], [], SITES, site(3), *FOOTERS]
    table = only(read(xlsx({"a": rows})))
    assert len(table.rows) + sum(table.structural.values()) == len(rows)


LINES = st.sampled_from(
    [
        [],
        ["อำเภอก"],
        ["รวม 1 แห่ง"],
        ["หมายเหตุ"],
        ["(ลงชื่อ)....."],
        SITES,
        site(1),
        site(2),
        [9],
        ["", "", "", "บ้านใหม่"],
        ["", "", "", "", "", "", "www.a.go.th"],
        ["ข้อความ"],
        [*keys(3)],
        ["", "", "", "", "", "", "", "นอกตาราง"],
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_rows_and_their_cells_balance(lines):
    rows = [["แบบรายงาน"], SITES, site(1), *lines, site(9)]
    table = only(read(xlsx({"a": rows})))
    assert len(table.rows) + sum(table.structural.values()) == len(rows)
    numbers = [row.number for row in table.rows]
    assert numbers == sorted(set(numbers))
    for row in table.rows:
        for name, cell in row.cells.items():
            if cell.row == row.number:
                assert str(rows[cell.row - 1][cell.col - 1]) == cell.text
                assert table.columns[name] == cell.col


def test_contact_rows_without_website():
    rows = [[*KEYS, *PERSON], [*keys(1), *PEOPLE[:3]], [*keys(2)]]
    assert len(texts(read(xlsx({"a": rows})), "contact")) == 2
