"""SH001: a table lacks a required column. It names whatever the sheet holds that is left out because of it."""

from collections.abc import Iterable, Sequence

from pipeline.model import Finding
from pipeline.read.header import Column
from pipeline.read.headings import KEYS
from pipeline.read.rows import Walk
from pipeline.read.segments import Segment, missing
from pipeline.read.sheet import Sheet, is_blank
from schemas.columns import Table

MOST_NAMED = 12
"""So many headings are named; of the others their number is said."""


def lacking(sheet: Sheet, segment: Segment, table: Table, walk: Walk) -> Finding | None:
    """SH001 where the table has no place for a required value: {m} the table, {v} its labels, {x} what is left out."""
    labels = missing(segment, table)
    if not labels:
        return None
    left = [segment.columns[name] for name in segment.own(table)]
    params = {"m": table.sheet, "v": ", ".join(labels), "rows": str(len(walk.rows))}
    return _finding(sheet, segment, params, left, walk)


def keys_only(sheet: Sheet, segment: Segment, tables: Iterable[Table], walk: Walk) -> Finding | None:
    """SH001 for a list of LAOs without a column of any table; perhaps its one column was misnamed."""
    if "lao_name" not in segment.columns and "lao_code" not in segment.columns:
        return None
    wanted = {table.sheet: [one for one in table.fields if one.required and one.name not in KEYS] for table in tables}
    labels = dict.fromkeys(one.label for fields in wanted.values() for one in fields)
    return _finding(sheet, segment, {"m": " / ".join(wanted), "v": " / ".join(labels)}, (), walk)


def _finding(sheet: Sheet, segment: Segment, params: dict[str, str], left: Sequence[Column], walk: Walk) -> Finding:
    said = (
        _said("หัวคอลัมน์ที่ไม่รู้จัก", _filled(sheet, segment.unknown, walk)),
        _said("คอลัมน์ที่ยังไม่ได้นำเข้าด้วย", _filled(sheet, left, walk)),
    )
    return Finding("SH001", row=segment.header.bottom, params={**params, "x": "".join(said)})


def _filled(sheet: Sheet, columns: Iterable[Column], walk: Walk) -> list[str]:
    """The headings, as typed, of the columns that hold data."""
    rows = [sheet.rows[row.number - 1] for row in walk.rows]
    return [column.text for column in columns if any(not is_blank(row[column.col - 1]) for row in rows)]


def _said(word: str, headings: Sequence[str]) -> str:
    if not headings:
        return ""
    more = f" และอีก {len(headings) - MOST_NAMED:,} คอลัมน์" if len(headings) > MOST_NAMED else ""
    return f"; {word}: {', '.join(f'«{heading}»' for heading in headings[:MOST_NAMED])}{more}"
