"""What central staff get: what waits, who has not sent, findings across provinces."""

import csv
import io

import samples

from pipeline.report.central import central_files
from pipeline.report.data import CentralRow, Held

REFERENCE = samples.reference()
LAO = next(iter(samples.laos().values()))
ROWS = (
    CentralRow("56", samples.finding("XR001", LAO, 5, "G", "เว็บไซต์", value=samples.HOSTILE)),
    CentralRow("50", samples.finding("XR001", LAO, 6, "G", "เว็บไซต์", value="=1+1")),
    CentralRow("", samples.finding("XF008", None, file="", sheet="")),
    CentralRow("50", samples.finding("XR002", LAO, 7, "I", "เบอร์ติดต่อ", value="081-xxx-xxxx", status="fixed")),
)
HELD = (
    Held("submission", "7", "56", "รายงาน.xlsx", "เปลี่ยนเกินครึ่ง"),
    Held("site", "06560101", "56", "อบต.แม่กา", "ต้องสงสัย", "http://x.example"),
)
FILES = central_files(ROWS, HELD, ["50", "57"], 0, REFERENCE)
HTML = FILES["central.html"].decode()


def test_what_waits_comes_with_the_command_that_lets_it_through() -> None:
    assert "make confirm RECEIPT=7" in HTML
    assert "make release LAO=06560101" in HTML
    assert 'href="http://x.example"' not in HTML


def test_who_has_not_sent_is_listed_in_thai_order() -> None:
    listed = HTML[HTML.index('id="not-sent"') :]
    assert 0 < listed.index("เชียงราย") < listed.index("เชียงใหม่")


def test_findings_are_by_rule_escaped_and_without_the_mended() -> None:
    assert samples.HOSTILE not in HTML
    assert 'href="rules/rows.html#XR001"' in HTML
    assert "081-xxx-xxxx" not in HTML
    assert HTML.index(">=1+1</td>") < HTML.index("&lt;script&gt;alert(1)")


def test_the_csv_has_the_province_first_and_every_finding_inert() -> None:
    header, *rows = csv.reader(io.StringIO(FILES["central.csv"].decode("utf-8-sig"), newline=""))
    assert header[:3] == ["province", "file", "sheet"]
    assert len(header) == 16
    assert [row[0] for row in rows] == ["พะเยา", "เชียงใหม่", "", "เชียงใหม่"]
    assert rows[1][11] == "'=1+1"


def test_an_empty_round_says_that_all_is_well() -> None:
    html = central_files((), (), (), 0, REFERENCE)["central.html"].decode()
    assert html.count('class="good"') == 3


def test_files_of_no_known_province_head_the_page_and_are_never_passed_over() -> None:
    html = central_files((), (), (), 2, REFERENCE)["central.html"].decode()
    assert html.count('href="unassigned/report.html"') == 2
    assert "ไฟล์ที่ยังไม่ทราบจังหวัด 2 ไฟล์" in html
    assert '<p class="good">ทุกจังหวัดส่งข้อมูลแล้ว' not in html
    assert "unassigned" not in HTML
