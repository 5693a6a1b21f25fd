"""The catalogue as pages and as sheets: every rule on the page of its area, with an anchor of its own."""

import csv
import io
import re
from dataclasses import replace

import openpyxl
import pytest
import samples

from pipeline.report.rules_page import rules_files
from schemas.rules import AREAS, Rule, catalogue

RULES = catalogue()
FILES = rules_files(RULES, samples.reference())
HTML = FILES["rules.html"].decode()
PAGES = {area: FILES[f"rules/{area}.html"].decode() for area in AREAS}
RULE = Rule(
    "ZZ001", "phone", "error", "fault", "province", "cell", "อ่าน «{v}» ไม่ได้", "พิมพ์ <b>ใหม่</b>", "Not readable.",
    column="person1_phone", bad=812345678, good={"person1_name": "", "person1_phone": "0812345678"},
)  # fmt: skip


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def one(rule: Rule) -> dict[str, bytes]:
    return rules_files({rule.code: rule}, samples.reference())


def test_every_rule_has_its_anchor_once_on_the_page_of_its_area() -> None:
    found = {area: re.findall(r'<article class="lao rule" id="(\w+)"', html) for area, html in PAGES.items()}
    assert found == {area: [code for code, rule in RULES.items() if rule.area == area] for area in AREAS}


def test_the_first_page_leads_to_every_rule() -> None:
    links = re.findall(r'href="rules/(\w+)\.html#(\w+)"', HTML)
    assert links == [(rule.area, code) for code, rule in RULES.items()]
    assert re.findall(r'<li id="(\w+)"', HTML) == list(RULES)


@pytest.mark.parametrize("html", [HTML, *PAGES.values()], ids=["rules", *PAGES])
def test_no_placeholder_is_left_open(html: str) -> None:
    main = html[html.index("<main") : html.index("</main>")]
    assert not re.search(r"\{\w+\}", main)


def test_every_rule_has_an_example() -> None:
    for html in PAGES.values():
        for article in html.split("<article")[1:]:
            assert "ตัวอย่าง" in article, article[:200]


def test_a_rule_says_severity_who_mends_and_what_is_withheld() -> None:
    html = one(RULE)["rules/phone.html"].decode()
    assert "ต้องแก้ไข" in html
    assert "<dt>ผู้แก้ไข</dt><dd>จังหวัด (สถจ.)</dd>" in html
    assert "<dt>ผลต่อข้อมูล</dt><dd>ไม่รับค่าในช่องนี้</dd>" in html
    assert "อ่าน «…» ไม่ได้" in html
    assert "<dt>วิธีแก้</dt><dd>พิมพ์ &lt;b&gt;ใหม่&lt;/b&gt;</dd>" in html
    assert '<p class="gloss" lang="en">Not readable.</p>' in html


def test_what_was_repaired_nobody_has_to_mend() -> None:
    html = one(replace(RULE, nature="repair", severity="info"))["rules/phone.html"].decode()
    assert "<dt>ผู้แก้ไข</dt><dd>ไม่ต้องแก้ไข</dd>" in html
    assert "(ระบบปรับแก้ให้แล้ว)" in html


def test_the_cells_that_differ_are_marked() -> None:
    html = one(replace(RULE, bad={"person1_name": "ก", "person1_phone": "1"}, good={"person1_name": "ก"}))
    rows = re.findall(r'<tr class="(\w+)">(.*?)</tr>', html["rules/phone.html"].decode())
    assert [(kind, cells.count("<td>"), cells.count('class="differs"')) for kind, cells in rows] == [
        ("error", 1, 1),
        ("good", 1, 1),
    ]


def test_examples_show_numbers_blanks_and_several_cells() -> None:
    (row,) = table(one(RULE)["rules.csv"])
    assert "= 812345678 (ตัวเลข)" in row["bad"]
    assert row["good"].count(" = ") == 2
    assert "= (ว่าง)" in row["good"]
    (row,) = table(one(replace(RULE, good="0812345678"))["rules.csv"])
    assert (row["bad"], row["good"]) == ("812345678 (ตัวเลข)", "0812345678")


def test_a_retired_rule_is_kept_and_says_why() -> None:
    files = one(replace(RULE, retired="รวมกับ PH001 ตั้งแต่รอบ 2558-1"))
    assert "<s>อ่าน «…» ไม่ได้</s>" in files["rules.html"].decode()
    html = files["rules/phone.html"].decode()
    assert '<article class="lao rule retired" id="ZZ001"' in html
    assert "เลิกใช้แล้ว: รวมกับ PH001 ตั้งแต่รอบ 2558-1" in html
    assert table(files["rules.csv"])[0]["retired"] == "รวมกับ PH001 ตั้งแต่รอบ 2558-1"


def test_the_sheets_hold_the_whole_catalogue() -> None:
    assert [row["code"] for row in table(FILES["rules.csv"])] == list(RULES)
    sheet = openpyxl.load_workbook(io.BytesIO(FILES["rules.xlsx"])).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(RULES)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
