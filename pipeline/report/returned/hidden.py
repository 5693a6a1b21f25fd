"""What is left blank on the way back: values that hold a password or an id, and columns that are headed so. Pure."""

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.look import CellValue, SheetLook
from pipeline.secret import without_secret

SHORTEST_ID = 10**12
"""A number cell holds a 13-digit id from here on."""
INSTRUCTIONS = "คำชี้แจง"
"""Our form's sheet that says that passwords must not be filled in: the word alone is no secret there."""
FIRST_ROWS = 10
"""So many rows of a sheet without a table of ours may head its columns."""
LONGEST_HEADING = 60

_LATIN_OR_DIGIT = re.compile("[A-Za-z0-9๐-๙]")
_HEADS_SECRETS = re.compile(
    r"รหัส\s*(?:ผ่าน|ลับ|เข้า)|พาส\s*เวิร์ด|ชื่อ\s*ผู้\s*ใช้|ยูส\s*เซอร์|ยูสเนม"
    r"|pass\s?-?(?:word|code|phrase)|passwd|user\s?-?name|user\s?/\s?pass"
    r"|บัตร\s*(?:ประจำตัว)?\s*ประชาชน|เลข\s*(?:ที่)?\s*ประจำตัว\s*ประชาชน|(?:13|๑๓)\s*หลัก"
    r"|(?:citizen|national|personal)\s?id|id\s?card"
    r"|^\W*(?:user|log\s?in|pass|pwd|p/?w)(?:\s?id)?\W*(?:info|ระบบ)?\W*$",
    re.IGNORECASE,
)
_HOLDS_ONE = re.compile(r"[:=]|[0-9๐-๙]{4}|(?=\S*[A-Za-z])(?=\S*[0-9])\S{6}")
"""In a heading: a secret itself, and not only the word for it."""

_LIKE_A_PASSWORD = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])[^\s./:]{6,}")


class Headed(NamedTuple):
    """A heading of secrets, and the rows and columns below it (from 1)."""

    text: str
    rows: range
    columns: range


def hidden_values(look: SheetLook, told: Container[CellValue]) -> set[CellValue]:
    """The values of a sheet that hold a password or an id, or that a finding has told to be secret (``told``).

    A mere heading of such values stays.
    """
    values = {value for row in look.rows for value in row if _may_hide(value)}
    found = {value for value in values if value in told or not without_secret(_typed(value))}
    if look.name == INSTRUCTIONS:
        found -= {value for value in found if not _LATIN_OR_DIGIT.search(_typed(value))}
    return found - {one.text for one in _headed(look) if not _HOLDS_ONE.search(one.text)} if found else found


def _may_hide(value: CellValue) -> bool:
    return bool(value) if isinstance(value, str) else isinstance(value, (int, float)) and value >= SHORTEST_ID


def _typed(value: CellValue) -> str:
    return value if isinstance(value, str) else f"{value:.0f}"


def headed_values(look: SheetLook) -> set[str]:
    """What stands below a heading of secrets and looks like one: it is a secret wherever else it stands."""
    cells = (look.rows[row - 1][col - 1] for one in _headed(look) for row in one.rows for col in one.columns)
    return {value for value in cells if isinstance(value, str) and _LIKE_A_PASSWORD.fullmatch(value)}


def without_secret_columns(look: SheetLook) -> SheetLook:
    """The sheet, blank below what heads passwords, user names or ids, whatever they look like."""
    headed = list(_headed(look))
    if not headed:
        return look
    rows = [list(row) for row in look.rows]
    for one in headed:
        for row in one.rows:
            rows[row - 1][one.columns.start - 1 : one.columns.stop - 1] = [""] * len(one.columns)
    return replace(look, rows=rows)


def _headed(look: SheetLook) -> Iterator[Headed]:
    """The headings of secrets, of tables of ours and, on a sheet without one, in its first rows."""
    if look.name == INSTRUCTIONS:
        return
    height = len(look.rows)
    tops = look.headings or [(row, row) for row in range(1, min(FIRST_ROWS, height) + 1)]
    starts = [top for top, _ in look.headings][1:]
    ends = [*starts, height + 1] if look.headings else [height + 1] * len(tops)
    for (top, bottom), end in zip(tops, ends, strict=True):
        for row in range(top, bottom + 1):
            for col, value in enumerate(look.rows[row - 1], 1):
                if isinstance(value, str) and len(value) <= LONGEST_HEADING and _HEADS_SECRETS.search(value):
                    yield Headed(value, range(bottom + 1, end), _across(look, row, col))


def _across(look: SheetLook, row: int, col: int) -> range:
    """The columns that a heading stands over: more than one where it is merged."""
    right = next((area[3] for area in look.merges if area[:2] == (row, col)), col)
    return range(col, right + 1)
