"""``demo``: a whole round on shipped examples, from the register to what the offices get back.

ภูเก็ต fills its form with a few slips, the invented สาธิต sends a tidy one, and from ระนอง comes, as from a tired
officer, a web page that is named .xls. Every person and number is made up.
"""

import csv
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline import lists, run
from pipeline.desk import BANGKOK, Desk, open_desk
from pipeline.forms.layout import layouts
from pipeline.notdone import NotDone
from pipeline.terminal import console
from pipeline.terminal.summary import exit_status, summary
from pipeline.terminal.words import say
from schemas.columns import PERSONS
from schemas.reference import SHIPPED

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EXAMPLES = SHIPPED / "demo"
LISTS = {"registry": "register.csv", "certified": "certified.csv", "successions": "successions.csv"}
NOW = datetime(2014, 7, 15, 9, 30, tzinfo=BANGKOK)
ANSWERING = ("83", "98")
MARKER = ".demo"
"""The file that tells the demo's folder from a real outbox."""
FIRST = ("สมชาย", "สมหญิง", "ประเสริฐ", "วิไล", "บุญมี", "อารี", "มานะ", "สุดา", "ชูชาติ", "พรทิพย์", "กมล")
LAST = ("ใจดี", "รักษ์ถิ่น", "ตัวอย่าง", "สมมุติ", "ทดลองดี", "มีสุข", "ตั้งใจ")
POSITIONS = ("นักวิเคราะห์นโยบายและแผนปฏิบัติการ", "เจ้าพนักงานธุรการ")


def play(root: Path, lang: str) -> int:
    """Play the round in ``root``, which is made anew; the exit status of its ingest.

    Raises ``NotDone`` where ``root`` holds something else: it may be a real round.
    """
    if root.is_dir() and any(root.iterdir()) and not (root / MARKER).exists():
        raise NotDone("not_a_demo", outbox=str(root))
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    (root / MARKER).touch()
    inbox = root / "inbox"
    keep_lists(root / "reference")
    desk = open_desk(root, now=NOW, lang=lang)
    desk.outbox.make()
    for kind, name in LISTS.items():
        lists.import_list(desk, kind, EXAMPLES / name, as_of=NOW - timedelta(days=180))
    with console.progress(lang) as progress:
        run.make_forms(desk, None, progress)
        for province in ANSWERING:
            fill_form(desk, inbox, province)
        (inbox / "85").mkdir()
        (inbox / "85" / "รายงานระนอง.xls").write_text("<html><table><tr><td>เว็บไซต์</td></tr></table></html>")
        merged = run.ingest(desk, inbox, workers=len(ANSWERING), dry_run=False, progress=progress)
    summary(merged, desk, inbox, dry_run=False)
    typer.echo(say(lang, "demo_next", path=desk.outbox.reports / ANSWERING[0] / "report.html"))
    return exit_status(merged)


def keep_lists(folder: Path) -> None:
    """Give the outbox the reference lists of the examples, which have a province more."""
    folder.mkdir(parents=True)
    for path in EXAMPLES.iterdir():
        if (SHIPPED / path.name).is_file():
            shutil.copyfile(path, folder / path.name)


def fill_form(desk: Desk, inbox: Path, province: str) -> None:
    """Fill a province's form as an office would and put it into the inbox."""
    import openpyxl

    book = openpyxl.load_workbook(desk.outbox.forms / f"{province}.xlsx")
    answers, area = _answers(), min(desk.reference.provinces[province].area_codes)
    for layout in layouts(desk.reference):
        sheet = book[layout.table.sheet]
        names = [column.name for column in layout.columns]
        for row in range(layout.first_row + 1, sheet.max_row + 1):
            code = str(sheet.cell(row, names.index("lao_code") + 1).value)
            given = {**_clean(code, area), **answers.get(code, {})}
            _fill_row(sheet, row, names, given)
    folder = inbox / province
    folder.mkdir(parents=True)
    book.save(folder / f"แบบรายงาน จ.{desk.reference.provinces[province].name}.xlsx")


def _fill_row(sheet: "Worksheet", row: int, names: list[str], given: dict[str, str]) -> None:
    for column, name in enumerate(names, 1):
        if name in given:
            sheet.cell(row, column).value = given[name] or None


def _clean(code: str, area: str) -> dict[str, str]:
    """What a careful officer would write for an LAO."""
    seed = int(code)
    row = {"website": f"http://www.lao{code}.go.th"}
    for n in PERSONS:
        title = ("นาย", "นางสาว")[n - 1]
        row[f"person{n}_name"] = f"{title}{FIRST[(seed + n) % len(FIRST)]} {LAST[(seed * n) % len(LAST)]}"
        row[f"person{n}_position"] = POSITIONS[n - 1]
        row[f"person{n}_phone"] = f"0 {area[1:]}{(seed + n) % 90 + 10} {seed * 7 % 9000 + 1000}"
    return row


def _answers() -> dict[str, dict[str, str]]:
    """The slips of the example: lao_code -> field -> text."""
    found: dict[str, dict[str, str]] = {}
    with (EXAMPLES / "answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["lao_code"], {})[row["field"]] = row["text"]
    return found
