"""The link check: ask every published website, keep what came of it as it comes, then show it.

Results are kept in batches: a check that is stopped, even by pulling the plug, goes on with the rest when it is run
again. Nothing here is part of the flow of a round, which needs no network.
"""

import asyncio
import hashlib
import ssl
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa

from pipeline.desk import Desk
from pipeline.links.asking import Asker, Limits, open_session
from pipeline.links.checking import check_all
from pipeline.links.guard import Allowed, is_public
from pipeline.links.judge import Judge
from pipeline.links.kinds import KINDS
from pipeline.links.names import Lookup, Names, system_lookup
from pipeline.links.page import PageReader
from pipeline.links.politeness import Gate, SystemClock
from pipeline.links.visit import Visit
from pipeline.links.visitor import Visitor
from pipeline.master import Lists, load_lists
from pipeline.model import Finding
from pipeline.notdone import NotDone
from pipeline.progress import Progress
from pipeline.publish.listing import has_site
from pipeline.render.rendering import Rendering
from pipeline.render.returning import returned_names
from pipeline.render.standing import entries
from pipeline.store import records
from pipeline.store.database import open_master, publishing, writing
from pipeline.store.link_checks import LinkCheck, checked_since, record

AGENT = "ThabianLinkCheck"
BATCH = 25
"""Checks kept at once."""
ALL_DOWN = 15
"""So many servers of one batch and none that can be reached: it is our own line."""
UNCONNECTED = frozenset({"dns", "dns_failing", "refused", "unreachable", "connect_timeout"})
LOOKUPS = 32
"""Names looked up at once; the system's resolver blocks a thread for each."""


@dataclass(frozen=True)
class Net:
    """What stands between us and the network; the default is the internet, public addresses only. For tests."""

    allowed: Allowed = is_public
    lookup: Lookup = system_lookup


INTERNET = Net()


@dataclass
class Checked:
    """What came of a run: how many were ``due``, how many were left out because they are ``fresh``, the checks made by
    kind, whether it was ``stopped``, and what held the public site back."""

    due: int
    fresh: int
    kinds: Counter[str] = field(default_factory=Counter)
    stopped: bool = False
    held: tuple[Finding, ...] = ()


def check_links(desk: Desk, progress: Progress, net: Net = INTERNET) -> Checked:
    """Check every published website that was not checked lately, and show what the checks come to.

    Raises ``NotDone`` where nothing at all can be reached; what was kept before stays.
    """
    engine = open_master(desk.master)
    since = desk.now - timedelta(hours=desk.reference.round.links["fresh_hours"])
    with engine.connect() as connection:
        lists = load_lists(connection, desk.reference.types)
        sites = published(connection, lists)
        fresh = sites & checked_since(connection, since.isoformat(timespec="seconds"))
    due = sorted(sites - fresh, key=lambda site: hashlib.sha256(site.encode()).digest())  # spread over the servers
    checked = Checked(len(due), len(fresh))
    keeper = Keeper(desk, engine, checked, progress)
    try:
        asyncio.run(ask_all(desk, due, keeper.take, net))
    except KeyboardInterrupt:
        checked.stopped = True
    finally:
        keeper.keep()
    if not checked.stopped:
        checked.held = show(desk, engine, lists)
    return checked


def published(connection: sa.Connection, lists: Lists) -> frozenset[str]:
    """The websites that the public directory links to."""
    directory = entries(lists.laos.values(), records.current(connection, "website"))
    return frozenset(entry.website for entry in directory if has_site(entry))


async def ask_all(desk: Desk, due: Sequence[str], take: Callable[[Visit], None], net: Net) -> None:
    """Visit the websites, politely and side by side; ``take`` gets each visit when it is over."""
    settings, lists = desk.reference.round.links, desk.reference.lists["websites"]
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(LOOKUPS))
    names = Names(net.lookup, net.allowed)
    limits = Limits(settings["connect_seconds"], settings["seconds"])
    gate = Gate(settings["pause_ms"] / 1000, settings["abreast"], SystemClock())
    agent = f"{AGENT}/1.0 (+mailto:{desk.reference.round.help_desk['email']})"
    async with open_session(names, net.allowed, limits, agent, ssl.create_default_context()) as session:
        visitor = Visitor(Asker(session, names, gate), PageReader(lists), AGENT, limits.body)
        await check_all(due, visitor.visit, take, side_by_side=settings["abreast"] * 4)


class Keeper:
    """Judges visits and keeps them, a batch at a time."""

    def __init__(self, desk: Desk, engine: sa.Engine, checked: Checked, progress: Progress) -> None:
        self._desk, self._engine, self._checked, self._progress = desk, engine, checked, progress
        soon = timedelta(days=desk.reference.round.links["certificate_days"])
        self._judge = Judge(desk.reference.lists["websites"], desk.now, soon)
        self._batch: list[LinkCheck] = []
        self._line_down = False

    def take(self, visit: Visit) -> None:
        """Judge one visit; keep the batch when it is full."""
        verdict = self._judge.verdict(visit)
        self._batch.append(LinkCheck(visit.website, self._desk.at, verdict.kind, verdict.detail, visit.final))
        if len(self._batch) >= BATCH:
            self.keep()

    def keep(self) -> None:
        """Keep what is there. Where it only tells of our own line nothing is kept any more, and ``NotDone`` raised."""
        if not self._batch or self._line_down:
            return
        if _all_down(self._batch):
            self._line_down = True
            raise NotDone("links_offline")
        with writing(self._engine) as connection:
            record(connection, self._batch)
        self._checked.kinds.update(check.kind for check in self._batch)
        self._batch.clear()
        self._progress("links", self._checked.kinds.total(), self._checked.due)


def _all_down(batch: Sequence[LinkCheck]) -> bool:
    hosts = {urlsplit(check.website).hostname for check in batch}
    return len(hosts) >= ALL_DOWN and all(check.kind in UNCONNECTED for check in batch)


def show(desk: Desk, engine: sa.Engine, lists: Lists) -> tuple[Finding, ...]:
    """Render what tells of links: the public site, and every province's reports. What holds the site back."""
    with publishing(engine) as connection:
        rendering = Rendering(desk, connection, lists)
        rendering.published(rendering.to_publish(confirmed=False)())
        for code in rendering.laos:
            rendering.province(code, returned_names(desk.outbox.reports, code))
        return tuple(rendering.held)


def totals(checked: Checked) -> Counter[str]:
    """The checks made, by what they mean: open | care | down | later."""
    senses: Counter[str] = Counter()
    for kind, count in checked.kinds.items():
        senses[KINDS[kind].sense] += count
    return senses
