"""Publish: the master's entries -> the public directory and open data, behind the publication gates.

``publish`` renders, looks at what was rendered, and only then exchanges the public folder, whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.model import Finding
from pipeline.output.cache import NO_CACHE, Cache
from pipeline.publish.gates import gate
from pipeline.publish.history import next_publication
from pipeline.publish.isolation import isolated
from pipeline.publish.notices import fewer, notices
from pipeline.publish.pages import site
from pipeline.publish.people import Person
from pipeline.publish.swap import recover, swap
from pipeline.shown import Entry, Publication
from schemas.reference import Reference

__all__ = ["Person", "Published", "isolated", "publish"]


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: what holds it back (nothing: it was published), what else central staff are told, and
    the publication to keep where a website changed."""

    held: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()
    publication: Publication | None = None


def publish(
    folder: Path,
    entries: Sequence[Entry],
    reference: Reference,
    as_of: date,
    people: Sequence[Person],
    *,
    past: Sequence[Publication] = (),
    at: str = "",
    confirmed: bool = False,
    replayed: bool = False,
    kept: Cache = NO_CACHE,
) -> Published:
    """Make ``folder`` the public site as of a day. ``past`` are the publications before, ``at`` is the time of this one
    (default: the day); ``confirmed`` lets a fall in the number of websites pass (PB005); ``replayed`` shows a past day
    again, which is no publication of its own; ``kept`` are the provinces as they were rendered before, and
    how people were looked for.

    Where a gate holds it back the folder is as it was before. Raises OSError where the folder cannot be written; it is
    then whole, old or new.
    """
    recover(folder)
    new = None if replayed else next_publication(past, entries, at or as_of.isoformat())
    files = site(entries, reference, as_of, (*past, new) if new else past, kept)
    before = past[-1].sites if past and not confirmed and not replayed else 0
    held = (*gate(files, entries, reference, as_of, people, kept), *fewer(entries, before, reference.round.thresholds))
    kept.sweep()
    told = notices(files, entries)
    if held:
        return Published(held, told)
    swap(folder, files)
    return Published((), told, new)
