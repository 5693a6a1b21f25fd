"""A province's report: what it says, that typed markup is inert, and the files for programs beside it."""

import csv
import io
import json
import re

import pytest
import samples

from pipeline.report.province import province_files, province_report
from pipeline.report.verdict import verdict
from pipeline.shown import ReportRow
from schemas.rules import catalogue

REFERENCE = samples.reference()
REPORT = samples.report()
FILES = province_files(REPORT, REFERENCE)
HTML = FILES["report.html"].decode()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("state", ["not_sent", "refused", "partly", "complete", "nothing"])
def test_every_state_has_a_page_with_its_verdict(state: str) -> None:
    report = samples.report(state)
    assert verdict(report, REFERENCE) in province_report(report, REFERENCE).decode()


def test_what_an_office_typed_is_shown_and_never_run() -> None:
    assert samples.HOSTILE not in HTML
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in HTML
    assert len(re.findall(r"<script", HTML)) == 1


def test_the_page_allows_only_its_own_style_and_script_and_loads_nothing() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', HTML)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert policy[1].count("sha256-") == 2
    assert "unsafe" not in policy[1]
    assert not re.search(r'(?:src|href)="https?:', HTML)
    assert " style=" not in HTML


def test_progress_missing_and_the_menu_are_told() -> None:
    assert "แก้แล้ว 2 จาก 7" in HTML
    assert "พบใหม่ 1" in HTML
    assert "“ข้อมูล อปท. ๘ ด้าน”" in HTML
    for laos in REPORT.missing.values():
        assert all(lao.code in HTML for lao in laos)


def test_the_marked_file_is_linked_and_every_rule_leads_to_the_catalogue() -> None:
    assert 'href="returned/7-%E0%B9%81' in HTML
    for row in REPORT.rows:
        assert f'href="../rules/{catalogue()[row.rule].area}.html#{row.rule}"' in HTML


def test_every_link_within_the_page_has_its_target() -> None:
    targets = set(re.findall(r'\bid="([^"]+)"', HTML))
    assert set(re.findall(r'href="#([^"]+)"', HTML)) <= targets


def test_findings_csv_has_the_columns_of_the_contract_and_opens_in_excel() -> None:
    content = FILES["findings.csv"]
    header, *rows = rows_of(content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert ",".join(header) == (
        "file,sheet,cell,row,column,lao_code,lao_name,rule,severity,withholds,value,message,hint,suggestion,status"
    )
    assert rows == [list(row[:15]) for row in REPORT.rows]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_csv_is_a_live_formula(start: str) -> None:
    row: ReportRow = samples.finding("WW003", None, value=f"{start}1+1")
    report = samples.ProvinceReport(samples.status(), rows=(row,))
    _, (*cells,) = rows_of(province_files(report, REFERENCE)["findings.csv"])
    assert cells[10] == f"'{start}1+1"


def test_findings_json_says_the_same_with_verdict_and_counts() -> None:
    told = json.loads(FILES["findings.json"])
    assert told["verdict"]["text"] == verdict(REPORT, REFERENCE)
    assert told["counts"]["status"] == {"fixed": 2, "new": 1, "open": 6}
    assert [tuple(found.values()) for found in told["findings"]] == [row[:15] for row in REPORT.rows]
    assert set(told["columns"]) == set(told["findings"][0])
    assert told["files"][0]["fates"] == {"": {"withheld": 20}}


def test_the_same_report_gives_the_same_bytes() -> None:
    assert province_files(samples.report(), samples.reference()) == FILES
