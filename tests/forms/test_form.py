"""The form as a spreadsheet program sees it: structure, protection, input checks, what is filled in."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.forms import form, write_form
from pipeline.forms.inputs import inputs
from pipeline.interpret.records import Interpreter
from pipeline.mark import Mark, sign, verify
from pipeline.model import Lao
from pipeline.read import read_workbook
from schemas import CERTIFICATION, CONTACT, TABLES, WEBSITE
from schemas.reference import load_reference
from schemas.rules import catalogue

REFERENCE = load_reference()
PROVINCE = REFERENCE.provinces["56"]
KEY = b"0" * 32
MARK = sign(Mark("2557-1", "56", "1/2557", 0), KEY)
LAOS = (
    Lao("560207", "06560207", "tao", "ห้วยลานสมมุติ", "ดอกคำใต้", "56"),
    Lao("560101", "02560101", "pao", "พะเยา", "เมืองพะเยา", "56"),
    Lao("560115", "06560115", "tao", "แม่ใสสมมุติ", "เมืองพะเยา", "56"),
    Lao("560301", "06560301", "tao", "ยุบแล้ว", "จุน", "56", merged_into="560207"),
    Lao("540101", "02540101", "pao", "แพร่", "เมืองแพร่", "54"),
)
OWN = ["02560101", "06560115", "06560207"]
WEBSITES = {"560115": "http://www.maesai.go.th", "560207": '=HYPERLINK("http://evil.example")'}
DATA = form(PROVINCE, LAOS, REFERENCE, MARK, WEBSITES, catalogue())


@pytest.fixture
def book() -> Any:
    return load_workbook(BytesIO(DATA))


def _rows(book: Any, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_sheets(book: Any) -> None:
    assert book.sheetnames == ["คำชี้แจง", WEBSITE.sheet, CONTACT.sheet, CERTIFICATION.sheet, "_รายการ"]
    assert book["_รายการ"].sheet_state == "hidden"
    assert book["คำชี้แจง"].sheet_state == "visible"


@pytest.mark.parametrize(("table", "header"), [(WEBSITE, (4,)), (CONTACT, (4, 5)), (CERTIFICATION, (4,))])
def test_it_is_read_back_with_nothing_to_say(table: Any, header: tuple[int, ...]) -> None:
    read = read_workbook(DATA, "xlsx", REFERENCE.round.limits, TABLES)
    assert read.findings == ()
    found = next(one for one in read.tables if one.table == table.name)
    assert found.sheet == table.sheet
    assert found.header_rows == header
    assert list(found.columns) == [field.name for field in table.fields if field.name != "province"]
    assert [row.cells["lao_code"].text for row in found.rows] == OWN
    assert {row.cells["fiscal_year"].text for row in found.rows} == {str(REFERENCE.round.newest_year)}


def test_what_is_filled_in_needs_no_repair() -> None:
    tables = read_workbook(DATA, "xlsx", REFERENCE.round.limits, TABLES).tables
    records, notes = Interpreter(LAOS, REFERENCE).records(tables, "56")
    assert {record.lao_id for record in records} == {"560101", "560115", "560207"}
    assert {note.value for note in notes} <= {WEBSITES["560207"]}


def test_the_mark_is_whole() -> None:
    mark = read_workbook(DATA, "xlsx", REFERENCE.round.limits, TABLES).mark
    assert mark
    assert verify(mark, [KEY]) == Mark("2557-1", "56", "1/2557", 0)


def test_codes_are_text_and_years_are_numbers(book: Any) -> None:
    first = book[WEBSITE.sheet][5]
    assert first[1].value == "02560101"
    assert first[1].number_format == "@"
    assert first[5].value == REFERENCE.round.newest_year


def test_only_key_columns_are_locked(book: Any) -> None:
    for table in TABLES:
        sheet = book[table.sheet]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        cells = sheet[sheet.max_row]
        assert [cell.protection.locked for cell in cells] == [True] * 5 + [False] * (len(cells) - 5)


def test_phones_and_dates_are_text_cells(book: Any) -> None:
    contact, certification = book[CONTACT.sheet][6], book[CERTIFICATION.sheet][5]
    assert [contact[col].number_format for col in (8, 11)] == ["@", "@"]
    assert certification[14].number_format == "@"


def test_prints_on_a4_across_with_the_heading_on_every_page(book: Any) -> None:
    for table, rows in ((WEBSITE, "$4:$4"), (CONTACT, "$4:$5"), (CERTIFICATION, "$4:$4")):
        sheet = book[table.sheet]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == rows
        assert sheet.freeze_panes == ("E6" if table is CONTACT else "E5")


def test_headings(book: Any) -> None:
    contact = _rows(book, CONTACT.sheet)
    assert contact[3][6] == "ผู้ดูแลระบบ INFO คนที่ 1"
    assert contact[3][9] == "ผู้ดูแลระบบ INFO คนที่ 2"
    assert contact[4][6:] == ["ชื่อ-สกุล", "ตำแหน่ง", "เบอร์ติดต่อ"] * 2
    assert {str(area) for area in book[CONTACT.sheet].merged_cells.ranges} >= {"G4:I4", "J4:L4", "A4:A5"}
    aspects = _rows(book, CERTIFICATION.sheet)[3][6:14]
    assert aspects[0] == "ด้านที่ 1\nสภาพทั่วไป"
    assert aspects[1] == "ด้านที่ 2"


def test_a_website_that_looks_like_a_formula_stays_text(book: Any) -> None:
    cell = book[WEBSITE.sheet]["G7"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (WEBSITES["560207"], "s", True)
    with zipfile.ZipFile(BytesIO(DATA)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist() if "worksheets/" in name)


def test_drop_downs_are_named_lists(book: Any) -> None:
    for name, values in (("fiscal_years", [2557, 2556, 2555, 2554]), ("aspect_marks", ["ครบ", "ยังไม่ครบ"])):
        ((sheet, area),) = book.defined_names[name].destinations
        assert [cell.value for (cell,) in book[sheet][area]] == values
    used = {check.formula1 for table in TABLES for check in book[table.sheet].data_validations.dataValidation}
    assert {"fiscal_years", "aspect_marks"} <= used


def test_input_checks_keep_to_the_limits_of_excel(book: Any) -> None:
    checks = [check for table in TABLES for check in book[table.sheet].data_validations.dataValidation]
    assert len(checks) == 2 + 7 + 10
    for check in checks:
        assert len(check.promptTitle) <= 32
        assert len(check.prompt) <= 255
        assert len(check.errorTitle or "") <= 32
        assert len(check.error or "") <= 255
        assert len(check.formula1 or "") <= 255
        assert "{" not in "".join(filter(None, (check.prompt, check.error, check.formula1)))


def test_input_checks_speak_the_words_of_the_catalogue() -> None:
    rules = catalogue()
    said = inputs(REFERENCE, rules)
    assert rules["WW003"].hint in said["website"]["error_message"]
    assert rules["PH001"].hint in said["phone"]["error_message"]
    assert rules["FY009"].hint in said["fiscal_year"]["error_message"]
    assert rules["FY013"].hint in said["aspect"]["input_message"]


def test_instructions_say_what_must_be_said(book: Any) -> None:
    text = "\n".join(str(value) for row in _rows(book, "คำชี้แจง") for value in row if value)
    for needed in (
        "มท ๐๘๐๖/ว ๑๒๔", "๓๑ กรกฎาคม ๒๕๕๗", "จังหวัดพะเยา", "อปท. ๓ แห่ง", "ข้อมูล อปท. ๘ ด้าน", "๒๕๕๖",
        "การคุ้มครองข้อมูลส่วนบุคคล", "ไม่เผยแพร่ต่อสาธารณะ", "ศูนย์เทคโนโลยีสารสนเทศท้องถิ่น",
        "๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๑๑๐๗", "dla0806_2@dla.go.th", "แบบรุ่น ๑/๒๕๕๗",
    ):  # fmt: skip
        assert needed in text


def test_the_same_input_gives_the_same_bytes() -> None:
    assert form(PROVINCE, tuple(reversed(LAOS)), REFERENCE, MARK, WEBSITES, catalogue()) == DATA


def test_names_that_excel_insists_on() -> None:
    """Sheet names of 31 characters at most, defined names without a space, no name twice."""
    with zipfile.ZipFile(BytesIO(DATA)) as package:
        workbook = package.read("xl/workbook.xml").decode()
    sheets = re.findall(r'<sheet name="([^"]+)"', workbook)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in sheets)
    names = re.findall(r'<definedName name="([^"]+)"( localSheetId="\d")?', workbook)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"(_xlnm\.)?[A-Za-z_]+", name) for name, _ in names)


def test_a_form_is_written_whole(tmp_path: Any) -> None:
    path = write_form(tmp_path, "56", DATA)
    assert path.name == "56.xlsx"
    assert path.read_bytes() == DATA
    assert [one.name for one in tmp_path.iterdir()] == ["56.xlsx"]
