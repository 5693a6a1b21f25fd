"""What is told of a fault of ours: where it happened, and nothing that an office typed.

An exception's message may quote a value, a record or a statement with its values; a traceback is sent on by e-mail.
"""

import re
import sys
import traceback
from itertools import pairwise

from pipeline.privacy import mask

OURS = frozenset({
    "Traceback (most recent call last):",
    "The above exception was the direct cause of the following exception:",
    "During handling of the above exception, another exception occurred:",
})  # fmt: skip
_FRAME = re.compile(r'\s+File ".*", line \d+')
_QUOTED = r""""[^"\n]*"|'[^'\n]*'"""
_THAI = r"[^\W\d_]*[\u0e00-\u0e7f][\w\u0e00-\u0e7f.]*"
_SAYS_WHAT = re.compile(rf"{_QUOTED}|{_THAI}|[A-Z]\w+|\d[\d ().+-]{{2,}}\d")


def told(fault: BaseException) -> str:
    """The traceback with every message masked: quoted texts, Thai words, names and numbers. Code and places stay."""
    lines = "".join(traceback.format_exception(fault)).splitlines()
    pairs = pairwise(["", *lines])
    return "\n".join(line if _is_code(line, before) else _masked(line) for before, line in pairs)


def tell(text: str) -> str:
    """Say what ``told`` gave to whoever mends it; the name of the fault, for all others."""
    print(text, file=sys.stderr)
    return text.rpartition("\n")[2].partition(":")[0]


def _is_code(line: str, before: str) -> bool:
    """Whether a line of a traceback names a place in our code, or quotes it, or is one of its own headings."""
    return line.strip() in OURS or bool(_FRAME.match(line)) or (line.startswith("    ") and bool(_FRAME.match(before)))


def _masked(line: str) -> str:
    """A line of a message; the class that it begins with stays."""
    name, colon, _ = line.partition(": ")
    known = name if re.fullmatch(r"[\w.]+", name, re.ASCII) and (colon or name == line) else ""
    rest = line[len(known) :]
    return known + _SAYS_WHAT.sub(lambda found: mask(found.group()), rest)
