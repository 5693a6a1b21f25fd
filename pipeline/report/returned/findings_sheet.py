"""The first sheet: one line a finding, errors first, each leading to its cell; filters, prints on A4."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from pipeline.model import column_letters
from pipeline.report.returned.cells import cell_xml
from pipeline.report.returned.formats import Formats
from pipeline.report.returned.remarks import Remark
from pipeline.report.returned.text import LIVE
from pipeline.report.returned.verdicts import COLUMN
from pipeline.report.words import SEVERITY

if TYPE_CHECKING:
    from pipeline.report.returned.sheet import Sheet

COLUMNS: Mapping[str, int] = {
    "ที่": 6, "ระดับ": 16, "แผ่นงาน": 22, "ช่อง": 9, "อปท.": 26, "คอลัมน์": 22,
    "ค่าที่พบ": 28, "สิ่งที่พบ": 42, "วิธีแก้": 38, "ค่าที่เสนอ (คัดลอกไปวางได้)": 30, "ข้อ": 9,
}  # fmt: skip
TEXT_WIDTHS = tuple(COLUMNS.values())[2:]
TITLE = "สิ่งที่ต้องแก้ไข"
ABOUT = f"แก้ในช่องที่ระบายสีและตีกรอบของแต่ละแผ่นงาน แล้วส่งไฟล์นี้กลับได้ทันที แผ่นนี้และคอลัมน์ «{COLUMN}» ระบบไม่นำมาอ่าน"
HEADING_ROW = 4
MOST_LINES = 10_000
WHOLE_FILE = "ทั้งไฟล์"
LINK_COLUMN = 4
QUOTE = "'"
A4, LINE_HEIGHT, FILLED = 9, 24, 0.8

_ABOVE = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def draw_findings(sheet: "Sheet", told: Sequence[Remark], names: Mapping[str, str], formats: Formats) -> None:
    """Draw the sheet; ``names`` maps a sheet of the office to its name in this workbook."""
    for row, (text, look) in enumerate(((TITLE, "title"), (_counts(told), "about"), (ABOUT, "about")), 1):
        sheet.put(row, [cell_xml(row, 1, text, formats.ours(look))], 1)
    for row, height in enumerate((30, 22, 22, 26)):
        sheet.set_row(row, height)
    for col, width in enumerate(COLUMNS.values()):
        sheet.set_column(col, col, width)
    heading = [cell_xml(HEADING_ROW, col, label, formats.ours("heading")) for col, label in enumerate(COLUMNS, 1)]
    sheet.put(HEADING_ROW, heading, len(COLUMNS))
    for number, remark in enumerate(told[:MOST_LINES], 1):
        _line(sheet, HEADING_ROW + number, number, remark, names, formats)
    _page(sheet, HEADING_ROW + max(1, min(len(told), MOST_LINES)))


def _counts(told: Sequence[Remark]) -> str:
    counts = Counter(remark.rule.severity for remark in told)
    parts = [f"{word.mark} {word.text} {counts[severity]:,} ข้อ" for severity, word in SEVERITY.items()]
    more = [f"แสดง {MOST_LINES:,} ข้อแรก"] if len(told) > MOST_LINES else []
    return "   ".join(parts + more)


def _line(sheet: "Sheet", row: int, number: int, remark: Remark, names: Mapping[str, str], formats: Formats) -> None:
    name = names.get(remark.sheet, "")
    place = f"{column_letters(remark.col or 1)}{remark.row or 1}"
    link = place if remark.col else f"แถว {remark.row}" if remark.row else "เปิด"
    texts = (
        name or WHOLE_FILE, link if name else "", remark.lao, remark.label, remark.value, remark.message,
        remark.rule.hint, remark.suggestion, remark.rule.code,
    )  # fmt: skip
    sheet.set_row(row - 1, _height(texts))
    cells = [
        cell_xml(row, 1, number, formats.ours("number")),
        cell_xml(row, 2, f"{remark.word.mark} {remark.word.text}", formats.ours(remark.rule.severity)),
    ]
    for col, text in enumerate(texts, 3):
        look = "link" if name and col == LINK_COLUMN else "quoted" if text.startswith(LIVE) else "text"
        cells.append(cell_xml(row, col, text, formats.ours(look)))
    sheet.put(row, cells, len(COLUMNS))
    if name:
        sheet.write_url(row - 1, LINK_COLUMN - 1, f"internal:'{name.replace(QUOTE, 2 * QUOTE)}'!{place}")


def _height(texts: Sequence[str]) -> int:
    """Enough for the wrapped texts."""
    lines = max(text_lines(text, width) for text, width in zip(texts, TEXT_WIDTHS, strict=True))
    return min(LINE_HEIGHT * lines + 4, 400)


@lru_cache(maxsize=1024)
def text_lines(text: str, width: int) -> int:
    """How many lines a text takes; signs above and below a consonant take no width."""
    return sum(ceil(max(1, len(_ABOVE.sub("", part))) / (FILLED * width)) for part in text.split("\n"))


def _page(sheet: "Sheet", last: int) -> None:
    sheet.autofilter(HEADING_ROW - 1, 0, last - 1, len(COLUMNS) - 1)
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&Cหน้า &P จาก &N")
    sheet.set_tab_color("#B3261E")
    sheet.activate()
