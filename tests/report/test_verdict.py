"""The verdict in one sentence for each state, and how far mending has come."""

from dataclasses import replace

import pytest
import samples

from pipeline.report.verdict import file_state, progress, verdict

REFERENCE = samples.reference()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("not_sent", "จังหวัดพะเยายังไม่ได้ส่งข้อมูลในรอบนี้ ขอให้ส่งข้อมูล อปท. 10 แห่ง ภายในวันที่ 31 กรกฎาคม 2557"),
        ("refused", "ยังรับข้อมูลของจังหวัดพะเยาไม่ได้: ไม่รับ 20 แถว ขอให้แก้ไขแล้วส่งใหม่"),
        ("complete", "รับข้อมูลของจังหวัดพะเยาครบทั้ง 10 อปท. แล้ว"),
        ("nothing", "รับทราบแล้วว่าทุก อปท. ในจังหวัดพะเยาไม่มีเว็บไซต์และไม่มีผู้ดูแลระบบ INFO"),
        ("partly", "ยังขาดเว็บไซต์ 2 แห่งและผู้ดูแลระบบ INFO 3 แห่ง"),
    ],
)  # fmt: skip
def test_each_state_has_its_sentence(state: str, said: str) -> None:
    assert said in verdict(samples.report(state), REFERENCE)


def test_rows_are_told_by_their_fate() -> None:
    fates = {("website", "accepted"): 3, ("website", "placed"): 2, ("contact", "pending"): 1, ("contact", "held"): 4}
    said = verdict(replace(samples.report(), files=(samples.file(fates=fates),)), REFERENCE)
    assert "รับไว้ 6 แถว ในจำนวนนี้บันทึกในปีงบประมาณก่อน 2 แถว รอกำหนดปี 1 แถว พักรอส่วนกลางยืนยัน 4 แถว" in said
    assert "ไม่รับ" not in said


def test_a_known_file_does_not_hide_what_the_last_telling_one_came_to() -> None:
    again = samples.file(8, "known", received_at="2014-07-25T08:00:00", fates={})
    report = replace(samples.report(), files=(samples.file(), again))
    assert "การส่งครั้งล่าสุดรับไว้ 13 แถว" in verdict(report, REFERENCE)


def test_files_of_no_known_province_have_a_verdict() -> None:
    report = samples.report("refused")
    said = verdict(replace(report, status=report.status._replace(code="")), REFERENCE)
    assert "ไฟล์ที่ยังไม่ทราบจังหวัด" in said


def test_progress_counts_mended_of_known_and_leaves_notices_out() -> None:
    report = samples.report()
    assert progress(report) == (2, 7, 1)
    notice = samples.finding("PH002", None, status="fixed")
    assert progress(replace(report, rows=(*report.rows, notice))) == (2, 7, 1)


def test_a_file_of_which_nothing_was_taken_is_not_called_accepted() -> None:
    nothing = samples.file(8, fates={("website", "blank"): 5, ("contact", "refused"): 3})
    assert (file_state(samples.file()), file_state(nothing)) == ("accepted", "refused")
    said = verdict(replace(samples.report("complete"), files=(nothing,)), REFERENCE)
    assert "รับไว้ 0 แถว" not in said
    assert "ไฟล์ที่ส่งครั้งล่าสุดยังรับข้อมูลไม่ได้: ไม่รับ 3 แถว" in said


def test_a_file_that_could_not_be_opened_is_told_with_its_cause() -> None:
    unread = replace(
        samples.report("refused"),
        files=(samples.file(9, "refused", fates={}),),
        rows=(samples.finding("WB001", None, sheet=""),),
        status=samples.status("refused"),
    )
    said = verdict(unread, REFERENCE)
    assert "เนื่องจากเปิดไฟล์ไม่ได้ (" in said
    assert "0 แถว" not in said
