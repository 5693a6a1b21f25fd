"""Forms that were handed out come back: each thing their mark can tell, from the form to the report."""

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import KAMALA, SATHIT, desk_at, make_desk, site, workbook

from pipeline import run
from pipeline.desk import Desk
from pipeline.keeping.verify import verify
from pipeline.mark import PROPERTY, rotate
from pipeline.progress import silent
from pipeline.running.settled import Settled

SITE = "http://www.kamala.go.th"


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = make_desk(tmp_path_factory.mktemp("forms") / "outbox")
    for province in ("83", "98"):
        run.make_forms(desk, province, silent)
    return desk


@pytest.fixture
def desk(handed_out: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(handed_out.outbox.root, tmp_path / "outbox")
    return desk_at(tmp_path / "outbox")


def fill(book: Any, website: str = SITE, code: str = KAMALA) -> None:
    """Type a website into the row of an LAO."""
    sheet = book["เว็บไซต์ อปท."]
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "รหัส อปท." for cell in row))
    columns = {cell.value: cell.column for cell in heading}
    row = next(n for n in range(1, sheet.max_row + 1) if str(sheet.cell(n, columns["รหัส อปท."]).value) == code)
    sheet.cell(row, columns["เว็บไซต์"]).value = website


def answer(desk: Desk, tmp_path: Path, province: str = "83", folder: str = "83", **change: str) -> Settled:
    """Fill a form and send it, its mark's text changed (old=new); what came of it."""
    book = openpyxl.load_workbook(desk.outbox.forms / f"{province}.xlsx")
    fill(book, code=KAMALA if province == "83" else SATHIT)
    for old, new in change.items():
        mark = book.custom_doc_props[PROPERTY]
        assert old in mark.value
        mark.value = mark.value.replace(old, new)
    return send(desk, tmp_path, folder, book)


def send(desk: Desk, tmp_path: Path, folder: str, book: Any, name: str = "แบบรายงาน.xlsx") -> Settled:
    path = tmp_path / "inbox" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    (one,) = run.ingest(desk, tmp_path / "inbox", workers=0, dry_run=False, progress=silent)
    assert verify(desk).faults == ()
    return one


def told(desk: Desk, province: str = "83") -> dict[str, str]:
    """Rule -> message in the province's report, of what is said of the file."""
    with (desk.outbox.reports / province / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["rule"]: row["message"] for row in csv.DictReader(file) if not row["cell"]}


MARKS = {"FM001", "FM002", "FM003", "FM004"}


def test_a_form_of_ours_says_nothing(desk, tmp_path):
    one = answer(desk, tmp_path)
    assert (one.status, one.province, MARKS & one.found.keys()) == ("accepted", "83", set())


def test_an_altered_mark_is_refused(desk, tmp_path):
    one = answer(desk, tmp_path, **{"|83|": "|98|"})
    assert (one.status, one.province) == ("refused", "83"), "the folder says whose it is"
    assert "FM001" in told(desk)


def test_a_form_in_another_province_s_folder_is_refused(desk, tmp_path):
    one = answer(desk, tmp_path, province="98", folder="83")
    assert (one.status, one.province) == ("refused", "98")
    assert "ภูเก็ต" in told(desk, "98")["FM002"]
    assert "สาธิต" in told(desk, "98")["FM002"]


def test_a_form_of_another_round_is_refused(desk, tmp_path):
    (desk.outbox.root / "round.toml").write_text('[round]\nid = "2558-1"\n')
    one = answer(desk_at(desk.outbox.root), tmp_path)
    assert one.status == "refused"
    assert "2557-1" in told(desk_at(desk.outbox.root))["FM003"]


@pytest.mark.parametrize(("setting", "status"), [("warn", "accepted"), ("refuse", "refused")])
def test_a_workbook_of_their_own_is_taken_or_refused_as_the_settings_say(desk, tmp_path, setting, status):
    (desk.outbox.root / "round.toml").write_text(f'[round]\nunsigned_forms = "{setting}"\n')
    (tmp_path / "own.xlsx").write_bytes(workbook(website=[site()]))
    one = send(desk_at(desk.outbox.root), tmp_path, "83", openpyxl.load_workbook(tmp_path / "own.xlsx"))
    assert one.status == status
    assert "FM004" in one.found


def test_the_mark_goes_before_name_and_title(desk, tmp_path):
    book = openpyxl.load_workbook(desk.outbox.forms / "83.xlsx")
    fill(book)
    one = send(desk, tmp_path, ".", book, "จังหวัดระนอง.xlsx")
    assert one.province == "83"


def test_an_older_revision_after_a_newer_one_is_refused(desk, tmp_path):
    book = openpyxl.load_workbook(desk.outbox.forms / "83.xlsx")
    fill(book, "ที่ทำการ")
    assert send(desk, tmp_path, "83", book).revision == 0
    (first,) = (desk.outbox.reports / "83" / "returned").glob("1-*")
    back = openpyxl.load_workbook(first)
    fill(back, "ยังไม่รู้")
    assert send(desk, tmp_path, "83", back).revision == 1
    (second,) = (desk.outbox.reports / "83" / "returned").glob("2-*")
    newest, older = openpyxl.load_workbook(second), openpyxl.load_workbook(first)
    fill(newest)
    assert (send(desk, tmp_path, "83", newest)).revision == 2
    fill(older, "http://www.older.go.th")
    one = send(desk, tmp_path, "83", older)
    assert (one.status, one.revision, "XS002" in one.found) == ("refused", 1, True)
    assert SITE in (desk.outbox.master / "websites.csv").read_text("utf-8-sig")


class TestANewKey:
    def test_forms_handed_out_before_stay_good(self, desk, tmp_path):
        rotate(desk.outbox.key, desk.reference.round.id)
        assert answer(desk, tmp_path).status == "accepted"

    def test_those_made_since_are_signed_with_it(self, desk, tmp_path):
        mark = _mark(desk)
        rotate(desk.outbox.key, desk.reference.round.id)
        run.make_forms(desk, "83", silent)
        assert _mark(desk).split("|")[5] != mark.split("|")[5]
        assert answer(desk, tmp_path).status == "accepted"

    def test_a_key_that_is_gone_vouches_for_nothing(self, desk, tmp_path):
        rotate(desk.outbox.key, desk.reference.round.id)
        desk.outbox.key.write_text(desk.outbox.key.read_text().splitlines()[0])
        assert answer(desk, tmp_path).status == "refused"
        assert "FM001" in told(desk)


def _mark(desk: Desk) -> str:
    return str(openpyxl.load_workbook(desk.outbox.forms / "83.xlsx").custom_doc_props[PROPERTY].value)


def test_another_province_s_lao_is_refused_row_by_row(desk, tmp_path):
    (tmp_path / "own.xlsx").write_bytes(workbook(website=[site(), site(SATHIT)]))
    one = send(desk, tmp_path, "83", openpyxl.load_workbook(tmp_path / "own.xlsx"))
    assert (one.status, one.found["LA015"]) == ("accepted", 1)
    sites = (desk.outbox.master / "websites.csv").read_text("utf-8-sig")
    assert (KAMALA in sites, SATHIT in sites) == (True, False)
