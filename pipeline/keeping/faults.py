"""What the proof of the ledger can find wrong."""

from collections.abc import Mapping
from typing import NamedTuple


class Fault(NamedTuple):
    """``key`` names the sentence ("fault_" and the key in ``terminal.words``), ``parts`` fill it: nothing personal."""

    key: str
    parts: Mapping[str, object]


def fault(key: str, **parts: object) -> Fault:
    """A fault with what names its place."""
    return Fault(key, parts)
