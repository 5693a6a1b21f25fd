"""Small made-up registers in the department's layout, and an empty master in memory."""

from datetime import date

import sqlalchemy as sa

from pipeline.store.database import METADATA
from pipeline.store.register import RegisterRow, import_register, load_register

HEADING = "จังหวัด,อำเภอ,ตำบล,รหัส อปท.,ประเภท อปท.,อปท.,ที่ตั้งสำนักงานเลขที่,หมู่ที่,รหัสไปรษณีย์,ขนาดพื้นที่,LAT,LONG,เว็ปไซต์ของอปท"
SPRING, SUMMER, AUTUMN = date(2014, 3, 1), date(2014, 6, 1), date(2014, 9, 1)

PAO = RegisterRow("02560101", "pao", "พะเยา", "เมืองพะเยา", "56")
TOWN = RegisterRow("04560102", "town", "พะเยา", "เมืองพะเยา", "56")
TAO = RegisterRow("06560115", "tao", "แม่ใส", "เมืองพะเยา", "56")
OTHER = RegisterRow("06560207", "tao", "ห้วยลาน", "ดอกคำใต้", "56")
REGISTER = (PAO, TOWN, TAO, OTHER)


def file_of(*lines: str, heading: str = HEADING) -> bytes:
    """A register file as the department writes it."""
    return "\r\n".join((heading, *lines, "")).encode("utf-8-sig")


def line(code: str = "6560115", kind: str = "อบต.", name: str = "แม่ใส", **other: str) -> str:
    """One line of it; the office address is one that Excel has turned into a date."""
    district, province = other.get("district", "เมืองพะเยา"), other.get("province", "พะเยา")
    tambon, website = other.get("tambon", ""), other.get("website", "")
    return f"{province},{district},{tambon},{code},{kind},{name},2014-05-12 00:00:00,-,56000,10.5,19.1,99.9,{website}"


def empty_master() -> sa.Connection:
    """A connection to a new master, in a transaction."""
    engine = sa.create_engine("sqlite://")
    METADATA.create_all(engine)
    return engine.connect()


def master_of(*registers: tuple[date, tuple[RegisterRow, ...]]) -> sa.Connection:
    """A master into which these registers were imported in turn."""
    connection = empty_master()
    for as_of, rows in registers:
        import_register(connection, rows, as_of, f"{as_of}")
    return connection


def ids(connection: sa.Connection) -> dict[str, str]:
    """Code -> lao_id of the register as it stands."""
    return {lao.code: lao.lao_id for lao in load_register(connection)}
