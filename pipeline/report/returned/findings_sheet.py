"""The first sheet: one line a finding, root causes first, each leading to its cell; filters, prints on A4."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING

from pipeline.model import column_letters
from pipeline.report.returned.formats import Formats
from pipeline.report.returned.remarks import Remark
from pipeline.report.returned.text import FINDINGS, LIVE, write_text
from pipeline.report.returned.verdicts import COLUMN
from pipeline.report.words import SEVERITY

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS: Mapping[str, int] = {
    "ที่": 6, "ระดับ": 16, "แผ่นงาน": 22, "ช่อง": 9, "อปท.": 26, "คอลัมน์": 22,
    "ค่าที่พบ": 28, "สิ่งที่พบ": 42, "วิธีแก้": 38, "ค่าที่เสนอ (คัดลอกไปวางได้)": 30, "ข้อ": 9,
}  # fmt: skip
TITLE = "สิ่งที่ต้องแก้ไข"
ABOUT = (
    f"แก้ในช่องที่ระบายสีและตีกรอบของแต่ละแผ่นงาน แล้วส่งไฟล์นี้กลับได้ทันที แผ่นนี้และคอลัมน์ «{COLUMN}» ระบบไม่นำมาอ่าน"
)
HEADING_ROW = 3
MOST_LINES = 10_000
WHOLE_FILE = "ทั้งไฟล์"
A4, LINE_HEIGHT, FILLED = 9, 21, 0.9


def add_findings(book: "Workbook", told: Sequence[Remark], names: Mapping[str, str], formats: Formats) -> None:
    """Draw the sheet; ``names`` maps a sheet of the office to its name in this workbook."""
    sheet = book.add_worksheet(FINDINGS)
    sheet.write_string(0, 0, TITLE, formats.ours("title"))
    sheet.write_string(1, 0, _counts(told), formats.ours("about"))
    sheet.write_string(2, 0, ABOUT, formats.ours("about"))
    for row, height in enumerate((30, 22, 22, 26)):
        sheet.set_row(row, height)
    for col, (label, width) in enumerate(COLUMNS.items()):
        sheet.set_column(col, col, width)
        sheet.write_string(HEADING_ROW, col, label, formats.ours("heading"))
    for number, remark in enumerate(told[:MOST_LINES], 1):
        _line(sheet, HEADING_ROW + number, number, remark, names, formats)
    _page(sheet, HEADING_ROW + max(1, min(len(told), MOST_LINES)))


def _counts(told: Sequence[Remark]) -> str:
    counts = Counter(remark.rule.severity for remark in told)
    parts = [f"{word.mark} {word.text} {counts[severity]:,} ข้อ" for severity, word in SEVERITY.items()]
    more = [f"แสดง {MOST_LINES:,} ข้อแรก"] if len(told) > MOST_LINES else []
    return "   ".join(parts + more)


def _line(
    sheet: "Worksheet", row: int, number: int, remark: Remark, names: Mapping[str, str], formats: Formats
) -> None:
    name = names.get(remark.sheet, "")
    texts = (
        name or WHOLE_FILE, "", remark.lao, remark.label, remark.value, remark.message, remark.rule.hint,
        remark.suggestion, remark.rule.code,
    )  # fmt: skip
    sheet.set_row(row, _height(texts))
    sheet.write_number(row, 0, number, formats.ours("text"))
    sheet.write_string(row, 1, f"{remark.word.mark} {remark.word.text}", formats.ours(remark.rule.severity))
    for col, text in enumerate(texts, 2):
        write_text(sheet, row, col, text, formats.ours("quoted" if text.startswith(LIVE) else "text"))
    if name:
        place = f"{column_letters(remark.col or 1)}{remark.row or 1}"
        address = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!{place}"
        shown = place if remark.col else f"แถว {remark.row}" if remark.row else "เปิด"
        sheet.write_url(row, 3, address, formats.ours("link"), shown)


def _height(texts: Sequence[str]) -> int:
    """Enough for the wrapped texts; signs above and below a consonant take no width."""
    widths = list(COLUMNS.values())[2:]
    lines = (
        sum(ceil(max(1, _width(part)) / (FILLED * width)) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(LINE_HEIGHT * max(lines) + 4, 400)


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(unicodedata.category(char) != "Mn" for char in text)


def _page(sheet: "Worksheet", last: int) -> None:
    sheet.autofilter(HEADING_ROW, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&Cหน้า &P จาก &N")
    sheet.set_tab_color("#B3261E")
    sheet.activate()
