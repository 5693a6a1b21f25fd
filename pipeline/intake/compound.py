"""Compound files (MS-CFB): Excel 97-2003 workbooks, and the wrapping of workbooks locked with a password."""

from io import BytesIO

import olefile  # type: ignore[import-untyped]
from msoffcrypto import OfficeFile
from msoffcrypto.format.xls97 import Xls97File

from pipeline.intake.foreign import kind_by_parts
from pipeline.intake.refusal import RefusedError

LOCKED = ("EncryptedPackage", "\tDRMContent", "\x06DataSpaces")
"""Streams of a workbook locked with a password or by rights management (MS-OFFCRYPTO 2.2, 2.3)."""


def look_in_compound(data: bytes) -> tuple[str, set[str]]:
    """("xls", rules noted); refuses what is locked (WB004), is no workbook or is damaged (WB001)."""
    try:
        return _look(data)
    except RefusedError:
        raise
    except Exception as fault:  # foreign parsers on hostile bytes raise whatever they meet
        raise RefusedError("WB001") from fault


def _look(data: bytes) -> tuple[str, set[str]]:
    with olefile.OleFileIO(BytesIO(data)) as storage:
        if any(map(storage.exists, LOCKED)):
            raise RefusedError("WB004")
        macros = storage.exists("_VBA_PROJECT_CUR")
        embedded = any(path[0].upper().startswith("MBD") for path in storage.listdir(streams=False, storages=True))
        kind = kind_by_parts("/".join(path).lower() for path in storage.listdir())
        if kind and not storage.exists("Workbook"):
            raise RefusedError("WB001", v=kind)
        if storage.exists("Book") and not storage.exists("Workbook"):  # Excel 5/95, unknown to msoffcrypto
            return "xls", _notes(macros, embedded)
    book = OfficeFile(BytesIO(data))
    if not isinstance(book, Xls97File):
        raise RefusedError("WB001")
    if book.is_encrypted():
        raise RefusedError("WB004")
    return "xls", _notes(macros, embedded)


def _notes(macros: bool, embedded: bool) -> set[str]:
    return {rule for rule, there in (("WB011", macros), ("WB026", embedded)) if there}
