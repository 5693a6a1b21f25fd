"""The master dataset as files for staff: websites, contacts, certifications (design §7). Internal."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from pipeline.model import Lao
from pipeline.store.certified import current_years
from pipeline.store.reported import load_reported
from pipeline.tabular import csv_bytes, xlsx_bytes
from schemas.reference import Reference

LAO = ("lao_id", "lao_code", "lao_type", "lao_name", "district", "province_code", "province", "fiscal_year")
SOURCE = ("updated_at", "source_file", "source_cell")
VALUES = {
    "website": ("website", "website_kind"),
    "contact": ("person_no", "name", "position", "phone_typed", "phones"),
}
WEBSITES = (*LAO, *VALUES["website"], *SOURCE)
CONTACTS = (*LAO, *VALUES["contact"], *SOURCE)
CERTIFICATIONS = ("lao_id", "lao_code", "fiscal_year", "aspects_complete", "certified_on", "source")

Unit = Mapping[str, Any]
Key = tuple[str, str, int]


def exports(
    units: Mapping[str, Mapping[Key, Unit]],
    certifications: Iterable[Sequence[object]],
    names: Mapping[int, str],
    laos: Mapping[str, Lao],
    reference: Reference,
) -> dict[str, bytes]:
    """File name -> content. ``names`` maps a receipt to its file's name; ``certifications`` are rows of
    (lao_id, fiscal_year, aspects_complete, certified_on, source)."""
    facts = {lao_id: _facts(lao, reference) for lao_id, lao in laos.items()}
    websites, contacts = (_ordered(units[table], laos) for table in ("website", "contact"))
    tables = {
        "websites": (WEBSITES, _rows(VALUES["website"], websites, facts, names)),
        "contacts": (CONTACTS, _rows(VALUES["contact"], contacts, facts, names)),
        "certifications": (CERTIFICATIONS, _certified(certifications, laos)),
    }
    files = {f"{name}.csv": csv_bytes(header, rows) for name, (header, rows) in tables.items()}
    return files | {f"{name}.xlsx": xlsx_bytes(name, header, rows) for name, (header, rows) in tables.items()}


def certifications(connection: sa.Connection) -> list[tuple[object, ...]]:
    """Rows of (lao_id, fiscal_year, aspects_complete, certified_on, source): INFO's list, then what provinces say."""
    info = [(lao_id, year, 8, on, "info") for (lao_id, year), on in current_years(connection).items()]
    said = [
        (r.lao_id, r.fiscal_year, r.aspects_complete, r.certified_on, "province") for r in load_reported(connection)
    ]
    return [*info, *said]


def _ordered(units: Mapping[Key, Unit], laos: Mapping[str, Lao]) -> list[Unit]:
    """By the LAO's code as it is today, then year and person; in Python, not by a database's collation."""
    keys = sorted(units, key=lambda key: (_code(key[0], laos), *key))
    return [units[key] for key in keys]


def _code(lao_id: str, laos: Mapping[str, Lao]) -> str:
    return laos[lao_id].code[2:] if lao_id in laos else lao_id


def _facts(lao: Lao, reference: Reference) -> tuple[str, ...]:
    """What the register says of an LAO, in the columns of ``LAO`` up to the year."""
    kind, province = reference.types[lao.type].name, reference.provinces[lao.province].name
    return (lao.lao_id, lao.code, kind, lao.name, lao.district, lao.province, province)


def _rows(
    values: Sequence[str], units: Iterable[Unit], facts: Mapping[str, Sequence[str]], names: Mapping[int, str]
) -> list[list[str]]:
    pick = itemgetter(*values)
    rows = []
    for unit in units:
        lao = facts.get(unit["lao_id"]) or (unit["lao_id"], unit["lao_code"], "", "", "", "", "")
        cell = f"{unit['sheet']}!{unit['cell']}"
        source = (unit["updated_at"], names.get(unit["receipt"], ""), cell)
        rows.append([*lao, unit["fiscal_year"], *map(str, pick(unit)), *source])
    return rows


def _certified(rows: Iterable[Sequence[object]], laos: Mapping[str, Lao]) -> list[list[str]]:
    return [
        [str(lao_id), laos[str(lao_id)].code if str(lao_id) in laos else "", *map(_text, rest)]
        for lao_id, *rest in sorted(rows, key=lambda row: (_code(str(row[0]), laos), *map(str, row)))
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
