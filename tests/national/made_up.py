"""Made-up LAOs for rounds of any size, and their register file in the department's layout."""

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from tests.national.plan import PREFIXES, RegisterLao

HEADING = "จังหวัด,อำเภอ,ตำบล,รหัส อปท.,ประเภท อปท.,อปท.,ที่ตั้งสำนักงานเลขที่,หมู่ที่,รหัสไปรษณีย์,ขนาดพื้นที่,LAT,LONG,เว็ปไซต์ของอปท"
LONG_TYPES = {
    "อบจ.": "อบจ.", "ทน.": "เทศบาลนคร", "ทม.": "เทศบาลเมือง", "ทต.": "เทศบาลตำบล", "อบต.": "อบต.",
    "พิเศษ": "ท้องถิ่นรูปแบบพิเศษ",
}  # fmt: skip
BEGINNINGS = "แก้ว คลองใส ดงยาง ทุ่งลม นาคำ บ่อหิน ป่าสน ม่วงงาม ลำธาร สระบัว หนองขาว อ่างดิน".split()  # noqa: SIM905
ENDINGS = "สมมุติ ทดลอง ตัวอย่าง จำลอง สมมติ".split()  # noqa: SIM905
NAMES = [beginning + ending for ending, beginning in product(ENDINGS, BEGINNINGS)]
DISTRICTS = ("เมืองสมมุติ", "ทดสอบ", "ตัวอย่าง", "จำลอง")


def made_up_province(code: str, name: str, count: int) -> list[RegisterLao]:
    """``count`` LAOs of one province: all types, one name under two types, one name in two districts."""
    laos = [_lao(code, "อบจ.", name, 0, 1)]
    for number in range(2, count - 1):
        kind = "ทม." if number == 2 else "ทต." if number % 3 == 0 else "อบต."
        own = f"{NAMES[number % len(NAMES)]}{ENDINGS[int(code) % len(ENDINGS)]}"
        laos.append(_lao(code, kind, own, number % len(DISTRICTS), number))
    tao = next(lao for lao in laos if lao.type == "อบต.")
    district = DISTRICTS.index(tao.district)
    laos.append(_lao(code, "ทต.", tao.name, district, count - 1))
    laos.append(_lao(code, "อบต.", laos[7].name, (DISTRICTS.index(laos[7].district) + 1) % len(DISTRICTS), count))
    return laos


def _lao(province: str, kind: str, name: str, district: int, number: int) -> RegisterLao:
    code = f"{PREFIXES[kind]}{province}{district + 1:02}{number:02}"
    return RegisterLao(code, kind, name, DISTRICTS[district], province)


def write_register(path: Path, laos: Sequence[RegisterLao], provinces: Mapping[str, str]) -> None:
    """The register file; ``provinces`` maps code -> name. Codes have lost their zero, as the department's have."""
    lines = [
        f"{provinces[lao.province]},{lao.district},,{int(lao.code)},{LONG_TYPES[lao.type]},{lao.name},,,,,,,"
        for lao in laos
    ]
    path.write_text("\r\n".join((HEADING, *lines, "")), "utf-8-sig", newline="")


def with_near_name(laos: Sequence[RegisterLao]) -> list[RegisterLao]:
    """The LAOs and one more อบต., whose name is one letter longer than that of another."""
    other = next(lao for lao in laos if lao.type == "อบต.")
    number = len(laos) + 1
    return [*laos, _lao(other.province, "อบต.", f"{other.name}ง", number % len(DISTRICTS), number)]
