"""The search index: a script file that assigns one global, so that it loads from a folder as from a server. Pure."""

import json
from collections.abc import Sequence

from pipeline.publish.listing import DECLARED_NONE, HELD, KINDS, NO_DISTRICT, NOTHING, Listed
from schemas.reference import Reference

GLOBAL = "THABIAN"
LINK = 4
"""The place of the link in a row."""
BADGES = (*KINDS.values(), HELD, DECLARED_NONE, NOTHING)


def index_head(reference: Reference) -> bytes:
    """What the script begins with; then come ``province_index`` of all provinces, commas between, and INDEX_FOOT."""
    types = [[one.slug, one.name, one.short] for one in reference.types.values()]
    head = _script({"types": types, "badges": BADGES})
    return f'window.{GLOBAL}={head.removesuffix("}")},"provinces":['.encode()


INDEX_FOOT = b"]};\n"


def province_index(code: str, items: Sequence[Listed], reference: Reference) -> str:
    """[code, Thai name, English name, districts, rows] of a province; ``items`` in reading order.

    ``rows`` are [lao_id, type number, district number, name, link, badge, former names]: ``badge`` numbers one of
    ``BADGES``, -1 = none.
    """
    numbers = {slug: number for number, slug in enumerate(reference.types)}
    districts: dict[str, int] = {}
    rows = [
        [
            item.entry.lao_id,
            numbers[item.entry.lao_type],
            districts.setdefault(item.entry.district or NO_DISTRICT, len(districts)),
            item.entry.lao_name,
            item.link,
            BADGES.index(item.state or item.kind) if item.state or item.kind else -1,
            " ".join(name for _, _, name in item.entry.former if name != item.entry.lao_name),
        ]
        for item in items
    ]
    province = reference.provinces[code]
    return _script([code, province.name, province.name_en, list(districts), rows])


def links_of(index: bytes) -> list[str]:
    """The link of every row of a search index, "" where there is none."""
    provinces = json.loads(index.partition(b"=")[2].rstrip(b";\n"))["provinces"]
    return [row[LINK] for *_, rows in provinces for row in rows]


def _script(value: object) -> str:
    """JSON that is safe wherever a script may stand."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
