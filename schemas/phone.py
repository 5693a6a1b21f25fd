"""The rules that phone numbers keep once they are read (rules PH012 and PH017); the others need only the cell's text.

Frame columns, for person n: ``person{n}_areas`` (area codes of the voice landlines) and ``person{n}_e164s``, both
with spaces between; ``person{n}_laos`` is what ``laos_sharing`` counts. Of the LAO: ``lao_id``, ``province_name``
and ``area_codes`` of its province (spaces between, "" where the province is not known).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from schemas.checks import Check

if TYPE_CHECKING:
    import pandas as pd


def phone_checks(n: int) -> tuple[Check, ...]:
    """The checks on person ``n``'s numbers."""
    params = {"v": f"person{n}_areas", "p": "province_name"}
    return (Check("PH012", f"person{n}_phone", lambda frame: _in_province(frame, n), params),)


def shared_phone_checks(n: int) -> tuple[Check, ...]:
    """The check on person ``n``'s numbers across all LAOs that the master holds."""
    laos = f"person{n}_laos"
    return (Check("PH017", f"person{n}_phone", lambda frame: frame[laos] < 2, {"n": laos}),)


def laos_sharing(frame: pd.DataFrame, n: int) -> pd.Series[int]:
    """How many LAOs of the frame give the most shared of person ``n``'s numbers, to either person; 0 without one.

    Hotlines and the ministry's own network (no "+" in front) are everyone's and do not count.
    """
    laos: defaultdict[str, set[str]] = defaultdict(set)
    for column in (name for name in frame.columns if name.endswith("_e164s")):
        for lao, numbers in zip(frame["lao_id"].tolist(), frame[column].tolist(), strict=True):
            for number in _public(numbers):
                laos[number].add(lao)
    most = frame[f"person{n}_e164s"].map(lambda cell: max((len(laos[number]) for number in _public(cell)), default=0))
    return most.astype("int64")


def _in_province(frame: pd.DataFrame, n: int) -> pd.Series[bool]:
    return (frame["area_codes"] + "|" + frame[f"person{n}_areas"]).map(_areas_fit).astype("bool")


def _areas_fit(codes_and_areas: str) -> bool:
    """Whether every landline has an area code of the province; of a province not known nothing is said."""
    codes, areas = codes_and_areas.split("|")
    return not codes or set(areas.split()) <= set(codes.split())


def _public(numbers: str) -> list[str]:
    return [number for number in numbers.split() if number.startswith("+")]
