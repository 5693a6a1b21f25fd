"""A round in which every cell, sheet and file name is an attack: nothing that is written may act on who opens it."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from office import DEMO, KAMALA, RAWAI, SAKHU, contact, desk_at, site, workbook

from pipeline import run
from pipeline.desk import Desk
from pipeline.progress import silent
from schemas import TABLES
from schemas.reference import load_reference

MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "\t=1+1", "=1+1")
OVERRIDE, WITHIN, HIDDEN = "\u202e", "\u2066", "\u200b"
PHONE = f"{OVERRIDE}0812345678"
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that make a text look like another one: overrides, embeddings and isolates of direction."""
OWN_SHEETS = {table.sheet for table in TABLES}
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
NAME = f"รายงาน{OVERRIDE}xslx.<b onclick=x>=cmd{HIDDEN}'; DROP TABLE.xlsx"


def attacks() -> bytes:
    """Every column of every table holds a formula, markup, or a text that is not what it looks like."""
    sites = [
        site(KAMALA, website=f"http://www.kamala.go.th/{MARKUP}", lao_name=FORMULAS[0]),
        site(RAWAI, website=f"javascript:alert(1){OVERRIDE}", district=MARKUP, lao_type=FORMULAS[3]),
        site(SAKHU, website=f"www.sa{OVERRIDE}{HIDDEN}khu.go.th", lao_name=f"{WITHIN}สาคู", fiscal_year=FORMULAS[1]),
    ]
    people = [
        contact(KAMALA, person1_name=FORMULAS[0], person1_position=MARKUP, person1_phone=FORMULAS[1]),
        contact(RAWAI, person1_name=f"นาย{OVERRIDE}สมชาย ใจดี", person1_position=FORMULAS[2], person2_name=MARKUP),
        contact(SAKHU, person1_position=f"{HIDDEN}{FORMULAS[5]}", person2_position=FORMULAS[4], person2_phone=PHONE),
    ]
    return workbook(website=sites, contact=people)


@pytest.fixture(scope="module")
def desk(demo_outbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("attacked")
    shutil.copytree(demo_outbox, root / "outbox")
    folder = root / "inbox" / "83"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(attacks())
    (folder / f"{MARKUP.replace('/', '')}.xls").write_bytes(b"<html>")
    desk = desk_at(root / "outbox")
    done = run.ingest(desk, root / "inbox", workers=0, dry_run=False, progress=silent)
    assert sorted(one.status for one in done) == ["accepted", "refused"]
    return desk


def written(desk: Desk, *endings: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the outbox with such an ending, but the archive: it holds what was sent, as it was sent."""
    found = [path for path in sorted(desk.outbox.root.rglob("*")) if path.suffix in endings and path.is_file()]
    for path in found:
        if desk.outbox.archive not in path.parents:
            yield str(path.relative_to(desk.outbox.root)), path.read_bytes()


def test_there_is_something_of_every_kind(desk: Desk) -> None:
    names = {name for name, _ in written(desk, ".html", ".csv", ".json", ".xlsx")}
    for name in (
        "reports/83/report.html", "reports/83/letter.html", "reports/83/findings.csv", "reports/83/findings.json",
        "reports/index.html", "reports/central.html", "reports/central.csv", "site/index.html",
        "site/provinces/83.html",
        "site/data/websites.csv", "site/data/websites.json", "site/data/websites.xlsx", "master/websites.csv",
        "master/contacts.csv", "master/contacts.xlsx", "master/websites.xlsx",
    ):  # fmt: skip
        assert name in names
    assert any(name.startswith("contacts/") for name in names)
    assert any("/returned/" in name for name in names)


def test_no_cell_of_a_csv_is_a_formula(desk: Desk) -> None:
    for name, data in written(desk, ".csv"):
        lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        live = [cell for line in lines for cell in line if cell.startswith(LIVE)]
        assert not live, (name, live)


def test_no_cell_of_a_workbook_is_a_formula(desk: Desk) -> None:
    for name, data in written(desk, ".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(data)):
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            for cell in cells:
                assert cell.data_type != "f", (name, sheet.title, cell.coordinate, cell.value)
                link = cell.hyperlink and cell.hyperlink.target
                assert not link or link.startswith(("http://", "https://")), (name, cell.coordinate, link)
                if isinstance(cell.value, str) and cell.value.startswith(LIVE):
                    assert cell.quotePrefix, (name, sheet.title, cell.coordinate, cell.value)


def test_no_markup_of_an_office_is_markup_of_a_page(desk: Desk) -> None:
    for name, data in written(desk, ".html", ".js", ".xml"):
        page = data.decode()
        assert "<script>alert" not in page, name
        assert not re.search(r"<img[^>]*onerror|<b onclick", page), name
        hrefs = re.findall(r'(?:href|src|action)\s*=\s*"([^"]*)"', page)
        assert not [href for href in hrefs if re.match(r"\s*(?:javascript|data|vbscript):", href, re.IGNORECASE)], name
        assert not re.search(r"\son\w+\s*=\s*[\"']", re.sub(r'"[^"]*"', '""', page)), name


def test_nothing_is_shown_in_another_direction(desk: Desk) -> None:
    for name, data in written(desk, ".html", ".csv", ".json", ".js", ".xml", ".txt"):
        turned = BIDI.search(text := data.decode("utf-8-sig"))
        assert not turned, (name, text[turned.start() - 90 : turned.end() + 30])
    for name, data in written(desk, ".json"):
        assert not BIDI.search(json.dumps(json.loads(data), ensure_ascii=False)), name
    for name, data in written(desk, ".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(data)):
            turned = [cell.coordinate for row in sheet.iter_rows() for cell in row if BIDI.search(str(cell.value))]
            own = "/returned/" in name and sheet.title in OWN_SHEETS  # given back as the office typed it
            assert own or not turned, (name, sheet.title, turned)


def test_what_is_kept_has_no_invisible_characters(desk: Desk) -> None:
    for name in ("master/websites.csv", "master/contacts.csv", "site/data/websites.csv"):
        text = (desk.outbox.root / name).read_text("utf-8-sig")
        assert not {OVERRIDE, WITHIN, HIDDEN, "\ufeff"} & set(text), name


def test_names_of_files_become_plain_names(desk: Desk) -> None:
    for path in desk.outbox.root.rglob("*"):
        assert path.name.isprintable(), path
        assert not set("<>\"'\\:|?*=;") & set(path.name), path
        assert len(path.name.encode()) <= 255
    known = load_reference(DEMO).provinces.keys() | {"unassigned", "rules", "central"}
    folders = {path.name for path in desk.outbox.reports.iterdir() if path.is_dir()}
    assert folders <= known
