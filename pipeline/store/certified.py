"""Certified years: INFO's own list of which LAO has certified which fiscal year, and what provinces report.

INFO's list outranks a province's word; which one counts is for the fiscal-year rule to say (design §3, §4).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from pipeline.store.lists import Column, Line, ListFault, Said, at, read_code, read_list
from pipeline.store.register_tables import CERTIFIED_IMPORTS, CERTIFIED_YEARS
from pipeline.store.versions import resolve_codes
from pipeline.store.when import read_date, read_year
from schemas.reference import Reference

COLUMNS = (
    Column("code", ("รหัส อปท.", "รหัสอปท", "รหัส", "รหัสองค์กรปกครองส่วนท้องถิ่น", "lao_code", "code")),
    Column("fiscal_year", ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "ปี", "ปีที่รับรอง", "fiscal_year")),
    Column("certified_on", ("วันที่รับรอง", "วันที่รับรองข้อมูล", "วันรับรอง", "certified_on")),
)


class CertifiedRow(NamedTuple):
    """One line of INFO's list: eight-digit code, B.E. year, C.E. date; ``certified_on`` is None where blank."""

    code: str
    fiscal_year: int
    certified_on: date | None


class CertifiedEntry(NamedTuple):
    """One certified year of one LAO; ``before`` is the date it had, ``after`` the date it has (None: none)."""

    lao_id: str
    fiscal_year: int
    before: date | None
    after: date | None


class CertifiedChange(NamedTuple):
    """What an import changed. ``unknown``: codes no register ever had; ``undated``: no date, so not certified."""

    added: tuple[CertifiedEntry, ...] = ()
    corrected: tuple[CertifiedEntry, ...] = ()
    removed: tuple[CertifiedEntry, ...] = ()
    unknown: tuple[CertifiedRow, ...] = ()
    undated: tuple[CertifiedRow, ...] = ()
    unchanged: int = 0


def parse_certified(data: bytes, name: str, reference: Reference) -> tuple[CertifiedRow, ...]:
    """The lines of the file ``name``, each once, by code and year. Pure.

    Raises ``ListFault`` with every bad code, year and date, and every LAO and year with two dates.
    """
    rows: dict[tuple[str, int], CertifiedRow] = {}
    faults: list[Said] = []
    for line in read_list(data, name, COLUMNS):
        row = _row(line, reference)
        if not isinstance(row, CertifiedRow):
            faults.append(at(name, line.number, *row))
            continue
        seen = rows.setdefault(row[:2], row)
        if seen != row:
            th = f"รหัส {row.code} ปี {row.fiscal_year} มีวันที่รับรองสองวัน"
            faults.append(at(name, line.number, th, f"code {row.code}, year {row.fiscal_year} has two dates"))
    if not rows and not faults:
        faults.append(Said(f"{name}: ไม่มีข้อมูลการรับรองในไฟล์", f"{name}: no certified year in the file"))
    if faults:
        raise ListFault(*faults)
    return tuple(rows[key] for key in sorted(rows))


def _row(line: Line, reference: Reference) -> CertifiedRow | tuple[str, str]:
    """The line's row, or what is wrong with it."""
    texts = line.texts
    code, year, on = read_code(texts["code"]), read_year(texts["fiscal_year"]), read_date(texts["certified_on"])
    if code is None or code[2:4] not in reference.provinces:
        return f"รหัส อปท. «{texts['code']}» ไม่ถูกต้อง", f"bad code {texts['code']!r}"
    if year is None:
        return f"อ่านปีงบประมาณ «{texts['fiscal_year']}» ไม่ได้", f"unreadable year {texts['fiscal_year']!r}"
    if on is None and texts["certified_on"] not in ("", "-"):
        return f"อ่านวันที่รับรอง «{texts['certified_on']}» ไม่ได้", f"unreadable date {texts['certified_on']!r}"
    return CertifiedRow(code, year, on)


