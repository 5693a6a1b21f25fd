"""Whether the public folder shows as many LAOs and websites as the master holds (PB003). Pure."""

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from pipeline.publish.searchindex import links_of
from pipeline.shown import Entry

Files = Mapping[str, bytes]
Pages = Mapping[str, str]
Counts = Mapping[str, tuple[int, int]]
"""place -> (how many are shown, how many the master has)"""

SITES = "{} (เว็บไซต์)"

_ENTRY = re.compile(r'<li class="entry" id="([^"]*)"')
_LIVE = re.compile(r'<a class="go" href="')
_MENTION = re.compile(r'href="\.\./provinces/[^"#]+\.html#([^"]+)"')


def pages_of(files: Files) -> Pages:
    """The pages among the files, as text."""
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def counts(files: Files, pages: Pages, given: Mapping[str, Sequence[str]], entries: Sequence[Entry]) -> Counts:
    """Entries and websites on every province's page, mentions on every type's, rows of every data file (``given``:
    ``links``)."""
    found: dict[str, tuple[int, int]] = {}
    for code, own in _by("province_code", entries).items():
        path = f"provinces/{code}.html"
        page = pages.get(path, "")
        found[path] = (_shown(_ENTRY.findall(page), own), len(own))
        found[SITES.format(path)] = (len(_LIVE.findall(page)), live(own))
    for slug, own in _by("lao_type", entries).items():
        path = f"types/{slug}.html"
        found[path] = (_shown(_MENTION.findall(pages.get(path, "")), own), len(own))
    return {**found, **_data(files, given, len(entries), live(entries))}


def links(files: Files, data: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """The website of every record of the data, "" where there is none, by file; ``data`` is websites.json, read."""
    return {
        "data/websites.json": [record["website"] for record in data["records"]],
        "data/index.js": links_of(files["data/index.js"]),
    }


def live(entries: Iterable[Entry]) -> int:
    """How many websites the public may visit."""
    return sum(bool(entry.website) and not entry.held for entry in entries)


def _by(field: str, entries: Sequence[Entry]) -> Mapping[str, Sequence[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(attrgetter(field)(entry), []).append(entry)
    return groups


def _shown(ids: Iterable[str], own: Sequence[Entry]) -> int:
    """How many stand there; a stranger, and an own one that stands there twice, counts as one too many."""
    times = Counter(html.unescape(one) for one in ids)
    missing = sum(entry.lao_id not in times for entry in own)
    excess = times.total() - len(own) + missing
    return len(own) + excess if excess else len(own) - missing


def _data(files: Files, given: Mapping[str, Sequence[str]], laos: int, sites: int) -> Counts:
    with zipfile.ZipFile(io.BytesIO(files["data/websites.xlsx"])) as package:
        sheet_rows = package.read("xl/worksheets/sheet1.xml").count(b"<row>")
    return {
        "data/websites.csv": (files["data/websites.csv"].count(b"\r\n") - 1, laos),
        "data/websites.xlsx": (sheet_rows - 1, laos),
        **{path: (len(addresses), laos) for path, addresses in given.items()},
        **{SITES.format(path): (sum(map(bool, addresses)), sites) for path, addresses in given.items()},
    }
