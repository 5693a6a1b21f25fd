"""Input checks: what Excel says while a cell is being filled, in the words of the rule catalogue.

They help whoever types; what a submission is judged by is ``schemas``. Excel's limits (ECMA-376 part 1, 18.3.1.32,
and Excel's own): titles 32 characters, messages and formulas 255, lists on another sheet by a defined name only.
"""

from collections.abc import Mapping
from typing import Any

from schemas.reference import Reference
from schemas.rules import Rule

YEARS_OFFERED = 4
MARKS = ("ครบ", "ยังไม่ครบ")
YEARS_NAME, MARKS_NAME = "fiscal_years", "aspect_marks"

NONE = "“ไม่มี”"
_NONE_TYPED = 'TRIM({cell})="ไม่มี"'
_NO_DIGIT = ",".join(f"ISERR(FIND({digit},{{cell}}))" for digit in range(10))
FORMULAS = {
    "website": f'=OR({_NONE_TYPED},AND(ISNUMBER(FIND(".",{{cell}})),ISERR(FIND("@",{{cell}})),'
    'ISERR(FIND(" ",TRIM({cell})))))',
    "name": f"=AND(ISTEXT({{cell}}),{_NO_DIGIT})",
    "phone": f"=OR({_NONE_TYPED},AND(ISTEXT({{cell}}),LEN(TRIM({{cell}}))>=9))",
    "certified_on": "=AND(ISTEXT({cell}),LEN(TRIM({cell}))>=6)",
}
"""What is surely wrong at a glance; ``{cell}`` is the column's first cell. Array constants are not allowed here."""


def open_years(reference: Reference) -> list[int]:
    """The fiscal years offered: N and those before it that are not closed."""
    newest = reference.round.newest_year
    return [year for year in range(newest, newest - YEARS_OFFERED, -1) if year not in reference.round.closed_years]


def inputs(reference: Reference, rules: Mapping[str, Rule]) -> dict[str, dict[str, Any]]:
    """Kind of column -> options of the writer's ``data_validation``; a formula still has its ``{cell}``."""
    newest = str(reference.round.newest_year)

    def hint(*codes: str) -> str:
        return "\n".join(rules[code].hint.format_map({"N": newest}) for code in codes)

    year = f"เลือกจากรายการ ปกติคือปี {newest} (ปีล่าสุด)\nหาก อปท. ยังไม่รับรองปีนี้ ระบบจะบันทึกในปีล่าสุดที่รับรองแล้ว"
    return {
        "fiscal_year": _list(YEARS_NAME, "stop", "ปีงบประมาณ", year, hint("FY009", "FY010")),
        "website": _formula("website", "เว็บไซต์", f"ตรวจสอบหรือกรอกที่อยู่หน้าแรก\n{hint('WW001')}", hint("WW003")),
        "name": _formula(
            "name", "ชื่อ-สกุล", f"คำนำหน้า ชื่อ และนามสกุล เช่น นายสมชาย ใจดี\nหากไม่มีผู้ดูแล ให้พิมพ์ {NONE}", hint("CT007")
        ),
        "position": _prompt("ตำแหน่ง", f"{hint('CT003')} เช่น นักวิเคราะห์นโยบายและแผน"),
        "phone": _formula(
            "phone", "เบอร์ติดต่อ", f"{hint('CT004')}\nเช่น 0 5488 9909 ต่อ 12 หรือ 08 1234 5678", hint("PH001")
        ),
        "aspect": _list(MARKS_NAME, "warning", "ข้อมูลด้านนี้", hint("FY013"), hint("FY013")),
        "certified_on": _formula(
            "certified_on",
            "วันที่รับรอง",
            f"{hint('FY015')} เช่น 31/7/{newest}\nกรอกเมื่อบันทึกครบ ๘ ด้านและรับรองแล้วเท่านั้น",
            hint("FY015"),
        ),
    }


def _prompt(title: str, message: str) -> dict[str, Any]:
    return {"validate": "any", "input_title": title, "input_message": message}


def _formula(kind: str, title: str, message: str, wrong: str) -> dict[str, Any]:
    """The officer may keep what looks wrong: only the department's rules decide."""
    return {
        **_prompt(title, message),
        "validate": "custom",
        "value": FORMULAS[kind],
        "error_type": "warning",
        "error_title": f"โปรดตรวจสอบ{title}",
        "error_message": wrong,
    }


def _list(source: str, error_type: str, title: str, message: str, wrong: str) -> dict[str, Any]:
    return {
        **_prompt(title, message),
        "validate": "list",
        "source": f"={source}",
        "error_type": error_type,
        "error_title": f"โปรดตรวจสอบ{title}",
        "error_message": wrong,
    }
