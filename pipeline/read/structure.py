"""What a row is that holds no record: district line, total, remark, signature block."""

import re
from typing import NamedTuple

from pipeline.thai import clean, fold_digits

_DISTRICT = re.compile(r"(?:[0-9]+\s*[.)]\s*)?((?:กิ่ง)?อำเภอ|กิ่ง\s?อ\.|อ\.)\s*([^\s(:]+)")
_PROVINCE = re.compile(r"(?:[0-9]+\s*[.)]\s*)?(จังหวัด|จ\.)\s*([^\s(:]+)")
_TOTAL = re.compile(r"(?:ยอด)?รวม(?:$|[\s:.(0-9]|ทั้ง|ยอด|จำนวน|อำเภอ|จังหวัด|อปท)")
_COUNT = re.compile(r"(?<![0-9,])([0-9][0-9,]{0,11})\s*(?:แห่ง|อปท|หน่วย|ราย|แถว|$)")
_FOOTER = re.compile(
    r"หมายเหตุ|\*|\(?\s*(?:ลง)?(?:ลายมือ)?ชื่อ\s*\)?\s*[.…_]|\(?\s*ลงชื่อ|ลงนาม|\(?\s*[.…_]{3,}|ตำแหน่ง|วันที่(?:\s|[.…0-9])"
    r"|ผู้(?:รับรอง|รายงาน|จัดทำ|ตรวจสอบ|ให้ข้อมูล|กรอก)|ขอรับรอง|ขอรับรองว่า|ข้อมูล\s?ณ|ที่มา\s?:"
)
_COLOUR = re.compile(r"สี(?:แดง|เขียว|เหลือง|ส้ม|ฟ้า|น้ำเงิน|ชมพู|เทา|ม่วง)\s*(?:=|:|-|–|คือ|หมายถึง|แสดง)")


class Place(NamedTuple):
    """A line that names the place of the rows below it: ``field`` is district | province."""

    field: str
    text: str


def place_line(text: str) -> Place | None:
    """«อำเภอเมืองพะเยา (15 แห่ง)» -> district «อำเภอเมืองพะเยา»."""
    plain = fold_digits(clean(text))
    for field, pattern in (("district", _DISTRICT), ("province", _PROVINCE)):
        if found := pattern.match(plain):
            return Place(field, found[1] + found[2])
    return None


def is_footer(text: str) -> bool:
    """Whether a row that begins with this text is a total, a remark or part of the signature block."""
    plain = fold_digits(clean(text))
    return bool(_FOOTER.match(plain) or _TOTAL.match(plain))


def stated_total(texts: list[str]) -> int | None:
    """The total that a row states: «รวม ๑๐๙ แห่ง» -> 109."""
    plain = fold_digits(clean(" ".join(texts)))
    found = _COUNT.search(plain) if _TOTAL.match(plain) else None
    return int(found[1].replace(",", "")) if found else None


def explains_colours(text: str) -> bool:
    """«สีแดง = ยังไม่รับรอง»: colours carry meaning that is not read."""
    return bool(_COLOUR.search(text))
