"""The publication gates: what must hold of the rendered folder before anybody sees it. Pure; PB001-PB004, PB006."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.model import Finding
from pipeline.output.cache import NO_CACHE, Cache
from pipeline.publish.counts import Files, Pages, counts, links, pages_of
from pipeline.publish.looking import WEB, Facts, look_at
from pipeline.publish.people import Person, showing
from pipeline.shown import Entry
from pipeline.thai import be_date
from schemas.reference import Reference

AS_OF = "ข้อมูล ณ วันที่"
Shown = Mapping[str, Sequence[Facts]]
"""What the pieces of every page show."""


def gate(
    files: Files,
    entries: Sequence[Entry],
    reference: Reference,
    as_of: date,
    people: Sequence[Person],
    kept: Cache = NO_CACHE,
) -> tuple[Finding, ...]:
    """What stands against publishing ``files``, all of severity error: findings whose {x} names the file.

    PB001 somebody's name or phone; PB002 a link that is not http, https, ours or mail to the help desk; PB003 counts
    that differ from the master's ({n} shown, {m} held); PB004 text not escaped, or code inside a page; PB006 the day
    of the data is not said. No finding repeats a person's data.
    """
    pages = pages_of(files)
    found = look_at(files)
    shown = {path: [facts for _, facts in found[path]] for path in pages}
    data = json.loads(files["data/websites.json"])
    given = links(files, data)
    mail = f"mailto:{reference.round.help_desk['email']}"
    return (
        *(_at("PB001", path) for path in showing(found, people, reference, kept)),
        *(_at("PB002", path) for path in (*_bad_links(shown, mail), *_bad_data(given))),
        *(
            _at("PB003", place, n=f"{n:,}", m=f"{m:,}")
            for place, (n, m) in counts(files, pages, given, entries).items()
            if n != m
        ),
        *(_at("PB004", path) for path in _unescaped(pages, shown, entries)),
        *(_at("PB006", path) for path in _undated(pages, files, data, as_of)),
    )


def _at(rule: str, path: str, **params: str) -> Finding:
    return Finding(rule, value=path, params={"x": path, **params})


def _bad_links(shown: Shown, mail: str) -> Iterator[str]:
    yield from (path for path, facts in shown.items() if any(not one.odd <= {mail} for one in facts))


def _bad_data(given: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for path, addresses in given.items():
        if not all(WEB.match(address) for address in addresses if address):
            yield path


def _unescaped(pages: Pages, shown: Shown, entries: Sequence[Entry]) -> Iterator[str]:
    """Pages where a text of the master stands raw, with an element not ours, or with code of their own."""
    raw = {text for entry in entries for text in _texts(entry) if len(text) > 1 and ("<" in text or "&" in text)}
    for path, page in pages.items():
        if any(one.strange for one in shown[path]) or any(text in page for text in raw):
            yield path


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.lao_name, entry.district, entry.website, *(name for _, _, name in entry.former))


def _undated(pages: Pages, files: Files, data: Mapping[str, Any], as_of: date) -> Iterator[str]:
    day = be_date(as_of)
    yield from (path for path, page in pages.items() if AS_OF not in page or day not in page)
    said = {
        "data/websites.json": data.get("as_of"),
        "data/datapackage.json": json.loads(files["data/datapackage.json"]).get("version"),
    }
    yield from (path for path, when in said.items() if when != as_of.isoformat())
