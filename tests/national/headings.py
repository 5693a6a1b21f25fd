"""The headings of a workbook: as our form has them, and in other words as offices write them."""

from schemas import CERTIFICATION, CONTACT, WEBSITE
from schemas.certification import ASPECT_FIELDS
from schemas.columns import PERSONS

KEYS = ("seq", "lao_code", "lao_type", "lao_name", "district", "fiscal_year")
PEOPLE = tuple(f"person{n}_{part}" for n in PERSONS for part in ("name", "position", "phone"))
OWN = {WEBSITE.name: ("website",), CONTACT.name: PEOPLE, CERTIFICATION.name: (*ASPECT_FIELDS, "certified_on")}
PARTS = {"name": "ชื่อ-สกุล", "position": "ตำแหน่ง", "phone": "เบอร์ติดต่อ"}
OTHER_PARTS = {"name": "ชื่อ", "position": "ตำแหน่ง", "phone": "เบอร์โทร"}
USUAL = {
    "seq": "ลำดับที่", "lao_code": "รหัส อปท.", "lao_type": "ประเภท อปท.", "lao_name": "ชื่อ อปท.", "district": "อำเภอ",
    "fiscal_year": "ปีงบประมาณ", "website": "เว็บไซต์", "certified_on": "วันที่รับรอง", "province": "จังหวัด",
    **{name: f"ด้านที่ {n}" for n, name in enumerate(ASPECT_FIELDS, 1)},
    **{f"person{n}_{part}": f"{text} คนที่ {n}" for n in PERSONS for part, text in PARTS.items()},
}  # fmt: skip
MISSPELT = {
    "seq": "ที่", "lao_code": "รหัส", "lao_type": "ประเภท", "lao_name": "ชื่อหน่วยงาน", "district": "ชื่ออำเภอ",
    "fiscal_year": "ปี", "website": "เว็ปไซต์", "certified_on": "วันที่รับรองข้อมูล",
    **{name: f"ด้าน {n}" for n, name in enumerate(ASPECT_FIELDS, 1)},
    **{f"person{n}_{part}": f"{text} ({n})" for n in PERSONS for part, text in OTHER_PARTS.items()},
}  # fmt: skip
