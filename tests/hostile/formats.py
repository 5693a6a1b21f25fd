"""Other formats, locked workbooks, and what is no workbook at all."""

import io
import struct
import zipfile
from functools import cache, partial
from random import Random

import msoffcrypto.format.ooxml
import xlwt

from tests.hostile.kinds import Kinds
from tests.hostile.raw import OFFICE, PACKAGE, Rows, relations, workbook, zipped

KINDS = Kinds()
BINARY_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def locked(password: str) -> bytes:
    """An encrypted workbook of 2010 and later ("agile"); which one makes no difference, its parts cannot be seen."""
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(workbook([["a"]]))).encrypt(password, out)
    return out.getvalue()


def telling_apart(data: bytes, rows: Rows) -> bytes:
    """The same for other rows must be another file."""
    return data + rows[1][1].encode()


@KINDS.refused("WB004")
def locked_agile(rows: Rows) -> bytes:
    return telling_apart(locked("1234"), rows)


@KINDS.refused("WB004")
def locked_with_the_default_password(rows: Rows) -> bytes:
    return telling_apart(locked("VelvetSweatshop"), rows)


@KINDS.refused("WB004")
def locked_standard(rows: Rows) -> bytes:
    data = locked("1234")
    assert b"\4\0\4\0\x40\0\0\0<?xml" in data
    return telling_apart(data.replace(b"\4\0\4\0\x40\0\0\0<?xml", b"\4\0\2\0\x24\0\0\0<?xml"), rows)


def xls(rows: Rows) -> bytes:
    out, old = io.BytesIO(), xlwt.Workbook(encoding="utf-8")
    table = old.add_sheet("Sheet1")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.write(r, c, text)
    old.save(out)
    return out.getvalue()


@KINDS.refused("WB004")
def protected_by_rights_management(rows: Rows) -> bytes:
    data, name = bytearray(xls(rows)), "\tDRMContent".encode("utf-16-le")
    at = data.index("Workbook".encode("utf-16-le"))
    data[at : at + len(name)] = name
    struct.pack_into("<H", data, at + 64, len(name) + 2)
    return bytes(data)


@KINDS.read("WB002", suffix=".xls")
def workbook_of_excel_97(rows: Rows) -> bytes:
    return xls(rows)


@KINDS.read("WB002")
def workbook_of_excel_97_named_xlsx(rows: Rows) -> bytes:
    return xls(rows)


@KINDS.refused("WB004", suffix=".xls")
def locked_rc4(rows: Rows) -> bytes:
    """A FILEPASS record (MS-XLS 2.4.117) right after the first record."""
    data = xls(rows)
    at = data.index(b"\x09\x08\x10\x00") + 20
    assert data[at : at + 4] == b"\xe1\0\2\0"
    return data[:at] + b"\x2f\0\2\0\1\0" + data[at + 6 :]


