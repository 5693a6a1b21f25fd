"""Faults that offices make, one a row: what is typed instead, and the rule that must be found at which cell.

Where the rule catalogue has a bad example for a column, that is what is seeded; a rule added to the catalogue is
seeded without a change here. What depends on the LAO (another's code, a namesake …) is written out below.
"""

import random
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas import CONTACT, TABLES, WEBSITE
from schemas.columns import KEY_FIELDS
from schemas.rules import Rule
from tests.national.history import History
from tests.national.plan import NEWEST, PREFIXES, ErrorValue, Formula, Plan, RegisterLao, Row, Value

NO_VALUE = frozenset({"WW001", "WW002", "WW032", "SH011", "SH012"})
"""Faults after which nothing is left to take, though the catalogue withholds nothing."""
ONE_PERSON_LESS = frozenset({"CT001", "CT002", "CT007", "CT012", "CT015", "CT017"})
LEFT_CLEAN = 6


class Place(NamedTuple):
    """What a fault may need to know of the province: its own LAOs, those of others, what they were before, its
    landlines' code."""

    laos: Sequence[RegisterLao]
    elsewhere: Sequence[RegisterLao]
    history: History
    area_code: str

    def named(self, name: str) -> list[RegisterLao]:
        """The province's LAOs of that name."""
        return [lao for lao in self.laos if lao.name == name]


class Fault(NamedTuple):
    """``change`` gives the cells of a row made wrong, or None where the row cannot show the fault."""

    rule: str
    table: str
    column: str
    change: Callable[[Row, Place], dict[str, Value] | None]
    withholds: str = "row"


def faults(rules: Mapping[str, Rule]) -> list[Fault]:
    """All faults of one cell or row: those of the catalogue first."""
    return [*_of_catalogue(rules), *_of_identity(rules), *_of_cells()]


class Turns:
    """Whose turn it is among the faults of each table; one that a row cannot show waits for the next row."""

    def __init__(self, kinds: Sequence[Fault]) -> None:
        self._queues = {table.name: deque(kind for kind in kinds if kind.table == table.name) for table in TABLES}

    def put(self, row: Row, place: Place) -> None:
        """Make a row wrong by the first fault that it can show, which then goes to the end of the queue."""
        queue = self._queues[row.table]
        for fault in list(queue):
            changes = fault.change(row, place)
            if changes is not None:
                queue.remove(fault)
                queue.append(fault)
                row.changes, row.fault = changes, fault.rule
                row.rules.append((fault.column, fault.rule))
                row.value = _kept(row, fault)
                return


def seed_faults(plan: Plan, turns: Turns, place: Place, share: float, dice: random.Random) -> None:
    """Faults in about ``share`` of each table's rows; rows with a finding already are left, and some stay clean."""
    for rows in plan.values():
        fit = [row for row in rows if not row.rules and not row.fault]
        for row in dice.sample(fit, min(round(share * len(rows)), max(0, len(fit) - LEFT_CLEAN))):
            turns.put(row, place)


def _kept(row: Row, fault: Fault) -> str | int | None:
    if fault.withholds == "row":
        return None
    if row.table == CONTACT.name:
        return int(row.value or 0) - (fault.rule in ONE_PERSON_LESS)
    if row.table == WEBSITE.name and fault.column == "website":
        return None if fault.withholds == "cell" or fault.rule in NO_VALUE else "*"
    return row.value


# --- of the catalogue


def _of_catalogue(rules: Mapping[str, Rule]) -> Iterator[Fault]:
    keys = {field.name for field in KEY_FIELDS} - {"fiscal_year"}
    for rule in rules.values():
        if rule.bad is None or rule.retired or rule.column in keys:
            continue
        for table in TABLES:
            if any(field.name == rule.column for field in table.fields):
                yield Fault(rule.code, table.name, rule.column, _example(rule), rule.withholds)


def _example(rule: Rule) -> Callable[[Row, Place], dict[str, Value] | None]:
    bad = rule.bad if isinstance(rule.bad, dict) else {rule.column: rule.bad}

    def change(row: Row, place: Place) -> dict[str, Value] | None:
        if bad.keys() == {"certified_on"} and not row.clean["certified_on"]:
            return None  # a date beside aspects that are not complete is FY005
        return {name: _local(name, value, place, rule.code) for name, value in bad.items()}

    return change


def _local(name: str, value: Value, place: Place, rule: str) -> Value:
    """Phone examples are of ภูเก็ต: here the province's own landlines stand in their place."""
    if not name.endswith("_phone") or not isinstance(value, str):
        return value
    metropolitan = place.area_code == "02"
    if rule == "PH012":
        return "0-7699-0909" if metropolitan else value
    if rule == "PH024":
        return "9990909" if metropolitan else value
    return value.replace("0-76", "0-29" if metropolitan else f"0-{place.area_code[1:]}")


# --- of an LAO's identity


