"""Faults that take more than one row, or one certain row: each once in every province that can show it."""

import re
from collections.abc import Iterable

from schemas import CONTACT, TABLES, WEBSITE
from tests.national.faults import Place
from tests.national.plan import NEWEST, Plan, RegisterLao, Row, Value

PAIRS = frozenset(
    {
        *("LA010", "LA011", "LA015", "LA022", "LA024", "FY004", "PH017"),
        *("XR001", "XR002", "XR003", "XR004", "XR008", "XS007"),
    }
)


def seed_pairs(plan: Plan, place: Place) -> None:
    """Make rows of the plan wrong, and add some; a row made wrong already is left alone."""
    sites, people = (plan[table.name] for table in (WEBSITE, CONTACT))
    if len(sites) < 5 or len(people) < 8:
        return
    for row in sites:
        _as_before(row, place)
    _wrong_pao(people[0], place)
    _namesakes(sites)
    _merged(sites, place)
    _foreign(sites, place)
    sites, people, sheet = ([row for row in plan[table.name] if not row.rules] for table in TABLES)
    _repeat(plan, sites.pop(), "XR002", {})
    _repeat(plan, sites.pop(0), "XR001", {"website": "http://www.other-site.go.th"})
    _repeat(plan, people.pop(), "XR002", {})
    _share(sites.pop(), sites.pop(), "website", "XR003")
    _share(people.pop(), people.pop(), "person1_phone", "PH017")
    _share(people.pop(), people.pop(), "person1_name", "XR004")
    _certified(sheet)


def _as_before(row: Row, place: Place) -> None:
    """LA010 and LA024: an LAO under the code it had, or the name."""
    before = place.history.before.get(row.lao.code)
    if before is None or row.rules:
        return
    if before.code != row.lao.code:
        row.changes, row.fault = {"lao_code": before.code, "lao_type": before.type}, "LA010"
        row.rules.append(("lao_code", row.fault))
    else:
        row.changes, row.fault = {"lao_name": before.name}, "LA024"
        row.rules.append(("lao_name", row.fault))


def _wrong_pao(row: Row, place: Place) -> None:
    """LA022: the อบจ. of another province."""
    other = next((lao.name for lao in place.elsewhere if lao.type == "อบจ."), None)
    if row.lao.type == "อบจ." and not row.rules and other:
        row.changes = {"lao_code": None, "lao_type": None, "lao_name": f"อบจ.{other}", "district": None}
        row.fault, row.value = "LA022", None
        row.rules.append(("lao_name", row.fault))


def _namesakes(rows: Iterable[Row]) -> None:
    """XR008, and XR003 with it: the ทต. and the อบต. of one name give one website."""
    seen: dict[str, Row] = {}
    for row in (row for row in rows if not row.rules and row.lao.type in ("ทต.", "อบต.")):
        other = seen.setdefault(row.lao.name, row)
        if other.lao.type != row.lao.type:
            _share(other, row, "website", "XR008")
            for one in (other, row):
                one.rules.append(("website", "XR003"))
            return


def _certified(rows: Iterable[Row]) -> None:
    """FY004: certified by the sheet, not by INFO's own list."""
    by_date = {bool(row.clean["certified_on"]): row for row in rows}
    if len(by_date) == 2:
        marks = {name: value for name, value in by_date[True].clean.items() if re.match("aspect|certified", name)}
        by_date[False].changes, by_date[False].fault = marks, "FY004"
        by_date[False].rules.append(("fiscal_year", "FY004"))


def _repeat(plan: Plan, row: Row, rule: str, changes: dict[str, Value]) -> None:
    rows = plan[row.table]
    clean = {**row.clean, "seq": len(rows) + 1}
    rows.append(Row(row.table, row.lao, clean, None, changes, [("lao_code", rule)], rule, extra=True))
    row.fault = rule
    if rule == "XR001":
        row.rules.append(("lao_code", rule))
        row.value = None


def _foreign(rows: list[Row], place: Place) -> None:
    """LA015, and XS007 with it: another province's LAO whose name no LAO here has."""
    guest = next((lao for lao in place.elsewhere if lao.type == "อบต." and not place.named(lao.name)), None)
    if guest:
        rows.append(_extra(guest, len(rows) + 1, "LA015", "XS007"))


def _merged(rows: list[Row], place: Place) -> None:
    """LA011: an LAO that is no more."""
    mine = {lao.code for lao in place.laos}
    gone = next((lao for code, lao in place.history.taken_in.items() if code in mine), None)
    if gone:
        rows.append(_extra(gone, len(rows) + 1, "LA011"))


def _extra(lao: RegisterLao, number: int, *rules: str) -> Row:
    clean: dict[str, Value] = {
        "seq": number, "lao_code": lao.code, "lao_type": lao.type, "lao_name": lao.name, "district": lao.district,
        "fiscal_year": NEWEST, "website": f"http://www.lao{lao.code}.go.th",
    }  # fmt: skip
    return Row(WEBSITE.name, lao, clean, None, {}, [("lao_code", rule) for rule in rules], rules[0], extra=True)


def _share(one: Row, other: Row, column: str, rule: str) -> None:
    other.changes = {column: one.clean[column]}
    for row in (one, other):
        row.rules.append((column, rule))
        row.fault = rule
    if other.table == WEBSITE.name:
        other.value = one.value
