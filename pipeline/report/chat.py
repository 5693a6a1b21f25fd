"""A ready paragraph per LAO, to be pasted into a LINE chat: plain text, short, complete in itself."""

import re
from collections.abc import Iterator

from pipeline.report.grouping import LaoTask
from pipeline.report.words import SEVERITY, TABLE
from pipeline.shown import ReportRow
from pipeline.thai import be_date
from schemas.contact import CONTACT
from schemas.reference import Reference, Round

MENU = "ข้อมูล อปท. ๘ ด้าน"
"""The exact menu of INFO that unlocks the newest year (circular มท ๐๘๐๖/ว ๑๒๔, steps 4 and 7)."""

_MOST = 12
"""More would not be read in a chat; the rest is left to the report."""

_HIDDEN = re.compile(r"…|\dx").search
"""What ``pipeline.privacy.mask`` leaves of a name or a number."""


def unlock(own: Round, year: str) -> str:
    """How an LAO comes into the newest year, and where its record is until then."""
    where = "รับข้อมูลไว้โดยยังไม่กำหนดปี" if year == "pending" else f"ระบบบันทึกไว้ในปีงบประมาณ {year}"
    return (
        f"ยังไม่ได้รับรองข้อมูลปีงบประมาณ {own.newest_year} ({where}) หากต้องการบันทึกในปี {own.newest_year} "
        f"ให้เข้าระบบ INFO เลือกเมนู “{MENU}” บันทึกให้ครบทั้ง 8 ด้าน แล้วรับรองข้อมูลระดับ อปท."
    )


def chat_text(task: LaoTask, office: str, reference: Reference) -> str:
    """The paragraph: greeting, numbered things to do, deadline, circular."""
    own = reference.round
    items = list(_items(task, own))
    lines = [f"เรียน {task.label}", "ขอความร่วมมือดำเนินการเรื่องเว็บไซต์ อปท. และผู้ดูแลระบบ INFO ดังนี้"]
    lines += [f"{number}. {item}" for number, item in enumerate(items[:_MOST], 1)]
    if (rest := len(items) + task.more - _MOST) > 0:
        lines.append(f"(และอีก {rest} รายการตามรายงานของจังหวัด)")
    lines.append(f"โปรดแจ้งกลับสำนักงานส่งเสริมการปกครองท้องถิ่น{office} เพื่อส่งกรมฯ ภายในวันที่ {be_date(own.deadline)}")
    lines.append(f"(อ้างถึงหนังสือ สถ. ที่ {own.circular})")
    return "\n".join(lines)


def _items(task: LaoTask, own: Round) -> Iterator[str]:
    for block in task.blocks:
        yield from (_item(row) for row in block.findings)
    for table in task.missing:
        yield f"ยังไม่ได้รับข้อมูล{TABLE[table]} ขอให้ส่งข้อมูล หากไม่มีให้แจ้งว่า “ไม่มี”"
    if task.certify:
        yield unlock(own, task.certify)


def _item(row: ReportRow) -> str:
    place = f"{row.column}: " if row.column else ""
    typed = f" (ที่ส่งมา: {row.value})" if row.value and row.value not in row.message else ""
    hint = f" → {row.hint}" if row.hint else ""
    suggested = f" (ค่าที่เสนอ: {row.suggestion})" if row.suggestion and not _is_masked(row) else ""
    return f"[{SEVERITY[row.severity].text}] {place}{row.message}{typed}{hint}{suggested}"


def _is_masked(row: ReportRow) -> bool:
    """Whether a suggestion cannot be copied from here: of a contact's column, part of it is hidden."""
    return row.table == CONTACT.name and bool(_HIDDEN(row.suggestion))
