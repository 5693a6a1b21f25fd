"""Imports the department's lists into the master and says what changed."""

from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.model import Finding
from pipeline.render.standing import not_sent
from pipeline.render.told import keep
from pipeline.store import certified, findings, records, register, successions
from pipeline.store.archive import fingerprint
from pipeline.store.database import open_master, writing
from pipeline.store.difference import describe
from pipeline.store.outbox import write_board


def import_list(
    desk: Desk, kind: str, file: Path, *, as_of: datetime | None = None, replace_year: int | None = None
) -> list[str]:
    """Import one list (registry | certified | successions) in one transaction; the difference in words.

    Raises ``ListFault``, naming file and line, when the list contradicts itself; then nothing is imported.
    """
    data = file.read_bytes()
    with writing(open_master(desk.master)) as connection:
        change = _imported(desk, connection, kind, data, file.name, as_of, replace_year)
        laos = register.load_register(connection)
    if laos and not (desk.outbox.reports / "index.html").exists():  # nothing was rendered: nobody has sent
        write_board(desk.outbox, [status._asdict() for status in not_sent(laos, desk.reference.provinces)])
    return describe(change, desk.lang, desk.reference)


def _imported(
    desk: Desk, connection: sa.Connection, kind: str, data: bytes, name: str, as_of: datetime | None,
    replace_year: int | None,
) -> Any:  # fmt: skip
    if kind == "certified":
        years = certified.parse_certified(data, name, desk.reference)
        return certified.import_certified(connection, years, desk.now.date(), name, fingerprint(data), replace_year)
    in_use = records.laos_in_use(connection)
    if kind == "registry":
        rows = register.parse_register(data, name, desk.reference)
        day = (as_of or desk.now).date()
        return register.import_register(connection, rows, day, fingerprint(data), in_use)
    links = successions.parse_successions(data, name, desk.reference)
    change = successions.import_successions(connection, links, in_use)
    for joined in change.joined:
        for table in records.rename(connection, joined.other, joined.lao_id):
            twice = keep(Finding("XF001", table, lao_id=joined.lao_id), desk.rules)
            findings.note(connection, desk.reference.round.id, "central", 0, twice)
    if change.joined:
        records.rewrite(connection)
    return change
