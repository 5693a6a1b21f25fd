"""The open data: exactly the contract's columns, the same rows in every form, nothing live in a spreadsheet."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from pipeline.publish.history import next_publication
from pipeline.publish.pages import site
from pipeline.shown import Entry
from tests.publish.directory import AS_OF, SAMPLES, reference

COLUMNS = [
    "lao_id", "lao_code", "lao_type", "lao_name", "district", "province_code", "province", "fiscal_year", "website",
    "website_kind", "confirmed_on",
]  # fmt: skip


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return site(SAMPLES, reference(), AS_OF)


def rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["data/websites.csv"].decode("utf-8-sig"), newline="")))


def by_id(files: dict[str, bytes], lao_id: str) -> dict[str, str]:
    return next(row for row in rows(files) if row["lao_id"] == lao_id)


def test_csv_is_as_the_contract_has_it(files: dict[str, bytes]) -> None:
    content = files["data/websites.csv"]
    assert content.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    assert len(rows(files)) == len(SAMPLES)
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_row_says_what_the_master_says(files: dict[str, bytes]) -> None:
    assert by_id(files, "560103") == dict(
        zip(
            COLUMNS,
            ["560103", "05560103", "เทศบาลตำบล", "แม่กา", "เมืองพะเยา", "56", "พะเยา", "2557",
             "https://www.maeka.example.go.th/main", "official", "2014-07-20"],
            strict=True,
        )
    )  # fmt: skip


def test_a_held_website_is_blank_and_says_so(files: dict[str, bytes]) -> None:
    held = by_id(files, "560202")
    assert (held["website"], held["website_kind"]) == ("", "held")


def test_json_and_xlsx_hold_the_same_rows(files: dict[str, bytes]) -> None:
    document = json.loads(files["data/websites.json"])
    assert document["as_of"] == "2014-07-31"
    assert document["as_of_be"] == "31 กรกฎาคม 2557"
    assert document["licence"]["path"].startswith("https://")
    assert document["records"] == rows(files)
    sheet = openpyxl.load_workbook(io.BytesIO(files["data/websites.xlsx"])).active
    assert sheet
    table = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert table == [COLUMNS, *([row[name] for name in COLUMNS] for row in rows(files))]


def test_nothing_a_spreadsheet_would_run() -> None:
    evil = Entry("560199", "06560199", "tao", "=HYPERLINK(1)", "+1", "56")
    files = site((evil,), reference(), AS_OF)
    assert by_id(files, "560199")["lao_name"] == "'=HYPERLINK(1)"
    cell = openpyxl.load_workbook(io.BytesIO(files["data/websites.xlsx"])).active["D2"]  # type: ignore[index]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


@pytest.mark.filterwarnings("ignore")
def test_the_descriptor_describes_the_data(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    first = next_publication((), SAMPLES[:6], "2014-07-01")
    assert first
    second = next_publication((first,), SAMPLES[1:], "2014-07-20")
    assert second
    files = site(SAMPLES[1:], reference(), AS_OF, (first, second))
    for path, content in files.items():
        if path.startswith("data/"):
            (tmp_path / Path(path).name).write_bytes(content)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    websites, changes = json.loads(files["data/datapackage.json"])["resources"]
    assert [field["name"] for field in websites["schema"]["fields"]] == COLUMNS
    assert (changes["path"], changes["schema"]["primaryKey"]) == ("changes.csv", ["publication", "lao_id"])
