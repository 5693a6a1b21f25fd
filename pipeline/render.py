"""From the master to what people see: the public site, the exports, the reports, the board."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.master import Lists
from pipeline.model import Entry, FileReport, Lao, ProvinceStatus, ReportRow
from pipeline.progress import Progress
from pipeline.publish import publish
from pipeline.report import reports
from pipeline.report.data import ProvinceReport, ToCertify, TrendPoint
from pipeline.standing import Standing, Units, entries, newest, province_status
from pipeline.store import exports, findings, records, submissions
from pipeline.store.outbox import manifests

UNASSIGNED, CENTRAL = "unassigned", "central"


@dataclass(frozen=True, slots=True)
class View:
    """All that is rendered, read from the master in one go."""

    units: Mapping[str, Units]
    standing: Standing
    people: Sequence[tuple[str, str, str]]


def render(desk: Desk, engine: sa.Engine, lists: Lists, progress: Progress, provinces: Collection[str] | None = None) -> None:
    """Write everything anew; reports only of the ``provinces`` named (None: of all)."""
    with engine.connect() as connection:
        view = load_view(connection, desk)
        progress("publish", 0, 1)
        directory = entries(lists.laos.values(), view.units["website"])
        held = publish(desk.outbox.site, directory, desk.reference, desk.now.date(), view.people)
        progress("publish", 1, 1)
        exports.write(connection, desk.outbox.master, view.units, lists.laos, desk.reference)
