"""Looks a file over before any parser may see it (design §10): what it is, and whether it is safe to open.

One refusal names one cause; what is only remarkable (macros, links to other files …) is noted and read on.
"""

import re
from collections.abc import Mapping

from pipeline.intake.contents import MANIFEST, look_in_part
from pipeline.intake.foreign import kind_by_parts, kind_of
from pipeline.intake.package import BROKEN, MIB, entries, unpack
from pipeline.intake.refusal import RefusedError
from pipeline.model import Note

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam")

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_WORKBOOK = re.compile(rb"(?:ml\.|vnd\.ms-excel\.)(?:sheet|template)\.(?:macroEnabled\.)?main\+xml")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_TEXT = (b"%PDF", b"PK", b"{\\rtf")


def preflight(data: bytes, name: str, limits: Mapping[str, int]) -> tuple[str, tuple[Note, ...]]:
    """(format, notes): xlsx | xls | xlsb | ods, or "" and the one note that says why the file is refused.

    ``limits`` are the round's: packed_mb, unpacked_mb, entries, ratio, ratio_above_kib. Never raises for bad input.
    """
    try:
        form, rules = _look(data, limits)
    except RefusedError as refusal:
        return "", (refusal.note,)
    except BROKEN:
        return "", (Note("WB001"),)
    if name.lower().endswith(MACRO_SUFFIXES):
        rules.add("WB011")
    old = () if form == "xlsx" else (Note("WB002", {"v": f".{form}"}),)
    return form, (*old, *(Note(rule) for rule in sorted(rules)))


def _look(data: bytes, limits: Mapping[str, int]) -> tuple[str, set[str]]:
    if len(data) > limits["packed_mb"] * MIB:
        raise RefusedError("WB019", v=f"{len(data) / MIB:,.0f} MB เกิน {limits['packed_mb']:,} MB")
    if data.startswith(ZIP):
        return _look_in_package(data, limits)
    if data.startswith(COMPOUND):
        from pipeline.intake.compound import look_in_compound  # olefile and cryptography load slowly

        return look_in_compound(data)
    if _is_text(data[:4096]):
        raise RefusedError("WB003")
    raise RefusedError("WB001", v=kind_of(data))


def _is_text(start: bytes) -> bool:
    """Web pages, CSV and other text, in UTF-8, UTF-16 or a Thai code page."""
    if not start.strip() or start.startswith(_NOT_TEXT):
        return False
    return start.startswith(_UTF16) or not _CONTROL.search(start)


def _look_in_package(data: bytes, limits: Mapping[str, int]) -> tuple[str, set[str]]:
    form, rules = "", set[str]()
    room = limits["unpacked_mb"] * MIB
    parts = sorted(entries(data, limits), key=lambda part: part.filename.casefold() != MANIFEST)  # it tells of a lock
    for part in parts:
        name, pieces = part.filename.casefold(), unpack(memoryview(data), part, room, limits)
        first = next(pieces, b"")
        form = form or _format(name, first)
        rules |= look_in_part(name, first, pieces)
        room -= part.file_size  # unpack has found that to be true
    if not form:
        raise RefusedError("WB001", v=kind_by_parts((part.filename.casefold() for part in parts), "ไฟล์บีบอัด ZIP"))
    return form, rules


def _format(part: str, start: bytes) -> str:
    if part == "mimetype" and start.startswith(ODS_TYPE):
        return "ods"
    if part == "xl/workbook.bin":
        return "xlsb"
    return "xlsx" if part == "xl/workbook.xml" or (part == "[content_types].xml" and _WORKBOOK.search(start)) else ""
