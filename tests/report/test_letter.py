"""The covering letter: the circular's own form, Thai digits, what is asked for by when."""

import re
from dataclasses import replace
from datetime import date

import pytest
import samples

from pipeline.report.letter import letter

REFERENCE = samples.reference()
ON = date(2014, 7, 22)


def body(state: str = "partly", on: date = ON) -> str:
    html = letter(samples.report(state), REFERENCE, on).decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html[html.index("<main") :]))


def test_it_cites_the_circular_and_is_dated_in_the_buddhist_era() -> None:
    assert "ที่ มท ๐๘๐๖/ว ๑๒๔" in body()
    assert "ที่ มท ๐๘๐๖/...................." in body()
    assert "๒๒ กรกฎาคม ๒๕๕๗" in body()


@pytest.mark.parametrize("state", ["not_sent", "refused", "partly", "complete", "nothing"])
def test_all_digits_but_those_of_the_mail_address_are_thai(state: str) -> None:
    assert not re.search(r"\d", body(state).replace("dla0806_2@", ""), re.ASCII)


def test_it_says_the_verdict_and_what_is_expected_by_when() -> None:
    text = body()
    assert "รับข้อมูลของจังหวัดพะเยาไว้แล้วบางส่วน: การส่งครั้งล่าสุดรับไว้ ๑๓ แถว" in text
    assert "ดำเนินการดังต่อไปนี้ ภายในวันที่ ๓๑ กรกฎาคม ๒๕๕๗" in text
    assert "๑. แก้ไขข้อมูลในไฟล์ที่ทำเครื่องหมายไว้ ๓ รายการ" in text
    assert "๓. ส่งข้อมูลของ อปท. ที่ยังขาด: เว็บไซต์ ๒ แห่ง และผู้ดูแลระบบ INFO ๓ แห่ง" in text
    assert "๔. แจ้ง อปท. ๓ แห่ง" in text


def test_after_the_deadline_it_does_not_ask_for_a_day_gone_by() -> None:
    text = body("not_sent", date(2014, 8, 4))
    assert "โดยเร็ว เนื่องจากพ้นกำหนดวันที่ ๓๑ กรกฎาคม ๒๕๕๗ แล้ว" in text
    assert "ภายในวันที่" not in text


def test_a_complete_province_is_thanked_and_asked_for_nothing() -> None:
    text = body("complete")
    assert "ขอขอบคุณ" in text
    assert "ดำเนินการดังต่อไปนี้" not in text


def test_who_sent_nothing_gets_no_marked_file() -> None:
    assert "ไฟล์ที่ทำเครื่องหมาย" not in body("not_sent")
    assert "แบบฟอร์มของจังหวัด" in body("not_sent")


def test_who_must_send_the_whole_file_again_is_not_told_to_send_only_rows() -> None:
    rows = (samples.finding("WB001", None, sheet=""),)
    refused = replace(samples.report("refused"), rows=rows, status=samples.status("refused"))
    html = letter(refused, REFERENCE, ON).decode()
    assert "ส่งใหม่ทั้งไฟล์" in html
    assert "เฉพาะแถว" not in html
    assert "(จะส่งเฉพาะแถวที่แก้ไขก็ได้)" in body()
