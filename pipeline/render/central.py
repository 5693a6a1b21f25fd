"""What is said to central staff of all provinces together, gathered from the master as it stands."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.interpret.lao import Register, resolve
from pipeline.interpret.website import WebsiteReader
from pipeline.model import Cell
from pipeline.output.cache import NO_CACHE, Cache
from pipeline.render.standing import Standing
from pipeline.running.master import Lists
from pipeline.shown import ProvinceStatus
from pipeline.store import findings, history, register, submissions
from pipeline.validate.overall import (
    Overwritten,
    Told,
    different,
    find_not_sent,
    find_old_register,
    find_other_sites,
    find_overwritten,
    find_sent_twice,
)
from pipeline.validate.shared import find_shared
from schemas.columns import KEY_FIELDS


def for_central(
    desk: Desk,
    connection: sa.Connection,
    lists: Lists,
    standing: Standing,
    statuses: Sequence[ProvinceStatus],
    kept: Cache = NO_CACHE,
) -> Iterator[Told]:
    """XF006, XF008, XS007, XS011, XF009, XR003, XR004 and PH017, as the master stands now."""
    provinces, thresholds = desk.reference.provinces, desk.reference.round.thresholds
    not_sent = [status.code for status in statuses if status.state == "not_sent"]
    yield from find_not_sent(not_sent, {code: province.name for code, province in provinces.items()})
    state = register.register_state(connection)
    if state:
        yield from find_old_register(state[0], desk.now.date(), thresholds["register_months"])
    yield from _sent_twice(desk, connection, lists, kept)
    yield from find_overwritten(
        Overwritten(*place) for place in history.overwritten(connection, desk.reference.round.id)
    )

    def called(lao_id: str) -> str:
        lao = lists.laos.get(lao_id)
        return f"{lao.called} จ.{provinces[lao.province].name}" if lao else lao_id

    listed = register.load_websites(connection)
    sites = _read_sites(desk, lists, different(standing.websites, listed), kept)
    kept.sweep()
    other = find_other_sites(standing.websites, listed, sites.get)
    for finding in (*other, *find_shared(standing.websites, standing.contacts, called)):
        if finding.lao_id in lists.laos:
            yield Told(lists.laos[finding.lao_id].province, finding)


def _read_sites(
    desk: Desk, lists: Lists, listed: Mapping[str, str], kept: Cache
) -> Mapping[str, Mapping[str, Any] | None]:
    """Websites as typed in the register -> what they were read as (see ``ReadSite``); ``listed`` by lao_id."""
    typed: dict[str, set[str]] = {}
    for lao_id, text in listed.items():
        if lao_id in lists.laos:
            typed.setdefault(lists.laos[lao_id].province, set()).add(text)
    reader = cache(lambda: WebsiteReader(desk.reference.lists["websites"]))
    found: dict[str, Mapping[str, Any] | None] = {}
    for code, own in typed.items():
        texts = tuple(sorted(own))
        found |= kept.take(f"sites-{code}", texts, lambda: {text: _site(reader(), text) for text in texts})  # noqa: B023
    return found


def _site(reader: WebsiteReader, text: str) -> dict[str, str] | None:
    """What ``site_of`` asks of a website, and its address."""
    site = reader.read(text).value
    return {name: getattr(site, name) for name in ("url", "host", "path", "query", "kind")} if site else None


def _sent_twice(desk: Desk, connection: sa.Connection, lists: Lists, kept: Cache) -> Iterator[Told]:
    """XS007: rows refused because their LAO is another province's (LA015), where that province has sent it, too."""
    round_id = desk.reference.round.id
    index = cache(lambda: Register(lists.laos.values()))
    rows: dict[str, list[str]] = {}
    for province, row in findings.contexts(connection, round_id, "LA015"):
        rows.setdefault(province, []).append(row)

    def spoken_of(texts: Sequence[str]) -> list[str]:
        found = (resolve(_cells(text), index(), desk.reference, "").lao for text in texts)
        return [lao.lao_id for lao in found if lao]

    found = {
        province: kept.take(f"rows-{province}", (lists.state, tuple(own)), lambda: spoken_of(own))  # noqa: B023
        for province, own in rows.items()
    }
    elsewhere = [
        (province, lao_id)
        for province, own in found.items()
        for lao_id in own
        if lists.laos[lao_id].province != province
    ]
    sent = submissions.spoken_for(connection, round_id, {lao_id for _, lao_id in elsewhere})
    yield from find_sent_twice(elsewhere, sent, {lao_id: lists.laos[lao_id].name for _, lao_id in elsewhere})


def _cells(context: str) -> dict[str, Cell]:
    """The cells of a kept row that say which LAO it is about."""
    row = json.loads(context)
    texts = ((field.name, row.get(field.heading, "")) for field in KEY_FIELDS)
    return {name: Cell(1, number, text) for number, (name, text) in enumerate(texts, 1) if text}
