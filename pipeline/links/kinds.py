"""What a check of a website can come to, in the words that offices read."""

from collections.abc import Mapping
from typing import NamedTuple

OPEN, CARE, DOWN, LATER = "open", "care", "down", "later"


class Kind(NamedTuple):
    """``sense``: open (opens) | care (opens, but the office must look) | down (does not open) | later (not to be
    judged from this check). ``text`` may hold {x}, the check's detail; ``hint`` is what to do."""

    sense: str
    text: str
    hint: str = ""


_HOST = "ตรวจสอบกับผู้ให้บริการเว็บไซต์"
_NAME = "ตรวจว่าโดเมนยังไม่หมดอายุ และตั้งค่า DNS ถูกต้อง"
_CERTIFICATE = "ให้ผู้ให้บริการต่ออายุหรือติดตั้งใบรับรองใหม่"
_REDIRECT = "แก้การส่งต่อของเว็บไซต์ หรือแจ้งที่อยู่ปัจจุบัน"
_NOTHING = "ไม่ต้องดำเนินการ ระบบจะตรวจใหม่ครั้งต่อไป"

KINDS: Mapping[str, Kind] = {
    "open": Kind(OPEN, "เปิดได้"),
    "moved": Kind(CARE, "ส่งต่อไปโดเมนอื่น {x}", "แก้เป็นที่อยู่ปัจจุบัน"),
    "gambling": Kind(CARE, "หน้าเว็บมีคำเกี่ยวกับการพนัน ({x})", "ตรวจว่าเว็บไซต์ถูกบุกรุก หรือโดเมนตกเป็นของผู้อื่นหรือไม่"),
    "parked": Kind(CARE, "เป็นหน้าจอดโดเมนหรือหน้าว่างของผู้ให้บริการ", "ตรวจว่าโดเมนและพื้นที่เว็บยังไม่หมดอายุ"),
    "tls_expired": Kind(CARE, "ใบรับรอง https หมดอายุ เบราว์เซอร์เตือนก่อนเปิด", _CERTIFICATE),
    "tls_name": Kind(CARE, "ใบรับรอง https เป็นของชื่ออื่น เบราว์เซอร์เตือนก่อนเปิด", _CERTIFICATE),
    "tls_issuer": Kind(CARE, "ใบรับรอง https มาจากผู้ออกที่ตรวจสอบไม่ได้ หรือติดตั้งไม่ครบชุด", _CERTIFICATE),
    "tls_soon": Kind(CARE, "ใบรับรอง https จะหมดอายุ {x}", "เตรียมต่ออายุใบรับรอง"),
    "not_page": Kind(CARE, "ที่อยู่นี้เป็นไฟล์ ไม่ใช่หน้าเว็บ ({x})", "แก้เป็นที่อยู่หน้าแรก"),
    "blank": Kind(CARE, "หน้าเว็บว่างเปล่า", _HOST),
    "robots_error": Kind(CARE, "เครื่องแม่ข่ายตอบผิดพลาด ({x}) ที่ robots.txt จึงไม่ได้ตรวจต่อ", _HOST),
    "bad_address": Kind(DOWN, "ที่อยู่เว็บไซต์ใช้ไม่ได้", "แก้ที่อยู่เว็บไซต์"),
    "dns": Kind(DOWN, "ไม่พบชื่อโดเมนนี้", _NAME),
    "dns_failing": Kind(DOWN, "เครื่องแม่ข่ายชื่อโดเมน (DNS) ไม่ตอบ", _NAME),
    "private": Kind(DOWN, "ชื่อโดเมนชี้ไปเครือข่ายภายใน ({x}) ประชาชนเปิดไม่ได้", _NAME),
    "refused": Kind(DOWN, "เครื่องแม่ข่ายไม่รับการเชื่อมต่อ", _HOST),
    "unreachable": Kind(DOWN, "ไม่มีเส้นทางไปถึงเครื่องแม่ข่าย", _HOST),
    "connect_timeout": Kind(DOWN, "เชื่อมต่อเครื่องแม่ข่ายไม่ได้ในเวลาที่กำหนด", _HOST),
    "timeout": Kind(DOWN, "เครื่องแม่ข่ายไม่ตอบในเวลาที่กำหนด", _HOST),
    "slow": Kind(DOWN, "ส่งหน้าเว็บไม่จบในเวลาที่กำหนด", _HOST),
    "reset": Kind(DOWN, "เครื่องแม่ข่ายตัดการเชื่อมต่อ", _HOST),
    "no_answer": Kind(DOWN, "เครื่องแม่ข่ายปิดการเชื่อมต่อโดยไม่ตอบ", _HOST),
    "bad_answer": Kind(DOWN, "เครื่องแม่ข่ายตอบไม่ถูกรูปแบบ", _HOST),
    "bad_encoding": Kind(DOWN, "ข้อมูลหน้าเว็บที่บีบอัดมาเสียหาย", _HOST),
    "tls": Kind(DOWN, "เชื่อมต่อแบบ https ไม่สำเร็จ", _HOST),
    "gone": Kind(DOWN, "ไม่พบหน้าเว็บนี้ ({x})", "แก้เป็นที่อยู่หน้าแรก"),
    "client_error": Kind(DOWN, "เว็บไซต์ตอบปฏิเสธ ({x})", _HOST),
    "server_error": Kind(DOWN, "เครื่องแม่ข่ายตอบผิดพลาด ({x})", _HOST),
    "redirect_loop": Kind(DOWN, "ส่งต่อวนกลับมาที่เดิม", _REDIRECT),
    "redirect_many": Kind(DOWN, "ส่งต่อหลายทอดเกินไป", _REDIRECT),
    "redirect_bad": Kind(DOWN, "ส่งต่อไปที่อยู่ที่ใช้ไม่ได้", _REDIRECT),
    "redirect_scheme": Kind(DOWN, "ส่งต่อไปที่อยู่ที่ไม่ใช่เว็บไซต์ ({x})", _REDIRECT),
    "busy": Kind(LATER, "เครื่องแม่ข่ายขอให้มาใหม่ภายหลัง ({x})", _NOTHING),
    "denied": Kind(LATER, "เว็บไซต์ไม่ให้โปรแกรมเข้าดู ({x})", _NOTHING),
    "robots": Kind(LATER, "เว็บไซต์ขอไม่ให้โปรแกรมเข้าดู (robots.txt)", _NOTHING),
}
