"""The pages of the directory: what a visitor reads, and what must never be in them."""

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from pipeline.publish.pages import site
from tests.publish.directory import AS_OF, HOSTILE, SAMPLES, reference

FILES = site(SAMPLES, reference(), AS_OF)
PAGES = {path: content.decode() for path, content in FILES.items() if path.endswith(".html")}
VOID = {"meta", "link", "input", "br", "img", "path", "rect", "hr"}


def words(markup: str) -> str:
    """What is read of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def entry(lao_id: str) -> str:
    page = PAGES[f"provinces/{lao_id[:2]}.html"]
    return page[page.index(f'id="{lao_id}"') :].partition("</li>")[0]


class Outline(HTMLParser):
    """Every start tag with its attributes; tags that are not closed in order are noted."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


OUTLINES = {path: Outline(page) for path, page in PAGES.items()}


def test_the_folder_is_the_contract() -> None:
    types = {f"types/{slug}.html" for slug in ("pao", "city", "town", "subdistrict", "tao", "special")}
    data = {
        f"data/{name}" for name in ("websites.csv", "websites.json", "websites.xlsx", "datapackage.json", "index.js")
    }
    provinces = {f"provinces/{code}.html" for code in ("20", "56", "83")}
    assert {"index.html", "404.html", *types, *data, *provinces} <= set(FILES)


