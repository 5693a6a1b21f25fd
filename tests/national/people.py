"""Invented people and phone numbers, told apart by a running number: no two LAOs share a person or a phone."""

from typing import NamedTuple

MEN = (  # noqa: SIM905
    "สมชาย สมศักดิ์ ประเสริฐ วิชัย สุรชัย ธนา อนันต์ ชัยวัฒน์ มานพ สุเทพ วีระ พิชัย บุญส่ง ประยูร สมพงษ์ อำนาจ "
    "ไพโรจน์ ชูชาติ สุวิทย์ เอกชัย ณรงค์ ปรีชา สมบัติ อุดม ทวี ศักดิ์ชัย วรวุฒิ กิตติ พงษ์ศักดิ์ ยุทธนา เกษม ธีระ"
).split()
WOMEN = (  # noqa: SIM905
    "สายฝน สมศรี มาลี วันเพ็ญ สุดา อรทัย จันทร์เพ็ญ รัตนา พรทิพย์ กัญญา ปราณี วิไล สุภาพร นิภา ลัดดา อัมพร "
    "ศิริพร เพ็ญศรี จิราพร บุษบา กนกวรรณ ชลธิชา ทัศนีย์ ประภา มณี ยุพิน รุ่งนภา วราภรณ์ สุนีย์ อารี อุไร เกศินี"
).split()
BEGINNINGS = "ใจ บุญ ศรี ทอง แก้ว สุข วงศ์ พงศ์ ชัย เพชร แสง จันทร์ มั่ง รุ่ง เกียรติ ภักดี ธรรม อินทร์ พรหม ไชย".split()  # noqa: SIM905
ENDINGS = "ดี มา งาม สว่าง เจริญ มั่นคง ประเสริฐ สมบูรณ์ วัฒนา ชัย รักษา พัฒน์ เรือง ทวี สกุล เลิศ ไพบูลย์ ผล เกษม ยืนยง".split()  # noqa: SIM905
POSITIONS = (
    "นักวิเคราะห์นโยบายและแผน", "เจ้าหน้าที่วิเคราะห์นโยบายและแผน", "เจ้าพนักงานธุรการ", "ปลัด อบต.", "หัวหน้าสำนักปลัด",
    "นักจัดการงานทั่วไป", "นักวิชาการคอมพิวเตอร์", "เจ้าหน้าที่บันทึกข้อมูล", "นักพัฒนาชุมชน", "บุคลากร",
)  # fmt: skip

TITLED = (("นาย", MEN), ("นางสาว", WOMEN[::2]), ("นาง", WOMEN[1::2]))
FIRST_NAMES = [(title, name) for title, names in TITLED for name in names]
SURNAMES = [beginning + ending for beginning in BEGINNINGS for ending in ENDINGS]
STEP = 7919
"""A prime: numbers that follow one another look nothing alike, and none comes twice."""


class Person(NamedTuple):
    """One invented person, as an office would type him or her."""

    name: str
    position: str
    phone: str


def person(number: int, area_code: str) -> Person:
    """The person of that number; every third one gives the office's landline in ``area_code``."""
    title, first = FIRST_NAMES[number % len(FIRST_NAMES)]
    surname = SURNAMES[(number // len(FIRST_NAMES) * 97 + number) % len(SURNAMES)]
    phone = landline(number, area_code) if number % 3 == 0 else mobile(number)
    return Person(f"{title}{first} {surname}", POSITIONS[number % len(POSITIONS)], phone)


def landline(number: int, area_code: str) -> str:
    """A landline number, written as offices write it: 0 5448 8909, 0-5448-8909 or 054-488909."""
    size = 9 - len(area_code)
    digits = area_code + str(2 * 10 ** (size - 1) + number * STEP % (7 * 10 ** (size - 1)))
    if number % 9 < 6:
        return (" " if number % 9 else "-").join((digits[0], digits[1:5], digits[5:]))
    groups = (area_code, digits[3:]) if size == 6 else (area_code, digits[2:5], digits[5:])
    return "-".join(groups)


def mobile(number: int) -> str:
    """A mobile number, written 081-234-5678, 08 1234 5678 or 0812345678."""
    digits = f"08{1 + number % 9}{1_000_000 + number * STEP % 9_000_000}"
    written = (f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", f"{digits[:2]} {digits[2:6]} {digits[6:]}", digits)
    return written[number // 9 % 3]
