"""The rule catalogue: one TOML table a rule, one file an area. Codes are never reused.

A rule has: ``severity`` error | warning | info; ``nature`` fault | repair (the value was changed) | notice (said
only); ``reported_to`` province | central; ``withholds`` file | sheet | row | cell | none | publication; a Thai
``message`` with placeholders and ``hint``; an English ``gloss``; an ``example``; and, where one cell shows it,
``column`` with a ``bad`` value that raises exactly this rule and a ``good`` twin that does not. A rule no longer in
use keeps its entry, so that old findings can still be read, with ``retired`` saying why and since when, in Thai.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

AREAS = (
    "workbook",
    "form",
    "sheet",
    "lao",
    "website",
    "contact",
    "phone",
    "year",
    "rows",
    "submission",
    "round",
    "publication",
)
SHIPPED = Path(__file__).parent
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue."""

    code: str
    area: str
    severity: str
    nature: str
    reported_to: str
    withholds: str
    message: str
    hint: str
    gloss: str
    example: str = ""
    column: str = ""
    bad: Any = None
    good: Any = None
    retired: str = ""

    def say(self, params: Mapping[str, str]) -> str:
        """The Thai message with its placeholders filled; a missing one is our fault and raises KeyError."""
        return self.message.format_map(params)


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in the catalogue's order; codes retired are kept, marked ``retired``."""
    return read_rules({area: _text(area) for area in AREAS})


@cache
def rule(code: str) -> Rule:
    """One rule, for who needs no other: the areas after its own are not read."""
    areas = (read_rules({area: _text(area)}) for area in AREAS)
    return next(rules[code] for rules in areas if code in rules)


def _text(area: str) -> str:
    return (SHIPPED / f"{area}.toml").read_text("utf-8")


def read_rules(areas: Mapping[str, str]) -> dict[str, Rule]:
    """The rules of a catalogue, given as area -> the text of its file. Raises ValueError for a code used twice, and
    for one retired without a word on why."""
    rules: dict[str, Rule] = {}
    for area, text in areas.items():
        for code, entry in tomllib.loads(text).items():
            if code in rules:
                raise ValueError(f"schemas/rules/{area}.toml: rule {code} is there twice")
            if "retired" in entry and not (isinstance(entry["retired"], str) and entry["retired"].strip()):
                raise ValueError(f"schemas/rules/{area}.toml: rule {code} is retired, and it is not said why")
            rules[code] = Rule(code=code, area=area, **entry)
    return rules
