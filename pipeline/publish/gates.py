"""The publication gates: what must hold of the rendered folder before anybody sees it. Pure; rules PB001-PB006."""

import html
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.model import Entry, Finding
from pipeline.publish.people import leaks
from pipeline.thai import be_date
from schemas.reference import Reference

Files = Mapping[str, bytes]

_ADDRESS = re.compile(r"""\b(?:href|src|action)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_SCHEME = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\)")
_ALLOWED = re.compile(r"https?://[^/]|mailto:[^:]+$")
_INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
_ENTRY = '<li class="entry" id="'
_LIVE = '<a class="go" '
_MENTION = re.compile(r'href="\.\./provinces/[^"#]+\.html#[^"]+"')
AS_OF = "ข้อมูล ณ วันที่"


def gate(
    files: Files, entries: Sequence[Entry], reference: Reference, as_of: date, people: Sequence[tuple[str, str, str]]
) -> tuple[Finding, ...]:
    """What stands against publishing ``files``: findings whose {x} names the file; none of them repeats a person's data."""
    pages = {path: content.decode() for path, content in files.items() if path.endswith(".html")}
    return (
        *(_finding("PB001", path) for path in leaks(files, people, reference)),
        *(_finding("PB002", path) for path in _bad_links(pages, files)),
        *_counts(pages, files, entries, reference),
        *(_finding("PB004", path) for path in _raw(pages, entries)),
        *(_finding("PB006", path) for path in _undated(pages, files, as_of)),
    )


def _finding(rule: str, path: str, **params: int) -> Finding:
    return Finding(rule, params={"x": path, **{name: str(value) for name, value in params.items()}})


def _bad_links(pages: Mapping[str, str], files: Files) -> Iterator[str]:
    for path, page in pages.items():
        addresses = {html.unescape("".join(found)) for found in _ADDRESS.findall(page)}
        if any(_SCHEME.match(address) and not _ALLOWED.match(address) for address in addresses):
            yield path
    websites = {
        "data/websites.json": [record["website"] for record in _records(files)],
        "data/index.js": [row[LINK] for row in _index(files)["rows"]],
    }
    for path, addresses in websites.items():
        if any(address and not address.startswith(("http://", "https://")) for address in addresses):
            yield path


LINK = 4
"""The place of the link in a row of the search index."""


def _counts(pages: Mapping[str, str], files: Files, entries: Sequence[Entry], reference: Reference) -> Iterator[Finding]:
    for path, (shown, expected) in _both(pages, files, entries, reference).items():
        if shown != expected:
            yield _finding("PB003", path, n=shown, m=expected)


def _both(
    pages: Mapping[str, str], files: Files, entries: Sequence[Entry], reference: Reference
) -> dict[str, tuple[int, int]]:
    """Place -> (how many are shown, how many the master has), per province, per type and in the data."""
    provinces, types = Counter(one.province_code for one in entries), Counter(one.lao_type for one in entries)
    live = Counter(one.province_code for one in entries if one.website and not one.held)
    counts = {}
    for code, laos in provinces.items():
        path = f"provinces/{code}.html"
        page = pages.get(path, "")
        counts[path] = (page.count(_ENTRY), laos)
        counts[f"{path} (เว็บไซต์)"] = (page.count(_LIVE), live[code])
    for slug in reference.types:
        path = f"types/{slug}.html"
        counts[path] = (len(_MENTION.findall(pages.get(path, ""))), types[slug])
    sites = sum(live.values())
    records = _records(files)
    counts["data/websites.json"] = (len(records), len(entries))
    counts["data/websites.json (เว็บไซต์)"] = (sum(bool(record["website"]) for record in records), sites)
    counts["data/websites.csv"] = (files["data/websites.csv"].count(b"\r\n") - 1, len(entries))
    counts["data/websites.xlsx"] = (_sheet_rows(files["data/websites.xlsx"]) - 1, len(entries))
    counts["data/index.js"] = (len(_index(files)["rows"]), len(entries))
    return counts


def _records(files: Files) -> list[dict[str, str]]:
    records: list[dict[str, str]] = json.loads(files["data/websites.json"])["records"]
    return records


def _index(files: Files) -> dict[str, Any]:
    index: dict[str, Any] = json.loads(files["data/index.js"].partition(b"=")[2].rstrip(b";\n"))
    return index


def _sheet_rows(workbook: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return package.read("xl/worksheets/sheet1.xml").count(b"<row ")


def _raw(pages: Mapping[str, str], entries: Sequence[Entry]) -> Iterator[str]:
    """Pages with a text of the master that was not escaped, or with a script, style or handler of their own."""
    raw = {text for entry in entries for text in _texts(entry) if len(text) > 1 and ("<" in text or "&" in text)}
    for path, page in pages.items():
        if _INLINE.search(page) or any(text in page for text in raw):
            yield path


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.lao_name, entry.district, entry.website, *(name for _, _, name in entry.former))


def _undated(pages: Mapping[str, str], files: Files, as_of: date) -> Iterator[str]:
    day = be_date(as_of)
    yield from (path for path, page in pages.items() if AS_OF not in page or day not in page)
    for path, key in (("data/websites.json", "as_of"), ("data/datapackage.json", "version")):
        if json.loads(files[path]).get(key) != as_of.isoformat():
            yield path
