"""How cells look: the office's own styles, with our marks over them. Marks differ in border as well as in colour."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.look import CellStyle, CellValue
from pipeline.report.returned.cells import is_date
from pipeline.report.returned.text import LIVE

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FONT = {"font_name": "TH SarabunPSK", "font_size": 14, "valign": "top"}
"""The font of Thai government documents (cabinet resolution, 7 September 2553)."""
FILLS: Mapping[str, str] = {"error": "#FFC9CB", "warning": "#FFE9A8", "info": "#E3F1E6"}
MARKS: Mapping[str, Mapping[str, Any]] = {
    "error": {"bg_color": FILLS["error"], "border": 2, "border_color": "#B3261E"},
    "warning": {"bg_color": FILLS["warning"], "border": 3, "border_color": "#8A6100"},
}
"""A medium line around an error, a dashed one around a warning."""
LINE = {"border": 1, "border_color": "#A6A6A6"}
HEADING = {**FONT, **LINE, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {**FONT, "font_size": 20, "bold": True, "font_color": "#1F3864"},
    "about": {**FONT, "font_color": "#404040"},
    "heading": {**HEADING, "align": "center", "valign": "vcenter"},
    "text": {**FONT, **LINE, "text_wrap": True},
    "number": {**FONT, **LINE, "align": "center"},
    "quoted": {**FONT, **LINE, "text_wrap": True, "num_format": "@", "quote_prefix": True},
    "link": {**FONT, **LINE, "font_color": "#0563C1", "underline": 1, "align": "center"},
    **{severity: {**FONT, **LINE, "bold": True, "bg_color": fill} for severity, fill in FILLS.items()},
    **{
        f"verdict_{severity}": {**FONT, **LINE, "text_wrap": True, "bg_color": fill} for severity, fill in FILLS.items()
    },
}
DATE = "d/m/yyyy"
_GENERAL = (0, "General")


class Formats:
    """The formats of one workbook, each made when first needed; a cell names its own by an attribute of its XML."""

    def __init__(self, book: "Workbook", styles: Sequence[CellStyle]) -> None:
        self._book, self._styles = book, styles
        self._cells: dict[tuple[int, str, bool, bool], str] = {}
        self._ours: dict[str, str] = {}
        self.merged = book.add_format()
        """For merged ranges: their cells are styled one by one."""

    def ours(self, name: str) -> str:
        """The attribute for one of ``LOOKS``."""
        if name not in self._ours:
            self._ours[name] = self._attribute(LOOKS[name])
        return self._ours[name]

    def cell(self, style: int, mark: str, value: CellValue) -> str:
        """The attribute for the office's style with our ``mark`` ("" | error | warning) over it, "" for the default."""
        if isinstance(value, str):
            key = (style, mark, value.startswith(LIVE), False)
        else:
            key = (style, mark, False, is_date(value))
        if key not in self._cells:
            self._cells[key] = self._made(*key)
        return self._cells[key]

    def _made(self, style: int, mark: str, live: bool, dated: bool) -> str:
        own = {**properties(self._styles[style if style < len(self._styles) else 0]), **MARKS.get(mark, {})}
        if live:
            own["quote_prefix"] = True
        if dated and own.get("num_format", 0) in _GENERAL:
            own["num_format"] = DATE
        return self._attribute(own) if own else ""

    def _attribute(self, look: Mapping[str, Any]) -> str:
        number = self._book.add_format(dict(look))._get_xf_index()
        return f' s="{number}"'


def properties(style: CellStyle) -> dict[str, Any]:
    """A style in the writer's words. The fill of a mark of ours, from an earlier return, is left out."""
    named = {
        "font_name": style.font,
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "font_color": style.colour if style.colour != "#000000" else "",
        "bg_color": "" if style.fill in FILLS.values() else style.fill,
        "align": style.horizontal,
        "valign": style.vertical,
        "text_wrap": style.wrap,
        "num_format": style.number_format,
    }
    return {name: value for name, value in named.items() if value} | (LINE if style.border else {})
