"""The form's three sheets as any validator sees them: its columns, and what each cell of them must look like."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas import CERTIFICATION, CONTACT, WEBSITE
from schemas.certification import ASPECT_FIELDS


class Column(NamedTuple):
    """``pattern`` must match the whole cell; the ``number`` column holds whole numbers of that pattern."""

    name: str
    pattern: str = ""
    required: bool = True
    number: bool = False


class Sheet(NamedTuple):
    """A sheet of the form: ``headings`` are the numbers of its heading rows, and ``unique`` tells rows apart."""

    name: str
    headings: Sequence[int]
    columns: Sequence[Column]
    unique: str = "lao_code"


KEYS = (
    Column("seq", required=False),
    Column("lao_code", "0[2-6][1-9][0-9]{5}"),
    Column("lao_type", "อบจ[.]|ทน[.]|ทม[.]|ทต[.]|อบต[.]|พิเศษ"),
    Column("lao_name", r".*\S.*"),
    Column("district", r".*\S.*"),
    Column("fiscal_year", "255[4-7]", number=True),
)
TITLES = r"นาย|นางสาว|นาง|น[.]ส[.]|ว่าที่ ?(?:ร[.]ต[.]|ร้อยตรี)(?:หญิง)?|ดร[.]|[จส][.]\S+"
PHONE = r"0[0-9 -]{8,12}(?: ต่อ [0-9]+)?"
PERSONS = tuple(
    Column(f"person{n}_{part}", pattern, required=n == 1)
    for n in (1, 2)
    for part, pattern in (("name", rf"(?:{TITLES}) ?\S+ +\S.*"), ("position", r"\D{3,60}"), ("phone", PHONE))
)
ADDRESS = r"https?://(?:[A-Za-z0-9-]+\.)+(?:go\.th|or\.th|in\.th|com|org|net)(?::[0-9]+)?(?:/\S*)?"
ASPECTS = tuple(Column(name, "ครบ|ยังไม่ครบ") for name in ASPECT_FIELDS)
CERTIFIED = Column("certified_on", "[0-9]{1,2}/[0-9]{1,2}/25[0-9]{2}", required=False)

SHEETS = {
    WEBSITE.name: Sheet(WEBSITE.sheet, (4,), (*KEYS, Column("website", ADDRESS))),
    CONTACT.name: Sheet(CONTACT.sheet, (4, 5), (*KEYS, *PERSONS)),
    CERTIFICATION.name: Sheet(CERTIFICATION.sheet, (4,), (*KEYS, *ASPECTS, CERTIFIED)),
}
