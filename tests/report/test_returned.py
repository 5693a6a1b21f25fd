"""The returned workbook: the office's own cells at their own addresses, marked, explained, and safe to open."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import KAMALA, PAO, RAWAI, SAKHU, Core, contact, make_desk, register, site, workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from pipeline.look import SheetLook
from pipeline.model import Arrival, Finding, Submission
from pipeline.report.returned import data_rows, returned_workbook
from pipeline.report.returned.formats import FILLS
from pipeline.report.returned.hidden import without_secret_columns
from pipeline.running.settled import Merged
from schemas import TABLE
from schemas.columns import Table
from schemas.rules import catalogue

FIRST, COLUMN = "สิ่งที่ต้องแก้ไข", "ผลการตรวจ"
PASSWORD, THAI_ID = "รหัสผ่าน: 1234", "1-2345-67890-12-1"
MOMENT = datetime(2014, 6, 1, 10, 30)  # noqa: DTZ001  (a workbook knows no time zones)
FOLLOWS = {"FM004", "SH005"}
"""Said of a workbook without our mark, which a returned one has."""


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Core:
    return Core.of(make_desk(tmp_path_factory.mktemp("returned")))


def judged(core: Core, data: bytes) -> Merged:
    (merged,) = core.merge(core.prepare(data), keep=False)
    return merged


def returned(merged: Merged, mark: str = "") -> bytes:
    return marked(merged.submission, merged.outcome.findings, mark)


def marked(submission: Submission, findings: Sequence[Finding], mark: str = "") -> bytes:
    rows = data_rows(submission.records, findings)
    return returned_workbook(submission.looks, rows, findings, catalogue(), mark)


def free_layout() -> bytes:
    """A workbook as an office makes its own: a title, a heading of two rows, merged cells, a footer, odd texts."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ข้อมูล จ.ภูเก็ต"
    sheet["A1"] = "บัญชีเว็บไซต์และผู้ดูแลระบบ จังหวัดภูเก็ต"
    sheet["A1"].font = Font(name="TH SarabunPSK", size=20, bold=True)
    sheet.merge_cells("A1:K1")
    labels = ("ที่", "รหัส อปท.", "ประเภท", "ชื่อ อปท.", "ปีงบประมาณ", "เว็บไซต์")
    for col, label in enumerate(labels, 1):
        sheet.cell(2, col, label)
        sheet.merge_cells(start_row=2, end_row=3, start_column=col, end_column=col)
    sheet["G2"] = "ผู้ดูแลระบบ คนที่ 1"
    sheet.merge_cells("G2:I2")
    for col, label in enumerate(("ชื่อ-สกุล", "ตำแหน่ง", "โทร."), 7):
        sheet.cell(3, col, label)
    sheet["J2"], sheet["K2"] = "หมายเหตุ", "วันที่กรอก"
    for col in range(1, 12):
        sheet.cell(2, col).fill = PatternFill("solid", fgColor="FFDDEEFF")
        sheet.cell(2, col).alignment = Alignment(wrap_text=True, horizontal="center")
        sheet.column_dimensions[get_column_letter(col)].width = 10 + col
    rows: list[tuple[str, str, Any, str]] = [
        (PAO, "http://www.lao1.go.th", "0 7621 2345", "@ดูที่นี่"),
        (KAMALA, "kathu@hotmail.com", 812345678, "<r><t>x</t></r>"),
        (SAKHU, "=1+1", "โทรไปที่ทำการ", PASSWORD),
        (RAWAI, "http://user:pw@www.lao4.go.th", "0 7621 2346", "http://a:b@c.go.th"),
    ]
    for number, (code, website, phone, note) in enumerate(rows, 1):
        lao = register()[code]
        values = (number, code, lao["lao_type"], lao["lao_name"], 2557, website, "นายสมชาย ใจดี", "ปลัด", phone, note)
        for col, value in enumerate(values, 1):
            cell = sheet.cell(number + 3, col, value)
            if isinstance(value, str):
                cell.data_type = "s"
        sheet.cell(number + 3, 11, MOMENT.replace(day=number))
    sheet["J7"] = THAI_ID
    sheet["F4"].hyperlink = "http://www.lao1.go.th"
    sheet["F4"].comment = Comment("ของเดิม", "office")
    sheet["A9"] = "หมายเหตุ: ข้อมูล ณ วันที่ส่ง"
    book.create_sheet("บันทึก")["C3"] = "ไม่เกี่ยวกับตาราง"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def grids(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def filled(grid: list[list[Any]]) -> Iterator[tuple[int, int, Any]]:
    for row, values in enumerate(grid, 1):
        for col, value in enumerate(values, 1):
            if value != "":
                yield row, col, value


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def lines(data: bytes) -> list[tuple[Any, ...]]:
    return [row for row in opened(data)[FIRST].iter_rows(min_row=5, values_only=True) if row[0]]


def test_the_office_s_sheets_follow_ours_with_every_value_at_its_address(core: Core) -> None:
    before, after = grids(free_layout()), grids(returned(judged(core, free_layout())))
    assert list(after) == [FIRST, *before]
    blanked = {("ข้อมูล จ.ภูเก็ต", row, col) for row, col in ((6, 10), (7, 6), (7, 10))}
    for name, grid in before.items():
        for row, col, value in filled(grid):
            assert after[name][row - 1][col - 1] == ("" if (name, row, col) in blanked else value), (name, row, col)
        width = len(grid[0])
        assert all(col <= width or col == width + 1 for _, col, _ in filled(after[name]))


def test_a_password_and_an_id_are_nowhere_in_the_file(core: Core) -> None:
    with zipfile.ZipFile(io.BytesIO(returned(judged(core, free_layout())))) as package:
        text = "".join(package.read(name).decode() for name in package.namelist())
    assert not any(secret in text for secret in (PASSWORD, THAI_ID, "user:pw", "a:b@"))
    assert "ระบบลบข้อมูลที่เป็นความลับออกจากช่องนี้แล้ว" in text


def test_nothing_but_the_office_s_values_comes_back(core: Core) -> None:
    book = opened(returned(judged(core, free_layout())))
    sheet = book["ข้อมูล จ.ภูเก็ต"]
    assert sheet["F4"].hyperlink is None
    assert sheet["F4"].comment is None
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)
    links = [cell.hyperlink for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert links
    assert all(link.location and link.target is None for link in links)
    assert sheet["F6"].value == "=1+1"
    assert sheet["F6"].quotePrefix
    assert sheet["J4"].quotePrefix
    assert sheet["J5"].value == "<r><t>x</t></r>"
    assert sheet["I5"].value == 812345678
    assert sheet["K4"].value == MOMENT


def test_it_looks_like_theirs(core: Core) -> None:
    sheet = opened(returned(judged(core, free_layout())))["ข้อมูล จ.ภูเก็ต"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged >= {"A1:K1", "A2:A3", "G2:I2", "L2:L3"}
    assert sheet["L2"].value == COLUMN
    assert sheet["A1"].font.name == "TH SarabunPSK"
    assert sheet["A1"].font.bold
    assert sheet["B2"].fill.fgColor.rgb == "FFDDEEFF"
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["F"].width == pytest.approx(16, abs=0.5)


def test_bad_cells_have_colour_line_and_a_note(core: Core) -> None:
    sheet = opened(returned(judged(core, free_layout())))["ข้อมูล จ.ภูเก็ต"]
    for cell, rule in (("F5", "WW004"), ("I6", "PH001"), ("F7", "WW021")):
        assert sheet[cell].fill.fgColor.rgb == f"FF{FILLS['error'][1:]}"
        assert sheet[cell].border.left.style == "medium"
        assert f"ต้องแก้ไข ({rule})" in sheet[cell].comment.text
        assert catalogue()[rule].hint in sheet[cell].comment.text
    assert sheet["F4"].fill.fill_type is None
    assert all(len(cell.comment.text) <= 1000 for row in sheet.iter_rows() for cell in row if cell.comment)


def test_every_line_leads_to_its_cell_errors_first(core: Core) -> None:
    merged = judged(core, free_layout())
    data = returned(merged)
    links = {cell.coordinate: cell.hyperlink.location for cell in opened(data)[FIRST]["D"] if cell.hyperlink}
    told = lines(data)
    assert len(told) == sum(catalogue()[one.rule].reported_to == "province" for one in merged.outcome.findings)
    for number, line in enumerate(told, 5):
        _, level, sheet, place, *_, rule = line
        assert level.split(" ", 1)[1] in ("ต้องแก้ไข", "ควรตรวจสอบ", "เพื่อทราบ")
        if sheet == "ทั้งไฟล์":
            assert f"D{number}" not in links
        else:
            wanted = place if place[0].isascii() else f"A{place.removeprefix('แถว ')}" if "แถว" in place else "A1"
            assert links[f"D{number}"] == f"'{sheet}'!{wanted}", rule
    levels = [("ต้องแก้ไข", "ควรตรวจสอบ", "เพื่อทราบ").index(line[1].split(" ", 1)[1]) for line in told]
    assert levels == sorted(levels)
    assert next(line[2] for line in told if "ควรตรวจสอบ" in line[1]) == "ทั้งไฟล์"


def test_the_verdict_is_wrapped_and_says_which_warned_value_was_not_taken(core: Core) -> None:
    book = opened(returned(judged(core, workbook(website=[site(PAO, website="http://www.lao.go.tj")]))))
    sheet = book.worksheets[1]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("▲")]
    assert "(ยังไม่รับค่านี้)" in cell.value
    assert cell.alignment.wrap_text
    assert cell.font.name == "TH SarabunPSK"


def test_first_sheet_is_filtered_frozen_and_fits_the_paper(core: Core) -> None:
    sheet = opened(returned(judged(core, free_layout())))[FIRST]
    assert sheet.auto_filter.ref.startswith("A4:K")
    assert sheet.freeze_panes == "A5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0


def test_suggestions_stand_alone_in_their_column(core: Core) -> None:
    data = returned(judged(core, workbook(website=[site(PAO, website="http://www.lao.go.tj")])))
    (line,) = [line for line in lines(data) if line[-1] == "WW010"]
    assert line[9] == "http://www.lao.go.th"


def test_each_row_has_its_verdict(core: Core) -> None:
    rows = [site(PAO), site(KAMALA, website="kathu@hotmail.com"), site(SAKHU, website="https://www.facebook.com/sakhu")]
    grid = grids(returned(judged(core, workbook(website=rows))))["เว็บไซต์ อปท."]
    assert grid[0][-1] == COLUMN
    assert [row[-1].split()[0] for row in grid[1:]] == ["✔", "✖", "▲"]
    assert "ต้องแก้ไข: กรอกอีเมล" in grid[2][-1]


def test_read_back_it_says_the_same(core: Core) -> None:
    """Records and findings are those of the office's own file; where privacy blanked a cell, that it is blank."""

    def of(merged: Merged) -> set[tuple[str, str, str, str]]:
        return {(f.rule, f.sheet, f.cell, f.value) for f in merged.outcome.findings if f.rule not in FOLLOWS}

    first = judged(core, free_layout())
    second = judged(core, returned(first))
    cells = [
        {(c.ref, c.text, c.kind) for r in one.submission.records for c in r.cells.values()} for one in (first, second)
    ]
    assert {ref for ref, _, _ in cells[0] ^ cells[1]} == {"F7"}
    assert {rule for rule, *_ in of(first) - of(second)} == {"WW021"}
    assert {rule for rule, *_ in of(second) - of(first)} == {"WW001"}


def test_returned_twice_it_has_one_verdict_and_no_old_marks(core: Core) -> None:
    once = returned(judged(core, workbook(website=[site(PAO, website="kathu@hotmail.com")])))
    book = opened(once)
    book["เว็บไซต์ อปท."]["G2"].value = "http://www.phuket.go.th"
    data = io.BytesIO()
    book.save(data)
    sheet = opened(returned(judged(core, data.getvalue())))["เว็บไซต์ อปท."]
    assert [cell.value for cell in sheet[1]].count(COLUMN) == 1
    assert sheet["G2"].fill.fill_type is None
    assert sheet["G2"].comment is None


def test_errors_of_excel_stay_errors_to_us(core: Core) -> None:
    data = returned(judged(core, workbook(website=[site(PAO, website="#N/A")])))
    assert "SH012" in {finding.rule for finding in judged(core, data).outcome.findings}


def test_same_input_same_bytes(core: Core) -> None:
    merged = judged(core, free_layout())
    assert returned(merged, "thabian1|mark") == returned(merged, "thabian1|mark")


def test_it_carries_the_mark(core: Core) -> None:
    data = returned(judged(core, workbook(contact=[contact(PAO)])), "thabian1|2557-1|83|1/2557|1|ab")
    assert opened(data).custom_doc_props["thabian_mark"].value == "thabian1|2557-1|83|1/2557|1|ab"


ODD_TEXTS = (
    "<r><t>x</t></r>", "a\rb", "a\r\nb", "\x01z", "_x0041_", "_x000D_", " lead ", '<b>&amp;"\'', "=cmd|' /C calc'!A0",
    "+1", "-1", "@SUM(A1)", "\ttab", "a\nb", "😀", "]]>", "น้ำ",
)  # fmt: skip


def look_only(*rows: list[Any], name: str = "Sheet1", merges: tuple[tuple[int, int, int, int], ...] = ()) -> Submission:
    look = SheetLook(name, list(rows), merges=merges)
    return Submission(Arrival("a.xlsx", "a.xlsx", "", "", 0, 0), "83", "province", 0, (), (), {}, (look,))


def drawn(submission: Submission, *findings: Finding) -> bytes:
    return marked(submission, findings)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_any_text_comes_out_as_it_is(text: str) -> None:
    finding = Finding("WW003", "website", "Sheet1", 1, "website", "A1", "เว็บไซต์", "", text, {"v": text}, text)
    data = drawn(look_only([text]), finding)
    assert grids(data)["Sheet1"][0][0] == text
    assert grids(data)[FIRST][4][9] == text.replace("\x01", "")  # in our words nothing hides
    assert opened(data)["Sheet1"]["A1"].data_type == "s"


@pytest.mark.parametrize(
    "value", [0.1 + 0.2, 812345678.0, -5, 1e30, True, date(2014, 6, 1), MOMENT.replace(hour=23, second=59)]
)
def test_numbers_dates_and_truths_stay_what_they_are(value: Any) -> None:
    found = grids(drawn(look_only([value])))["Sheet1"][0][0]
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    "name", ["A'B", "สิ่งที่ต้องแก้ไข", "History", "x" * 40, "a[b]:c*d?e/f\\g", "'", "1-2345-67890-12-1"]
)
def test_any_sheet_name_is_made_to_open(name: str) -> None:
    finding = Finding("WW001", "website", name, 3, "website", "B3", "เว็บไซต์")
    book = opened(drawn(look_only(["x", "y"], name=name), finding))
    first, second = book.sheetnames
    assert first == FIRST
    assert second not in (FIRST, "1-2345-67890-12-1")
    link = book[FIRST]["D5"].hyperlink.location
    assert link == "'{}'!B3".format(second.replace("'", "''"))
    assert "WW001" in book[second]["B3"].comment.text


