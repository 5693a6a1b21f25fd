"""The cells of one row -> the flat values of its record: the columns that are validated and merged.

Every value is there for every row of a table: "" for an absent text, 0 for an absent number, False for an absent
flag. Texts named like a field are what was typed; the rest is what it was read as.

website        website; url, scheme, host, ascii_host, path, query, kind, concern (texts), port, deletes (flag)
contact        person{n}_name, _position, _phone; _full, _prefix, _first, _last, _position_value, _phones (tel: URIs),
               _e164s, _areas, _kinds (texts, space between several), _none (flag: declared that there is nobody)
certification  aspect1 … aspect8, certified_on; aspect1_done … (flags), aspects_complete, aspects_unread (numbers),
               certified_day (ISO)

All have lao_id, province_name, area_codes and fiscal_year (0: not given) beside these; see ``records``.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pipeline.interpret.certification import read_certified_on, read_mark
from pipeline.interpret.people import compile_lists
from pipeline.interpret.person import Person, read_person
from pipeline.interpret.phone import read_phone, uris
from pipeline.interpret.position import read_position
from pipeline.interpret.website import Website, WebsiteReader
from pipeline.model import Cell, Note
from schemas.certification import ASPECT_FIELDS
from schemas.columns import PERSONS
from schemas.reference import Reference

Noted = list[tuple[str, Note]]
"""(field, note)"""
Values = tuple[dict[str, Any], Noted]
Read = Callable[[Mapping[str, Cell], int, frozenset[str]], Values]
"""Cells of a row, its fiscal year, the area codes of its LAO's province -> values."""

BLANK_SITE = Website("", "", "", "", 0, "", "", "")
NOT_NAMED = Person("")


def website_values(reference: Reference) -> Read:
    """How a website row is read."""
    reader = WebsiteReader(reference.lists["websites"])

    def read(cells: Mapping[str, Cell], _year: int, _areas: frozenset[str]) -> Values:
        cell = cells.get("website")
        if cell is None:
            return {"website": "", **BLANK_SITE._asdict()}, []
        site, notes = reader.read(cell.text, cell.link)
        values = (site or BLANK_SITE)._asdict()
        return {"website": cell.text, **values}, [("website", note) for note in notes]

    return read


def contact_values(reference: Reference) -> Read:
    """How a contacts row is read."""
    people = compile_lists(reference.lists["people"])
    phones = reference.lists["phones"]

    def read(cells: Mapping[str, Cell], _year: int, areas: frozenset[str]) -> Values:
        values: dict[str, Any] = {}
        noted: Noted = []
        for n in PERSONS:
            name, position, phone = (cells.get(f"person{n}_{part}") for part in ("name", "position", "phone"))
            person = _noted(f"person{n}_name", read_person(name.text, people), noted) if name else None
            values |= _named(f"person{n}_", name, person or NOT_NAMED)
            held = _noted(f"person{n}_position", read_position(position.text, people), noted) if position else None
            values |= {
                f"person{n}_position": position.text if position else "",
                f"person{n}_position_value": held or "",
            }
            numbers = None
            if phone:
                reading = read_phone(phone.text, phones, number=phone.kind == "number", area_codes=areas)
                numbers = _noted(f"person{n}_phone", reading, noted)
            values |= _called(f"person{n}_", phone, numbers or ())
        return values, noted

    return read


def _noted(field: str, reading: Any, noted: Noted) -> Any:
    """The value of a reading; its notes are added to ``noted``."""
    noted += ((field, note) for note in reading.notes)
    return reading.value


def _named(prefix: str, cell: Cell | None, person: Person) -> dict[str, Any]:
    return {
        f"{prefix}name": cell.text if cell else "",
        f"{prefix}full": person.name,
        f"{prefix}prefix": person.prefix,
        f"{prefix}first": person.first,
        f"{prefix}last": person.last,
        f"{prefix}none": person.none,
    }


def _called(prefix: str, cell: Cell | None, numbers: Any) -> dict[str, Any]:
    voice = [number for number in numbers if number.kind != "fax"]
    return {
        f"{prefix}phone": cell.text if cell else "",
        f"{prefix}phones": uris(numbers),
        f"{prefix}e164s": " ".join(number.e164 for number in voice),
        f"{prefix}areas": " ".join(dict.fromkeys(number.area for number in voice if number.area)),
        f"{prefix}kinds": " ".join(dict.fromkeys(number.kind for number in numbers)),
    }


def certification_values(reference: Reference) -> Read:
    """How a certification row is read. A date may not be after the round's deadline year ends."""
    latest = date(reference.round.deadline.year, 12, 31)

    def read(cells: Mapping[str, Cell], year: int, _areas: frozenset[str]) -> Values:
        values: dict[str, Any] = {}
        noted: Noted = []
        unread = 0
        for name in ASPECT_FIELDS:
            cell = cells.get(name)
            values[name] = cell.text if cell else ""
            mark = _noted(name, read_mark(cell.text), noted) if cell else False
            values[f"{name}_done"] = bool(mark)
            unread += mark is None
        on = cells.get("certified_on")
        day = _noted("certified_on", read_certified_on(on.text, on.kind, latest, year or None), noted) if on else None
        values["certified_on"] = on.text if on else ""
        values["certified_day"] = day.isoformat() if day else ""
        values["aspects_unread"] = unread
        values["aspects_complete"] = sum(values[f"{name}_done"] for name in ASPECT_FIELDS)
        return values, noted

    return read
