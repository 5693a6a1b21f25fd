"""The public site from the master: as it stands now, and as it was at the end of a past day."""

from datetime import date
from pathlib import Path

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.master import Lists
from pipeline.publish import Published, publish
from pipeline.standing import Units, entries
from pipeline.store import records
from pipeline.store.publications import load_publications, record_publication
from pipeline.store.register import load_register


def publish_now(
    desk: Desk, connection: sa.Connection, lists: Lists, websites: Units, *, confirmed: bool = False
) -> Published:
    """Publish the directory as it stands, and keep the publication where a website changed.

    The folder is exchanged first: stopped in between, the next publication tells the same changes again.
    """
    directory = entries(lists.laos.values(), websites)
    past = load_publications(connection)
    people = records.people(connection)
    done = publish(
        desk.outbox.site, directory, desk.reference, desk.now.date(), people, past=past, at=desk.at, confirmed=confirmed
    )
    if done.publication:
        record_publication(connection, done.publication)
        connection.commit()
    return done


def publish_past(desk: Desk, connection: sa.Connection, day: date) -> tuple[Path, Published] | None:
    """Render the directory as it was at the end of ``day`` into a folder of its own, ``site-<day>``.

    From the history: the register, the statements, releases and publications of that day. A submission withdrawn
    since is left out, and the gates look for the people of today. None where there was no register yet.
    """
    laos = load_register(connection, day)
    if not laos:
        return None
    folder = desk.outbox.site.with_name(f"site-{day}")
    directory = entries(laos, records.rebuild(connection, day)["website"])
    past, people = load_publications(connection, day), records.people(connection)
    return folder, publish(folder, directory, desk.reference, day, people, past=past, replayed=True)
