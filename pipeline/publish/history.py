"""What each publication changed: websites added, changed and gone since the one before. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.shown import Entry, Publication, SiteChange

ADDED, CHANGED, GONE = "added", "changed", "gone"


def published(past: Iterable[Publication]) -> dict[str, SiteChange]:
    """lao_id -> the change that gave it the website it has; LAOs without one are left out."""
    now: dict[str, SiteChange] = {}
    for publication in past:
        for change in publication.changes:
            if change.website:
                now[change.lao_id] = change
            else:
                now.pop(change.lao_id, None)
    return now


def next_publication(past: Sequence[Publication], entries: Sequence[Entry], at: str) -> Publication | None:
    """The publication that ``entries`` would be, None where no website differs. The very first one always is one."""
    before = published(past)
    sites = {entry.lao_id: entry for entry in entries if entry.website and not entry.held}
    changes = [*_gone(before, sites, entries), *_come(before, sites)]
    if past and not changes:
        return None
    changes.sort(key=lambda change: (change.lao_code[2:], change.lao_id))
    return Publication(len(past) + 1, at, len(sites), tuple(changes))


def _come(before: Mapping[str, SiteChange], sites: Mapping[str, Entry]) -> Iterable[SiteChange]:
    for lao_id, entry in sites.items():
        old = before[lao_id].website if lao_id in before else ""
        if entry.website != old:
            yield _change(CHANGED if old else ADDED, entry, old, entry.website)


def _gone(
    before: Mapping[str, SiteChange], sites: Mapping[str, Entry], entries: Sequence[Entry]
) -> Iterable[SiteChange]:
    """An LAO that is no more in the directory keeps the facts it was published with."""
    known = {entry.lao_id: entry for entry in entries if entry.lao_id in before}
    for lao_id in before.keys() - sites.keys():
        old = before[lao_id]
        gone = _change(GONE, known[lao_id], old.website, "") if lao_id in known else old
        yield gone._replace(action=GONE, before=old.website, website="")


def _change(action: str, entry: Entry, before: str, website: str) -> SiteChange:
    facts = (entry.lao_id, entry.lao_code, entry.lao_type, entry.lao_name, entry.district, entry.province_code)
    return SiteChange(action, *facts, before, website)


def to_tell(past: Sequence[Publication], entries: Iterable[Entry]) -> tuple[Publication, ...]:
    """The publications with something to tell, newest first: not the first one, against which nothing compares.

    The address of a website that is held now is blanked wherever it stands: the public is not led to it.
    """
    held = {(entry.lao_id, entry.website) for entry in entries if entry.held}
    return tuple(
        publication._replace(changes=tuple(_without(change, held) for change in publication.changes))
        for publication in reversed(past[1:])
    )


def _without(change: SiteChange, held: set[tuple[str, str]]) -> SiteChange:
    before, website = ("" if (change.lao_id, url) in held else url for url in (change.before, change.website))
    return change._replace(before=before, website=website)
