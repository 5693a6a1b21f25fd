"""The settings of the round: ``round.toml``, shipped or of this outbox."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemas.reference.faults import ReferenceFault

BE_OFFSET = 543


@dataclass(frozen=True, slots=True)
class Round:
    """One round of submissions. Years are B.E.; ``deadline`` is a C.E. date (``deadline_be`` as written)."""

    id: str
    circular: str
    newest_year: int
    deadline: date
    closed_years: frozenset[int]
    form_version: str
    unsigned_forms: str
    help_desk: dict[str, str]
    limits: dict[str, int]
    thresholds: dict[str, int]
    links: dict[str, int]
    privacy: dict[str, Any]
    site: dict[str, str]


def load_round(shipped: Path, settings: Path | None) -> Round:
    """The shipped settings with those of ``settings`` over them, key by key.

    Raises ``ReferenceFault`` for an unknown key, a value of the wrong type, or values that contradict.
    """
    values = _read(shipped)
    if settings is not None:
        for section, entries in _read(settings).items():
            for key, value in entries.items():
                if key not in values.get(section, {}):
                    raise _fault(settings, key, f"unknown setting {section}.{key}", "see schemas/reference/round.toml")
                if type(value) is not type(values[section][key]):
                    kind = type(values[section][key]).__name__
                    raise _fault(settings, key, f"{section}.{key} must be a {kind}", f"write it as in {shipped.name}")
                values[section][key] = value
    return _round(values, settings or shipped)


def _round(values: dict[str, dict[str, Any]], path: Path) -> Round:
    own = values["round"]
    newest = own["newest_year"]
    if not 2540 <= newest <= 2700:
        raise _fault(path, "newest_year", f"newest_year {newest} is not a B.E. year", "write it as 2557")
    if own["unsigned_forms"] not in ("warn", "refuse"):
        raise _fault(path, "unsigned_forms", f"unsigned_forms {own['unsigned_forms']!r}", "write warn or refuse")
    if newest in own["closed_years"]:
        raise _fault(path, "closed_years", f"the newest year {newest} is closed", "take it out of closed_years")
    for key, value in (item for section in ("limits", "thresholds", "links") for item in values[section].items()):
        if value <= 0:
            raise _fault(path, key, f"{key} = {value}", "write a number above 0")
    if values["privacy"]["originals_days"] <= 0:
        raise _fault(path, "originals_days", "originals_days is not above 0", "write how many days originals are kept")
    for key in ("address", "licence_url"):
        if values["site"][key] and not values["site"][key].startswith(("http://", "https://")):
            raise _fault(path, key, f"site.{key} {values['site'][key]!r}", "write it with http:// or https://")
    return Round(
        **{**own, "deadline": _deadline(own["deadline"], path), "closed_years": frozenset(own["closed_years"])},
        help_desk=values["help_desk"],
        limits=values["limits"],
        thresholds=values["thresholds"],
        links=values["links"],
        privacy=values["privacy"],
        site=values["site"],
    )


def _deadline(text: str, path: Path) -> date:
    try:
        year, month, day = (int(part) for part in text.split("-"))
        if year < 2500:
            raise ValueError(text)
        return date(year - BE_OFFSET, month, day)
    except ValueError as fault:
        raise _fault(path, "deadline", f"deadline {text!r} is no B.E. date", 'write it as "2557-07-31"') from fault


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError) as fault:
        raise ReferenceFault(path, 0, str(fault), "mend the file at that place") from fault


def _fault(path: Path, key: str, wrong: str, remedy: str) -> ReferenceFault:
    lines = path.read_text("utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, 1) if text.split("=")[0].strip() == key), 0)
    return ReferenceFault(path, line, wrong, remedy)
