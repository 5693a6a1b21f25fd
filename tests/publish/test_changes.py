"""The change log as open data and as its page."""

import csv
import io
import json
import re
from html import unescape

from pipeline.publish.changes import MOST
from pipeline.publish.history import next_publication
from pipeline.publish.pages import site
from tests.publish.directory import AS_OF, HOSTILE, SAMPLES, reference

FIRST = next_publication((), SAMPLES[:6], "2014-07-01T09:00:00+07:00")
assert FIRST
SECOND = next_publication((FIRST,), SAMPLES[1:], "2014-07-20T09:00:00+07:00")
assert SECOND
FILES = site(SAMPLES[1:], reference(), AS_OF, (FIRST, SECOND))


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILES["data/changes.csv"].decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_a_change() -> None:
    assert [(row["change"], row["lao_id"]) for row in rows()] == [
        ("added", "200401"), ("gone", "560101"), ("added", "560301"), ("added", "830101"),
    ]  # fmt: skip
    assert rows()[1] == {
        "publication": "2", "published_on": "2014-07-20", "change": "gone", "lao_id": "560101",
        "lao_code": "02560101", "lao_type": "องค์การบริหารส่วนจังหวัด", "lao_name": "พะเยา", "district": "เมืองพะเยา",
        "province_code": "56", "province": "พะเยา",
        "website_before": "http://www.phayao-pao.example.go.th", "website": "",
    }  # fmt: skip


def test_json_has_the_same_records() -> None:
    document = json.loads(FILES["data/changes.json"])
    assert document["records"] == rows()
    assert document["as_of_be"] == "31 กรกฎาคม 2557"


def test_the_page_says_when_what_and_who() -> None:
    page = FILES["changes.html"].decode()
    read = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert "20 กรกฎาคม 2557 ฉบับที่ 2 เพิ่ม 3 แห่ง หายไป 1 แห่ง" in read
    assert "องค์การบริหารส่วนจังหวัดพะเยา หายไป อำเภอเมืองพะเยา จังหวัดพะเยา เดิม www.phayao-pao.example.go.th" in read
    assert 'href="provinces/83.html#830101"' in page
    assert "#560101" not in page  # it is no more in the directory
    assert "1 กรกฎาคม 2557" not in read.replace("31 กรกฎาคม 2557", "")  # the first publication changed nothing


def test_without_changes_the_page_says_so() -> None:
    assert "ยังไม่มีการเปลี่ยนแปลง" in site(SAMPLES, reference(), AS_OF, (FIRST,))["changes.html"].decode()


def test_a_hostile_name_stays_text() -> None:
    evil = (*SAMPLES[:-1], SAMPLES[-1]._replace(website="http://a.example.go.th"))
    new = next_publication((FIRST,), evil, "2014-07-21")
    assert new
    page = site(evil, reference(), AS_OF, (FIRST, new))["changes.html"].decode()
    assert HOSTILE not in page
    assert HOSTILE in unescape(page)


def test_a_long_log_is_cut_on_the_page_alone() -> None:
    many = [SAMPLES[3]._replace(lao_id=f"56{n:04d}", website=f"http://a{n}.example.go.th") for n in range(MOST + 5)]
    new = next_publication((FIRST,), many, "2014-07-21")
    assert new
    files = site(many, reference(), AS_OF, (FIRST, new))
    assert files["changes.html"].count(b'<li class="entry') == MOST
    assert "อยู่ในไฟล์ CSV" in files["changes.html"].decode()
    assert files["data/changes.csv"].count(b"\r\n") == len(new.changes) + 1
