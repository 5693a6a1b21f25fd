"""The history replayed: statements one after the other give the units that stand. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.model import Change
from pipeline.store.tables import VALUE_COLUMNS

Key = tuple[str, str, int]
"""(lao_id, fiscal_year, person_no)"""
PENDING = "pending"
Statement = tuple[Change, int, str]
"""A change, the receipt it came with, and when."""
OfLao = dict[tuple[str, int], dict[str, Any]]
"""The units of one LAO: (fiscal_year, person_no) -> columns."""


def replay(units: Mapping[Key, Mapping[str, Any]], statements: Iterable[Statement]) -> dict[Key, dict[str, Any]]:
    """The units after the statements, all of one table, in order. Pure."""
    after: dict[str, OfLao] = {}
    for (lao_id, year, person_no), row in units.items():
        after.setdefault(lao_id, {})[year, person_no] = dict(row)
    for change, receipt, at in statements:
        _state(after.setdefault(change.lao_id, {}), change, receipt, at)
    return {(lao_id, *key): row for lao_id, mine in after.items() for key, row in mine.items()}


def _state(units: OfLao, change: Change, receipt: int, at: str) -> None:
    """What one LAO's units are after a statement, whatever was said before it (that may have been withdrawn)."""
    key = (change.fiscal_year, change.person_no)
    values = _completed(change, units)
    if change.action == "delete" or not values:
        gone = key if key in units else (_newest_year(units), change.person_no)
        units.pop(gone, None)
    elif values["name" if change.table == "contact" else "website_kind"]:
        same = change.action == "confirm" and key in units and values.items() <= units[key].items()
        confirmed = {"confirmed_at": at, "lao_code": change.lao_code}
        units[key] = units[key] | confirmed if same else _unit(change, values, receipt, at)
    if change.fiscal_year != PENDING and change.action != "delete":
        units.pop((PENDING, change.person_no), None)  # it has found its year


def _completed(change: Change, units: OfLao) -> Mapping[str, str]:
    """The values of a statement; what its row left blank is what the same person has at that point of the history."""
    if not change.kept:
        return change.values
    years = [year for year, person_no in units if person_no == change.person_no]
    former = units[max(years, key=age), change.person_no] if years else {}
    same = "name" in change.kept or former.get("name") == change.values["name"]
    old = former if same else {}
    return {name: old.get(name, "") if name in change.kept else value for name, value in change.values.items()}


def _newest_year(units: OfLao) -> str:
    return max((year for year, _ in units), key=age, default="")


def age(year: str) -> tuple[bool, str]:
    """A year still pending counts as older than any."""
    return year.isdigit(), year


def _unit(change: Change, values: Mapping[str, str], receipt: int, at: str) -> dict[str, Any]:
    return {
        "lao_id": change.lao_id,
        "fiscal_year": change.fiscal_year,
        "person_no": change.person_no,
        **{name: values[name] for name in VALUE_COLUMNS[change.table]},
        "lao_code": change.lao_code,
        "held": int(change.held),
        "unverified": int(change.unverified),
        "updated_at": at,
        "confirmed_at": at,
        "receipt": receipt,
        "sheet": change.sheet,
        "cell": change.cell,
    }
