"""Whom the master names: for the contact book, and for the gate that keeps them out of what is public. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.model import Lao
from pipeline.render.standing import Unit
from pipeline.report.data import ContactEntry, Person


def contact_entries(laos: Iterable[Lao], contacts: Mapping[str, Sequence[Unit]]) -> Iterator[ContactEntry]:
    """The book's entries; ``contacts`` are the newest units by LAO."""
    for lao in laos:
        units = contacts.get(lao.lao_id, ())
        persons = tuple([Person(unit["name"], unit["position"], unit["phone_typed"]) for unit in units])
        year = units[0]["fiscal_year"] if units else ""
        yield ContactEntry(lao, year, persons, max([unit["updated_at"] for unit in units], default=""))


def people(contacts: Iterable[Unit]) -> list[tuple[str, str, str]]:
    """Every (name, typed phone, phone URIs) of the units, of whatever year."""
    return [(unit["name"], unit["phone_typed"], unit["phones"]) for unit in contacts]
