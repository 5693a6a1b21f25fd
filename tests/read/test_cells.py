"""What a cell's text, kind and link are, and the cells that have none."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import openpyxl
import pytest
from made_up_workbooks import KEYS, SITES, keys, patched, read, said, site, xlsx

from pipeline.read.sheet import make_cell


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ("8.12E+08", "8.12E+08", "text"),
        (" 081 ", " 081 ", "text"),
        (812345678.0, "812345678", "number"),
        (1.0, "1", "number"),
        (0.0, "0", "number"),
        (0.5, "0.5", "number"),
        (2557, "2557", "number"),
        (8.12e8, "812000000", "number"),
        (1e25, "1e+25", "number"),
        (True, "TRUE", "bool"),
        (date(2557, 7, 31), "2557-07-31", "date"),
        (datetime.fromisoformat("2014-07-31T05:05"), "2014-07-31", "date"),
        (time(8, 12), "08:12:00", "text"),
        (timedelta(hours=30), "1 day, 6:00:00", "text"),
    ],
)
def test_values(value, text, kind):
    cell = make_cell(17, 7, value)
    assert (cell.text, cell.kind, cell.ref) == (text, kind, "G17")


def saved(fill):
    out, book = BytesIO(), openpyxl.Workbook()
    for row in (SITES, site(1), site(2)):
        book.active.append(row)
    fill(book.active, book)
    book.save(out)
    return out.getvalue()


def cell_of(book, name, row=0):
    return book.tables[0].rows[row].cells[name]


def test_numbers_and_dates_from_a_workbook():
    def fill(sheet, _):
        sheet["F2"], sheet["G2"], sheet["E2"], sheet["B2"] = 2557, 812345678, date(2557, 7, 31), 5990001.0

    book = read(saved(fill))
    names = ("fiscal_year", "website", "district", "lao_code")
    assert [(cell_of(book, name).text, cell_of(book, name).kind) for name in names] == [
        ("2557", "number"),
        ("812345678", "number"),
        ("2557-07-31", "date"),
        ("5990001", "number"),
    ]


def test_formulas_without_a_value_and_errors():
    def fill(sheet, _):
        sheet["G2"], sheet["G3"], sheet["E3"] = '=HYPERLINK("http://www.a.go.th","เว็บ")', "#N/A", "=1/0"

    book = read(saved(fill))
    assert said(book) == {("G2", "SH011"), ("G3", "SH012"), ("E3", "SH011")}
    assert [(f.rule, f.table, f.row, f.column, f.label, f.value) for f in book.findings] == [
        ("SH011", "website", 2, "website", "เว็บไซต์", '=HYPERLINK("http://www.a.go.th","เว็บ")'),
        ("SH011", "website", 3, "district", "อำเภอ", "=1/0"),
        ("SH012", "website", 3, "website", "เว็บไซต์", "#N/A"),
    ]
    assert cell_of(book, "website").kind == "formula"
    assert cell_of(book, "website", 1).kind == "error"


def test_a_formula_with_its_value_is_that_value():
    data = xlsx({"a": [SITES, site(1)]})
    with_formula = ('<c r="F2" t="s"><v>11</v></c>', '<c r="F2"><f>2556+1</f><v>2557</v></c>')
    book = read(patched(data, "xl/worksheets/sheet1.xml", with_formula))
    assert (cell_of(book, "fiscal_year").text, book.findings) == ("2557", ())


def test_a_formula_may_give_an_empty_text():
    data = xlsx({"a": [SITES, site(1)]})
    empty = ('<c r="F2" t="s"><v>11</v></c>', '<c r="F2" t="str"><f>IF(1=1,"","")</f><v></v></c>')
    book = read(patched(data, "xl/worksheets/sheet1.xml", empty))
    assert "fiscal_year" not in book.tables[0].rows[0].cells
    assert book.findings == ()


def test_a_last_row_of_formulas_is_not_lost():
    def fill(sheet, _):
        for col in range(1, 8):
            sheet.cell(4, col).value = "=A1"

    book = read(saved(fill))
    assert len(book.tables[0].rows) == 3
    assert {f.rule for f in book.findings} == {"SH011"}
    assert len(book.findings) == 7


def test_hyperlinks():
    def fill(sheet, _):
        sheet["G2"].hyperlink = "http://www.elsewhere.com/?a=1&b=2"
        sheet["G2"].value = "www.a.go.th"

    book = read(saved(fill))
    assert (cell_of(book, "website").text, cell_of(book, "website").link) == (
        "www.a.go.th",
        "http://www.elsewhere.com/?a=1&b=2",
    )
    assert cell_of(book, "website", 1).link == ""


def test_the_link_of_a_hyperlink_formula():
    data = xlsx({"a": [SITES, site(1)]})
    changed = (
        '<c r="G2" t="s"><v>12</v></c>',
        '<c r="G2" t="str"><f>HYPERLINK("http://b.go.th","เว็บ")</f><v>เว็บ</v></c>',
    )
    cell = cell_of(read(patched(data, "xl/worksheets/sheet1.xml", changed)), "website")
    assert (cell.text, cell.link) == ("เว็บ", "http://b.go.th")


def test_hidden_rows_and_columns_are_read_and_said():
    def fill(sheet, _):
        sheet.append([])
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["E"].hidden = True
        sheet.column_dimensions["Z"].hidden = True

    book = read(saved(fill))
    assert [(f.rule, f.sheet, f.params["v"]) for f in book.findings] == [("WB012", "Sheet", "แถว 3, คอลัมน์ E")]
    assert len(book.tables[0].rows) == 2


def test_hidden_sheets_are_read_and_said_but_not_our_own():
    def fill(_, book):
        for name in ("ลับ", "_รายการ"):
            sheet = book.create_sheet(name)
            sheet.append([*KEYS, "ชื่อ-สกุล", "ตำแหน่ง"])
            sheet.append([*keys(1), "นายสมชาย ใจดี", "ปลัด"])
            sheet.sheet_state = "hidden"

    book = read(saved(fill))
    assert [(f.rule, f.sheet, f.params["v"]) for f in book.findings] == [("WB012", "ลับ", "แผ่นงาน “ลับ”")]
    assert [t.sheet for t in book.tables] == ["Sheet", "ลับ"]


def test_the_mark_as_a_document_property_or_a_defined_name():
    def as_property(_, book):
        book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="thabian_mark", value="a|b&c"))

    def as_name(_, book):
        defined = openpyxl.workbook.defined_name.DefinedName("thabian_mark", attr_text='"a|b&c"')
        book.defined_names["thabian_mark"] = defined

    assert [read(saved(fill)).mark for fill in (as_property, as_name, lambda *_: None)] == ["a|b&c", "a|b&c", None]


def test_our_own_form_and_sheets_are_not_remarked_on():
    def fill(sheet, book):
        sheet.insert_rows(1, 3)
        sheet["A1"] = "แบบรายงาน"
        book.create_sheet("คำชี้แจง", 0)["A1"] = "ที่"
        findings = book.create_sheet("สิ่งที่ต้องแก้ไข", 0)
        findings.append(SITES)
        findings.append(site(5))
        book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="thabian_mark", value="x"))

    book = read(saved(fill))
    assert book.findings == ()
    assert [(t.sheet, len(t.rows)) for t in book.tables] == [("Sheet", 2)]
