"""The link check: ask every published website, keep what came of it as it comes, then show it.

Results are kept in batches: a check that is stopped, even by pulling the plug, goes on with the rest when it is run
again. Nothing here is part of the flow of a round, which needs no network.
"""

import asyncio
import hashlib
import ssl
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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
from pipeline.links.line import DOUBTFUL, WITNESSES, Line, Mark
from pipeline.links.names import Lookup, Names, system_lookup
from pipeline.links.page import PageReader
from pipeline.links.politeness import Gate, SystemClock
from pipeline.links.visit import Visit
from pipeline.links.visitor import Visitor
from pipeline.model import Finding
from pipeline.notdone import NotDone
from pipeline.progress import Progress
from pipeline.publish.listing import has_site
from pipeline.render.draft import drafting
from pipeline.render.rendering import Rendering
from pipeline.render.returning import returned_names
from pipeline.render.standing import entries
from pipeline.running.master import Lists, load_lists
from pipeline.store import records
from pipeline.store.database import open_master, publishing, writing
from pipeline.store.link_checks import LinkCheck, checked_since, opened_last, record

AGENT = "ThabianLinkCheck"
BATCH = 25
"""Checks kept at once."""
SIDE_BY_SIDE = 4
"""Visits under way for every request that may be."""
FEW = 15
"""Fewer hosts that cannot be reached are believed where nobody else can be asked."""
MOST_DOUBTED = 10
"""Doubted checks for every visit under way with which we give up: nine dead names in ten would not make so many."""
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
        lists = load_lists(connection, desk.reference)
        sites = published(connection, lists)
        fresh = sites & checked_since(connection, since.isoformat(timespec="seconds"))
        line = Line(opened_last(connection, WITNESSES))
    due = sorted(sites - fresh, key=lambda site: hashlib.sha256(site.encode()).digest())  # spread over the servers
    checked = Checked(len(due), len(fresh))
    keeper = Keeper(desk, engine, checked, progress, line)
    try:
        asyncio.run(ask_all(desk, due, keeper, line, net))
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


async def ask_all(desk: Desk, due: Sequence[str], keeper: "Keeper", line: Line, net: Net) -> None:
    """Visit the websites, politely and side by side; ``keeper`` gets each visit when it is over."""
    settings, lists = desk.reference.round.links, desk.reference.lists["websites"]
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(LOOKUPS))
    lookup = line.watched(net.lookup)
    names = Names(lookup, net.allowed)
    limits = Limits(settings["connect_seconds"], settings["seconds"])
    gate = Gate(settings["pause_ms"] / 1000, settings["abreast"], SystemClock())
    agent = f"{AGENT}/1.0 (+mailto:{desk.reference.round.help_desk['email']})"
    async with open_session(names, net.allowed, limits, agent, ssl.create_default_context()) as session:
        asker = Asker(session, names, gate, line)
        visitor = Visitor(asker, PageReader(lists), AGENT, limits.body)
        await check_all(due, visitor.visit, keeper.take, side_by_side=settings["abreast"] * SIDE_BY_SIDE)
        if keeper.in_doubt:
            await ask_witnesses(line, lookup, asker)
        keeper.end()


async def ask_witnesses(line: Line, lookup: Lookup, asker: Asker) -> None:
    """Ask who answered before until one does: ``line`` hears of it."""
    for url in line.witnesses():
        with suppress(OSError):
            await lookup(url.raw_host or "")
            if (await asker.ask("GET", url, 0)).status:
                return


class Keeper:
    """Judges visits and keeps them, a batch at a time. What our own line being down would look like is doubted, and
    kept once ``line`` is known to have worked since."""

    def __init__(self, desk: Desk, engine: sa.Engine, checked: Checked, progress: Progress, line: Line) -> None:
        self._desk, self._engine, self._checked, self._progress, self._line = desk, engine, checked, progress, line
        settings = desk.reference.round.links
        soon = timedelta(days=settings["certificate_days"])
        self._judge = Judge(desk.reference.lists["websites"], desk.now, soon)
        self._batch: list[LinkCheck] = []
        self._doubted: deque[tuple[Mark, LinkCheck]] = deque()
        self._most_doubted = settings["abreast"] * SIDE_BY_SIDE * MOST_DOUBTED

    @property
    def in_doubt(self) -> bool:
        """Whether there are checks that may tell of our own line only."""
        return bool(self._doubted)

    def take(self, visit: Visit) -> None:
        """Judge one visit; keep the batch when it is full. Raises ``NotDone`` when too much is in doubt."""
        kind, detail = self._judge.verdict(visit)
        check = LinkCheck(visit.website, self._desk.at, kind, detail, visit.final)
        self._believe()
        if kind in DOUBTFUL:
            self._doubted.append((self._line.mark, check))
        else:
            self._batch.append(check)
        if len(self._doubted) > self._most_doubted:
            raise NotDone("links_offline")
        if len(self._batch) >= BATCH:
            self.keep()

    def _believe(self) -> None:
        while self._doubted and self._line.works_since(self._doubted[0][0]):
            self._batch.append(self._doubted.popleft()[1])

    def end(self) -> None:
        """Nobody is left to be asked. Raises ``NotDone`` where what is still in doubt looks like our own line."""
        self._believe()
        if self._doubted:
            hosts = {urlsplit(check.website).hostname for _, check in self._doubted}
            if self._line.witnesses() or len(hosts) >= FEW:
                raise NotDone("links_offline")
            self._batch += [check for _, check in self._doubted]
            self._doubted.clear()
        self.keep()

    def keep(self) -> None:
        """Keep what is there and not in doubt."""
        if not self._batch:
            return
        with writing(self._engine) as connection:
            record(connection, self._batch)
        self._checked.kinds.update(check.kind for check in self._batch)
        self._batch.clear()
        self._progress("links", self._checked.kinds.total(), self._checked.due)


def show(desk: Desk, engine: sa.Engine, lists: Lists) -> tuple[Finding, ...]:
    """Render what tells of links: the public site, and every province's reports. What holds the site back."""
    with drafting(desk.outbox), publishing(engine) as connection:
        rendering = Rendering(desk, connection, lists)
        rendering.published(rendering.to_publish(confirmed=False)())
        for code in rendering.laos:
            rendering.province(code, returned_names(desk.outbox.draft, code))
        return tuple(rendering.held)


def totals(checked: Checked) -> Counter[str]:
    """The checks made, by what they mean: open | care | down | later."""
    senses: Counter[str] = Counter()
    for kind, count in checked.kinds.items():
        senses[KINDS[kind].sense] += count
    return senses
