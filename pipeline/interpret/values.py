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

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pipeline.interpret.certification import read_certified_on, read_mark
from pipeline.interpret.people import compile_lists
from pipeline.interpret.person import Person, read_person
from pipeline.interpret.phone import PhoneNumber, read_phone, uris
from pipeline.interpret.position import read_position
from pipeline.interpret.website import Website, WebsiteReader
from pipeline.model import Cell, Note
from pipeline.thai import shown
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
ASPECTS_DONE = tuple((name, f"{name}_done") for name in ASPECT_FIELDS)


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


class PersonFields(NamedTuple):
    """The names that one person's values have in a record."""

    name: str
    full: str
    prefix: str
    first: str
    last: str
    none: str
    position: str
    position_value: str
    phone: str
    phones: str
    e164s: str
    areas: str
    kinds: str


PERSON_FIELDS = tuple(PersonFields(*(f"person{n}_{part}" for part in PersonFields._fields)) for n in PERSONS)


def contact_values(reference: Reference) -> Read:
    """How a contacts row is read."""
    people = compile_lists(reference.lists["people"])
    phones = reference.lists["phones"]

    def read(cells: Mapping[str, Cell], _year: int, areas: frozenset[str]) -> Values:
        values: dict[str, Any] = {}
        noted: Noted = []
        for one in PERSON_FIELDS:
            name, position, phone = cells.get(one.name), cells.get(one.position), cells.get(one.phone)
            person = _noted(one.name, read_person(name.text, people), noted) if name else None
            values[one.name] = name.text if name else ""
            (
                values[one.full], values[one.prefix], values[one.first], values[one.last], values[one.none],
            ) = person or NOT_NAMED  # fmt: skip
            held = _noted(one.position, read_position(position.text, people), noted) if position else None
            values[one.position], values[one.position_value] = position.text if position else "", held or ""
            numbers = None
            if phone:
                reading = read_phone(phone.text, phones, number=phone.kind == "number", area_codes=areas)
                numbers = _noted(one.phone, reading, noted)
            values[one.phone] = shown(phone.text) if phone else ""
            values[one.phones], values[one.e164s], values[one.areas], values[one.kinds] = _called(numbers or ())
        return values, noted

    return read


def _noted(field: str, reading: Any, noted: Noted) -> Any:
    """The value of a reading; its notes are added to ``noted``."""
    if reading.notes:
        noted += [(field, note) for note in reading.notes]
    return reading.value


def _called(numbers: Sequence[PhoneNumber]) -> tuple[str, str, str, str]:
    """The numbers of a cell as URIs; of those that speak the E.164 forms and area codes; and the kinds of all."""
    voice = [number for number in numbers if number.kind != "fax"]
    return (
        uris(numbers),
        " ".join([number.e164 for number in voice]),
        " ".join(dict.fromkeys([number.area for number in voice if number.area])),
        " ".join(dict.fromkeys([number.kind for number in numbers])),
    )


def certification_values(reference: Reference) -> Read:
    """How a certification row is read. A date may not be after the round's deadline year ends."""
    latest = date(reference.round.deadline.year, 12, 31)

    def read(cells: Mapping[str, Cell], year: int, _areas: frozenset[str]) -> Values:
        values: dict[str, Any] = {}
        noted: Noted = []
        complete = unread = 0
        for name, done in ASPECTS_DONE:
            cell = cells.get(name)
            mark = _noted(name, read_mark(cell.text), noted) if cell else False
            values[name], values[done] = cell.text if cell else "", bool(mark)
            complete += bool(mark)
            unread += mark is None
        on = cells.get("certified_on")
        day = _noted("certified_on", read_certified_on(on.text, on.kind, latest, year or None), noted) if on else None
        values["certified_on"] = on.text if on else ""
        values["certified_day"] = day.isoformat() if day else ""
        values["aspects_unread"], values["aspects_complete"] = unread, complete
        return values, noted

    return read