def test_same_entries_give_the_same_bytes_whatever_their_order() -> None:
    assert site(tuple(reversed(SAMPLES)), reference(), AS_OF) == FILES


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_a_proper_thai_page(path: str) -> None:
    page, outline = PAGES[path], OUTLINES[path]
    assert page.startswith("<!doctype html>")
    assert '<html lang="th">' in page
    assert (outline.wrong, outline.open) == ([], [])
    assert Counter(tag for tag, _ in outline.tags)["h1"] == 1
    ids = Counter(attributes["id"] for _, attributes in outline.tags if "id" in attributes)
    assert max(ids.values()) == 1
    assert "ข้อมูล ณ วันที่" in page
    assert "31 กรกฎาคม 2557" in page
    assert reference().round.circular in page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_whatever_is_not_its_own(path: str) -> None:
    policy = next(a["content"] for tag, a in OUTLINES[path].tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {
        "default-src": "'none'", "style-src": "'self'", "script-src": "'self'", "img-src": "'self' data:",
        "font-src": "'self'", "base-uri": "'none'", "form-action": "'self'",
    }  # fmt: skip
    for tag, attributes in OUTLINES[path].tags:
        assert not any(name == "style" or name.startswith("on") for name in attributes)
        assert tag != "style"
        assert tag != "script" or attributes.get("src")


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_to_the_web_to_a_mailbox_or_to_a_file_that_is_there(path: str) -> None:
    for _, attributes in OUTLINES[path].tags:
        for name in ("href", "src", "action", "data-index"):
            link = attributes.get(name)
            if link is None or link.startswith(("http://", "https://", "mailto:")):
                continue
            target, _, anchor = link.partition("#")
            place = normpath(join(dirname(path), target.removeprefix("/"))) if target else path
            assert place in FILES, link
            if anchor:
                assert f'id="{unescape(anchor)}"' in PAGES[place], link


def test_what_an_office_typed_is_never_markup() -> None:
    for path, page in PAGES.items():
        assert HOSTILE not in page, path
        assert "<script>alert" not in page, path
    assert HOSTILE in words(entry("830102"))
    assert "<script>" not in FILES["data/index.js"].decode()


@pytest.mark.parametrize(
    ("lao_id", "read"),
    [
        ("560101", ["องค์การบริหารส่วนจังหวัดพะเยา", "www.phayao-pao.example.go.th", "ปีงบประมาณ 2557"]),
        ("560101", ["20 กรกฎาคม 2557", "แจ้งลิงก์เสีย"]),
        ("560102", ["เทศบาลเมืองพะเยา", "phayaocity.example.org", "ไม่ใช่โดเมน .go.th", "ปีงบประมาณ 2556"]),
        ("560103", ["เทศบาลตำบลแม่กา", "www.maeka.example.go.th/main", "เดิม องค์การบริหารส่วนตำบลแม่กาเดิม (รหัส 06560103)"]),
        ("560104", ["องค์การบริหารส่วนตำบลจำป่าหวาย", "ยังไม่มีข้อมูลเว็บไซต์"]),
        ("560105", ["แจ้งว่าไม่มีเว็บไซต์"]),
        ("560201", ["เว็บฟรี", "ยังไม่กำหนดปี"]),
        ("560202", ["องค์การบริหารส่วนตำบลน้ำก่ำ", "พักการเผยแพร่ รอตรวจสอบ"]),
        ("560301", ["สื่อสังคมออนไลน์"]),
        ("200401", ["เมืองพัทยา"]),
    ],
)  # fmt: skip
def test_an_entry_says(lao_id: str, read: list[str]) -> None:
    said = words(entry(lao_id))
    for phrase in read:
        assert phrase in said


@pytest.mark.parametrize("lao_id", ["560104", "560105", "560202"])
def test_without_a_published_website_there_is_no_link(lao_id: str) -> None:
    assert "<a" not in entry(lao_id)


def test_a_held_website_is_nowhere() -> None:
    assert not [path for path, content in FILES.items() if b"bet.example.com" in content]


def test_a_year_that_no_certified_list_decided_is_marked() -> None:
    unverified = site((SAMPLES[0]._replace(unverified=True),), reference(), AS_OF)
    assert "ปีงบประมาณ 2557 (ตามที่แจ้ง)" in unverified["provinces/56.html"].decode()


def test_a_website_is_linked_by_the_name_and_shows_its_host() -> None:
    assert 'href="https://www.maeka.example.go.th/main"' in entry("560103")
    link = re.search(r'<a class="go" href="https://www.maeka[^>]*>(.*?)</a>', entry("560103"))
    assert link
    assert words(link[1]) == "เทศบาลตำบลแม่กา www.maeka.example.go.th/main"


def test_a_broken_link_is_reported_to_the_help_desk() -> None:
    link = re.search(r'href="(mailto:[^"]+)"', entry("560101"))
    assert link
    assert link[1].startswith(f"mailto:{reference().round.help_desk['email']}?subject=")
    assert "02560101" in link[1]


def test_provinces_and_districts_stand_in_thai_order() -> None:
    front = re.findall(r'<th scope="row"><a href="provinces/(\d\d)\.html">', PAGES["index.html"])
    assert front == ["20", "56", "83"]  # ชลบุรี พะเยา ภูเก็ต
    headings = [words(h) for h in re.findall(r"<h2>(.*?)</h2>", PAGES["provinces/56.html"]) if "อำเภอ" in h]
    assert [h.split()[0] for h in headings if h != "อำเภอ"] == ["อำเภอจุน", "อำเภอเชียงม่วน", "อำเภอเมืองพะเยา"]


def test_every_entry_is_on_its_province_and_its_type_once() -> None:
    for one in SAMPLES:
        province = PAGES[f"provinces/{one.province_code}.html"]
        assert province.count(f'id="{one.lao_id}"') == 1
        assert PAGES[f"types/{one.lao_type}.html"].count(f"provinces/{one.province_code}.html#{one.lao_id}") == 1


def test_the_map_links_every_province_listed_and_its_table_says_the_same() -> None:
    page = PAGES["index.html"]
    for code, laos, sites in (("56", 8, 4), ("20", 2, 1), ("83", 2, 1)):
        name = reference().provinces[code].name
        assert f'aria-label="{name} มีเว็บไซต์ {sites} จาก {laos} แห่ง"' in page
        row = re.search(rf'<tr><th scope="row"><a href="provinces/{code}\.html">.*?</tr>', page)
        assert row
        assert words(row[0]).split() == [name, str(laos), str(sites), str(sites * 100 // laos)]


def test_the_tabs_are_those_of_the_department() -> None:
    tabs = re.search(r'<nav class="tabs".*?</nav>', PAGES["types/tao.html"], re.DOTALL)
    assert tabs
    assert words(tabs[0]).startswith("แผนที่ อบจ. เทศบาลนคร เทศบาลเมือง เทศบาลตำบล อบต.")
    assert 'href="../types/tao.html" aria-current="page"' in tabs[0]


def test_an_empty_directory_is_a_directory() -> None:
    files = site((), reference(), AS_OF)
    assert "types/tao.html" in files
    assert b"0" in files["index.html"]


def test_a_long_type_is_listed_by_province_and_repeated_names_carry_their_district() -> None:
    many = [
        SAMPLES[3]._replace(lao_id=f"56{n:04d}", lao_name=f"ทุ่ง{n // 2}", district=("จุน", "ปง")[n % 2])
        for n in range(600)
    ]
    page = site(many, reference(), AS_OF)["types/tao.html"].decode()
    assert page.count("<details") == 1
    assert "ทุ่ง7 (อ.จุน)" in page
    assert "ทุ่ง7 (อ.ปง)" in page


def test_the_settings_of_the_round_are_shown() -> None:
    other = replace(reference(), round=replace(reference().round, circular="มท ๐๘๐๖/ว ๙๙๙"))
    assert "มท ๐๘๐๖/ว ๙๙๙" in site(SAMPLES, other, AS_OF)["index.html"].decode()
