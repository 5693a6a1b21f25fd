"""Cells and names longer than any office's, and no file as a whole too large."""

from functools import partial

from tests.hostile.kinds import Kinds
from tests.hostile.packages import with_name
from tests.hostile.raw import Rows, parts, workbook, zipped

KINDS = Kinds()
DIGITS = "1" * 5000
"""Python makes no number of more than 4,300 digits."""


def addressed(website: str, rows: Rows) -> bytes:
    """The workbook with another second website."""
    head, first, second = rows
    return workbook([head, first, [*second[:-1], website]])


def followed(line: str, rows: Rows) -> bytes:
    """The workbook with a line below its rows."""
    return workbook([*rows, [line, *[""] * (len(rows[0]) - 1)]])


def called(name: str, rows: Rows) -> bytes:
    """The workbook with another name of its sheet."""
    return zipped(parts(rows, sheets=[name]))


KINDS.each(
    "website",
    {
        "of 5000 digits": partial(addressed, DIGITS),
        "that ends in 5000 digits": partial(addressed, f"http://www.a.go.th {DIGITS}"),
        "of 32000 dots": partial(addressed, "http://www" + "." * 32_000),
    },
    "WW003",
    taken=1,
)
KINDS.each(
    "website", {"of 32000 letters": partial(addressed, "http://www." + "a" * 32_000 + ".go.th")}, "WW009", taken=1
)
KINDS.each("total", {"of 5000 digits": partial(followed, f"รวม {DIGITS} แห่ง")}, "SH007", taken=2)
KINDS.each(
    "sheet name",
    {"of emoji": partial(called, "😀" * 31), "of 31 and emoji": partial(called, "รายงานของจังหวัดที่ส่งมา" + "😀" * 6)},
    taken=2,
)
KINDS.each("part name", {"of nothing": partial(with_name, ""), "after NUL": partial(with_name, "\0abc")}, "WB024")
