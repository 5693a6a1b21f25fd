"""What is to be said of the LAOs of a province that a file leaves out: XF002, FY016 and XF005, once for the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.model import Finding, Lao, Submission
from pipeline.validate.age import older_than
from pipeline.validate.fiscal_year import opened, shown_instead
from schemas.reference import Round

Newest = Mapping[str, Sequence[Mapping[str, Any]]]
"""lao_id -> the units of its newest year."""
Certified = Callable[[str], frozenset[int]]
"""lao_id -> the years that it certified."""
SHOWN = 20
"""LAOs named in the message."""


def find_absent(
    submission: Submission, home: Iterable[Lao], websites: Newest, contacts: Newest, certified: Certified,
    round_: Round, today: date,
) -> Iterator[Finding]:  # fmt: skip
    """One finding a rule for the file, naming the LAOs; ``home`` are its province's, ``websites`` and ``contacts`` what
    the master holds."""
    present = {record.lao_id for record in submission.records}
    absent = [lao for lao in home if not lao.merged_into and lao.lao_id not in present]
    years = {lao.lao_id: _year(lao.lao_id, websites, contacts) for lao in absent}
    n = str(round_.newest_year)
    recorded = [(lao, year) for lao in absent if (year := years[lao.lao_id])]
    earlier = [f"{lao.called} ({year})" for lao, year in recorded if shown_instead(year, round_.newest_year)]
    yield from _told("XF002", earlier, {"N": n})
    now_open = [lao.called for lao, year in recorded if opened(year, certified(lao.lao_id), round_.newest_year)]
    yield from _told("FY016", now_open, {"N": n})
    months = round_.thresholds["confirm_months"]
    stale = [lao.called for lao in absent if _stale(contacts.get(lao.lao_id, ()), today, months)]
    yield from _told("XF005", stale, {"m": str(months)})


def _year(lao_id: str, websites: Newest, contacts: Newest) -> str:
    """The newest year that an LAO has a record of, "" without one."""
    years = [units[0]["fiscal_year"] for units in (websites.get(lao_id), contacts.get(lao_id)) if units]
    return max(years, key=lambda year: (year.isdigit(), year), default="")


def _stale(units: Sequence[Mapping[str, Any]], today: date, months: int) -> bool:
    confirmed = max((unit["confirmed_at"] for unit in units), default="")
    return bool(confirmed) and older_than(date.fromisoformat(confirmed[:10]), today, months)


def _told(rule: str, names: Sequence[str], params: Mapping[str, str]) -> Iterator[Finding]:
    if names:
        shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
        yield Finding(rule, params={**params, "n": str(len(names)), "x": shown})
