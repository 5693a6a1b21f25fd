"""The words of the reports: what a code value is called by people. Severity is always a word and a mark."""

from collections.abc import Mapping
from typing import NamedTuple

from schemas.reference import Reference


class Word(NamedTuple):
    """``mark`` is shown beside the ``text``, so that nothing is said by colour alone."""

    mark: str
    text: str


SEVERITY: Mapping[str, Word] = {
    "error": Word("✖", "ต้องแก้ไข"),
    "warning": Word("▲", "ควรตรวจสอบ"),
    "info": Word("●", "เพื่อทราบ"),
}

NATURE: Mapping[str, str] = {"fault": "ข้อบกพร่อง", "repair": "ระบบปรับแก้ให้แล้ว", "notice": "แจ้งเพื่อทราบ"}

TWIN: Mapping[str, tuple[str, str]] = {
    "fault": ("✖ ตัวอย่างที่พบ", "✔ ที่ถูกต้อง"),
    "repair": ("● ที่ส่งมา", "✔ ที่ไม่ต้องปรับ"),
    "notice": ("● ที่แจ้ง", "– ที่ไม่แจ้ง"),
}
"""What the two rows of an example are called: the one that shows the rule, and its twin that does not."""

WITHHOLDS: Mapping[str, str] = {
    "file": "ไม่รับทั้งไฟล์",
    "sheet": "ไม่รับทั้งแผ่นงาน",
    "row": "ไม่รับทั้งแถว",
    "cell": "ไม่รับค่าในช่องนี้",
    "none": "รับข้อมูลไว้แล้ว",
    "publication": "รับไว้ แต่พักการเผยแพร่",
}

NOT_TAKEN = Word("✖", "ส่งแล้ว แต่ยังรับข้อมูลไม่ได้")

STATE: Mapping[str, Word] = {
    "not_sent": Word("–", "ยังไม่ส่ง"),
    "refused": NOT_TAKEN,
    "partly": Word("◐", "รับบางส่วน"),
    "complete": Word("✔", "ครบถ้วน"),
    "nothing": Word("∅", "แจ้งว่าไม่มี"),
}

STATE_EN: Mapping[str, str] = {
    "not_sent": "not sent",
    "refused": "refused",
    "partly": "partly",
    "complete": "complete",
    "nothing": "nothing",
}

ON_TIME: Mapping[str, Word] = {
    "on_time": Word("✔", "ทันกำหนด"),
    "late": Word("▲", "เกินกำหนด"),
    "not_sent": Word("–", "ยังไม่ส่ง"),
}

FILE_STATUS: Mapping[str, Word] = {
    "accepted": Word("✔", "รับแล้ว"),
    "held": Word("◐", "พักรอส่วนกลางยืนยัน"),
    "refused": NOT_TAKEN,
    "known": Word("=", "ไฟล์เดิม ไม่มีสิ่งเปลี่ยนแปลง"),
    "withdrawn": Word("–", "ถอนแล้ว"),
}

FATE: Mapping[str, str] = {
    "accepted": "รับ",
    "placed": "บันทึกในปีก่อน",
    "pending": "รอกำหนดปี",
    "unchanged": "เหมือนเดิม",
    "duplicate": "ซ้ำ",
    "held": "พักรอยืนยัน",
    "refused": "ไม่รับ",
    "withheld": "ไม่รับตามไฟล์หรือแผ่นงาน",
}
"""Fates of data rows, in the order they are told; blank and structural rows are nobody's business here."""

TABLE: Mapping[str, str] = {"website": "เว็บไซต์", "contact": "ผู้ดูแลระบบ INFO", "certification": "การรับรองข้อมูล 8 ด้าน"}

AREA: Mapping[str, str] = {
    "workbook": "ไฟล์",
    "form": "แบบฟอร์ม",
    "sheet": "แผ่นงานและหัวตาราง",
    "lao": "รหัสและชื่อ อปท.",
    "website": "เว็บไซต์",
    "contact": "ผู้ดูแลระบบ INFO",
    "phone": "หมายเลขโทรศัพท์",
    "year": "ปีงบประมาณและการรับรองข้อมูล",
    "rows": "แถวซ้ำและข้อมูลข้ามแถว",
    "submission": "การส่งและการแก้ไขข้อมูล",
    "round": "รอบการส่ง",
    "publication": "การเผยแพร่",
}

REPORTED_TO: Mapping[str, str] = {"province": "จังหวัด (สถจ.)", "central": "ส่วนกลาง"}


def office(code: str, reference: Reference) -> str:
    """Whose report it is: a province by its full style; "" is the folder of files whose province is unknown."""
    return f"จังหวัด{reference.provinces[code].name}" if code else "ไฟล์ที่ยังไม่ทราบจังหวัด"
