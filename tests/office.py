"""The department's desk and the offices of the demo provinces, for tests.

Workbooks are made in memory, the core runs in this process on a temporary master. People and phones are invented.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import xlsxwriter

from pipeline.crew.prepare import Bench, Job, Worker
from pipeline.desk import BANGKOK, Desk, open_desk
from pipeline.intake.inbox import given
from pipeline.lists import import_list
from pipeline.mark import load_keys, signing_key
from pipeline.model import Finding, Submission
from pipeline.running.judge import Judged
from pipeline.running.master import Lists, load_lists
from pipeline.running.merging import merge_one
from pipeline.running.settled import Merged
from pipeline.store import findings, records
from pipeline.store.database import open_master, transactions
from pipeline.validate import find_rivals, validate
from schemas import TABLE
from schemas.columns import KEY_FIELDS
from schemas.reference import SHIPPED

DEMO = SHIPPED / "demo"
LISTS = {"registry": "register.csv", "certified": "certified.csv", "successions": "successions.csv"}
NOW = datetime(2014, 7, 15, 9, 30, tzinfo=BANGKOK)
LIMIT = 25 * 2**20

KAMALA, SAKHU, RAWAI, PAO = "06830203", "06830307", "05830107", "02830101"
"""LAOs of ภูเก็ต, certified for: 2557; 2555 only; 2556; 2557."""
MAIKHAO = "06830306"
"""Of ภูเก็ต, never certified."""
SATHIT = "06980105"
"""An LAO of the invented province สาธิต."""

PEOPLE = {
    "person1_name": "นายสมชาย ใจดี",
    "person1_position": "นักวิเคราะห์นโยบายและแผน",
    "person1_phone": "081-234-5678",
    "person2_name": "นางสาวสมหญิง รักดี",
    "person2_position": "เจ้าพนักงานธุรการ",
    "person2_phone": "089-876-5432",
}
NO_PERSON_1 = dict.fromkeys(("person1_name", "person1_position", "person1_phone"), "")
NO_PERSON_2 = dict.fromkeys(("person2_name", "person2_position", "person2_phone"), "")
ASPECTS = {f"aspect{n}": "✓" for n in range(1, 9)} | {"certified_on": "1/6/2557"}

USUAL = frozenset({"FM004", "XR005", "WB015", "WW033", "XS009"})
"""What is said of every workbook here: it is no form of ours and names no covering letter, other LAOs of the province
are missing, not all sites use https, so much was mended."""

Row = dict[str, Any]


@cache
def register() -> Mapping[str, Row]:
    """The key cells of every LAO of the demo register, by code."""
    with (DEMO / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(line["รหัส อปท."].zfill(8), line) for line in csv.DictReader(file)]
    return {
        code: {
            "lao_code": code, "lao_type": line["ประเภท อปท."], "lao_name": line["อปท."], "district": line["อำเภอ"],
            "fiscal_year": 2557,
        }
        for code, line in rows
    }  # fmt: skip


def codes(province: str) -> list[str]:
    """The codes of a province's LAOs."""
    return [code for code in register() if code[2:4] == province]


def site(code: str = KAMALA, **cells: Any) -> Row:
    """A clean row of the website table with some cells changed ("": blank)."""
    return {**register()[code], "website": f"http://www.lao{code}.go.th", **cells}


def contact(code: str = KAMALA, **cells: Any) -> Row:
    """A clean row of the contacts table."""
    return {**register()[code], **PEOPLE, **cells}


def certification(code: str = KAMALA, **cells: Any) -> Row:
    """A clean row of the certification table."""
    return {**register()[code], **ASPECTS, **cells}


MAKES = {"website": site, "contact": contact, "certification": certification}


def workbook(**tables: Iterable[Row]) -> bytes:
    """An .xlsx with a sheet a table, the heading in row 1 (contacts: 1 and 2), rows below it in the order given."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"created": datetime(2014, 7, 1)})  # noqa: DTZ001
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for table, rows in tables.items():
            _sheet(book.add_worksheet(TABLE[table].sheet), table, list(rows), day)
    return data.getvalue()


def _sheet(sheet: Any, table: str, rows: Sequence[Row], day: Any) -> None:
    columns = columns_of(table, rows)
    fields = [TABLE[table].field(name) for name in columns]
    first = 2 if any(one.group for one in fields) else 1
    for number, one in enumerate(fields):
        sheet.write_string(1 if one.group else 0, number, one.label)
        if one.group and one.group != fields[number - 1].group:
            sheet.merge_range(0, number, 0, number + 2, one.group)
    for number, row in enumerate(rows):
        for column, name in enumerate(columns):
            _cell(sheet, number + first, column, row.get(name, number + 1 if name == "seq" else ""), day)


def _cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)


def columns_of(table: str, rows: Iterable[Row] = ()) -> list[str]:
    """The fields of a table's sheet from left to right; จังหวัด only where a row has it."""
    given_ = {name for row in rows for name in row}
    return [one.name for one in TABLE[table].fields if one.name != "province" or "province" in given_]


