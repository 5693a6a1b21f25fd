"""One contacts row against the master. A person is one unit: a new name does not inherit the predecessor's phone."""

from collections.abc import Mapping
from typing import Any

from pipeline.merge.units import Before, Taken
from pipeline.model import Change, Finding, Placement, Record
from schemas import CONTACT
from schemas.columns import PERSONS

EMPTY = {"name": "", "position": "", "phone_typed": "", "phones": ""}


def merge_contacts(
    record: Record,
    before: Before,
    placement: Placement,
    withheld: frozenset[str],
    lao_code: str,
    released: frozenset[tuple[str, str]],  # noqa: ARG001  (websites are held, contacts never published)
) -> Taken:
    """The changes one contacts row makes, person by person."""
    stated = {n: _stated(record, n, withheld) for n in PERSONS}
    moved_up = not any(_typed(record, 1)) and before.newest(1) is None and stated[2] is not None
    people = {1: (stated[2], 2)} if moved_up else {n: (stated[n], n) for n in PERSONS}
    changes: list[Change] = []
    findings: list[Finding] = []
    for number, (person, typed_as) in people.items():
        if person is not None:
            changes += _change(record, before, placement, lao_code, number, typed_as, person)
        elif not any(_typed(record, number)) and before.newest(number) is not None:
            findings.append(_kept(record, number))
    silenced = {"CT001", "CT015"} if any(f.column == "person1_name" for f in findings) else set()
    silenced |= {"CT002"} if any(f.column == "person2_name" for f in findings) else set()
    return Taken(_fate(record, changes, findings), tuple(changes), tuple(findings), frozenset(silenced))


def _fate(record: Record, changes: list[Change], findings: list[Finding]) -> str:
    if changes:
        return "accepted"
    if any(any(_typed(record, n)) for n in PERSONS):
        return "refused"
    return "unchanged" if findings else "blank"


def _typed(record: Record, n: int) -> tuple[bool, ...]:
    return tuple(f"person{n}_{part}" in record.cells for part in ("name", "position", "phone"))


def _stated(record: Record, n: int, withheld: frozenset[str]) -> dict[str, str] | None:
    """What the row says of a person: {} = declared none, None = nothing that can be taken."""
    values = record.values
    if values[f"person{n}_none"]:
        return {}
    if f"person{n}_name" in withheld or not any(_typed(record, n)):
        return None
    phone_ok = f"person{n}_phone" not in withheld
    person = {
        "name": values[f"person{n}_full"],
        "position": "" if f"person{n}_position" in withheld else values[f"person{n}_position_value"],
        "phone_typed": values[f"person{n}_phone"] if phone_ok else "",
        "phones": values[f"person{n}_phones"] if phone_ok else "",
    }
    return person if any(person.values()) else None


def _change(
    record: Record, before: Before, placement: Placement, lao_code: str, number: int, typed_as: int,
    person: Mapping[str, str],
) -> list[Change]:  # fmt: skip
    newest, at = before.newest(number), before.at(number)
    cell = _cell(record, typed_as)
    common = (record.lao_id, lao_code, placement.fiscal_year, number)
    if not person:
        return [Change("contact", *common, "delete", {}, record.sheet, cell)]
    values = _completed(person, newest)
    if not values["name"]:
        return []
    same = at is not None and all(at[name] == value for name, value in values.items())
    action = "confirm" if same else "set"
    return [Change("contact", *common, action, values, record.sheet, cell, unverified=placement.unverified)]


def _completed(person: Mapping[str, str], newest: Mapping[str, Any] | None) -> dict[str, str]:
    """A person named again, or not named, keeps what is blank now; a new person starts empty."""
    same_person = newest is not None and person["name"] in ("", newest["name"])
    old = newest if same_person and newest is not None else EMPTY
    values = {name: person[name] or old[name] for name in ("name", "position")}
    phone = person if person["phones"] else old
    return {**values, "phone_typed": phone["phone_typed"], "phones": phone["phones"]}


def _cell(record: Record, n: int) -> str:
    for part in ("name", "phone", "position"):
        if f"person{n}_{part}" in record.cells:
            return record.cells[f"person{n}_{part}"].ref
    return ""


def _kept(record: Record, n: int) -> Finding:
    column = f"person{n}_name"
    return record.finding("XS005", column, CONTACT.field(column).label)
