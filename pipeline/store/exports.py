"""The master dataset as files for staff: websites, contacts, certifications (design §7). Internal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from pipeline.model import Lao
from pipeline.output.cache import NO_CACHE, Cache
from pipeline.output.tabular import SheetRows, csv_head, csv_rows, sheet_rows, workbook
from pipeline.store.certified import current_years
from pipeline.store.reported import load_reported
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
WIDTHS = {
    "lao_id": 10,
    "lao_code": 12,
    "lao_type": 24,
    "lao_name": 26,
    "province_code": 15,
    "fiscal_year": 13,
    "website": 42,
    "person_no": 13,
    "name": 30,
    "position": 40,
    "phone_typed": 26,
    "phones": 34,
    "updated_at": 26,
    "source_file": 44,
    "source_cell": 26,
}

Unit = Mapping[str, Any]
Key = tuple[str, str, int]
Facts = tuple[str, ...]
"""What the register says of an LAO."""
Certification = tuple[str, str, str, str, str]
"""lao_id, fiscal_year, aspects_complete, certified_on, source: info | province"""
Row = TypeVar("Row")


class Part(NamedTuple):
    """The rows of one province in one export."""

    lines: bytes
    sheet: SheetRows


def exports(
    units: Mapping[str, Mapping[Key, Unit]],
    certifications: Iterable[Certification],
    names: Mapping[int, str],
    laos: Mapping[str, Lao],
    reference: Reference,
    kept: Cache = NO_CACHE,
) -> dict[str, bytes]:
    """File name -> content. ``names`` maps a receipt to its file's name."""
    facts = {lao_id: _facts(lao, reference) for lao_id, lao in laos.items()}
    tables = {
        "websites": (WEBSITES, _unit_parts("website", units, facts, names, kept)),
        "contacts": (CONTACTS, _unit_parts("contact", units, facts, names, kept)),
        "certifications": (CERTIFICATIONS, _certified_parts(certifications, facts, kept)),
    }
    files = {}
    for name, (header, found) in tables.items():
        parts = list(found)
        files[f"{name}.csv"] = b"".join((csv_head(header), *(part.lines for part in parts)))
        files[f"{name}.xlsx"] = workbook(name, header, [part.sheet for part in parts], WIDTHS)
    kept.sweep()
    return files


def certifications(connection: sa.Connection) -> list[Certification]:
    """INFO's list, then what provinces say."""
    info = [(lao_id, str(year), "8", _text(on), "info") for (lao_id, year), on in current_years(connection).items()]
    said = [
        (r.lao_id, str(r.fiscal_year), str(r.aspects_complete), _text(r.certified_on), "province")
        for r in load_reported(connection)
    ]
    return [*info, *said]


def _facts(lao: Lao, reference: Reference) -> Facts:
    """What the register says of an LAO, in the columns of ``LAO`` up to the year."""
    kind, province = reference.types[lao.type].name, reference.provinces[lao.province].name
    return (lao.lao_id, lao.code, kind, lao.name, lao.district, lao.province, province)


def _unit_parts(
    table: str,
    units: Mapping[str, Mapping[Key, Unit]],
    facts: Mapping[str, Facts],
    names: Mapping[int, str],
    kept: Cache,
) -> Iterator[Part]:
    for place, groups in _by_province(units[table].values(), itemgetter("lao_id"), facts):
        told = tuple(facts.get(lao_id) or _unknown(own[0]) for lao_id, own in groups)
        own = [unit for _, group in groups for unit in group]
        sources = tuple((receipt, names.get(receipt, "")) for receipt in sorted({unit["receipt"] for unit in own}))
        of = (told, tuple([tuple(unit.values()) for unit in own]), sources)
        yield _part(kept, f"{table}-{place}", of, lambda: _rows(VALUES[table], own, told, names))  # noqa: B023


def _certified_parts(rows: Iterable[Certification], facts: Mapping[str, Facts], kept: Cache) -> Iterator[Part]:
    for place, groups in _by_province(rows, itemgetter(0), facts):
        own = tuple(
            [
                (lao_id, facts[lao_id][1] if lao_id in facts else "", *rest)
                for lao_id, group in groups
                for _, *rest in sorted(group)
            ]
        )
        yield _part(kept, f"certified-{place}", own, lambda: own)  # noqa: B023


def _by_province(
    rows: Iterable[Row], lao_of: Callable[[Row], str], facts: Mapping[str, Facts]
) -> Iterator[tuple[str, list[tuple[str, list[Row]]]]]:
    """The rows of every LAO, in the order of the LAOs' codes as they are today, parted where their province's digits
    change; in Python, not by a database's collation. What is not in the register stands by its id."""
    by_lao: dict[str, list[Row]] = {}
    for row in rows:
        by_lao.setdefault(lao_of(row), []).append(row)
    places = {lao_id: facts[lao_id][1][2:] if lao_id in facts else lao_id for lao_id in by_lao}
    ordered = sorted(by_lao.items(), key=lambda item: (places[item[0]], item[0]))
    for place, groups in groupby(ordered, key=lambda item: places[item[0]][:2]):
        yield place, list(groups)


def _part(kept: Cache, name: str, of: Any, rows: Callable[[], Iterable[Sequence[str]]]) -> Part:
    def make() -> tuple[Any, ...]:
        found = list(rows())
        return csv_rows(found), *sheet_rows(found)

    lines, *sheet = kept.take(name, of, make)
    return Part(lines, SheetRows(*sheet))


def _unknown(unit: Unit) -> Facts:
    return (unit["lao_id"], unit["lao_code"], "", "", "", "", "")


def _rows(
    values: Sequence[str], units: Iterable[Unit], told: Iterable[Facts], names: Mapping[int, str]
) -> Iterator[list[str]]:
    pick, facts = itemgetter(*values), {lao[0]: lao for lao in told}
    for unit in units:
        source = (unit["updated_at"], names.get(unit["receipt"], ""), f"{unit['sheet']}!{unit['cell']}")
        yield [*facts[unit["lao_id"]], unit["fiscal_year"], *map(str, pick(unit)), *source]


def _text(value: object) -> str:
    return "" if value is None else str(value)
