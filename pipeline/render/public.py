"""The public site from the master: as it stands now, and as it was at the end of a past day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.output.cache import NO_CACHE, Cache
from pipeline.publish import Person, Published, publish
from pipeline.render.linkhealth import link_states
from pipeline.render.standing import NOT_CHECKED, Units, entries
from pipeline.running.master import Lists, check_provinces
from pipeline.shown import LinkState
from pipeline.store import records
from pipeline.store.publications import load_publications, record_publication
from pipeline.store.register import has_register, load_register


def to_publish(
    desk: Desk,
    connection: sa.Connection,
    lists: Lists,
    websites: Units,
    people: Sequence[Person],
    links: Mapping[str, LinkState] = NOT_CHECKED,
    *,
    confirmed: bool = False,
    kept: Cache = NO_CACHE,
) -> Callable[[], Published]:
    """Publishes the directory as it stands, unless it shows one of ``people``; ``links`` is what the link checks of
    each website came to, ``confirmed`` lets far fewer websites pass (PB005), ``kept`` are the provinces as they were
    rendered before.

    All that it needs from the database is read now: it may be called in a copy of this process.
    """
    past = load_publications(connection)

    def now() -> Published:
        directory = entries(lists.laos.values(), websites, links)
        folder, day = desk.outbox.site, desk.now.date()
        return publish(
            folder, directory, desk.reference, day, people, past=past, at=desk.at, confirmed=confirmed, kept=kept
        )

    return now


def keep_publication(connection: sa.Connection, done: Published) -> None:
    """Keep what the publication changed, once its folder was exchanged: stopped in between, the next publication
    tells the same changes again. Part of the caller's transaction."""
    if done.publication:
        record_publication(connection, done.publication)


def publish_past(desk: Desk, connection: sa.Connection, day: date) -> tuple[Path, Published] | None:
    """Render the directory as it was at the end of ``day`` into a folder of its own, ``site-<day>``.

    From the history: the register, the statements, releases and publications of that day. A submission withdrawn
    since is left out, and the gates look for the people of today. None where there was no register yet.
    """
    if not has_register(connection, day):
        return None
    laos = load_register(connection, day)
    check_provinces({lao.province for lao in laos}, desk.reference.provinces)
    folder = desk.outbox.site.with_name(f"site-{day}")
    links = link_states(connection, desk.reference.round.links, day)
    directory = entries(laos, records.rebuild(connection, day)["website"], links)
    past, people = load_publications(connection, day), records.people(connection)
    return folder, publish(folder, directory, desk.reference, day, people, past=past, replayed=True)
