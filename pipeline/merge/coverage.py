"""Which LAOs of the province a table still lacks after a submission (XR005), and whether it was sent less (XS010)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pipeline.model import Change, Finding, Lao

SHOWN = 20
"""LAOs named in the message; the report lists all."""


def missing_laos(
    changes: Iterable[Change],
    units: Mapping[str, Mapping[tuple[str, str, int], Mapping[str, Any]]],
    home: Iterable[Lao],
    sheets: Mapping[str, str],
) -> tuple[Finding, ...]:
    """One XR005 for each table in ``sheets`` (table -> its sheet) that some LAO of the province has no record in;
    ``home`` are the province's LAOs."""
    have: dict[str, set[str]] = {table: {key[0] for key in units[table]} for table in sheets}
    for change in changes:
        if change.values:
            have[change.table].add(change.lao_id)
    mine = [lao for lao in home if not lao.merged_into]
    found = []
    for table, sheet in sorted(sheets.items()):
        missing = [lao for lao in mine if lao.lao_id not in have[table]]
        if missing:
            found.append(_finding(table, sheet, missing))
    return tuple(found)


def _finding(table: str, sheet: str, missing: Collection[Lao]) -> Finding:
    names = [lao.called for lao in missing]
    shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return Finding("XR005", table, sheet, params={"n": str(len(names)), "x": shown})


def fewer_laos(
    covers: Iterable[tuple[str, str]], covered: Mapping[str, int], sheets: Mapping[str, str]
) -> tuple[Finding, ...]:
    """One XS010 for each table in ``sheets`` that speaks for fewer LAOs than the submission before.

    ``covers`` are the (lao_id, table) pairs spoken for now, ``covered`` how many LAOs of a table were before.
    """
    now = Counter(table for _, table in covers)
    fewer = [table for table in sorted(sheets) if 0 < now[table] < covered.get(table, 0)]
    counts = {table: {"n": str(now[table]), "m": str(covered[table])} for table in fewer}
    return tuple(Finding("XS010", table, sheets[table], params=params) for table, params in counts.items())
