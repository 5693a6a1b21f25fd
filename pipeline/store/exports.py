"""The master dataset as files for staff: websites, contacts, certifications (design §7). Internal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from pipeline.model import Lao
from pipeline.store.certified import current_years
from pipeline.store.reported import load_reported
from pipeline.tabular import csv_bytes, xlsx_bytes
from schemas.reference import Reference

LAO = ("lao_id", "lao_code", "lao_type", "lao_name", "district", "province_code", "province", "fiscal_year")
SOURCE = ("updated_at", "source_file", "source_cell")
WEBSITES = (*LAO, "website", "website_kind", *SOURCE)
CONTACTS = (*LAO, "person_no", "name", "position", "phone_typed", "phones", *SOURCE)
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
    tables = {
        "websites": (
            WEBSITES,
            [_row(WEBSITES, unit, laos, names, reference) for unit in _ordered(units["website"], laos)],
        ),
        "contacts": (
            CONTACTS,
            [_row(CONTACTS, unit, laos, names, reference) for unit in _ordered(units["contact"], laos)],
        ),
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


def _row(
    header: Sequence[str], unit: Unit, laos: Mapping[str, Lao], names: Mapping[int, str], reference: Reference
) -> list[str]:
    lao = laos.get(unit["lao_id"])
    facts = {
        **unit,
        "lao_code": lao.code if lao else unit["lao_code"],
        "lao_type": reference.types[lao.type].name if lao else "",
        "lao_name": lao.name if lao else "",
        "district": lao.district if lao else "",
        "province_code": lao.province if lao else "",
        "province": reference.provinces[lao.province].name if lao else "",
        "source_file": names.get(unit["receipt"], ""),
        "source_cell": f"{unit['sheet']}!{unit['cell']}",
    }
    return [str(facts[name]) for name in header]


def _certified(rows: Iterable[Sequence[object]], laos: Mapping[str, Lao]) -> list[list[str]]:
    return [
        [str(lao_id), laos[str(lao_id)].code if str(lao_id) in laos else "", *map(_text, rest)]
        for lao_id, *rest in sorted(rows, key=lambda row: (_code(str(row[0]), laos), *map(str, row)))
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
