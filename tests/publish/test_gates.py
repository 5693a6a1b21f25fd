"""The publication gates, each shown a folder with exactly one thing wrong."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import pytest

from pipeline.publish.gates import gate
from pipeline.publish.pages import site
from pipeline.publish.people import leaks
from pipeline.shown import Entry
from schemas.rules import catalogue
from tests.publish.directory import AS_OF, SAMPLES, reference

FILES = site(SAMPLES, reference(), AS_OF)
PEOPLE = (
    ("นายสมชาย ใจดี", "081-234-5678", "tel:+66812345678"),
    ("นางสาวสมศรี มีสุข ณ พะเยา", "054 000 111 ต่อ 12", "tel:+6654000111;ext=12"),
    ("ว่าที่ ร.ต. มานะ ขยัน", "", ""),
)
PAGE = "provinces/56.html"
MAIL = f"mailto:{reference().round.help_desk['email']}"


def found(files: Mapping[str, bytes], entries: Sequence[Entry] = SAMPLES) -> list[tuple[str, str]]:
    findings = gate(files, entries, reference(), AS_OF, PEOPLE)
    for one in findings:
        assert "สมชาย" not in catalogue()[one.rule].say(one.params)
    return [(one.rule, one.params["x"]) for one in findings]


def planted(text: str, path: str = PAGE, before: str = "</main>") -> dict[str, bytes]:
    return {**FILES, path: FILES[path].replace(before.encode(), (text + before).encode(), 1)}


def test_a_good_folder_passes() -> None:
    assert found(FILES) == []


@pytest.mark.parametrize(
    "text",
    [
        "นายสมชาย ใจดี", "สมชาย  ใจดี", "คุณสมชาย\u00a0ใจดี", "ติดต่อสมชาย ใจดีได้", "สมชาย &#3651;จดี",
        "สมชาย&nbsp;ใจดี", "มานะ ขยัน", "สมศรี มีสุข ณ พะเยา",
        "0812345678", "081-234-5678", "08 1234 5678", "+66 81 234 5678", "tel:+66812345678", "๐๘๑-๒๓๔-๕๖๗๘",
        "054-000111 ต่อ 12", "(054) 000 111", "?subject=" + quote("สมชาย ใจดี"),
    ],
)  # fmt: skip
def test_pb001_a_person_on_a_page(text: str) -> None:
    assert found(planted(f"<p>{text}</p>")) == [("PB001", PAGE)]


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("data/websites.csv", "560104,"), ("data/websites.json", '"title"'), ("data/index.js", '"พะเยา"'),
        ("static/site.css", ":root"), ("static/site.js", '"use strict"'),
    ],
)  # fmt: skip
def test_pb001_a_person_in_any_file(path: str, before: str) -> None:
    assert leaks(planted("สมชาย ใจดี", path, before), PEOPLE, reference()) == [path]


def test_pb001_a_person_in_the_workbook() -> None:
    workbook = io.BytesIO(FILES["data/websites.xlsx"])
    with zipfile.ZipFile(workbook, "a") as package:
        package.writestr("docProps/custom.xml", "<x>สมชาย ใจดี</x>")
    files = {**FILES, "data/websites.xlsx": workbook.getvalue()}
    assert leaks(files, PEOPLE, reference()) == ["data/websites.xlsx"]


@pytest.mark.parametrize(
    "text", ["สมชาย", "ใจดี", "12345678", "0812345679", "10812345678", "08123456", "สมชาย ใจ", "560101 2557"]
)
def test_pb001_lets_pass_what_is_nobodys(text: str) -> None:
    assert found(planted(f"<p>{text}</p>")) == []


def test_pb001_a_place_is_no_person() -> None:
    places = (("นางรอง", "", ""), ("นายพะเยา", "", ""), ("", "", ""))
    assert leaks(planted("<p>นางรอง พะเยา</p>"), places, reference()) == []


def test_pb001_the_help_desk_may_stand_there() -> None:
    desk = reference().round.help_desk
    assert leaks(FILES, (("นายใคร ก็ได้", desk["phone"], "tel:+6622419000;ext=1107"),), reference()) == []


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", " javascript:x", "data:text/html,x", "ftp://a.go.th",
     "file:///etc/passwd", "//elsewhere.example", "http:///x", "mailto:somebody@example.org"],
)  # fmt: skip
def test_pb002_a_link_of_another_scheme(link: str) -> None:
    assert found(planted(f'<a href="{link}">x</a>')) == [("PB002", PAGE)]


@pytest.mark.parametrize("link", ["../index.html", "#560101", "https://a.go.th/x:y", MAIL + "?subject=x"])
def test_pb002_lets_pass(link: str) -> None:
    assert found(planted(f'<a href="{link}">x</a>')) == []


def test_pb002_in_the_data() -> None:
    bad = (SAMPLES[0]._replace(website="ftp://a.go.th"), *SAMPLES[1:])
    places = {place for rule, place in found(site(bad, reference(), AS_OF), bad) if rule == "PB002"}
    assert {PAGE, "data/websites.json", "data/index.js"} <= places


def test_pb003_an_entry_missing_everywhere() -> None:
    places = {place for rule, place in found(site(SAMPLES[1:], reference(), AS_OF)) if rule == "PB003"}
    assert {
        PAGE,
        f"{PAGE} (เว็บไซต์)",
        "types/pao.html",
        "data/websites.csv",
        "data/websites.xlsx",
        "data/index.js",
    } <= places


def test_pb003_an_entry_twice() -> None:
    assert found(planted('<li class="entry" id="560104"></li>')) == [("PB003", PAGE)]


def test_pb003_a_held_website_linked() -> None:
    freed = tuple(entry._replace(held=False) for entry in SAMPLES)
    assert ("PB003", f"{PAGE} (เว็บไซต์)") in found(site(freed, reference(), AS_OF))


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "<p onclick='x'>x</p>",
        '<p class="a" style="x">x</p>',
        "<style>x</style>",
        "<marquee>x</marquee>",
    ],
)
def test_pb004_code_in_a_page(text: str) -> None:
    assert found(planted(text)) == [("PB004", PAGE)]


def test_pb004_text_not_escaped() -> None:
    odd = (SAMPLES[0]._replace(lao_name="ก<b>ข"), *SAMPLES[1:])
    good = site(odd, reference(), AS_OF)
    assert found(good, odd) == []
    bad = {**good, PAGE: good[PAGE].replace("ก&lt;b&gt;ข".encode(), "ก<b>ข".encode())}
    assert found(bad, odd) == [("PB004", PAGE)]


def test_pb006_a_page_without_its_date() -> None:
    bad = {**FILES, PAGE: FILES[PAGE].replace("31 กรกฎาคม 2557".encode(), b"")}
    assert found(bad) == [("PB006", PAGE)]
    other = {**FILES, "data/datapackage.json": FILES["data/datapackage.json"].replace(b"2014-07-31", b"2014-07-30")}
    assert found(other) == [("PB006", "data/datapackage.json")]
