"""The register file, in the department's open-data layout ``dlads_05_01`` (.csv or .xlsx) -> register rows.

The original repeats an LAO once per tambon, writes codes as numbers (the leading zero is lost) and misspells its
last heading. Its office addresses, which Excel has turned into dates, are not read at all.
"""

from collections.abc import Mapping

from pipeline.store.identity import RegisterRow
from pipeline.store.lists import Column, Line, ListFault, Said, at, read_code, read_list
from pipeline.thai import clean
from schemas.reference import Reference

COLUMNS = (
    Column("province", ("จังหวัด", "ชื่อจังหวัด", "province")),
    Column("district", ("อำเภอ", "ชื่ออำเภอ", "เขต/อำเภอ", "district")),
    Column("code", ("รหัส อปท.", "รหัสอปท", "รหัส", "รหัสองค์กรปกครองส่วนท้องถิ่น", "lao_code")),
    Column("type", ("ประเภท อปท.", "ประเภทอปท", "ประเภท", "lao_type")),
    Column("name", ("อปท.", "ชื่อ อปท.", "ชื่อองค์กรปกครองส่วนท้องถิ่น", "lao_name")),
    Column("website", ("เว็ปไซต์ของอปท", "เว็บไซต์ของ อปท.", "เว็บไซต์", "เว็ปไซต์", "website"), required=False),
)

BANGKOK = "10"
MOST_FAULTS = 50
FACTS = {"type": ("ประเภท", "type"), "name": ("ชื่อ", "name"), "district": ("อำเภอ", "district"),
         "province": ("จังหวัด", "province")}  # fmt: skip


def parse_register(data: bytes, name: str, reference: Reference) -> tuple[RegisterRow, ...]:
    """The LAOs of the file ``name``, one row each, by code. Pure.

    Raises ``ListFault`` with every contradiction found (the first fifty): a bad code, an unknown type or
    province, a code of another province, two names (types, districts, provinces) for one code.
    """
    provinces, types = _province_names(reference), _type_names(reference)
    rows: dict[str, RegisterRow] = {}
    faults: list[Said] = []
    for line in read_list(data, name, COLUMNS):
        row = RegisterRow(
            code=read_code(line.texts["code"]) or "",
            type=types.get(line.texts["type"], ""),
            name=line.texts["name"],
            district=line.texts["district"],
            province=provinces.get(line.texts["province"], ""),
            website=line.texts["website"],
        )
        wrong = _wrong(row, line) or _contradiction(row, rows.get(row.code))
        if wrong:
            faults.append(at(name, line.number, *wrong))
        else:
            _keep(row, rows)
    if not rows and not faults:
        faults.append(Said(f"{name}: ไม่มี อปท. ในไฟล์", f"{name}: no LAO in the file"))
    if faults:
        raise ListFault(*faults[:MOST_FAULTS])
    return tuple(rows[code] for code in sorted(rows))


def _keep(row: RegisterRow, rows: dict[str, RegisterRow]) -> None:
    seen = rows.get(row.code)
    if seen is None or (row.website and not seen.website):
        rows[row.code] = row


def _wrong(row: RegisterRow, line: Line) -> tuple[str, str] | None:
    texts = line.texts
    if not row.code:
        return f"รหัส อปท. «{texts['code']}» ไม่ใช่รหัส 8 หลัก", f"code {texts['code']!r} has not eight digits"
    if not row.type:
        return f"ไม่รู้จักประเภท อปท. «{texts['type']}»", f"unknown LAO type {texts['type']!r}"
    if not row.name:
        return f"รหัส {row.code} ไม่มีชื่อ อปท.", f"code {row.code} has no name"
    if row.province == BANGKOK:
        return "กรุงเทพมหานครไม่อยู่ในบัญชี อปท. ของระบบ INFO", "Bangkok is not in the register of INFO"
    if not row.province:
        return f"ไม่รู้จักจังหวัด «{texts['province']}»", f"unknown province {texts['province']!r}"
    if row.code[2:4] != row.province:
        return (
            f"รหัส {row.code} ไม่ใช่รหัสของจังหวัด{texts['province']} ({row.province})",
            f"code {row.code} is not of the province {texts['province']} ({row.province})",
        )
    return None


def _contradiction(row: RegisterRow, seen: RegisterRow | None) -> tuple[str, str] | None:
    if seen is None:
        return None
    for fact, (th, en) in FACTS.items():
        new, old = getattr(row, fact), getattr(seen, fact)
        if new != old:
            return (
                f"รหัส {row.code} มี{th}สองอย่าง: «{old}» และ «{new}»",
                f"code {row.code} has two values of {en}: {old!r} and {new!r}",
            )
    return None


def _province_names(reference: Reference) -> Mapping[str, str]:
    return {
        clean(prefix + name): province.code
        for province in reference.provinces.values()
        for name in (*province.aliases, province.name)
        for prefix in ("จังหวัด", "จ.", "")
    }


def _type_names(reference: Reference) -> Mapping[str, str]:
    return {
        clean(name): kind.slug
        for kind in reference.types.values()
        for name in (*kind.aliases, kind.slug, kind.short, kind.name)
    }