def _of_identity(rules: Mapping[str, Rule]) -> Iterator[Fault]:
    changes: dict[str, tuple[str, Callable[[Row, Place], dict[str, Value] | None]]] = {
        "LA001": ("lao_name", lambda row, place: {"lao_code": None, "lao_name": None}),
        "LA002": ("lao_code", lambda row, place: {"lao_code": row.lao.code[:6]}),
        "LA003": ("lao_code", lambda row, place: {"lao_code": int(row.lao.code)}),
        "LA004": ("lao_code", lambda row, place: {"lao_code": row.lao.code[:4] + "9999"}),
        "LA005": ("lao_name", _misspelt),
        "LA006": ("lao_name", _many_of_the_name),
        "LA007": ("lao_name", _two_types),
        "LA008": ("lao_code", _code_of_another),
        "LA009": ("lao_type", _other_type),
        "LA016": ("district", _other_district),
        "LA018": ("lao_type", lambda row, place: {"lao_type": "ทต"} if _plain_town(row) else None),
        "LA019": ("lao_code", _digits_of_former_type),
        "LA017": ("lao_type", lambda row, place: {"lao_code": None, "lao_type": "สภาตำบล"}),
        "LA020": ("lao_code", _province_digits),
        "LA021": ("lao_name", lambda row, place: {"lao_name": f"ศพด.บ้าน{row.lao.name}"}),
        "LA023": ("lao_name", _slip_of_the_keys),
    }
    for code, (column, change) in changes.items():
        for table in TABLES:
            yield Fault(code, table.name, column, change, rules[code].withholds)


def _misspelt(row: Row, place: Place) -> dict[str, Value] | None:
    wrong = row.lao.name + "หวาย"
    return None if row.lao.type == "อบจ." or place.named(wrong) else {"lao_code": None, "lao_name": wrong}


def _many_of_the_name(row: Row, place: Place) -> dict[str, Value] | None:
    same = [lao for lao in place.named(row.lao.name) if lao.type == row.lao.type]
    return {"lao_code": None, "district": None} if len(same) > 1 else None


def _two_types(row: Row, place: Place) -> dict[str, Value] | None:
    same = place.named(row.lao.name)
    in_district = {lao.type for lao in same if lao.district == row.lao.district}
    if len(in_district) < 2 or row.lao.type in ("อบจ.", "พิเศษ"):
        return None
    return {"lao_code": None, "lao_type": None}


def _code_of_another(row: Row, place: Place) -> dict[str, Value] | None:
    """The next LAO's code: the column has slipped by a row."""
    others = [lao for lao in place.laos if lao.code > row.lao.code and not _alike(lao.name, row.lao.name)]
    plain = row.lao.type not in ("อบจ.", "พิเศษ") and len(place.named(row.lao.name)) == 1
    return {"lao_code": others[0].code} if others and plain else None


def _alike(one: str, other: str) -> bool:
    return bool(set(one[:3]) & set(other[:3])) or one in other or other in one


def _other_type(row: Row, place: Place) -> dict[str, Value] | None:
    plain = row.lao.type in ("ทต.", "อบต.") and len(place.named(row.lao.name)) == 1
    plain = plain and row.lao.code[:2] == {"ทต.": "05", "อบต.": "06"}.get(row.lao.type)
    return {"lao_type": "ทม."} if plain else None


def _plain_town(row: Row) -> bool:
    return row.lao.type == "ทต." and row.lao.code[:2] == PREFIXES[row.lao.type]


def _digits_of_former_type(row: Row, place: Place) -> dict[str, Value] | None:
    """อบต.'s digits in a ทต.'s code, which was never the code of an อบต."""
    wrong = f"06{row.lao.code[2:]}"
    known = {lao.code for lao in (*place.laos, *place.history.before.values())}
    return {"lao_code": wrong} if _plain_town(row) and wrong not in known else None


def _other_district(row: Row, place: Place) -> dict[str, Value] | None:
    others = sorted({lao.district for lao in place.laos} - {row.lao.district})
    return {"district": others[0]} if others else None


def _province_digits(row: Row, place: Place) -> dict[str, Value] | None:
    """Another province's digits with the right name and district beside them."""
    codes = {lao.code for lao in place.elsewhere}
    for digits in range(11, 97):
        wrong = f"{row.lao.code[:2]}{digits}{row.lao.code[4:]}"
        if str(digits) != row.lao.code[2:4] and wrong not in codes:
            tails = {code[2:] for code in codes}
            if wrong[2:] not in tails:
                return {"lao_code": wrong}
    return None


def _slip_of_the_keys(row: Row, place: Place) -> dict[str, Value] | None:
    wrong = row.lao.name.replace("แ", "เเ").replace("ำ", "ํา")
    return {"lao_name": wrong} if wrong != row.lao.name else None


# --- of single cells


def _of_cells() -> Iterator[Fault]:
    formula = Formula('=HYPERLINK("http://www.a.go.th","เว็บ")')
    yield Fault("SH011", WEBSITE.name, "website", lambda r, p: {"website": formula}, "cell")
    yield Fault("SH012", WEBSITE.name, "website", lambda r, p: {"website": ErrorValue("#N/A")}, "cell")
    for table in (WEBSITE, CONTACT):
        yield Fault("FY011", table.name, "fiscal_year", lambda r, p: {"fiscal_year": NEWEST - 2}, "none")