def ref(table: str, name: str, row: int = 0, rows: Iterable[Row] = ()) -> str:
    """The address of a field's cell in the ``row``-th row of a ``workbook``."""
    first = 3 if table == "contact" else 2
    return f"{chr(65 + columns_of(table, rows).index(name))}{first + row}"


def desk_at(root: Path, *, now: datetime = NOW, settings: Path | None = None, master: str | None = None) -> Desk:
    """A desk at an outbox, with the reference lists of the demo."""
    return open_desk(root, reference=DEMO, now=now, settings=settings, master=master)


def make_desk(root: Path, *, certified: bool = True, master: str | None = None) -> Desk:
    """A new outbox with the demo lists imported, INFO's certified years only if asked for."""
    desk = desk_at(root, master=master)
    desk.outbox.make()
    signing_key(desk.outbox.key)
    for kind, name in LISTS.items():
        if certified or kind != "certified":
            import_list(desk, kind, DEMO / name, as_of=NOW - timedelta(days=180))
    return desk


@dataclass
class Core:
    """The flow without its child processes, file by file, on one master."""

    desk: Desk
    engine: sa.Engine
    lists: Lists
    worker: Worker
    sent: int = 0
    files: Path = field(default_factory=Path)

    @classmethod
    def of(cls, desk: Desk) -> "Core":
        """The core on a desk whose lists are imported."""
        engine = open_master(desk.master)
        with engine.connect() as connection:
            lists = load_lists(connection, desk.reference)
        worker = Worker(Bench(desk.reference, tuple(lists.laos.values()), load_keys(desk.outbox.key), desk.rules))
        return cls(desk, engine, lists, worker, files=desk.outbox.root / "sent")

    def prepare(self, data: bytes, name: str = "", folder: str = "83") -> Submission:
        """One file as if it had been dropped into that folder of the inbox."""
        self.sent += 1
        path = self.files / str(self.sent) / folder / (name or f"รายงาน{self.sent}.xlsx")
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        ((_, arrival, found, _),) = given([path], LIMIT)
        return self.worker.prepare(Job(arrival, path, found))

    def merge(self, *submissions: Submission, keep: bool = True) -> list[Merged]:
        """Validate the submissions in one batch, then merge each in a transaction of its own, undone unless kept."""
        merged = []
        at = f"run {self.sent}"  # a context of its own: the same file again is judged again
        laos = self.lists.laos
        rivals = len({(one.province, one.revision) for one in submissions}) == 1 and submissions[0].revision
        told = find_rivals(submissions, laos) if rivals else [[]] * len(submissions)
        for submission, found, more in zip(submissions, validate(submissions, laos), told, strict=True):
            with transactions(self.engine, dry_run=not keep) as begin:
                merged.append(merge_one(self.desk, self.lists, Judged(submission, (*found, *more)), begin, at, at))
        return merged

    def send(self, data: bytes, name: str = "", folder: str = "83") -> Merged:
        """Prepare, validate, place, merge and keep one file. A ledger that does not balance raises."""
        (merged,) = self.merge(self.prepare(data, name, folder))
        assert not merged.fault, merged.fault
        return merged

    def units(self, table: str) -> dict[tuple[str, str, int], dict[str, Any]]:
        """What the master holds: (code of the LAO, year, person) -> columns."""
        with self.engine.connect() as connection:
            held = records.current(connection, table)
        return {(self.lists.laos[lao].code, year, person): unit for (lao, year, person), unit in held.items()}

    def report(self, province: str = "83") -> dict[tuple[str, str], str]:
        """What the province's report shows: (LAO code or "", rule) -> status; FM004 and XR005 are left out."""
        with self.engine.connect() as connection:
            kept = findings.of_province(connection, self.desk.reference.round.id, province)
        codes_ = {lao.lao_id: lao.code for lao in self.lists.laos.values()}
        return {(codes_.get(one["lao_id"], ""), one["rule"]): one["status"] for one in kept if one["rule"] not in USUAL}


def said(found: Iterable[Finding]) -> set[tuple[str, str]]:
    """(cell, rule) of the findings at cells; what is said of the file or of a table as a whole is left out."""
    return {(finding.cell, finding.rule) for finding in found if finding.cell}


def rules(found: Iterable[Finding]) -> set[str]:
    """The rules of all findings, but for that the workbook is no form of ours and that other LAOs are missing."""
    return {finding.rule for finding in found} - USUAL


def findings_of(core: Core, data: bytes, folder: str = "83") -> set[tuple[str, str]]:
    """(cell, rule) of everything found in one workbook, as if it were sent now; nothing is kept."""
    (merged,) = core.merge(core.prepare(data, folder=folder), keep=False)
    assert not merged.fault, merged.fault
    return said(merged.outcome.findings)


def changes(merged: Merged) -> set[tuple[str, str, int, str]]:
    """(table, year, person, action) of what a file changed."""
    return {(c.table, c.fiscal_year, c.person_no, c.action) for c in merged.outcome.changes}


def table_of(column: str) -> str:
    """The table whose sheet shows a rule on that column: the website table for those that all tables share."""
    if column in {one.name for one in KEY_FIELDS}:
        return "website"
    return next(name for name, table in TABLE.items() if any(one.name == column for one in table.fields))
