"""The pages in a real browser: accessible, no console error under their own policy, scripts that do their work."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import samples

from pipeline.report.board import board
from pipeline.report.central import central_files
from pipeline.report.contacts import contact_book
from pipeline.report.data import CentralRow, Held, TrendPoint
from pipeline.report.letter import letter
from pipeline.report.province import province_report
from pipeline.report.rules_page import rules_files
from schemas.rules import catalogue

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.browser
ARGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = ("report.html", "index.html", "letter.html", "central.html", "rules.html", "form.html", "contacts.html")


def rendered() -> dict[str, bytes]:
    reference, on = samples.reference(), date(2014, 8, 4)
    report = samples.report()
    longest = replace(report, status=report.status._replace(code="14"))
    some = {code: rule for code, rule in catalogue().items() if rule.area in ("form", "round")}
    rows = [CentralRow("56", row) for row in report.rows]
    held = [Held("site", "06560101", "56", "อบต.แม่กา", "ต้องสงสัย", "http://x.example")]
    return {
        "report.html": province_report(report, reference),
        "index.html": board(samples.board(), reference, [TrendPoint("a", 0, 1), TrendPoint("b", 4, 90)], 2),
        "letter.html": letter(longest, reference, on),
        "central.html": central_files(rows, held, ["50"], 2, reference)["central.html"],
        "rules.html": rules_files(some, reference)["rules.html"],
        "form.html": rules_files(some, reference)["rules/form.html"],
        "contacts.html": contact_book(samples.contact_entries(), reference, on)["index.html"],
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("pages")
    for name, content in rendered().items():
        (made / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: "playwright.Browser") -> Iterator["playwright.Page"]:
    opened = browser.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    opened.close()
    assert said == []


@pytest.mark.parametrize("name", PAGES)
def test_no_accessibility_violation_and_no_console_message(page: "playwright.Page", folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_scrolling_sideways(page: "playwright.Page", folder: Path, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((folder / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_letter_prints_on_one_page(page: "playwright.Page", folder: Path) -> None:
    page.goto((folder / "letter.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1


def test_the_board_sorts_and_keeps_the_order_in_its_address(page: "playwright.Page", folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    laos = "() => Array.from(document.querySelectorAll('tbody tr')).map(row => Number(row.cells[3].dataset.v))"
    page.get_by_role("button", name="อปท.", exact=True).click()
    assert page.evaluate(laos) == sorted(page.evaluate(laos))
    page.get_by_role("button", name="อปท.", exact=True).click()
    assert page.url.endswith("#sort=laos-desc")
    page.reload()
    assert page.evaluate(laos) == sorted(page.evaluate(laos), reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("อปท.")


@pytest.mark.parametrize("asked", ["0812345678", "สมชาย ใจดี", "อบต แม่กา", "แมกา", "๐๘๑๒๓๔"])
def test_the_contact_book_is_searched_as_people_type(page: "playwright.Page", folder: Path, asked: str) -> None:
    page.goto((folder / "contacts.html").as_uri())
    page.get_by_role("searchbox").fill(asked)
    page.get_by_role("status").filter(has_text="พบ").wait_for()
    assert page.locator("tr[data-item]").first.is_visible()
    assert page.locator("tr[data-item]:visible").count() < len(samples.contact_entries())


def test_the_contact_book_shows_what_is_missing(page: "playwright.Page", folder: Path) -> None:
    page.goto((folder / "contacts.html").as_uri())
    page.get_by_label("แสดง").select_option("none")
    assert page.locator("tr[data-item]:visible").count() == 3
