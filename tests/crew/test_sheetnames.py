"""Sheets named with a secret go by their number; every other name stays."""

from pipeline.crew.sheetnames import without_secret_names
from pipeline.look import SheetLook
from pipeline.model import Finding, TableRead, Workbook

ID = "1234567890121"


def book(*sheets: str) -> Workbook:
    return Workbook(
        tables=tuple(TableRead("website", name, (1,), {}, {}, (), {}) for name in sheets),
        findings=(Finding("WB012"), *(Finding("SH009", sheet=name) for name in sheets)),
        looks=tuple(SheetLook(name, ()) for name in sheets),
    )


def test_others_stay_and_cost_nothing():
    usual = book("เว็บไซต์", "รายชื่อ 2557")
    assert without_secret_names(usual) is usual


def test_no_two_go_by_the_same_name():
    plain = without_secret_names(book("ก", f"x{ID}", "แผ่นงาน 2", f"pass {ID}"))
    names = ["ก", "แผ่นงาน 2 (ปิดไว้)", "แผ่นงาน 2", "แผ่นงาน 4"]
    assert [table.sheet for table in plain.tables] == names
    assert [finding.sheet for finding in plain.findings] == ["", *names]
    assert [look.name for look in plain.looks] == names


def test_one_that_could_not_be_drawn_is_named_too():
    finding = Finding("SH001", sheet=f"บัตร {ID}")
    assert without_secret_names(Workbook((), (finding,))).findings[0].sheet == "แผ่นงาน 1"
