"""Zip packages: bombs, names, methods, damage."""

import io
import struct
import zipfile
from functools import partial
from random import Random

from tests.hostile.kinds import Kinds
from tests.hostile.raw import SHEET, Parts, Rows, entry, parts, workbook, zipped

KINDS = Kinds()
MIB = 1 << 20
CENTRAL = b"PK\x01\x02"


def central_entry(data: bytes, name: str) -> int:
    """Where the directory's entry of a part begins."""
    return data.index(name.encode(), data.index(CENTRAL)) - 46


def stating(data: bytes, name: str, size: int) -> bytes:
    """The package with another unpacked size stated for a part, in its directory and its local header."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, central_entry(data, name) + 24, size)
    struct.pack_into(
        "<I", changed, data.index(name.encode()) - 30 + 22, size
    )  # parts are packed: the name is not there
    return bytes(changed)


def bomb(rows: Rows, mib: int = 8) -> bytes:
    return workbook(rows, **{"xl/media/a.bin": bytes(mib * MIB)})


@KINDS.refused("WB019")
def bomb_of_honest_size(rows: Rows) -> bytes:
    return bomb(rows)


@KINDS.refused("WB019")
def bomb_that_states_a_small_size(rows: Rows) -> bytes:
    return stating(bomb(rows), "xl/media/a.bin", 10)


KINDS.each(
    "sheet that states",
    {
        "4 GB": lambda rows: stating(workbook(rows), SHEET, 0xFFFFFFF0),
        "10 bytes": lambda rows: stating(workbook(rows), SHEET, 10),
    },
    "WB001",
)


@KINDS.refused("WB019")
def bomb_in_the_sheet(rows: Rows) -> bytes:
    return workbook(rows, **{SHEET: str(parts(rows)[SHEET]).replace("<sheetData>", "<sheetData>" + " " * 12 * MIB)})


KINDS.each(
    "bomb in a part named xml of",
    {
        name: lambda rows, byte=byte: workbook(rows, **{"xl/media/a.xml": byte * 8 * MIB})
        for name, byte in (("blanks", b" "), ("NUL", b"\0"), ("letters", b"A"))
    },
    "WB019",
)


@KINDS.refused("WB018")
def a_mebibyte_of_blanks_before_a_doctype(rows: Rows) -> bytes:
    blanks = bytes(Random(1).choices(b" \t\r\n", k=MIB))
    return workbook(rows, **{"xl/media/a.xml": blanks + b"<!DOCTYPE a><a/>"})


@KINDS.refused("WB024")
def bomb_of_parts_that_overlap(rows: Rows) -> bytes:
    """One packed part listed sixty times: each stays below the ratio, together they are past the limit."""
    data = workbook(rows, **{"xl/media/0.bin": Random(1).randbytes(5 * MIB)})
    end = data.rindex(b"PK\5\6")
    at, (size, start) = central_entry(data, "xl/media/0.bin"), struct.unpack_from("<II", data, end + 12)
    entry = data[at : at + 46 + len("xl/media/0.bin")]
    more = entry * 60
    return data[:end] + more + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 69, 69, size + len(more), start, 0)


@KINDS.refused("WB019")
def bomb_of_1100_parts(rows: Rows) -> bytes:
    return workbook(rows, **{f"xl/media/{n}.txt": "" for n in range(1100)})


@KINDS.refused("WB019")
def bomb_of_20000_sheets(rows: Rows) -> bytes:
    return workbook(rows, **{f"xl/worksheets/s{n}.xml": "" for n in range(20_000)})


@KINDS.refused("WB001")
def archive_within_an_archive(rows: Rows) -> bytes:
    return zipped({"inner.xlsx": workbook(rows)}, zipfile.ZIP_STORED)


@KINDS.read()
def bomb_within_an_embedded_archive(rows: Rows) -> bytes:
    """What lies in an archive within the package is never unpacked."""
    return workbook(rows, **{"xl/media/inner.zip": zipped({"a": bytes(30 * MIB)})})


@KINDS.refused("WB001")
def quine(rows: Rows) -> bytes:
    """An archive that contains itself, as far as one can in a few lines: a part that is the package so far."""
    data = zipped({"r.zip": b""}, zipfile.ZIP_STORED)
    for _ in range(20):
        data = zipped({"r.zip": data}, zipfile.ZIP_STORED)
    return data


def with_name(name: str, rows: Rows) -> bytes:
    return workbook(rows, **{name: "<a/>"})


def twice(name: str, rows: Rows) -> bytes:
    data = workbook(rows, **{"xl/worksheets/sheetX.xml": "<worksheet/>"})
    return data.replace(b"xl/worksheets/sheetX.xml", name.encode())


KINDS.each(
    "part name",
    {
        "that climbs": partial(with_name, "../../escaped.xml"),
        "that climbs backwards": partial(with_name, "xl\\..\\..\\escaped.xml"),
        "absolute": partial(with_name, "/etc/cron.d/escaped"),
        "of a drive": partial(with_name, "c:\\escaped.xml"),
        "with NUL": lambda rows: with_name("xl/aQb.xml", rows).replace(b"xl/aQb.xml", b"xl/a\0b.xml"),
        "with bidi": partial(with_name, "xl/\u202elmx.exe"),
        "with line break": partial(with_name, "xl/a\nb.xml"),
        "twice": partial(twice, SHEET),
        "twice in other case": partial(twice, "XL/Worksheets/Sheet1.XML"),
    },
    "WB024",
)


@KINDS.read()
def part_name_of_60000_characters(rows: Rows) -> bytes:
    return with_name("xl/media/" + "n" * 60_000, rows)


@KINDS.refused("WB024")
def part_with_another_name_in_its_own_header(rows: Rows) -> bytes:
    data = bytearray(workbook(rows))
    at = data.index(SHEET.encode())
    data[at : at + 2] = b"xm"
    return bytes(data)


def packed_with(method: int, rows: Rows) -> bytes:
    """The sheet in another method than the rest."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts(rows).items():
            target.writestr(entry(name), text, method if name == SHEET else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def stating_method(method: int, rows: Rows) -> bytes:
    data = bytearray(workbook(rows))
    struct.pack_into("<H", data, central_entry(bytes(data), SHEET) + 10, method)
    struct.pack_into("<H", data, data.index(SHEET.encode()) - 30 + 8, method)
    return bytes(data)


KINDS.each(
    "packed with",
    {
        "bzip2": partial(packed_with, zipfile.ZIP_BZIP2),
        "lzma": partial(packed_with, zipfile.ZIP_LZMA),
        "deflate64": partial(stating_method, 9),
        "zstd": partial(stating_method, 93),
        "nonsense": partial(stating_method, 0xFFFF),
    },
    "WB001",
)


@KINDS.read()
def stored_without_compression(rows: Rows) -> bytes:
    return zipped(parts(rows), zipfile.ZIP_STORED)


@KINDS.refused("WB001")
def wrong_checksum(rows: Rows) -> bytes:
    data = bytearray(workbook(rows))
    data[central_entry(bytes(data), SHEET) + 16] ^= 1
    return bytes(data)


@KINDS.refused("WB001")
def damaged_sheet(rows: Rows) -> bytes:
    data = bytearray(zipped(parts(rows), zipfile.ZIP_STORED))
    data[data.index(b"<sheetData>") + 1] ^= 2
    return bytes(data)


@KINDS.refused("WB004")
def locked_parts(rows: Rows) -> bytes:
    data = bytearray(workbook(rows))
    data[central_entry(bytes(data), SHEET) + 8] |= 1
    return bytes(data)


@KINDS.read()
def zip_with_a_comment(rows: Rows) -> bytes:
    return commented(workbook(rows), "จังหวัดภูเก็ต".encode())


@KINDS.refused("WB001")
def zip_with_a_directory_in_its_comment(rows: Rows) -> bytes:
    """Two packages in one: one reader finds the one, another reader the other."""
    return commented(workbook(rows), workbook(rows[:1]))


def commented(data: bytes, comment: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", len(comment)) + comment


@KINDS.refused("WB001")
def zip_after_other_bytes(rows: Rows) -> bytes:
    return b"MZ\x90\0\x03\0\0\0" + bytes(200) + workbook(rows)


@KINDS.refused("WB001")
def two_packages_one_after_the_other(rows: Rows) -> bytes:
    return workbook(rows[:1]) + workbook(rows)


@KINDS.read()
def zip64(rows: Rows) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts(rows).items():
            with target.open(entry(name), "w", force_zip64=True) as part:
                part.write(text.encode() if isinstance(text, str) else text)
    return out.getvalue()


class Unseekable(io.BytesIO):
    """A stream that cannot go back, as when a web server makes the workbook."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


@KINDS.read()
def zip_written_as_a_stream(rows: Rows) -> bytes:
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts(rows).items():
            target.writestr(entry(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@KINDS.read()
def parts_in_reverse_order(rows: Rows) -> bytes:
    return zipped(dict(reversed(parts(rows).items())))


@KINDS.read()
def part_names_with_backslashes(rows: Rows) -> bytes:
    content: Parts = {name.replace("/", "\\"): text for name, text in parts(rows).items()}
    return zipped(content)


@KINDS.refused("WB001")
def zip_of_nothing(rows: Rows) -> bytes:
    return zipped({})


@KINDS.refused("WB001")
def zip_header_and_nothing_else(rows: Rows) -> bytes:
    return b"PK\x03\x04" + bytes(40)


def cut(tenths: int, rows: Rows) -> bytes:
    data = workbook(rows)
    return data[: len(data) * tenths // 10]


KINDS.each("cut short at", {f"{n} tenths": partial(cut, n) for n in range(1, 10)}, "WB001")


@KINDS.refused("WB001")
def cut_short_by_one_byte(rows: Rows) -> bytes:
    return workbook(rows)[:-1]
