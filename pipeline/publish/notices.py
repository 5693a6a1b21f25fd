"""What is told of a publication: few websites (PB005, which holds it), link texts (PB007), what is missing. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Finding
from pipeline.publish.counts import Files, Pages, live, pages_of
from pipeline.shown import Entry

FEW = 10
"""Fewer published websites than this are too few for a share: any number may go."""
# fmt: off
MEANINGLESS = frozenset({
    "", "คลิก", "คลิกที่นี่", "ที่นี่", "ลิงก์", "เว็บไซต์", "อ่านต่อ", "เพิ่มเติม", "รายละเอียด", "click here", "here", "link", "more",
})
# fmt: on
_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_PART = re.compile(r"<(?:section|details)\b")


def fewer(entries: Sequence[Entry], before: int, thresholds: Mapping[str, int]) -> tuple[Finding, ...]:
    """PB005: the published websites fell by more than the threshold; ``before`` is 0 at the first publication."""
    percent = thresholds["fewer_sites_percent"]
    if before < FEW or (before - live(entries)) * 100 <= before * percent:
        return ()
    return (Finding("PB005", params={"n": str(percent)}),)


def notices(files: Files, entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """PB007 by page, PB008 and PB010 with their counts: told to central staff, nothing is kept back."""
    silent = sum(not entry.website and entry.website_kind != "none" for entry in entries)
    held = sum(entry.held for entry in entries)
    return (
        *(Finding("PB007", value=path) for path in _unclear_pages(pages_of(files))),
        *(Finding(rule, params={"n": f"{count:,}"}) for rule, count in (("PB008", silent), ("PB010", held)) if count),
    )


def _unclear_pages(pages: Pages) -> Iterator[str]:
    """Pages with a link that does not say where it leads: no words, words for anything, or another link's (WCAG 2.4.4).

    Links are compared within their section, whose heading is the context of a name that repeats.
    """
    for path, page in pages.items():
        if any(_unclear(part) for part in _PART.split(page)):
            yield path


def _unclear(part: str) -> bool:
    targets: dict[str, str] = {}
    for target, inside in _LINK.findall(part):
        words = " ".join(_MARKUP.sub("", inside).split())
        if words in MEANINGLESS or targets.setdefault(words, target) != target:
            return True
    return False
