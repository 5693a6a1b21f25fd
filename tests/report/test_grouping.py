"""What to mend, by LAO and by rule: root causes first."""

from dataclasses import replace

import samples

from pipeline.report.chat import chat_text
from pipeline.report.grouping import SHOWN, by_rule, lao_label, tasks, to_mend
from pipeline.report.province import province_report

REFERENCE = samples.reference()
REPORT = samples.report()


def test_errors_come_before_warnings_and_what_is_mended_is_left_out() -> None:
    rows = to_mend(REPORT.rows)
    assert [row.severity for row in rows] == sorted((row.severity for row in rows), key=("error", "warning").index)
    assert all(row.status != "fixed" and row.severity != "info" for row in rows)


def test_what_withholds_most_comes_first() -> None:
    cell, whole = samples.finding("PH001", None, 5, "I"), samples.finding("WB001", None)
    assert to_mend((cell, whole)) == [whole, cell]


def test_errors_first_of_each_the_whole_file_then_the_registers_order() -> None:
    work = tasks(REPORT, REFERENCE)
    assert work[0].errors
    ranks = [(task.errors == 0, task.code[2:]) for task in work]
    assert ranks == sorted(ranks)


def test_a_block_holds_one_rows_findings_and_the_whole_row() -> None:
    task = next(task for task in tasks(REPORT, REFERENCE) if len(task.blocks) == 2)
    contacts = next(block for block in task.blocks if block.place[1] == samples.CONTACTS)
    assert [row.rule for row in contacts.findings] == ["PH001"]
    assert contacts.cells["[คนที่ 1] เบอร์ติดต่อ"] == "โทรไปที่ทำการ"
    assert contacts.marked == {"[คนที่ 1] เบอร์ติดต่อ": "error"}


def test_of_a_page_that_nobody_could_read_the_beginning_is_shown_and_the_rest_counted() -> None:
    lao = next(iter(samples.laos().values()))
    rows = tuple(samples.finding("PH001", lao, row) for row in range(5, 5 + SHOWN + 7))
    (task,) = [task for task in tasks(replace(REPORT, rows=rows), REFERENCE) if task.blocks]
    assert (len(task.blocks), task.more, task.errors) == (SHOWN, 7, SHOWN + 7)
    page = province_report(replace(REPORT, rows=rows), REFERENCE).decode()
    assert "และอีก 7 รายการ ดูทั้งหมดใน" in page


def test_certifying_is_told_once_and_not_again_at_the_row() -> None:
    work = tasks(REPORT, REFERENCE)
    assert not any(row.rule == "FY001" for task in work for block in task.blocks for row in block.findings)
    assert sum(bool(task.certify) for task in work) == 3


def test_rules_are_counted_with_the_laos_they_were_met_at() -> None:
    lao, other = list(samples.laos().values())[:2]
    rows = [samples.finding("PH001", lao, 5), samples.finding("PH001", lao, 6), samples.finding("PH001", other, 7)]
    (counted,) = by_rule(rows, REPORT, REFERENCE)
    assert (counted.code, counted.times) == ("PH001", 3)
    assert counted.laos == ((lao.code, "อบต.แม่กา"), (other.code, "ทต.บ้านต๋อม"))
    assert "{" not in counted.title


def test_a_special_lao_goes_by_its_own_name() -> None:
    pattaya = next(iter(samples.laos().values()))._replace(type="special", name="เมืองพัทยา")
    assert lao_label(pattaya, REFERENCE) == "เมืองพัทยา"


def test_the_line_message_is_complete_in_itself_and_masked() -> None:
    task = next(task for task in tasks(REPORT, REFERENCE) if task.errors and task.code)
    text = chat_text(task, "จังหวัดพะเยา", REFERENCE)
    assert text.startswith(f"เรียน {task.label}\n")
    assert "31 กรกฎาคม 2557" in text
    assert REFERENCE.round.circular in text


def test_who_must_certify_is_told_the_menu_and_the_year() -> None:
    task = next(task for task in tasks(REPORT, REFERENCE) if task.certify == "2556")
    text = chat_text(task, "จังหวัดพะเยา", REFERENCE)
    assert "ปีงบประมาณ 2557" in text
    assert "ปีงบประมาณ 2556" in text
    assert "“ข้อมูล อปท. ๘ ด้าน”" in text
