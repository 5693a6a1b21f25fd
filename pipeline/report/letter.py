"""The letter that goes to a province with its report: one A4, ready to be numbered, stamped and sent by people.

The form is that of the circular itself, a letter under seal (หนังสือประทับตรา: ระเบียบสำนักนายกรัฐมนตรีว่าด้วย
งานสารบรรณ พ.ศ. 2526): "ถึง" an office, no subject, no signatory. All digits are Thai.
"""

from collections.abc import Iterator
from datetime import date

from pipeline.report.chat import MENU
from pipeline.report.data import ProvinceReport
from pipeline.report.grouping import CERTIFY_RULES, to_mend
from pipeline.report.page import page
from pipeline.report.verdict import standing, unread
from pipeline.report.words import TABLE
from pipeline.thai import be_date, thai_digits
from schemas.reference import Reference


def letter(data: ProvinceReport, reference: Reference, on: date) -> bytes:
    """The letter as a page, dated ``on``; what is asked for is due by the round's deadline."""
    own = reference.round
    late = on > own.deadline
    day = be_date(own.deadline)
    return page(
        "letter.html",
        reference,
        thai=thai_digits,
        series=own.circular.partition("/")[0],
        province=reference.provinces[data.status.code].name,
        standing=standing(data, reference),
        asked=list(_asked(data, reference)),
        enclosed=_enclosed(data),
        due=f"โดยเร็ว เนื่องจากพ้นกำหนดวันที่ {day} แล้ว" if late else f"ภายในวันที่ {day}",
        on=be_date(on),
    )


def _asked(data: ProvinceReport, reference: Reference) -> Iterator[str]:
    """What the province is asked to do, one sentence each; nothing where all is well."""
    open_rows = [row for row in to_mend(data.rows) if row.rule not in CERTIFY_RULES]
    if data.status.state == "refused" and (whole := unread(data.rows)):
        yield "แก้ไขหรือบันทึกไฟล์ใหม่ตามวิธีแก้ในรายงาน แล้วส่งใหม่ทั้งไฟล์"
        open_rows = [row for row in open_rows if row not in whole]
    errors = sum(row.severity == "error" for row in open_rows)
    if errors:
        where = "ในไฟล์ที่ทำเครื่องหมายไว้" if data.returned else "ตามรายงาน"
        yield f"แก้ไขข้อมูล{where} {errors:,} รายการ แล้วส่งไฟล์ที่แก้ไขแล้วกลับ (จะส่งเฉพาะแถวที่แก้ไขก็ได้)"
    if warnings := len(open_rows) - errors:
        yield f"ตรวจสอบข้อมูลที่ควรตรวจสอบ {warnings:,} รายการ"
    missing = [f"{TABLE[table]} {len(laos):,} แห่ง" for table, laos in data.missing.items() if laos]
    if missing:
        yield f"ส่งข้อมูลของ อปท. ที่ยังขาด: {' และ'.join(missing)}"
    if data.to_certify:
        yield (
            f"แจ้ง อปท. {len(data.to_certify):,} แห่ง ที่ยังไม่ได้รับรองข้อมูลปีงบประมาณ {reference.round.newest_year} "
            f"ให้บันทึกข้อมูลในเมนู “{MENU}” ให้ครบ แล้วรับรองข้อมูล จึงจะบันทึกในปี {reference.round.newest_year} ได้"
        )


def _enclosed(data: ProvinceReport) -> str:
    if data.status.state == "not_sent":
        return "แบบฟอร์มของจังหวัดและรายชื่อ อปท. ที่ยังขาด"
    return "รายงานผลการตรวจสอบและไฟล์ที่ทำเครื่องหมายไว้" if data.returned else "รายงานผลการตรวจสอบ"
