"""The code cell of a row: eight digits TT PP DD SS, of which Excel drops the first."""

import re
from typing import NamedTuple

from pipeline.thai import clean, fold_digits

TYPE_DIGITS = ("02", "03", "04", "05", "06")
_BETWEEN = re.compile(r"[\s.'\u2019\u2010-\u2015-]")


class Code(NamedTuple):
    """``digits`` has eight digits, or is "" where the text is no code; ``mended``: a lost zero was put back."""

    digits: str
    mended: bool = False


def read_code(text: str) -> Code | None:
    """A code cell; None where it is as good as blank («-»). Spaces, dots and dashes between digits do not count."""
    digits = _BETWEEN.sub("", fold_digits(clean(text)).removesuffix(".0"))
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()):
        return Code("")
    if len(digits) == 7 and "0" + digits[0] in TYPE_DIGITS:
        return Code("0" + digits, mended=True)
    return Code(digits if len(digits) == 8 else "")
