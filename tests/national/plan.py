"""What a province's office would send: rows of the three tables, clean, as plain values. Faults come on top."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from schemas import CERTIFICATION, CONTACT, TABLES, WEBSITE
from schemas.certification import ASPECT_FIELDS
from schemas.columns import PERSONS
from tests.national.people import person

NEWEST = 2557
PREFIXES = {"อบจ.": "02", "ทน.": "03", "พิเศษ": "03", "ทม.": "04", "ทต.": "05", "อบต.": "06"}
"""Two ทต. still have the 06 of the อบต. they were: LA019 asks to have that confirmed."""


class RegisterLao(NamedTuple):
    """An LAO of the register file; ``type`` is the type's short name (อบต.)."""

    code: str
    type: str
    name: str
    district: str
    province: str


class Formula(NamedTuple):
    """A formula without a stored value."""

    text: str


class ErrorValue(NamedTuple):
    """A cell that shows an error of Excel."""

    text: str


Value = str | int | date | Formula | ErrorValue | None


@dataclass
class Row:
    """One row: what is right (``clean``), what was made wrong (``changes``), and the rules this must raise, by field.

    ``value`` is what of the row should come to the master: the website, or how many persons; None: nothing,
    "*": something, of which the exact form is not foretold. ``extra`` rows are not in the form.
    """

    table: str
    lao: RegisterLao
    clean: dict[str, Value]
    value: str | int | None = None
    changes: dict[str, Value] = field(default_factory=dict)
    rules: list[tuple[str, str]] = field(default_factory=list)
    fault: str = ""
    extra: bool = False

    def __post_init__(self) -> None:
        self._at_first = (self.value, tuple(self.rules))

    def put_right(self) -> None:
        """Take the fault out again."""
        self.value, rules = self._at_first
        self.changes, self.rules, self.fault = {}, list(rules), ""

    @property
    def cells(self) -> dict[str, Value]:
        """What stands in the row's cells."""
        return {**self.clean, **self.changes}


Plan = dict[str, list[Row]]
"""Table -> rows in the order of the form."""


def certified_years(laos: Sequence[RegisterLao], seed: int) -> dict[str, tuple[int, ...]]:
    """Code -> certified years: most have N, about 3 % only the year before, 1 % left a gap, 1 % never certified."""
    dice = random.Random(f"{seed} certified")
    kinds = {2: (NEWEST - 2,), 1: (), **dict.fromkeys((3, 4, 5), (NEWEST - 1,))}
    years = {lao.code: kinds.get(dice.randrange(1, 101), (NEWEST - 1, NEWEST)) for lao in laos}
    spare = [lao.code for lao in laos if years[lao.code] == (NEWEST - 1, NEWEST)]
    for kind in ((NEWEST - 1,), (NEWEST - 2,), ()):  # a small round has each kind, too
        if kind not in years.values():
            years[spare.pop(len(spare) // 2)] = kind
    return years


def placed_year(years: Sequence[int]) -> str:
    """The fiscal year that the circular gives the record."""
    return str(max(years)) if years else "pending"


def clean_plan(laos: Sequence[RegisterLao], certified: Mapping[str, Sequence[int]], area_code: str, first: int) -> Plan:
    """The rows of one province, with the findings that its certified years entail; persons from ``first`` on."""
    plan: Plan = {table.name: [] for table in TABLES}
    for number, lao in enumerate(sorted(laos, key=lambda lao: lao.code), 1):
        keys: dict[str, Value] = {
            "seq": number, "lao_code": lao.code, "lao_type": lao.type, "lao_name": lao.name, "district": lao.district,
            "fiscal_year": NEWEST,
        }  # fmt: skip
        years = certified[lao.code]
        odd_code = [("lao_code", "LA019")] if lao.code[:2] != PREFIXES[lao.type] else []
        rules = [*odd_code, *(("fiscal_year", rule) for rule in placing_rules(years))]
        site = f"http://www.lao{lao.code}.go.th"
        plan[WEBSITE.name].append(Row(WEBSITE.name, lao, {**keys, "website": site}, site, rules=list(rules)))
        people = _people(first + len(PERSONS) * number, area_code)
        plan[CONTACT.name].append(Row(CONTACT.name, lao, {**keys, **people}, len(PERSONS), rules=list(rules)))
        marks = _marks(number, NEWEST in years)
        plan[CERTIFICATION.name].append(Row(CERTIFICATION.name, lao, {**keys, **marks}, rules=odd_code))
    return plan


def placing_rules(years: Sequence[int]) -> list[str]:
    """FY001, FY003 and FY018 as the circular's rule has them."""
    if NEWEST in years:
        return []
    if not years:
        return ["FY003"]
    return ["FY001", "FY018"] if NEWEST - max(years) > 1 else ["FY001"]


def _people(number: int, area_code: str) -> dict[str, Value]:
    people = {n: person(number + n, area_code)._asdict() for n in PERSONS}
    return {f"person{n}_{part}": text for n, one in people.items() for part, text in one.items()}


def _marks(number: int, complete: bool) -> dict[str, Value]:
    last = len(ASPECT_FIELDS) if complete else 5
    marks: dict[str, Value] = {name: "ครบ" if n < last else "ยังไม่ครบ" for n, name in enumerate(ASPECT_FIELDS)}
    return {**marks, "certified_on": f"{1 + number % 28}/6/{NEWEST}" if complete else None}
