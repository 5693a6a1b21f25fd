"""The directory in a real Chromium: search as people type, addresses, keyboard, narrow screens, no script."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.publish.history import next_publication
from pipeline.publish.pages import site
from pipeline.shown import Entry
from tests.publish.directory import AS_OF, SAMPLES, reference

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
expect = playwright.expect
pytestmark = pytest.mark.browser

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
MANY = tuple(Entry(f"1405{n:02d}", f"061405{n:02d}", "tao", f"หนองทดสอบ{n}", "วังน้อย", "14") for n in range(1, 13))


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site in a folder: it must work from there as from a server."""
    folder = tmp_path_factory.mktemp("site")
    first = next_publication((), SAMPLES[2:], "2014-07-20")
    assert first
    second = next_publication((first,), SAMPLES[1:8], "2014-07-31")
    assert second
    for path, content in site((*SAMPLES, *MANY), reference(), AS_OF, (first, second)).items():
        target: Path = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder.as_uri()


@pytest.fixture
def front(browser: "playwright.Browser", root: str) -> Iterator["playwright.Page"]:
    """The front page; anything the browser complains of fails the test."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{root}/index.html")
    yield page
    page.close()
    assert said == []


def names(page: "playwright.Page") -> list[str]:
    return page.locator("#results li .name").all_inner_texts()


def search(page: "playwright.Page", text: str) -> list[str]:
    page.fill("#q", text)
    page.press("#q", "Enter")
    expect(page.locator("#results [role=status]")).not_to_have_text("")
    return names(page)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("แม่กา", "เทศบาลตำบลแม่กา"),
        ("แมกา", "เทศบาลตำบลแม่กา"),  # no tone mark
        ("ทต.แม่กา", "เทศบาลตำบลแม่กา"),
        ("ทต แม่กา", "เทศบาลตำบลแม่กา"),
        ("เทศบาลแม่กา", "เทศบาลตำบลแม่กา"),
        ("อบต.แม่กา", "เทศบาลตำบลแม่กา"),  # upgraded since
        ("เเม่กา", "เทศบาลตำบลแม่กา"),  # two เ for one แ
        ("แม่กาเดิม", "เทศบาลตำบลแม่กา"),  # a former name
        ("จําป่าหวาย", "องค์การบริหารส่วนตำบลจำป่าหวาย"),  # ํ + า for ำ
        ("อ บ ต จำ ป่า หวาย", "องค์การบริหารส่วนตำบลจำป่าหวาย"),
        ("องค์การบริหารส่วนตำบล จำป่าหวาย", "องค์การบริหารส่วนตำบลจำป่าหวาย"),
        ("phuketcity.example", "เทศบาลนครภูเก็ต"),
        ("http://www.maeka.example.go.th/", "เทศบาลตำบลแม่กา"),
        ("อบจ.พะเยา", "องค์การบริหารส่วนจังหวัดพะเยา"),
        ("พัทยา", "เมืองพัทยา"),
        ("560105", "องค์การบริหารส่วนตำบลแม่ปืม"),
    ],
)
def test_search_finds_what_was_meant(front: "playwright.Page", typed: str, first: str) -> None:
    assert search(front, typed)[0] == first


def test_a_name_that_repeats_is_told_apart_by_its_place(front: "playwright.Page") -> None:
    assert search(front, "บ้านใหม่") == ["องค์การบริหารส่วนตำบลบ้านใหม่"] * 2
    places = front.locator("#results .facts a").all_inner_texts()
    assert ["ชลบุรี" in places[0], "พะเยา" in places[1]] == [True, True]
    search(front, "บ้านใหม่ พะเยา")
    assert front.locator("#results li").count() == 1


def test_a_province_is_offered_by_thai_or_english_name(front: "playwright.Page") -> None:
    search(front, "phuket")
    expect(front.locator("#results .near a")).to_have_text("ภูเก็ต")


def test_nothing_found_says_what_to_do(front: "playwright.Page") -> None:
    assert search(front, "ไม่มีที่ไหนเลย") == []
    expect(front.locator("#results [role=status]")).to_contain_text("ไม่พบ")


def test_long_results_come_ten_to_a_page_and_the_address_keeps_the_view(front: "playwright.Page") -> None:
    search(front, "หนองทดสอบ")
    status = front.locator("#results [role=status]")
    expect(status).to_have_text("1 ถึง 10 จาก 12 รายการ")
    front.get_by_role("link", name="หน้าถัดไป").click()
    expect(status).to_have_text("11 ถึง 12 จาก 12 รายการ")
    shared = front.url
    front.go_back()
    expect(status).to_have_text("1 ถึง 10 จาก 12 รายการ")
    front.go_back()
    expect(front.locator("#browse")).to_be_visible()
    expect(front.locator("#results")).to_be_hidden()
    front.goto(shared)
    expect(status).to_have_text("11 ถึง 12 จาก 12 รายการ")
    expect(front.locator("#q")).to_have_value("หนองทดสอบ")


def shown(page: "playwright.Page") -> list[str]:
    return page.locator("[data-list] li.entry:visible .name").all_inner_texts()


def test_a_long_list_comes_ten_at_a_time_and_the_address_keeps_the_view(front: "playwright.Page", root: str) -> None:
    front.goto(f"{root}/provinces/14.html")
    status = front.locator(".paging [role=status]")
    expect(status).to_have_text("1 ถึง 10 จาก 12")
    expect(front.locator(".paging label")).to_contain_text("หน้าละ")
    assert len(shown(front)) == 10
    front.get_by_role("link", name="หน้าถัดไป").click()
    expect(status).to_have_text("11 ถึง 12 จาก 12")
    expect(status).to_be_focused()
    assert len(shown(front)) == 2
    shared = front.url
    front.go_back()
    expect(status).to_have_text("1 ถึง 10 จาก 12")
    front.goto(shared)
    expect(status).to_have_text("11 ถึง 12 จาก 12")
    front.locator(".paging select").select_option("ทุก")
    expect(status).to_have_text("1 ถึง 12 จาก 12")
    expect(front.locator("main nav.pager")).to_be_hidden()
    front.reload()
    expect(status).to_have_text("1 ถึง 12 จาก 12")


def test_an_address_of_an_entry_opens_its_page_of_the_list(front: "playwright.Page", root: str) -> None:
    front.goto(f"{root}/provinces/14.html#140501")
    last = front.locator("[data-list] li.entry").last.get_attribute("id")
    front.evaluate(f"location.hash = '{last}'")
    expect(front.locator(f"[id='{last}']")).to_be_in_viewport()
    expect(front.locator(".paging [role=status]")).to_have_text("11 ถึง 12 จาก 12")
    front.go_back()
    expect(front.locator("[id='140501']")).to_be_visible()


def test_a_short_list_has_no_pages_and_print_has_all_of_a_long_one(front: "playwright.Page", root: str) -> None:
    front.goto(f"{root}/provinces/56.html")
    assert front.locator(".paging").count() == 0
    front.goto(f"{root}/provinces/14.html")
    front.emulate_media(media="print")
    assert len(shown(front)) == 12


def test_what_was_typed_by_an_office_or_a_visitor_stays_text(front: "playwright.Page") -> None:
    search(front, '<img src=x onerror="alert(1)">')
    assert front.locator("#results img").count() == 0
    search(front, "ถลาง")
    assert names(front)[0].startswith("องค์การบริหารส่วนตำบล<script>")


def test_a_result_leads_to_its_entry_and_back_to_the_results(front: "playwright.Page") -> None:
    search(front, "แม่กา")
    front.locator("#results .facts a").first.click()
    expect(front.locator("[id='560103']")).to_be_in_viewport()
    front.go_back()
    expect(front.locator("#results li .name").first).to_have_text("เทศบาลตำบลแม่กา")


def test_search_from_another_page_opens_the_results(front: "playwright.Page", root: str) -> None:
    front.goto(f"{root}/provinces/56.html")
    front.fill("#q", "ภูเก็ต")
    front.press("#q", "Enter")
    expect(front.locator("#results li .name").first).to_have_text("เทศบาลนครภูเก็ต")


def test_the_map_by_keyboard(front: "playwright.Page") -> None:
    area = front.locator(".map a[href='provinces/56.html']")
    area.focus()
    expect(front.locator(".map output")).to_contain_text("พะเยา")
    area.press("Enter")
    expect(front.locator("h1")).to_have_text("จังหวัดพะเยา")


@pytest.mark.parametrize(
    "path",
    ["index.html", "index.html?q=หนอง", "provinces/14.html", "types/tao.html", "data/index.html", "changes.html"],
)
def test_no_sideways_scroll_at_320_pixels(front: "playwright.Page", root: str, path: str) -> None:
    front.set_viewport_size({"width": 320, "height": 640})
    front.goto(f"{root}/{path}")
    front.wait_for_load_state("load")
    assert front.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    ("path", "scheme"),
    [("index.html", "light"), ("index.html?q=แม่", "light"), ("provinces/56.html", "light"),
     ("provinces/14.html", "dark"), ("types/tao.html", "light"), ("data/index.html", "dark"),
     ("changes.html", "light")],
)  # fmt: skip
def test_no_accessibility_violation(front: "playwright.Page", root: str, path: str, scheme: str) -> None:
    front.emulate_media(color_scheme=scheme)
    front.goto(f"{root}/{path}")
    front.wait_for_load_state("load")
    found = axe.Axe().run(front, options={"preload": False})  # it would fetch the style sheet, against the policy
    assert found.violations_count == 0, found.generate_report()


def test_everything_reads_without_script(browser: "playwright.Browser", root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/index.html")
    expect(page.locator(".provinces tbody tr")).to_have_count(4)
    expect(page.locator("#q")).to_be_hidden()
    page.get_by_role("rowheader", name="พะเยา").get_by_role("link").click()
    expect(page.locator("li.entry")).to_have_count(8)
    page.goto(f"{root}/provinces/14.html")
    assert len(shown(page)) == len(MANY)
    context.close()
