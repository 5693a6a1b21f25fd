"""The words of the instruction sheet «คำชี้แจง», in official Thai; what changes comes from the round's settings."""

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.thai import be_date, thai_digits
from schemas import CERTIFICATION, CONTACT, WEBSITE
from schemas.reference import Province, Reference, Round
from schemas.rules import Rule

SHEET = "คำชี้แจง"
MENU = "ข้อมูล อปท. ๘ ด้าน"


class Line(NamedTuple):
    """One line of the sheet: how it looks (a look of ``styles``), its text, and the term that it explains."""

    look: str
    text: str
    term: str = ""


def instructions(province: Province, count: int, reference: Reference, rules: Mapping[str, Rule]) -> list[Line]:
    """The lines from top to bottom; ``count`` is the number of LAOs on the form."""
    round_ = reference.round
    return [
        Line("title", "คำชี้แจงการกรอกแบบรายงานเว็บไซต์และผู้ดูแลระบบ INFO"),
        Line("subtitle", f"จังหวัด{province.name} (อปท. {thai_digits(count)} แห่ง)"),
        Line("about", about(round_)),
        *_purpose(round_),
        *_filling(round_),
        *_years(round_, rules),
        *_personal_data(round_),
        *_help(round_),
    ]


def about(round_: Round) -> str:
    """The line that names the circular, the deadline and the form's version."""
    deadline = thai_digits(be_date(round_.deadline))
    version = thai_digits(round_.form_version)
    return f"หนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ {round_.circular}  •  ส่งภายในวันที่ {deadline}  •  แบบรุ่น {version}"


def _purpose(round_: Round) -> list[Line]:
    return [
        Line("section", "๑. วัตถุประสงค์และกำหนดส่ง"),
        Line("text", "รวบรวมบัญชีเว็บไซต์ของ อปท. เพื่อเผยแพร่ทางเว็บไซต์ของกรมส่งเสริมการปกครองท้องถิ่น", "เว็บไซต์"),
        Line(
            "text",
            "จัดเก็บข้อมูลผู้ดูแลระบบข้อมูลกลางองค์กรปกครองส่วนท้องถิ่น (INFO) แห่งละ ๒ คน สำหรับติดต่อประสานงานเมื่อระบบมีปัญหา",
            "ผู้ดูแลระบบ",
        ),
        Line("text", f"ภายในวันที่ {thai_digits(be_date(round_.deadline))}", "กำหนดส่ง"),
    ]


def _filling(round_: Round) -> list[Line]:
    return [
        Line("section", "๒. วิธีกรอก"),
        Line(
            "text",
            "กรมกรอกลำดับที่ รหัส ประเภท ชื่อ และอำเภอของ อปท. ไว้ให้แล้วในช่องสีเทา ซึ่งล็อกไว้และไม่ต้องแก้ไข "
            "กรอกเฉพาะช่องสีขาว ช่องสีเหลืองอ่อนคือช่องที่ยังว่าง อย่าลบหรือเปลี่ยนชื่อหัวตารางและแผ่นงาน",
            "ช่องที่ต้องกรอก",
        ),
        Line(
            "text",
            "ตรวจสอบที่อยู่เว็บไซต์ที่กรอกไว้ให้ (ข้อมูลล่าสุดที่กรมมี) หากถูกต้องแล้วไม่ต้องแก้ หากไม่ถูกต้องให้พิมพ์ทับด้วยที่อยู่หน้าแรก "
            "เช่น http://www.maesai.go.th หาก อปท. ไม่มีเว็บไซต์ ให้พิมพ์คำว่า ไม่มี",
            f"แผ่นงาน “{WEBSITE.sheet}”",
        ),
        Line(
            "text",
            "กรอกคำนำหน้า ชื่อ และนามสกุล ตำแหน่งเต็ม และเบอร์ติดต่อให้ครบทั้ง ๒ คน ช่องเบอร์ติดต่อรับข้อความ จึงพิมพ์เลข ๐ นำหน้า "
            "และหมายเลขภายในได้ เช่น 0 5488 9909 ต่อ 12 หากมีหลายหมายเลขให้คั่นด้วยจุลภาค",
            f"แผ่นงาน “{CONTACT.sheet}”",
        ),
        Line(
            "text",
            "เลือก ครบ หรือ ยังไม่ครบ ของแต่ละด้าน และพิมพ์วันที่รับรองเป็น พ.ศ. "
            f"เช่น 31/7/{round_.newest_year} เฉพาะ อปท. ที่บันทึกครบทั้ง ๘ ด้าน "
            "และรับรองข้อมูลระดับ อปท. ในระบบ INFO แล้ว",
            f"แผ่นงาน “{CERTIFICATION.sheet}”",
        ),
        Line(
            "text",
            "ช่องที่เว้นว่างไม่ลบข้อมูลเดิมที่กรมมีอยู่ หากต้องการยกเลิกข้อมูลเดิม ให้พิมพ์คำว่า ไม่มี หรือ ยกเลิก",
            "ช่องว่าง",
        ),
        Line(
            "text",
            "บันทึกเป็นไฟล์ชนิด Excel Workbook (.xlsx) แล้วส่งไฟล์นี้กลับ เมื่อส่งแก้ไข ให้ระบุในชื่อไฟล์ เช่น “แก้ไขครั้งที่ 1” "
            "หรือแก้ในไฟล์ผลการตรวจที่กรมส่งคืนให้ แถวที่ไม่ได้ส่งมาในครั้งหลังยังคงข้อมูลเดิมไว้",
            "การส่งกลับ",
        ),
    ]


