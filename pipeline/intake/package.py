"""The parts of a zip package, unpacked with every limit counted while inflating; nothing is taken on trust.

The sizes a zip file states can be made up, so they are never used: what comes out of the inflater counts.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from pipeline.intake.refusal import RefusedError

MIB = 1 << 20
KIB = 1 << 10
CENTRAL_ENTRY, END = b"PK\x01\x02", struct.Struct("<4s4H2IH")
END_MARK = b"PK\x05\x06"
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
ENCRYPTED_FLAG, UTF8_FLAG = 0x1, 0x800
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError, OSError)
"""What reading a damaged zip file raises."""


def entries(data: bytes, limits: Mapping[str, int]) -> list[zipfile.ZipInfo]:
    """The package's parts; refuses too many (WB019), repeated or unsafe names (WB024), locked ones (WB004), and what
    another reader may take for another package: one behind other bytes, an end record cut short (WB001).
    """
    if (count := data.count(CENTRAL_ENTRY)) > limits["entries"]:  # before a list of them is made
        raise RefusedError("WB019", v=f"{count:,} ส่วน เกิน {limits['entries']:,} ส่วน")
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
    if data.rfind(END_MARK) + END.size + END.unpack_from(data, data.rfind(END_MARK))[-1] > len(data):
        raise RefusedError("WB001")
    if min((part.header_offset for part in parts), default=0):
        raise RefusedError("WB001")
    names = [part.orig_filename.replace("\\", "/").casefold() for part in parts]
    if len(set(names)) < len(names) or any(map(_unsafe, names)):
        raise RefusedError("WB024")
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise RefusedError("WB004")
    return [part for part in parts if not part.is_dir()]


def _unsafe(name: str) -> bool:
    return not name or name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or not name.isprintable()


def unpack(data: memoryview, part: zipfile.ZipInfo, room: int, limits: Mapping[str, int]) -> Iterator[bytes]:
    """One part in pieces of at most 1 MiB; ``room`` is how many bytes the package may still grow by.

    Refuses a part that grows past a limit (WB019) or is damaged (WB001).
    """
    packed = _packed(data, part)
    allowed = max(limits["ratio"] * len(packed), limits["ratio_above_kib"] * KIB)
    size = checksum = 0
    for piece in _inflate(packed, part.compress_type):
        size += len(piece)
        if size > room:
            raise RefusedError("WB019", v=f"เกิน {limits['unpacked_mb']:,} MB")
        if size > allowed:
            raise RefusedError("WB019", v=f"เกิน {limits['ratio']:,} เท่า")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if checksum != part.CRC or size != part.file_size:
        raise RefusedError("WB001")


def _packed(data: memoryview, part: zipfile.ZipInfo) -> memoryview:
    """The part's packed bytes, found through its local header, whose name must be that of the directory."""
    fields = LOCAL_HEADER.unpack_from(data, part.header_offset)
    name_at = part.header_offset + LOCAL_HEADER.size
    start = name_at + fields[9] + fields[10]
    if fields[0] != b"PK\x03\x04" or start + part.compress_size > len(data):
        raise RefusedError("WB001")
    coding = "utf-8" if part.flag_bits & UTF8_FLAG else "cp437"
    if bytes(data[name_at : name_at + fields[9]]) != part.orig_filename.encode(coding):
        raise RefusedError("WB024")
    return data[start : start + part.compress_size]


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + MIB]) for at in range(0, len(packed), MIB))
        return
    if method != zipfile.ZIP_DEFLATED:  # no office program writes another
        raise RefusedError("WB001")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not inflater.eof:
        piece = inflater.decompress(rest, MIB)
        rest = inflater.unconsumed_tail
        if not piece and not rest and not inflater.eof:
            raise RefusedError("WB001")
        yield piece