def test_a_blank_cell_beyond_the_last_one_is_marked_too() -> None:
    sheet = opened(drawn(look_only(["x"]), Finding("WW001", "website", "Sheet1", 9, "website", "E9", "เว็บไซต์")))[
        "Sheet1"
    ]
    assert sheet["E9"].fill.fgColor.rgb == f"FF{FILLS['error'][1:]}"


def test_what_is_hidden_is_shown_where_it_has_to_be_mended() -> None:
    look = SheetLook("ลับ", [["x"], ["y"]], hidden=True, hidden_rows=frozenset({1, 2}))
    submission = Submission(Arrival("a", "a", "", "", 0, 0), "83", "province", 0, (), (), {}, (look,))
    assert opened(drawn(submission))["ลับ"].sheet_state == "hidden"
    sheet = opened(drawn(submission, Finding("WW003", "website", "ลับ", 2, "website", "A2")))["ลับ"]
    assert sheet.sheet_state == "visible"
    assert sheet.row_dimensions[1].hidden
    assert not sheet.row_dimensions[2].hidden


def test_rows_of_a_refused_file_are_not_called_taken(core: Core) -> None:
    merged = judged(core, workbook(website=[site(PAO)]))
    refused = (*merged.outcome.findings, Finding("WB001"))
    sheet = opened(marked(merged.submission, refused))["เว็บไซต์ อปท."]
    assert "ไม่รับ" in sheet.cell(2, sheet.max_column).value


