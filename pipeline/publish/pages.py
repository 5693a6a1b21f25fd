"""The public directory as files: the pages, the search index, the open data and what ships with them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.provincemap import province_map
from pipeline.publish.changes import change_files, told
from pipeline.publish.data import COLUMNS, data_files, licence
from pipeline.publish.descriptor import data_package
from pipeline.publish.history import to_tell
from pipeline.publish.listing import NO_DISTRICT, Listed, by_name, grouped, in_order, listed, share, shares
from pipeline.publish.searchindex import search_index
from pipeline.publish.sitemap import sitemap
from pipeline.shown import Entry, Publication
from pipeline.thai import be_date
from schemas.reference import LaoType, Reference

TEMPLATES = Path(__file__).parents[2] / "templates"
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
    entries: Sequence[Entry], reference: Reference, as_of: date, publications: Sequence[Publication] = ()
) -> dict[str, bytes]:
    """The whole public folder for the LAOs given, as of a day: path -> bytes. ``publications`` are all until then."""
    ordered = in_order(entries, reference)
    items = [listed(entry, reference) for entry in ordered]
    news = to_tell(publications, ordered)
    data = {
        **data_files(ordered, reference, as_of),
        **change_files(news, reference, as_of),
        "data/datapackage.json": data_package(reference, as_of),
    }
    shared = _shared(ordered, reference, as_of)
    pages = {
        "index.html": _index(ordered, reference, shared),
        "404.html": _page("404", shared, root="/"),
        "changes.html": _changes(news, ordered, reference, shared),
        "data/index.html": _data(ordered, data, reference, shared),
        **{f"types/{one.slug}.html": _type(one, items, reference, shared) for one in reference.types.values()},
        **{
            f"provinces/{code}.html": _province(str(code), part, reference, shared)
            for code, part in grouped(items, lambda item: item.entry.province_code)
        },
    }
    texts = {path: page.encode() for path, page in pages.items()}
    if address := reference.round.site["address"]:
        texts["sitemap.xml"] = sitemap(pages, address, as_of)
    return {**texts, **data, "data/index.js": search_index(items, reference), **static_files()}


@cache
def static_files() -> Mapping[str, bytes]:
    """Style, script, icon and typeface, as shipped."""
    folder = TEMPLATES / "static"
    return {
        f"static/{path.relative_to(folder)}": path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _shared(ordered: Sequence[Entry], reference: Reference, as_of: date) -> dict[str, Any]:
    """What every page knows."""
    types = [{"slug": one.slug, "tab": _tab(one)} for one in reference.types.values()]
    return {
        "round": reference.round,
        "as_of": as_of.isoformat(),
        "as_of_be": be_date(as_of),
        "types": types,
        "all": share(ordered),
        "here": "",
    }


def _tab(lao_type: LaoType) -> str:
    """The tab's word, as on the department's own page: อบจ., อบต., the municipalities in full."""
    if lao_type.slug == "special":
        return "รูปแบบพิเศษ"
    return lao_type.short if lao_type.slug in ("pao", "tao") else lao_type.name


def _index(ordered: Sequence[Entry], reference: Reference, shared: Mapping[str, Any]) -> str:
    by_province = shares(ordered, attrgetter("province_code"))
    names = {code: province.name for code, province in reference.provinces.items()}
    areas = [
        {"code": code, "name": names.get(code, ""), "share": by_province.get(code), "shape": shape}
        for code, shape in province_map().shapes.items()
    ]
    provinces = [{"code": code, "name": names[code], "share": part} for code, part in by_province.items()]
    bangkok = names.get(BANGKOK, "") if BANGKOK not in by_province else ""
    return _page(
        "index", shared, root="", here="map", map=province_map(), areas=areas, provinces=provinces, bangkok=bangkok
    )


def _province(code: str, items: Sequence[Listed], reference: Reference, shared: Mapping[str, Any]) -> str:
    by_type = shares((item.entry for item in items), attrgetter("lao_type"))
    return _page(
        "province",
        shared,
        root="../",
        province=reference.provinces[code],
        all=share(item.entry for item in items),
        by_type=[
            ({"slug": slug, "tab": _tab(one)}, by_type[slug])
            for slug, one in reference.types.items()
            if slug in by_type
        ],
        districts=_districts(items, reference),
    )


def _districts(items: Sequence[Listed], reference: Reference) -> list[dict[str, Any]]:
    """The sections of a province's page: the อบจ., which serves all of it, then district by district."""
    sections = []
    for number, (key, part) in enumerate(
        grouped(items, lambda item: item.entry.lao_type == "pao" or item.entry.district)
    ):
        if key is True:
            short, title = f"ทั้งจังหวัด ({reference.types['pao'].short})", reference.types["pao"].name
        else:
            short = str(key) or NO_DISTRICT
            title = f"อำเภอ{key}" if key else NO_DISTRICT
        sections.append({"anchor": f"d{number}", "short": short, "title": title, "items": part})
    return sections


def _type(lao_type: LaoType, items: Sequence[Listed], reference: Reference, shared: Mapping[str, Any]) -> str:
    own = [item for item in items if item.entry.lao_type == lao_type.slug]
    groups = [
        {
            "province": reference.provinces[str(code)],
            "items": by_name(part),
            "share": share(item.entry for item in part),
        }
        for code, part in grouped(own, lambda item: item.entry.province_code)
    ]
    whole = share(item.entry for item in own)
    return _page(
        "type", shared, root="../", here=lao_type.slug, type=lao_type, groups=groups, all=whole, full=len(own) <= LONG
    )


def _data(ordered: Sequence[Entry], data: Mapping[str, bytes], reference: Reference, shared: Mapping[str, Any]) -> str:
    files = [
        {"path": path, "name": name, "about": about, "size": f"{max(1, len(data[f'data/{path}']) // 1024):,} KB"}
        for path, name, about in FILES
    ]
    return _page(
        "data",
        shared,
        root="../",
        here="data",
        files=files,
        columns=COLUMNS,
        licence=licence(reference),
        all=share(ordered),
    )


def _changes(
    news: Sequence[Publication], ordered: Sequence[Entry], reference: Reference, shared: Mapping[str, Any]
) -> str:
    shown = told(news, {entry.lao_id for entry in ordered}, reference)
    more = sum(len(one.changes) for one in news) > sum(len(one.changes) for one in shown)
    return _page("changes", shared, root="", publications=shown, more=more)


def _page(template: str, shared: Mapping[str, Any], **values: Any) -> str:
    return _environment().get_template(f"directory/{template}.html").render({**shared, **values})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = lambda number: f"{number:,}"
    return environment
