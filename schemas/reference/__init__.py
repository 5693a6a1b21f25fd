"""The reference lists and the round's settings, loaded once and passed in.

A file in a folder given later wins over the shipped one of the same name (the demo uses this, and so does
``--reference``). Whatever contradicts itself raises ``ReferenceFault`` naming file, line and remedy, before
anything is touched.
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.reference.faults import ReferenceFault
from schemas.reference.round import Round, load_round

__all__ = ["LaoType", "Province", "Reference", "ReferenceFault", "Round", "load_reference"]

SHIPPED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Province:
    """A province: DOPA ``code`` (two digits), official ``name``, English name, two-letter abbreviation.

    ``aliases`` are other spellings offices use; ``area_codes`` the landline codes in use there ("02", "053").
    Bangkok (code 10) is listed so that it can be recognised and refused as data.
    """

    code: str
    name: str
    name_en: str
    abbr: str
    aliases: tuple[str, ...]
    area_codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class LaoType:
    """A type of LAO: ``slug`` in code and addresses, ``prefix`` its two code digits, names long and short."""

    slug: str
    prefix: str
    name: str
    short: str
    name_en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything a run looks up and never changes. ``lists`` holds the TOML lists by file stem."""

    provinces: Mapping[str, Province]
    types: Mapping[str, LaoType]
    aspects: tuple[tuple[str, bool], ...]
    lists: Mapping[str, Mapping[str, Any]]
    round: Round


def load_reference(*folders: Path, settings: Path | None = None) -> Reference:
    """Load the lists: shipped ones first, files of later ``folders`` winning; ``settings`` wins over round.toml.

    Raises ``ReferenceFault`` for a file that is missing, malformed, or contradicts itself.
    """
    places = (SHIPPED, *folders)
    provinces = [_province(row) for row in _rows(_newest("provinces.csv", places))]
    types = [_lao_type(row) for row in _rows(_newest("lao_types.csv", places))]
    aspects = tuple((row["name"], row["confirmed"] == "yes") for row in _rows(_newest("aspects.csv", places)))
    return Reference(
        provinces={province.code: province for province in provinces},
        types={lao_type.slug: lao_type for lao_type in types},
        aspects=aspects,
        lists={stem: _toml(_newest(f"{stem}.toml", places)) for stem in ("websites", "phones", "people")},
        round=load_round(_newest("round.toml", places), settings),
    )


def _newest(name: str, places: tuple[Path, ...]) -> Path:
    for place in reversed(places):
        if (place / name).is_file():
            return place / name
    raise ReferenceFault(SHIPPED / name, 1, "the file is missing", "restore it from the repository")


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a reference table; its first column is a key and must not repeat."""
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ReferenceFault(path, reader.line_num, "the row has not as many cells as the heading", "mend it")
            key = next(iter(row.values()))
            if key in seen:
                raise ReferenceFault(path, reader.line_num, f"{key!r} is there twice", "keep one of the two rows")
            seen.add(key)
            rows.append(row)
    return rows


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise ReferenceFault(path, 0, str(fault), "mend the TOML at that place") from fault


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _province(row: Mapping[str, str]) -> Province:
    return Province(
        row["code"],
        row["name"],
        row["name_en"],
        row["abbr"],
        _split(row["aliases"]),
        frozenset(_split(row["area_codes"])),
    )


def _lao_type(row: Mapping[str, str]) -> LaoType:
    return LaoType(row["slug"], row["prefix"], row["name"], row["short"], row["name_en"], _split(row["aliases"]))
