"""The search index: a script file that assigns one global, so that it loads from a folder as from a server. Pure."""

import json
from collections.abc import Sequence

from pipeline.publish.listing import KINDS, NO_DISTRICT, Listed
from schemas.reference import Reference

GLOBAL = "THABIAN"


def search_index(items: Sequence[Listed], reference: Reference) -> bytes:
    """``items`` in reading order as JavaScript.

    ``places`` are [province code, district]; ``rows`` are [lao_id, type number, place number, name, link, badge,
    former names]: ``badge`` numbers one of ``badges``, -1 = none. Province names carry their English twin.
    """
    types = list(reference.types.values())
    numbers = {lao_type.slug: number for number, lao_type in enumerate(types)}
    places: dict[tuple[str, str], int] = {}
    badges = [*KINDS.values(), *{item.state: 0 for item in items if item.state}]
    rows = [
        [
            item.entry.lao_id,
            numbers[item.entry.lao_type],
            places.setdefault((item.entry.province_code, item.entry.district or NO_DISTRICT), len(places)),
            item.entry.lao_name,
            item.link,
            badges.index(item.state or item.kind) if item.state or item.kind else -1,
            " ".join(name for _, _, name in item.entry.former if name != item.entry.lao_name),
        ]
        for item in items
    ]
    present = {code for code, _ in places}
    index = {
        "types": [[one.slug, one.name, one.short] for one in types],
        "provinces": {one.code: [one.name, one.name_en] for one in reference.provinces.values() if one.code in present},
        "places": list(places),
        "badges": badges,
        "rows": rows,
    }
    return f"window.{GLOBAL}={_script(index)};\n".encode()


def _script(value: object) -> str:
    """JSON that is safe wherever a script may stand."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