@pytest.mark.office
def test_libreoffice_opens_it_and_keeps_every_text_a_text(core: Core, tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.xlsx").write_bytes(returned(judged(core, free_layout())))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "a.ods") as package:
        content = package.read("content.xml").decode()
    assert "table:formula" not in content
    assert "=1+1" in content


class TestColumnsOfSecrets:
    """What stands below a heading of passwords or ids is left blank, whatever it looks like; the heading stays."""

    HEADINGS = ("รหัสผ่าน INFO", "Password", "ชื่อผู้ใช้", "User", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน 13 หลัก", "ID Card")

    @staticmethod
    def book(*more: Any, again: bool = False) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(workbook(website=[site(KAMALA), site(SAKHU)])))
        sheet = book.active
        last = sheet.max_column
        for number, (heading, *values) in enumerate(more, 1):
            for row, value in enumerate((heading, *values), 1):
                sheet.cell(row, last + number, value)
        if again:
            book.create_sheet("อื่น").append(["x", more[0][1], 5])
        data = io.BytesIO()
        book.save(data)
        return data.getvalue()

    @pytest.mark.parametrize("heading", HEADINGS)
    def test_are_blank_but_for_the_heading(self, core: Core, heading: str) -> None:
        sent = self.book((heading, "tiger", 1234), ("หมายเหตุ", "ดี", "tiger"))
        (_, after) = grids(returned(judged(core, sent))).values()
        columns = [[row[col] for row in after[:3]] for col in (-3, -2)]
        assert columns == [[heading, "", ""], ["หมายเหตุ", "ดี", "tiger"]]

    def test_a_password_of_such_a_column_is_one_on_every_sheet(self, core: Core) -> None:
        back = grids(returned(judged(core, self.book(("รหัสผ่าน", "Tiger7788"), again=True))))
        assert back["อื่น"] == [["x", "", 5.0]]

    def test_a_heading_that_holds_one_is_blank_itself(self, core: Core) -> None:
        (_, after) = grids(returned(judged(core, self.book(("password Tiger7788", "a", "b"))))).values()
        assert not any(value in row for row in after for value in ("password Tiger7788", "a", "b"))

    @pytest.mark.parametrize("table", TABLE.values(), ids=lambda table: table.name)
    def test_none_of_our_own_columns_is_one(self, table: Table) -> None:
        texts = [text for field in table.fields for text in (field.label, field.heading, *field.aliases)]
        look = SheetLook("ก", [texts, ["x"] * len(texts)], headings=((1, 1),))
        assert without_secret_columns(look) == look
