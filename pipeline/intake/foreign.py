"""What a file that is no workbook is, in words an officer knows: from its first bytes or the names of its parts."""

from collections.abc import Iterable

_BEGINNINGS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "รูปภาพ PNG"),
    (b"\xff\xd8\xff", "รูปภาพ JPG"),
    (b"GIF8", "รูปภาพ GIF"),
    (b"BM", "รูปภาพ BMP"),
    (b"II*\0", "รูปภาพ TIFF"),
    (b"MM\0*", "รูปภาพ TIFF"),
    (b"{\\rtf", "เอกสาร Word (RTF)"),
    (b"Rar!", "ไฟล์บีบอัด RAR"),
    (b"7z\xbc\xaf\x27\x1c", "ไฟล์บีบอัด 7z"),
    (b"\x1f\x8b", "ไฟล์บีบอัด gzip"),
)
_HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1")
_PARTS = {
    "word/document.xml": "เอกสาร Word",
    "ppt/presentation.xml": "งานนำเสนอ PowerPoint",
    "worddocument": "เอกสาร Word",
    "powerpoint document": "งานนำเสนอ PowerPoint",
}
"""The part (Office Open XML) or the stream (Office 97-2003) that makes a file what it is."""


def kind_of(data: bytes) -> str:
    """The placeholder {v} of WB001: ": ไฟล์นี้เป็น PDF", "" where the first bytes tell nothing."""
    if data[4:12] in _HEIF:
        return _said("รูปภาพ HEIC")
    return _said(next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), ""))


def kind_by_parts(names: Iterable[str], otherwise: str = "") -> str:
    """The same of a package, by the names of its parts or streams in small letters."""
    return _said(next((_PARTS[name] for name in names if name in _PARTS), otherwise))


def _said(kind: str) -> str:
    return f": ไฟล์นี้เป็น {kind}" if kind else ""
