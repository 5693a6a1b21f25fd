"""The catalogue as a page and as sheets: every rule, in its area, with an anchor of its own."""

import csv
import io
import re
from dataclasses import replace

import openpyxl
import samples

from pipeline.report.rules_page import rules_files
from schemas.rules import Rule, catalogue

RULES = catalogue()
FILES = rules_files(RULES, samples.reference())
HTML = FILES["rules.html"].decode()
RULE = Rule(
    "ZZ001", "phone", "error", "fault", "province", "cell", "อ่าน «{v}» ไม่ได้", "พิมพ์ <b>ใหม่</b>", "Not readable.",
    column="person1_phone", bad=812345678, good={"person1_name": "", "person1_phone": "0812345678"},
)  # fmt: skip


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_rule_has_its_anchor_once() -> None:
    assert re.findall(r'<article class="lao rule" id="(\w+)"', HTML) == list(RULES)


def test_no_placeholder_is_left_open() -> None:
    main = HTML[HTML.index("<main") : HTML.index("<script>")]
    assert not re.search(r"\{\w+\}", main)


def test_a_rule_says_severity_who_mends_and_what_is_withheld() -> None:
    html = rules_files({"ZZ001": RULE}, samples.reference())["rules.html"].decode()
    assert "ต้องแก้ไข" in html
    assert "ข้อบกพร่อง · ไม่รับค่าในช่องนี้ · ผู้แก้ไข: จังหวัด (สถจ.)" in html
    assert "อ่าน «…» ไม่ได้" in html
    assert "พิมพ์ &lt;b&gt;ใหม่&lt;/b&gt;" in html
    assert '<p class="note" lang="en">Not readable.</p>' in html


def test_examples_show_numbers_blanks_and_several_cells() -> None:
    (row,) = table(rules_files({"ZZ001": RULE}, samples.reference())["rules.csv"])
    assert row["bad"] == "812345678 (ตัวเลข)"
    assert row["good"].count(" = ") == 2
    assert "= (ว่าง)" in row["good"]


def test_a_retired_rule_is_kept_and_said_to_be_retired() -> None:
    files = rules_files({"ZZ001": replace(RULE, retired=True)}, samples.reference())
    assert "เลิกใช้แล้ว" in files["rules.html"].decode()
    assert table(files["rules.csv"])[0]["retired"] == "yes"


def test_the_sheets_hold_the_whole_catalogue() -> None:
    assert [row["code"] for row in table(FILES["rules.csv"])] == list(RULES)
    sheet = openpyxl.load_workbook(io.BytesIO(FILES["rules.xlsx"])).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(RULES)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