def _years(round_: Round, rules: Mapping[str, Rule]) -> list[Line]:
    newest = str(round_.newest_year)
    n, before = thai_digits(newest), thai_digits(round_.newest_year - 1)
    unlock = thai_digits(rules["FY001"].hint.format_map({"N": newest}))
    return [
        Line("section", "๓. หลักเกณฑ์ปีงบประมาณ"),
        Line(
            "text",
            f"ปีงบประมาณล่าสุดที่เปิดให้บันทึกคือ {n} หาก อปท. ใดยังไม่รับรองข้อมูลระดับ อปท. ในปีงบประมาณ {n} "
            "ระบบจะบันทึกเว็บไซต์และผู้ดูแลระบบของ อปท. นั้นในปีงบประมาณล่าสุดที่รับรองแล้ว โดยไม่ปฏิเสธข้อมูล",
            "หลักเกณฑ์",
        ),
        Line(
            "example",
            f"อบต. แห่งหนึ่งรับรองข้อมูลถึงปีงบประมาณ {before} แต่กรอกปี {n} มาในแบบนี้ ระบบจะรับข้อมูลและบันทึกไว้ในปีงบประมาณ {before} "
            f"เมื่อ อบต. เข้าเมนู “{MENU}” บันทึกข้อมูลปี {n} ครบทั้ง ๘ ด้าน และรับรองข้อมูลระดับ อปท. แล้ว "
            f"จึงส่งข้อมูลอีกครั้งเพื่อบันทึกในปีงบประมาณ {n}",
            "ตัวอย่าง",
        ),
        Line("text", unlock, f"การเปิดใช้ปี {n}"),
        Line("text", "ระบบรับข้อมูลไว้โดยยังไม่กำหนดปี และเผยแพร่เว็บไซต์ตามปกติ", "ไม่เคยรับรองปีใด"),
    ]


def _personal_data(round_: Round) -> list[Line]:
    return [
        Line("section", "๔. การคุ้มครองข้อมูลส่วนบุคคล"),
        Line("text", "ชื่อ-สกุล ตำแหน่ง และเบอร์ติดต่อของผู้ดูแลระบบ INFO", "ข้อมูลที่เก็บ"),
        Line("text", "ใช้ติดต่อประสานงานเกี่ยวกับระบบ INFO ตามภารกิจของกรมเท่านั้น", "วัตถุประสงค์"),
        Line(
            "text",
            "เจ้าหน้าที่ของกรมที่รับผิดชอบระบบ INFO และสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดของตน "
            "ข้อมูลนี้ไม่เผยแพร่ต่อสาธารณะ ส่วนที่เผยแพร่มีเฉพาะที่อยู่เว็บไซต์ของ อปท.",
            "ผู้ที่เห็นข้อมูล",
        ),
        Line("text", "เลขประจำตัวประชาชน ชื่อผู้ใช้ รหัสผ่าน อีเมลและไลน์ส่วนตัว", "ข้อมูลที่ห้ามกรอก"),
        Line(
            "text",
            f"เจ้าของข้อมูลขอดู แก้ไข หรือขอให้ลบข้อมูลของตนได้ที่ {round_.help_desk['office']} (ข้อ ๕)",
            "สิทธิของเจ้าของข้อมูล",
        ),
    ]


def _help(round_: Round) -> list[Line]:
    desk = round_.help_desk
    numbers = f"โทร. {thai_digits(desk['phone'])}  โทรสาร {thai_digits(desk['fax'])}"
    return [
        Line("section", "๕. ติดต่อสอบถาม"),
        Line("text", desk["office"], "หน่วยงาน"),
        Line("text", f"{numbers}  อีเมล {desk['email']}", "ช่องทางติดต่อ"),
    ]
