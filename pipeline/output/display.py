"""Columns of text as a terminal shows them. Light."""

import unicodedata
from collections.abc import Iterator, Sequence


def display_width(text: str) -> int:
    """Columns a terminal gives the text: Thai vowels and tones above and below take none, ำ takes one."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def widest(lines: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column has to be."""
    return [max(map(display_width, column)) for column in zip(*lines, strict=True)]


def laid_out(cells: Sequence[str], widths: Sequence[int], texts: int, gap: int = 1) -> str:
    """One line: the first columns are ``texts``, the others numbers, to the right; what is too wide is cut."""
    laid = [
        padded(cut(cell, width), width, right=column >= texts)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return (" " * gap).join(laid).rstrip()


def padded(text: str, width: int, *, right: bool) -> str:
    """The text with blanks after it, or before it."""
    blanks = " " * (width - display_width(text))
    return blanks + text if right else text + blanks


def cut(text: str, width: int) -> str:
    """What fits of a text, and that there is more."""
    if display_width(text) <= width:
        return text
    while display_width(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def folded(text: str, width: int) -> Iterator[str]:
    """The whole text in pieces that fit; at least one."""
    piece, used = "", 0
    for char in text:
        if used + _columns(char) > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + _columns(char)
    yield piece
