"""The cell styles of an .xlsx: fonts, fills, borders, alignment and number formats, as far as they make a sheet
recognisable. Anything unusual counts as the default.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls

from pipeline.look import CellStyle
from pipeline.read.package import attributes

MOST_STYLES = 4000
LONGEST_FORMAT = 120
HORIZONTAL = frozenset({"left", "center", "right", "justify"})
VERTICAL = {"top": "top", "center": "vcenter", "bottom": "bottom"}

_FORMAT = re.compile(rb"<numFmt\s([^>]*)>")
_FONT = re.compile(rb"<font\s*/>|<font(?:\s[^>]*)?>(.*?)</font>", re.DOTALL)
_FILL = re.compile(rb"<fill\s*/>|<fill(?:\s[^>]*)?>(.*?)</fill>", re.DOTALL)
_BORDER = re.compile(rb"<border\s[^>]*/>|<border\s*/>|<border(?:\s[^>]*)?>(.*?)</border>", re.DOTALL)
_XF = re.compile(rb"<xf\s([^>]*?)(?:/>|>(.*?)</xf>)", re.DOTALL)
_SIDES = re.compile(rb"<(?:left|start)\s[^>]*style=")
_THEME_COLOUR = re.compile(
    rb'<a:(dk1|lt1|dk2|lt2|accent[1-6])>.*?(?:lastClr|srgbClr val)="([0-9A-Fa-f]{6})"', re.DOTALL
)
THEME = (b"lt1", b"dk1", b"lt2", b"dk2", *(b"accent%d" % n for n in range(1, 7)))
"""The order in which a colour's theme attribute counts (ISO/IEC 29500-1, 18.8.3, with light and dark swapped)."""


def read_styles(styles: bytes, theme: bytes) -> tuple[CellStyle, ...]:
    """The styles by number, as cells name them; ``styles`` and ``theme`` are the parts, b"" where there is none."""
    palette = dict(_THEME_COLOUR.findall(theme))
    fonts = [_font(body, palette) for body in _bodies(_FONT, _section(b"fonts", styles))]
    fills = [_fill(body, palette) for body in _bodies(_FILL, _section(b"fills", styles))]
    borders = [bool(_SIDES.search(body)) for body in _bodies(_BORDER, _section(b"borders", styles))]
    codes = dict(_formats(styles))
    found = _XF.findall(_section(b"cellXfs", styles))[:MOST_STYLES]
    return tuple(_style(attributes(tag), body, fonts, fills, borders, codes) for tag, body in found) or (CellStyle(),)


def _section(name: bytes, xml: bytes) -> bytes:
    start = xml.find(b"<" + name)
    return xml[start : xml.find(b"</" + name + b">", start)] if start >= 0 else b""


def _bodies(pattern: re.Pattern[bytes], section: bytes) -> list[bytes]:
    return [found[1] or b"" for found in pattern.finditer(section)]


def _style(
    tag: Mapping[str, str],
    body: bytes,
    fonts: Sequence[CellStyle],
    fills: Sequence[str],
    borders: Sequence[bool],
    codes: Mapping[int, str],
) -> CellStyle:
    font, fill, border, number = (_number(tag.get(name, "")) for name in ("fontId", "fillId", "borderId", "numFmtId"))
    aligned = _tag(b"alignment", body)
    return (fonts[font] if font < len(fonts) else CellStyle())._replace(
        fill=fills[fill] if fill < len(fills) else "",
        border=border < len(borders) and borders[border],
        horizontal=found if (found := aligned.get("horizontal", "")) in HORIZONTAL else "",
        vertical=VERTICAL.get(aligned.get("vertical", ""), ""),
        wrap=aligned.get("wrapText") in ("1", "true"),
        number_format=codes.get(number, number if number < 164 else 0),
    )


def _font(body: bytes, palette: Mapping[bytes, bytes]) -> CellStyle:
    size = _tag(b"sz", body).get("val", "")
    return CellStyle(
        font=_tag(b"name", body).get("val", "")[:31],
        size=min(max(float(size), 6), 48) if re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", size) else 0,
        bold=_on(b"b", body),
        italic=_on(b"i", body),
        colour=_colour(_tag(b"color", body), palette),
    )


def _fill(body: bytes, palette: Mapping[bytes, bytes]) -> str:
    solid = _tag(b"patternFill", body).get("patternType") == "solid"
    return _colour(_tag(b"fgColor", body), palette) if solid else ""


def _formats(xml: bytes) -> Iterator[tuple[int, str]]:
    for tag in map(attributes, _FORMAT.findall(xml)):
        code = tag.get("formatCode", "")
        if code and len(code) <= LONGEST_FORMAT:
            yield _number(tag.get("numFmtId", "")), code


def _tag(name: bytes, xml: bytes) -> dict[str, str]:
    found = re.search(rb"<%b(\s[^>]*)>" % name, xml)
    return attributes(found[1]) if found else {}


def _on(name: bytes, xml: bytes) -> bool:
    found = re.search(rb"<%b(\s[^>]*)?>" % name, xml)
    return found is not None and attributes(found[1] or b"").get("val", "1") not in ("0", "false")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _colour(tag: Mapping[str, str], palette: Mapping[bytes, bytes]) -> str:
    rgb = tag.get("rgb", "")[-6:]
    theme = _number(tag["theme"]) if "theme" in tag else len(THEME)
    if theme < len(THEME):
        rgb = palette.get(THEME[theme], b"").decode()
    if not re.fullmatch("[0-9A-Fa-f]{6}", rgb):
        return ""
    return _tinted(rgb, tag.get("tint", "")).upper()


def _tinted(rgb: str, tint: str) -> str:
    """The colour made lighter (tint above 0) or darker (below), as ISO/IEC 29500-1, 18.8.19 says."""
    if not re.fullmatch(r"-?[01](\.[0-9]+)?", tint):
        return f"#{rgb}"
    share = max(-1.0, min(1.0, float(tint)))
    hue, light, full = rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "#" + "".join(f"{round(255 * part):02x}" for part in hls_to_rgb(hue, light, full))
