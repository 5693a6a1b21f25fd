"""The record of processing for the data protection officer (PDPA B.E. 2562, section 39): one A4."""

from datetime import date
from typing import NamedTuple

from pipeline.report.page import page
from pipeline.thai import be_date
from schemas.columns import PERSONS
from schemas.contact import CONTACT
from schemas.reference import Reference


class Place(NamedTuple):
    """Where personal data lie: the folder of the outbox, what is there, whom it may show, and until when."""

    folder: str
    holds: str
    seen_by: str
    until: str


def processing_page(reference: Reference, people: int, on: date) -> bytes:
    """``processing.html``: purposes, data, persons, recipients, retention, rights and security, as of a day.

    ``people`` are the persons that the master names now. It says what the program does; what a controller decides
    beside it (refused requests, agreements) is left blank to be filled in.
    """
    own = reference.round
    return page(
        "processing.html",
        reference,
        privacy=own.privacy,
        officer=own.privacy["officer"] or f"{own.help_desk['office']} โทรศัพท์ {own.help_desk['phone']}",
        kinds=[field.label for field in CONTACT.values if field.name.startswith(f"person{PERSONS[0]}_")],
        places=_places(own.privacy["originals_days"]),
        people=people,
        on=be_date(on),
    )


def _places(days: int) -> list[Place]:
    originals = f"{days:,} วันหลังรับ แล้วลบด้วยคำสั่ง purge"
    stays = "จนกว่าจังหวัดแจ้งเปลี่ยนหรือยกเลิก"
    return [
        Place("archive/", "ไฟล์ต้นฉบับตามที่ได้รับ", "เจ้าหน้าที่ส่วนกลาง", originals),
        Place("reports/<จังหวัด>/returned/", "ไฟล์ของจังหวัดเองที่ทำเครื่องหมายส่งคืน", "จังหวัดเจ้าของไฟล์", "พร้อมไฟล์ต้นฉบับ"),
        Place("master/", "ฐานข้อมูลหลักและไฟล์ส่งออก", "เจ้าหน้าที่ส่วนกลาง", f"{stays} ส่วนประวัติเก็บไว้เพื่อพิสูจน์บัญชี"),
        Place("contacts/", "สมุดติดต่อ", "เจ้าหน้าที่ส่วนกลาง", stays),
        Place("ข้อมูลสำรอง (backup)", "สำเนาของข้างต้น", "ผู้ดูแลระบบ", "ตามที่หน่วยงานกำหนด ............................"),
    ]
