"""How the form looks. TH SarabunPSK is the font of Thai government documents (cabinet resolution, 7 September 2553)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = {"font_name": "TH SarabunPSK", "font_size": 15, "valign": "vcenter"}
NAVY, SKY, GREY, LINE, TO_FILL = "#1F3864", "#DCE6F1", "#F2F2F2", "#A6A6A6", "#FFF8DC"
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins with one of these would become a formula when its cell is edited: it gets an apostrophe."""

BORDER = {"border": 1, "border_color": LINE}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_size": 20, "bold": True, "font_color": NAVY, "align": "center"},
    "subtitle": {"font_size": 16, "align": "center"},
    "about": {"font_size": 14, "font_color": "#404040", "align": "center"},
    "header": {**BORDER, "bold": True, "font_color": NAVY, "bg_color": SKY, "align": "center", "text_wrap": True},
    "locked": {**BORDER, "bg_color": GREY, "num_format": "@", "indent": 1},
    "locked_centre": {**BORDER, "bg_color": GREY, "num_format": "@", "align": "center"},
    "locked_number": {**BORDER, "bg_color": GREY, "num_format": "0", "align": "center"},
    "entry": {**BORDER, "num_format": "@", "locked": False, "indent": 1},
    "entry_quoted": {**BORDER, "num_format": "@", "locked": False, "indent": 1, "quote_prefix": True},
    "entry_centre": {**BORDER, "num_format": "@", "locked": False, "align": "center"},
    "entry_number": {**BORDER, "num_format": "0", "locked": False, "align": "center"},
    "section": {"font_size": 17, "bold": True, "font_color": NAVY, "bottom": 1, "bottom_color": LINE},
    "term": {"bold": True, "valign": "top", "text_wrap": True},
    "text": {"valign": "top", "text_wrap": True},
    "example": {"valign": "top", "text_wrap": True, "bg_color": "#FFF8DC", **BORDER},
}


def formats(book: "Workbook") -> dict[str, "Format"]:
    """The looks as formats of a workbook."""
    return {name: book.add_format({**FONT, **look}) for name, look in LOOKS.items()}
