"""An invented register of the nation's size: the real provinces, as many LAOs of each type, all names made up."""

import random
from itertools import product

from schemas.reference import Reference
from tests.national.plan import PREFIXES, RegisterLao

BANGKOK = "10"
COUNTS = {"ทน.": 30, "ทม.": 195, "ทต.": 2247, "อบต.": 5300}
"""Of the register of November 2566; with one อบจ. a province and เมืองพัทยา they are 7,849."""
SMALLEST, LARGEST, BEND = 19, 334, 2.79
"""LAOs a province: the least and the most, and how steeply the sizes rise between them."""
DISTRICT_SIZE = 9
BEGINNINGS = (  # noqa: SIM905
    "แก้ว คลอง ดอน ทุ่ง นา บ่อ ป่า ม่วง ลำ สระ หนอง อ่าง โคก วัง ห้วย ดง ท่า บึง โพน เขา ไร่ สวน หัวฝาย ปาก"
).split()
MIDDLES = "ขาว เขียว งาม จันทร์ ชมพู ดี ตะวัน ทอง นิล บัว ประดู่ ไผ่ มะลิ ยาง เรือง ลม ศรี สน สูง หิน".split()  # noqa: SIM905
ENDINGS = "จำลอง ชวนฝัน เทียม ทดลอง นิทาน ในฝัน ประดิษฐ์ ปั้นแต่ง เพ้อฝัน มโน ลองดู วาดไว้ สมมติ สมมุติ เสกสรร ตัวอย่าง แต่งขึ้น".split()  # noqa: SIM905
DISTRICTS = [beginning + ending for ending, beginning in product(("สมมุติ", "ทดลอง"), BEGINNINGS)]


def made_up_nation(reference: Reference) -> list[RegisterLao]:
    """7,849 LAOs of 76 provinces, the same at every call."""
    dice = random.Random(1)
    codes = [code for code in sorted(reference.provinces) if code != BANGKOK]
    kinds = [kind for kind, count in COUNTS.items() for _ in range(count)]
    names = ["".join(parts) for parts in product(BEGINNINGS, MIDDLES, ENDINGS)]
    sizes = province_sizes(len(codes), len(kinds) + len(codes) + 1)
    for drawn in (kinds, names, sizes):
        dice.shuffle(drawn)
    laos: list[RegisterLao] = []
    for code, size in zip(codes, sizes, strict=True):
        name = reference.provinces[code].name
        own = [("อบจ.", name), *([("พิเศษ", "เมืองพัทยา")] if name == "ชลบุรี" else [])]
        own += [(kinds.pop(), names.pop()) for _ in range(size - len(own))]
        laos += [_lao(code, name, number, kind, called) for number, (kind, called) in enumerate(own)]
    return laos


def province_sizes(count: int, total: int) -> list[int]:
    """How many LAOs each province has, few provinces having many; they add up to ``total``."""
    sizes = [SMALLEST + round((LARGEST - SMALLEST) * (n / (count - 1)) ** BEND) for n in range(count)]
    missing, step = total - sum(sizes), 1 if total > sum(sizes) else -1
    for n in range(abs(missing)):
        sizes[count // 2 + n % (count // 3)] += step
    return sizes


def _lao(province: str, name: str, number: int, kind: str, called: str) -> RegisterLao:
    district, place = divmod(number, DISTRICT_SIZE)
    in_town = f"เมือง{name}" if district == 0 else DISTRICTS[district]
    return RegisterLao(f"{PREFIXES[kind]}{province}{district + 1:02}{place + 1:02}", kind, called, in_town, province)
