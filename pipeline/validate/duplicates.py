"""One LAO on more than one row of a table: XR001 where the rows differ, XR002 where they say the same."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.model import Finding, Record
from pipeline.thai import clean, fold_digits
from schemas import TABLE

KEY_FIELDS = frozenset({"seq", "lao_code", "lao_type", "lao_name", "district", "province"})
SHOWN = 20
"""Rows named in a message."""


def find_duplicates(records: Iterable[Record], names: Mapping[str, str]) -> list[Finding]:
    """Both rows are named when they differ; of equal rows the first stands. ``names`` maps lao_id -> name."""
    by_lao: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.lao_id:
            by_lao.setdefault((record.table, record.lao_id), []).append(record)
    found: list[Finding] = []
    for group in by_lao.values():
        if len(group) > 1:
            found += _judge(group, names[group[0].lao_id])
    return found


def _judge(group: Sequence[Record], name: str) -> list[Finding]:
    if len({said(record) for record in group}) == 1:
        return [_finding("XR002", record, name, group[:1]) for record in group[1:]]
    return [_finding("XR001", record, name, _others(record, group)) for record in group]


def _others(record: Record, group: Sequence[Record]) -> list[Record]:
    """The first of the other rows: as many as are named, and one that tells that there are more."""
    return [other for other in group[: SHOWN + 2] if other is not record][: SHOWN + 1]


def said(record: Record) -> tuple[tuple[str, str], ...]:
    """What a row says, apart from which LAO it is; Thai digits and stray spaces say nothing else."""
    cells = (item for item in record.cells.items() if item[0] not in KEY_FIELDS)
    return tuple(sorted((field, fold_digits(clean(cell.text))) for field, cell in cells))


def _finding(rule: str, record: Record, name: str, others: Sequence[Record]) -> Finding:
    field = "lao_code" if "lao_code" in record.cells else "lao_name"
    rows = ", ".join(_place(other, record) for other in others[:SHOWN]) + (" …" if len(others) > SHOWN else "")
    return record.finding(rule, field, TABLE[record.table].field(field).label, {"lao": name, "n": rows})


def _place(other: Record, record: Record) -> str:
    return str(other.row) if other.sheet == record.sheet else f"{other.sheet}!{other.row}"
