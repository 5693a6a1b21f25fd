"""The contacts table (circular มท ๐๘๐๖/ว ๑๒๔, steps 6-8): two INFO-system contacts per LAO and fiscal year."""

from schemas.columns import KEY_FIELDS, Field, Table

PERSONS = (1, 2)
PERSON_GROUP = "ผู้ดูแลระบบ INFO คนที่ {n}"
"""The upper heading that spans a person's three columns."""


def _person(n: int) -> tuple[Field, ...]:
    return (
        Field(
            f"person{n}_name",
            "ชื่อ-สกุล",
            ("ชื่อ", "ชื่อ - สกุล", "ชื่อ-นามสกุล", "ชื่อผู้ดูแล", "ชื่อผู้ดูแล/ผู้บันทึกข้อมูล", "ผู้ดูแลระบบ", "ชื่อ สกุล"),
            required=n == 1,
            personal=True,
        ),
        Field(f"person{n}_position", "ตำแหน่ง", ("ตำแหน่งงาน",), personal=True),
        Field(
            f"person{n}_phone",
            "เบอร์ติดต่อ",
            ("เบอร์โทร", "เบอร์โทรศัพท์", "โทรศัพท์", "หมายเลขโทรศัพท์", "โทร.", "โทร", "มือถือ", "เบอร์", "เบอร์มือถือ"),
            personal=True,
        ),
    )


CONTACT = Table("contact", "ผู้ดูแลระบบ INFO", (*KEY_FIELDS, *_person(1), *_person(2)))