KINDS.each(
    "xls cut at",
    {f"{n} tenths": lambda rows, n=n: xls(rows)[: len(xls(rows)) * n // 10] for n in (1, 3, 5, 7, 9)},
    "WB001",
    suffix=".xls",
)


@KINDS.refused("WB001", suffix=".xls")
def compound_file_of_nothing(rows: Rows) -> bytes:
    return COMPOUND + bytes(5000)


@KINDS.refused("WB001", suffix=".xls")
def compound_file_with_sectors_in_a_loop(rows: Rows) -> bytes:
    data = bytearray(xls(rows))
    first = struct.unpack_from("<I", data, 76)[0]
    at = 512 * (first + 1)
    for entry in range(8):
        struct.pack_into("<I", data, at + 4 * entry, 0)
    return bytes(data)


def record(kind: int, body: bytes) -> bytes:
    """One record of a binary part (MS-XLSB 2.1.4)."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return (
        head + bytes([len(body) & 127 | 128, len(body) >> 7]) + body
        if len(body) > 127
        else head + bytes([len(body)]) + body
    )


def wide_text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


@KINDS.refused("WB022", suffix=".xls")
def old_workbook_with_cells_at_opposite_corners(rows: Rows) -> bytes:
    return xls([*rows, *([()] * 65_000), [""] * 255 + ["x"]])


@KINDS.read("WB002", suffix=".xlsb")
def binary_workbook(rows: Rows) -> bytes:
    return xlsb(rows)


@KINDS.refused("WB022", suffix=".xlsb")
def binary_workbook_with_a_cell_in_the_last_corner(rows: Rows) -> bytes:
    return xlsb(
        rows,
        record(0, struct.pack("<II", 1_048_575, 0) + bytes(17))
        + record(6, struct.pack("<II", 16_383, 0) + wide_text("x")),
    )


@KINDS.refused("WB001", suffix=".xlsb")
def binary_workbook_cut_short(rows: Rows) -> bytes:
    return xlsb(rows, b"\x06\xff\xff\xff\x7f")


@KINDS.refused("WB001", suffix=".xlsb")
def binary_workbook_with_a_text_longer_than_its_record(rows: Rows) -> bytes:
    return xlsb(rows, record(6, struct.pack("<III", 0, 0, 0x7FFFFFFF)))


@KINDS.refused("WB001", suffix=".xlsb")
def binary_workbook_without_a_sheet(rows: Rows) -> bytes:
    return xlsb(rows, sheets=b"")


def xlsb(rows: Rows, more: bytes = b"", sheets: bytes | None = None) -> bytes:
    """A binary workbook (MS-XLSB) of one sheet, with more records after its cells."""
    cells = b"".join(
        record(0, struct.pack("<II", r, 0) + bytes(17))
        + b"".join(record(6, struct.pack("<II", c, 0) + wide_text(text)) for c, text in enumerate(row))
        for r, row in enumerate(rows)
    )
    size = record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    bundle = record(0x9C, struct.pack("<II", 0, 1) + wide_text("rId1") + wide_text("Sheet1"))
    return zipped(
        {
            "[Content_Types].xml": BINARY_TYPES,
            "_rels/.rels": relations((f"{OFFICE}/officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": record(0x83, b"")
            + record(0x8F, b"")
            + (bundle if sheets is None else sheets)
            + record(0x90, b"")
            + record(0x84, b""),
            "xl/_rels/workbook.bin.rels": relations((f"{OFFICE}/worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": record(0x81, b"")
            + size
            + record(0x91, b"")
            + cells
            + more
            + record(0x92, b"")
            + record(0x82, b""),
        }
    )


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods_content(rows: Rows, tail: str) -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet1">{lines}{tail}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )


def ods(tail: str, rows: Rows, end: str = "</table:table>") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:manifest/>",
            "content.xml": ods_content(rows, tail).replace("</table:table>", end),
        },
        zipfile.ZIP_STORED,
    )


def repeated(rows: int, columns: int, text: str = "") -> str:
    inner = f'office:value-type="string"><text:p>{text}</text:p></table:table-cell>' if text else "/>"
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" {inner}'
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'


KINDS.each(
    "ods",
    {
        "plain": partial(ods, ""),
        "with a million blank rows": partial(ods, repeated(1_048_573, 1024)),
        "with a trillion blank rows": partial(ods, repeated(10**12, 10**6)),
    },
    "WB002",
    taken=2,
    suffix=".ods",
)
KINDS.each("ods", {"of a million filled rows": partial(ods, repeated(1_048_573, 1, "x"))}, "WB014", suffix=".ods")
KINDS.each("ods", {"of 10000 filled columns": partial(ods, repeated(900, 10_000, "x"))}, "WB022", suffix=".ods")
KINDS.each(
    "ods",
    {
        "with a table that is not closed": partial(ods, "", end="</tale:table>"),
        "of negative rows": partial(ods, repeated(-5, -5, "x")),
        "of no number of rows": partial(ods, repeated(1, 1, "x").replace('"1"', '"หนึ่ง"')),
    },
    "WB001",
    suffix=".ods",
)


@KINDS.refused("WB004", suffix=".ods")
def locked_ods(rows: Rows) -> bytes:
    """LibreOffice encrypts the parts and lists them, in the last part, with how they are encrypted."""
    listed = (
        '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml">'
        '<manifest:encryption-data manifest:checksum="a"/></manifest:file-entry></manifest:manifest>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    encrypted = Random(rows[1][1]).randbytes(500)
    return zipped({"mimetype": kind, "content.xml": encrypted, "META-INF/manifest.xml": listed})


@KINDS.read("WB002", "WB026", suffix=".ods")
def dde_formula_of_ods(rows: Rows) -> bytes:
    call = "of:=DDE(&quot;soffice&quot;;&quot;a.ods&quot;;&quot;A1&quot;)"
    return ods(repeated(1, 1, "x").replace("<table:table-cell ", f'<table:table-cell table:formula="{call}" '), rows)


@KINDS.refused("WB003", suffix=".fods")
def flat_ods(rows: Rows) -> bytes:
    return ods_content(rows, "").replace("document-content", "document").encode()
