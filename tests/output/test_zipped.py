"""Packages put together of pieces that were deflated one by one."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from pipeline.output.zipped import Piece, package, piece

NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
PARTS = st.dictionaries(NAMES, st.lists(st.binary(max_size=200), max_size=4), max_size=4)


@given(PARTS)
def test_a_part_is_its_pieces_one_after_the_other(parts: dict[str, list[bytes]]) -> None:
    data = package({name: map(piece, pieces) for name, pieces in parts.items()})
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == {
            name: b"".join(pieces) for name, pieces in parts.items()
        }
        assert read.namelist() == list(parts)


@given(st.binary(max_size=300))
def test_the_same_content_gives_the_same_bytes(content: bytes) -> None:
    assert package({"a": [piece(content)]}) == package({"a": [Piece(*piece(content))]})
    assert (piece(content).size, len(piece(b"").deflated) > 0) == (len(content), True)


def test_long_pieces_are_compressed() -> None:
    assert len(package({"a": [piece(b"x" * 100_000)] * 3})) < 3_000
