"""What is told of a publication: few websites (PB005, which holds it), link texts (PB007), what is missing. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Finding
from pipeline.publish.counts import Files, live
from pipeline.publish.looking import looked
from pipeline.shown import Entry

FEW = 10
"""Fewer published websites than this are too few for a share: any number may go."""


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
        *(Finding("PB007", value=path) for path in _unclear_pages(files)),
        *(Finding(rule, params={"n": f"{count:,}"}) for rule, count in (("PB008", silent), ("PB010", held)) if count),
    )


def _unclear_pages(files: Files) -> Iterator[str]:
    """Pages with a link that does not say where it leads (WCAG 2.4.4)."""
    for path, content in files.items():
        if path.endswith(".html") and any(facts.unclear for _, facts in looked(path, content)):
            yield path
