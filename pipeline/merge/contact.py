"""One contacts row against the master. A person is one unit: a new name does not inherit the predecessor's phone."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.merge.units import Before, Taken, Unit, same
from pipeline.model import Change, Finding, Placement, Record
from schemas import CONTACT
from schemas.columns import PERSONS
from schemas.contact import is_blank

EMPTY = {"name": "", "position": "", "phone_typed": "", "phones": ""}
SILENCED = {"name": ("CT001", "CT002", "CT015"), "position": ("CT003",), "phone": ("CT004",)}
"""Part of a person -> what is not said of a blank cell whose value the master keeps."""

Person = Mapping[str, str]


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
    people = {1: (stated[2], 2)} if _moves_up(record, before, stated[2]) else {n: (stated[n], n) for n in PERSONS}
    changes: list[Change] = []
    kept: list[tuple[int, str]] = []
    for number, (person, typed_as) in people.items():
        newest = before.newest(number)
        if person is not None:
            change = _change(record, before, placement, lao_code, number, typed_as, person)
            changes += change
            kept += ((typed_as, part) for part in _kept_parts(record, typed_as, person, newest) if change)
        elif newest is not None and not _given(record, number):
            kept.append((number, "name"))
    changes += _carried(record, before, placement, lao_code, changes)
    silenced = {(rule, f"person{n}_{part}") for n, part in kept for rule in SILENCED[part]}
    findings = tuple(_finding(record, n, part) for n, part in kept)
    return Taken(_fate(record, changes), tuple(changes), findings, frozenset(silenced))


def _moves_up(record: Record, before: Before, second: Person | None) -> bool:
    """CT015: a second person without a first becomes the first, and stays so when the same workbook comes again."""
    if _given(record, 1) or not second:
        return False
    first = before.newest(1)
    return first is None or (before.newest(2) is None and bool(second["name"]) and first["name"] == second["name"])


def _fate(record: Record, changes: Sequence[Change]) -> str:
    if changes:
        return "accepted"
    if any(_given(record, n) for n in PERSONS):
        return "refused"
    return "blank"


def _given(record: Record, n: int) -> bool:
    return not all(is_blank(record.text(f"person{n}_{part}")) for part in SILENCED)


def _stated(record: Record, n: int, withheld: frozenset[str]) -> Person | None:
    """What the row says of a person: {} = declared none, None = nothing that can be taken."""
    values = record.values
    if values[f"person{n}_none"]:
        return {}
    name_given = not is_blank(record.text(f"person{n}_name"))
    if (name_given and f"person{n}_name" in withheld) or not _given(record, n):
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
    record: Record, before: Before, placement: Placement, lao_code: str, number: int, typed_as: int, person: Person
) -> list[Change]:
    newest = before.newest(number)
    if not person:
        return [_nobody(record, placement, lao_code, number, newest)]
    values = _completed(person, newest)
    if not values["name"]:
        return []
    stands = same(before.at(number), values, held=False, unverified=placement.unverified)
    change = _contact(
        record, placement.fiscal_year, lao_code, number, "confirm" if stands else "set", values, typed_as,
        placement.unverified,
    )  # fmt: skip
    stated = {**person, "phone_typed": person["phone_typed"] if person["phones"] else ""}
    return [change._replace(kept=tuple(name for name, value in values.items() if value and value != stated[name]))]


def _nobody(record: Record, placement: Placement, lao_code: str, number: int, newest: Unit | None) -> Change:
    """Declared that there is nobody: deletes the person where the master has them, else only confirms it."""
    if newest is None:
        return _contact(record, placement.fiscal_year, lao_code, number, "confirm", {}, number)
    return _contact(record, newest["fiscal_year"], lao_code, number, "delete", {}, number)


def _completed(person: Person, newest: Unit | None) -> dict[str, str]:
    """A person named again, or not named, keeps what is blank now; a new person starts empty."""
    old = newest if newest is not None and person["name"] in ("", newest["name"]) else EMPTY
    values = {name: person[name] or old[name] for name in ("name", "position")}
    phone = person if person["phones"] else old
    return {**values, "phone_typed": phone["phone_typed"], "phones": phone["phones"]}


def _kept_parts(record: Record, n: int, person: Person, newest: Unit | None) -> Iterator[str]:
    """The blank cells of a person who stays, whose value the master keeps."""
    if not person or newest is None:
        return
    named = person["name"] == newest["name"]
    for part, column in (("name", "name"), ("position", "position"), ("phone", "phones")):
        blank = is_blank(record.text(f"person{n}_{part}"))
        if blank and newest[column] and (named or part == "name"):
            yield part


def _carried(
    record: Record, before: Before, placement: Placement, lao_code: str, changes: Sequence[Change]
) -> list[Change]:
    """Where one person goes into a newer year, the one of whom nothing was said goes with them."""
    year = placement.fiscal_year
    moved = any(change.values and change.fiscal_year == year for change in changes)
    spoken = {change.person_no for change in changes}
    left = [unit for n in PERSONS if n not in spoken and (unit := before.newest(n)) and unit["fiscal_year"] != year]
    return [
        _contact(record, year, lao_code, unit["person_no"], "set", {name: unit[name] for name in EMPTY},
                 unit["person_no"], placement.unverified)._replace(kept=tuple(EMPTY))
        for unit in left if moved
    ]  # fmt: skip


def _contact(
    record: Record, year: str, lao_code: str, number: int, action: str, values: Person, typed_as: int,
    unverified: bool = False,
) -> Change:  # fmt: skip
    cell = _cell(record, typed_as)
    return Change(
        "contact", record.lao_id, lao_code, year, number, action, values, record.sheet, cell, unverified=unverified
    )


def _cell(record: Record, n: int) -> str:
    fields = [f"person{n}_{part}" for part in ("name", "phone", "position")]
    return record.ref(next((field for field in fields if field in record.cells), fields[0]))


def _finding(record: Record, n: int, part: str) -> Finding:
    column = f"person{n}_{part}"
    return record.finding("XS005", column, CONTACT.field(column).label)
