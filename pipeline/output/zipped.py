"""Zip packages written part by part (PKWARE APPNOTE 6.3): the same content gives the same bytes.

A part may be put together of pieces that were deflated one by one, so that those that stay need not be deflated again.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

QUICKLY = 1
"""How hard pieces are compressed: a third of the time of the usual 6 for a few more kilobytes."""
_NEEDED, _UTF8, _DEFLATED = 20, 1 << 11, 8
_TIME, _DAY = 0, (1 << 5) | 1
"""Every part has one time, the first moment that the format can tell: 1 January 1980."""
LAST = b"\3\0"
"""The block that ends a deflated stream."""
_COMMON = struct.Struct("<HHHHHLLLHH")
_END = struct.Struct("<4sHHHHLLH")


class Piece(NamedTuple):
    """A piece of a part: deflated up to a whole byte, and the checksum and size of what it holds."""

    deflated: bytes
    checksum: int
    size: int


def piece(content: bytes) -> Piece:
    """A piece that unpacks wherever it stands, for it refers to nothing before it."""
    deflater = zlib.compressobj(QUICKLY, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = deflater.compress(content) + deflater.flush(zlib.Z_FULL_FLUSH)
    return Piece(deflated, zlib.crc32(content), len(content))


def package(parts: Mapping[str, Iterable[Piece]]) -> bytes:
    """The parts, in their order, as a package."""
    written, directory, place = [], [], 0
    for name, pieces in parts.items():
        content, checksum, size = _joined(pieces)
        called = name.encode()
        facts = _COMMON.pack(_NEEDED, _UTF8, _DEFLATED, _TIME, _DAY, checksum, len(content), size, len(called), 0)
        written += [b"PK\3\4", facts, called, content]
        directory.append(
            b"PK\1\2" + struct.pack("<H", _NEEDED) + facts + struct.pack("<HHHLL", 0, 0, 0, 0, place) + called
        )
        place += 4 + len(facts) + len(called) + len(content)
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listed), place, 0)
    return b"".join((*written, listed, end))


def _joined(pieces: Iterable[Piece]) -> tuple[bytes, int, int]:
    """The pieces as one stream, with its checksum and size."""
    deflated, checksum, size = [], 0, 0
    for one in pieces:
        deflated.append(one.deflated)
        checksum = _after(checksum, one)
        size += one.size
    deflated.append(LAST)
    return b"".join(deflated), checksum, size


_ALL = 0xFFFFFFFF


def _after(checksum: int, one: Piece) -> int:
    """The checksum of what had this one, followed by a piece: CRC-32 is linear but for what it begins with."""
    return one.checksum ^ zlib.crc32(bytes(one.size), checksum ^ _ALL) ^ _ALL
