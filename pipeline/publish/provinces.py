"""What the LAOs of one province come to in every file of the directory that tells of them. Pure.

All of it follows from those LAOs and the settings alone, and no day stands in it: it is the same from one publication
to the next until one of them changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from pipeline.output.cache import Cache
from pipeline.output.tabular import SheetRows, shown
from pipeline.publish.data import csv_part, json_part, sheet_part
from pipeline.publish.listing import NO_DISTRICT, Listed, Share, by_name, grouped, in_order, listed, share, shares
from pipeline.publish.looking import Facts, Piece, look
from pipeline.publish.searchindex import province_index
from pipeline.publish.template import HOLE, html, shared, tab
from pipeline.shown import Entry
from pipeline.thai import thai_sorted
from schemas.reference import Reference


class Part(NamedTuple):
    """One province. ``page`` is its page up to the day, what stands between the two forms of the day, and what follows;
    ``groups`` are its sections of the types' pages; the others its rows of the search index and the open data, and what
    those of the workbook show."""

    code: str
    share: Share
    by_type: Mapping[str, Share]
    page: tuple[Piece, Piece, Piece]
    groups: Mapping[str, Piece]
    search: Piece
    lines: Piece
    records: Piece
    sheet: SheetRows
    on_sheet: Facts


def parts(entries: Sequence[Entry], full: frozenset[str], reference: Reference, kept: Cache) -> list[Part]:
    """All provinces that have LAOs, in Thai order. ``full`` are the types whose pages show all of an entry."""
    own: dict[str, list[Entry]] = {}
    for entry in entries:
        own.setdefault(entry.province_code, []).append(entry)
    codes = {reference.provinces[code].name: code for code in own}
    return [_part(codes[name], own[codes[name]], full, reference, kept) for name in thai_sorted(codes)]


def _part(code: str, entries: Sequence[Entry], full: frozenset[str], reference: Reference, kept: Cache) -> Part:
    of = (sorted(full), tuple([(*entry[:-1], entry.link and tuple(entry.link)) for entry in entries]))

    def make() -> tuple[Any, ...]:
        items = [listed(entry, reference) for entry in in_order(entries, reference)]
        rows = (province_index(code, items, reference), csv_part(items, reference), json_part(items, reference))
        sheet = sheet_part(items, reference)
        return (
            [_looked(text, page=True) for text in _page(code, items, reference).split(HOLE)],
            {slug: _looked(text, page=True) for slug, text in _groups(code, items, full, reference)},
            *(_looked(text, page=False) for text in rows),
            tuple(sheet),
            tuple(look(shown(sheet), page=False)),
        )

    page, groups, search, lines, records, sheet, on_sheet = kept.take(code, of, make)
    before, between, after = map(_piece, page)
    return Part(
        code,
        share(entries),
        shares(entries, attrgetter("lao_type")),
        (before, between, after),
        {slug: _piece(group) for slug, group in groups.items()},
        _piece(search),
        _piece(lines),
        _piece(records),
        SheetRows(*sheet),
        Facts(*on_sheet),
    )


def _looked(text: str, *, page: bool) -> tuple[Any, ...]:
    """A piece and what it shows, as plain values."""
    content = text.encode()
    return content, *look(content, page=page)


def _piece(plain: Sequence[Any]) -> Piece:
    content, *facts = plain
    return content, Facts(*facts)


def _page(code: str, items: Sequence[Listed], reference: Reference) -> str:
    """The province's page."""
    by_type = shares((item.entry for item in items), attrgetter("lao_type"))
    return html(
        "province",
        shared(reference, HOLE, HOLE),
        root="../",
        province=reference.provinces[code],
        all=share(item.entry for item in items),
        by_type=[
            ({"slug": slug, "tab": tab(one)}, by_type[slug]) for slug, one in reference.types.items() if slug in by_type
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


def _groups(
    code: str, items: Sequence[Listed], full: frozenset[str], reference: Reference
) -> Iterator[tuple[str, str]]:
    """The province's section on the page of every type it has."""
    by_type: dict[str, list[Listed]] = {}
    for item in items:
        by_type.setdefault(item.entry.lao_type, []).append(item)
    for slug, own in by_type.items():
        group = {
            "province": reference.provinces[code],
            "items": by_name(own),
            "share": share(item.entry for item in own),
        }
        yield slug, html("group", {}, root="../", group=group, full=slug in full)
