"""The public directory as files: the pages, the search index, the open data and what ships with them. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from pipeline.output.cache import NO_CACHE, Cache
from pipeline.output.provincemap import province_map
from pipeline.output.tabular import csv_head, shown, workbook
from pipeline.output.templates import TEMPLATES
from pipeline.publish.changes import change_files, told
from pipeline.publish.data import COLUMNS, JSON_FOOT, NAMES, TITLE, json_head, licence
from pipeline.publish.descriptor import data_package
from pipeline.publish.history import to_tell
from pipeline.publish.listing import Share, share
from pipeline.publish.looking import Facts, Joined, Piece
from pipeline.publish.provinces import Part, parts
from pipeline.publish.searchindex import INDEX_FOOT, index_head
from pipeline.publish.sitemap import sitemap
from pipeline.publish.template import HOLE, html, shared
from pipeline.shown import Entry, Publication
from pipeline.thai import be_date
from schemas.reference import LaoType, Reference

BANGKOK = "10"
LONG = 500
"""A type with more LAOs than this is listed by name, province by province; the entry is on the province's page."""

FILES = (
    ("websites.csv", "CSV", "เปิดด้วย Excel ได้ทันที"),
    ("websites.xlsx", "Excel", "สมุดงาน รหัสเป็นข้อความ"),
    ("websites.json", "JSON", "สำหรับโปรแกรม"),
    ("changes.csv", "การเปลี่ยนแปลง (CSV)", "ที่เพิ่ม เปลี่ยน และหายไป ในแต่ละฉบับ"),
    ("changes.json", "การเปลี่ยนแปลง (JSON)", "สำหรับโปรแกรม"),
    ("datapackage.json", "Data Package", "คำอธิบายข้อมูลตามมาตรฐาน Frictionless"),
)


def site(
    entries: Sequence[Entry],
    reference: Reference,
    as_of: date,
    publications: Sequence[Publication] = (),
    kept: Cache = NO_CACHE,
) -> dict[str, bytes]:
    """The whole public folder for the LAOs given, as of a day: path -> bytes. ``publications`` are all until then;
    provinces that are as they were when they were ``kept`` are taken over."""
    counts = Counter(entry.lao_type for entry in entries)
    found = parts(entries, frozenset(slug for slug in reference.types if counts[slug] <= LONG), reference, kept)
    known = {**shared(reference, as_of.isoformat(), be_date(as_of)), "all": share(entries)}
    news = to_tell(publications, entries)
    data = {
        **_open_data(found, reference, as_of),
        **change_files(news, reference, as_of),
        "data/datapackage.json": data_package(reference, as_of),
    }
    shown = {entry.lao_id for entry in entries}
    pages = {
        "index.html": _index(found, reference, known).encode(),
        "404.html": html("404", known, root="/").encode(),
        "changes.html": _changes(news, shown, reference, known).encode(),
        "data/index.html": _data(data, reference, known).encode(),
        **{f"types/{one.slug}.html": _type(one, found, known) for one in reference.types.values()},
        **{f"provinces/{part.code}.html": _province(part, as_of) for part in found},
    }
    if address := reference.round.site["address"]:
        data["sitemap.xml"] = sitemap(pages, address, as_of)
    return {**pages, **data, **static_files()}


def _open_data(found: Sequence[Part], reference: Reference, as_of: date) -> dict[str, bytes]:
    """The directory as CSV, JSON and XLSX, and the search index."""
    records = _between(b",\n", (part.records for part in found))
    index = _between(b",", (part.search for part in found))
    return {
        "data/websites.csv": Joined([(csv_head(NAMES), None), *(part.lines for part in found)]),
        "data/websites.json": Joined(
            [(json_head(TITLE, COLUMNS, reference, as_of), None), *records, (JSON_FOOT, None)]
        ),
        "data/websites.xlsx": Joined(
            [(csv_head(NAMES), None), *((shown(part.sheet), part.on_sheet) for part in found)],
            workbook("websites", NAMES, [part.sheet for part in found]),
        ),
        "data/index.js": Joined([(index_head(reference), None), *index, (INDEX_FOOT, None)]),
    }


def _between(mark: bytes, pieces: Iterable[Piece]) -> Iterator[tuple[bytes, Facts | None]]:
    for number, piece in enumerate(pieces):
        if number:
            yield mark, None
        yield piece


@cache
def static_files() -> Mapping[str, bytes]:
    """Style, script, icon and typeface, as shipped."""
    folder = TEMPLATES / "static"
    return {
        f"static/{path.relative_to(folder)}": path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _index(found: Sequence[Part], reference: Reference, known: Mapping[str, Any]) -> str:
    by_province = {part.code: part.share for part in found}
    names = {code: province.name for code, province in reference.provinces.items()}
    areas = [
        {"code": code, "name": names.get(code, ""), "share": by_province.get(code), "shape": shape}
        for code, shape in province_map().shapes.items()
    ]
    provinces = [{"code": code, "name": names[code], "share": part} for code, part in by_province.items()]
    bangkok = names.get(BANGKOK, "") if BANGKOK not in by_province else ""
    return html(
        "index", known, root="", here="map", map=province_map(), areas=areas, provinces=provinces, bangkok=bangkok
    )


def _province(part: Part, as_of: date) -> bytes:
    before, (between, _), (after, _) = part.page
    return Joined([before, (as_of.isoformat().encode() + between + be_date(as_of).encode() + after, None)])


def _type(lao_type: LaoType, found: Sequence[Part], known: Mapping[str, Any]) -> bytes:
    slug = lao_type.slug
    own = [part for part in found if slug in part.groups]
    whole = Share(sum(part.by_type[slug].laos for part in own), sum(part.by_type[slug].sites for part in own))
    groups = HOLE if own else ""
    page = html("type", known, root="../", here=slug, type=lao_type, groups=groups, all=whole, full=whole.laos <= LONG)
    head, _, foot = page.partition(HOLE)
    return Joined([(head.encode(), None), *(part.groups[slug] for part in own), (foot.encode(), None)])


def _data(data: Mapping[str, bytes], reference: Reference, known: Mapping[str, Any]) -> str:
    files = [
        {"path": path, "name": name, "about": about, "size": f"{max(1, len(data[f'data/{path}']) // 1024):,} KB"}
        for path, name, about in FILES
    ]
    return html(
        "data",
        known,
        root="../",
        here="data",
        files=files,
        columns=COLUMNS,
        licence=licence(reference),
    )


def _changes(news: Sequence[Publication], shown: set[str], reference: Reference, known: Mapping[str, Any]) -> str:
    publications = told(news, shown, reference)
    more = sum(len(one.changes) for one in news) > sum(len(one.changes) for one in publications)
    return html("changes", known, root="", publications=publications, more=more)