def import_certified(
    connection: Connection,
    rows: Sequence[CertifiedRow],
    imported_on: date,
    source: str,
    sha256: str,
    replace_year: int | None = None,
) -> CertifiedChange:
    """Add and correct certified years, in the caller's transaction; nothing is removed but in ``replace_year``.

    ``source`` is the file's name, kept with the import. A former code counts for the LAO of today; of two dates
    for one LAO and year the earlier one. Raises ``ListFault`` where ``replace_year`` has no line in the list.
    """
    if replace_year is not None and all(row.fiscal_year != replace_year for row in rows):
        th, en = f"ไม่มีปี {replace_year} ในไฟล์ จึงไม่แทนที่", f"the list has no year {replace_year} to replace it with"
        raise ListFault(Said(th, en))
    codes = resolve_codes(connection)
    unknown = tuple(row for row in rows if row.code not in codes)
    undated = tuple(row for row in rows if row.code in codes and not row.certified_on)
    wanted = _wanted(rows, codes)
    held = current_years(connection)
    ended = {key for key in held if key[1] == replace_year and key not in wanted}
    entries = [CertifiedEntry(*key, held.get(key), wanted.get(key)) for key in sorted(wanted.keys() | ended)]
    changes = [entry for entry in entries if entry.before != entry.after]
    _write(connection, changes, _record(connection, imported_on, source, sha256, len(rows)))
    return CertifiedChange(
        added=tuple(entry for entry in changes if not entry.before),
        corrected=tuple(entry for entry in changes if entry.before and entry.after),
        removed=tuple(entry for entry in changes if not entry.after),
        unknown=unknown,
        undated=undated,
        unchanged=len(entries) - len(changes),
    )


def _wanted(rows: Iterable[CertifiedRow], codes: Mapping[str, str]) -> dict[tuple[str, int], date]:
    wanted: dict[tuple[str, int], date] = {}
    for row in rows:
        if row.code in codes and row.certified_on:
            key = codes[row.code], row.fiscal_year
            wanted[key] = min(row.certified_on, wanted.get(key, row.certified_on))
    return wanted


def current_years(connection: Connection) -> dict[tuple[str, int], date]:
    """(lao_id, B.E. year) -> the day of certification, as INFO's list has it now."""
    table = CERTIFIED_YEARS.c
    current = sa.select(table.lao_id, table.fiscal_year, table.certified_on).where(table.ended_by.is_(None))
    return {(lao_id, year): on for lao_id, year, on in connection.execute(current.order_by(table.id))}


def _record(connection: Connection, imported_on: date, source: str, sha256: str, rows: int) -> int:
    values = {"imported_on": imported_on, "source": source, "sha256": sha256, "rows": rows}
    key = connection.execute(sa.insert(CERTIFIED_IMPORTS).values(values)).inserted_primary_key
    assert key is not None
    number: int = key[0]
    return number


def _write(connection: Connection, changes: Sequence[CertifiedEntry], number: int) -> None:
    table = CERTIFIED_YEARS
    ended = [{"lao": entry.lao_id, "year": entry.fiscal_year} for entry in changes if entry.before]
    begun = [
        {"lao_id": lao_id, "fiscal_year": year, "certified_on": after, "import_id": number}
        for lao_id, year, _, after in changes
        if after
    ]
    if ended:
        key = (table.c.lao_id == sa.bindparam("lao"), table.c.fiscal_year == sa.bindparam("year"))
        connection.execute(sa.update(table).where(*key, table.c.ended_by.is_(None)).values(ended_by=number), ended)
    if begun:
        connection.execute(sa.insert(table), begun)


def load_certified(connection: Connection) -> Mapping[str, frozenset[int]] | None:
    """The B.E. years each LAO has certified by INFO's list; None where no list was ever imported."""
    if connection.execute(sa.select(CERTIFIED_IMPORTS.c.id).limit(1)).first() is None:
        return None
    years: dict[str, set[int]] = defaultdict(set)
    table = CERTIFIED_YEARS.c
    for lao_id, year in connection.execute(sa.select(table.lao_id, table.fiscal_year).where(table.ended_by.is_(None))):
        years[lao_id].add(year)
    return {lao_id: frozenset(certified) for lao_id, certified in years.items()}
