"""One website visited as a guest would: robots.txt first, then HEAD, GET where that is needed, along every redirect."""

from collections import OrderedDict
from collections.abc import Mapping

from yarl import URL

from pipeline.links.asking import Asker
from pipeline.links.page import Page, PageReader
from pipeline.links.robots import LONGEST, Rules, rules
from pipeline.links.visit import Answer, Visit

MOST_HOPS = 10
ROBOTS_HOPS = 5
"""RFC 9309: at least five redirects of a robots.txt are followed."""
REMEMBERED, SMALL = 256, 16 * 1024
"""Origins whose robots.txt is kept, and bytes of one that is small enough to be kept."""
REDIRECTS = (301, 302, 303, 307, 308)
SETTLED = frozenset(
    {"dns", "dns_failing", "private", "refused", "unreachable", "connect_timeout", "tls", "tls_expired", "tls_name"}
) | {"tls_issuer"}
"""Faults of connecting: GET would meet the same."""
HTML = ("text/html", "application/xhtml+xml")


class Trail:
    """The way of one visit: every address asked, and the cookies that each host gave on the way."""

    def __init__(self, url: URL) -> None:
        self.hops = [str(url)]
        self._cookies: dict[tuple[str | None, str], str] = {}
        self._seen = {(str(url), frozenset[tuple[str | None, str]]())}

    def cookies_for(self, url: URL) -> dict[str, str]:
        """What the host of an address gave."""
        return {name: value for (host, name), value in self._cookies.items() if host == url.raw_host}

    def go(self, url: URL, cookies: Mapping[str, str]) -> str:
        """Take the next step; the fault in it, or "". The same address again is a loop unless a cookie is new."""
        here = URL(self.hops[-1]).raw_host
        self._cookies |= {(here, name): value for name, value in cookies.items()}
        step = (str(url), frozenset(self._cookies))
        if step in self._seen:
            return "redirect_loop"
        if len(self.hops) > MOST_HOPS:
            return "redirect_many"
        self._seen.add(step)
        self.hops.append(str(url))
        return ""


class Visitor:
    """Visits websites. ``agent`` is how robots.txt knows us."""

    def __init__(self, asker: Asker, reader: PageReader, agent: str, size: int) -> None:
        self._asker, self._reader, self._agent, self._size = asker, reader, agent, size
        self._robots: OrderedDict[str, Rules] = OrderedDict()

    async def visit(self, website: str) -> Visit:
        """What came of asking for a website. Never raises for what the website does."""
        url = _address(website)
        if isinstance(url, Answer):
            return _told(website, [website], url, None)
        trail = Trail(url)
        while True:
            answer = await self._look(url, trail.cookies_for(url))
            page = self._read(answer)
            onward = _onward(answer, page)
            following = _target(url, onward) if onward and not answer.fault else answer
            if isinstance(following, Answer):
                return _told(website, trail.hops, following, page)
            if fault := trail.go(following, answer.cookies):
                return _told(website, trail.hops, Answer(str(url), fault=fault), None)
            url = following

    async def _look(self, url: URL, cookies: dict[str, str]) -> Answer:
        """HEAD, and GET where HEAD was refused or the page is to be read."""
        allowed = await self._rules(url)
        if allowed.stop:
            return allowed.stop
        if not allowed.allow(str(url), self._agent):
            return Answer(str(url), fault="robots")
        pause = allowed.pause(self._agent)
        head = await self._asker.ask("HEAD", url, 0, cookies=cookies, pause=pause)
        if _settled(head):
            return head
        return await self._asker.ask("GET", url, self._size, cookies=cookies, pause=pause)

    async def _rules(self, url: URL) -> Rules:
        """The rules of an address's origin, asked for once while they are remembered."""
        origin = str(url.origin())
        if origin in self._robots:
            return self._robots[origin]
        answer = await self._robots_txt(url.origin() / "robots.txt")
        found = rules(answer)
        if len(answer.body) <= SMALL:
            self._robots[origin] = found
        if len(self._robots) > REMEMBERED:
            self._robots.popitem(last=False)
        return found

    async def _robots_txt(self, url: URL) -> Answer:
        answer = await self._asker.ask("GET", url, LONGEST)
        for _ in range(ROBOTS_HOPS):
            if answer.fault or answer.status not in REDIRECTS:
                break
            following = _target(url, answer.location)
            if isinstance(following, Answer):
                break
            answer = await self._asker.ask("GET", following, LONGEST)
            if answer.fault and following.raw_host != url.raw_host:  # another server's fault says nothing of this one
                return answer._replace(fault="robots_error", detail=answer.fault)
            url = following
        return answer

    def _read(self, answer: Answer) -> Page | None:
        """The page in a good answer: what says that it is HTML, or does not say what it is."""
        kind = answer.content_type.partition(";")[0].strip()
        good = 200 <= answer.status < 300 and not answer.fault
        return self._reader.read(answer.body, answer.content_type) if good and kind in ("", *HTML) else None


def _settled(head: Answer) -> bool:
    """Whether HEAD says it all: there is no way in, come back later, a redirect, or something that is no page."""
    if head.fault:
        return head.fault in SETTLED
    if head.status in REDIRECTS:
        return bool(head.location)
    kind = head.content_type.partition(";")[0].strip()
    good = 200 <= head.status < 300 and kind not in ("", *HTML)
    return good or head.status == 429 or (head.status == 503 and head.retry_after)


def _onward(answer: Answer, page: Page | None) -> str:
    """Where an answer sends the visitor, "" = nowhere."""
    if answer.status in REDIRECTS:
        return answer.location
    return page.refresh if page else ""


def _address(website: str) -> URL | Answer:
    try:
        return URL(website)
    except ValueError:
        return Answer(website, fault="bad_address")


def _target(url: URL, location: str) -> URL | Answer:
    """The address that a redirect means, or what is wrong with it."""
    try:
        target = url.join(URL(location.strip())).with_fragment(None)
        if target.scheme not in ("http", "https"):
            return Answer(str(url), fault="redirect_scheme", detail=target.scheme[:20])
        if target.host and target.port and target.user is None:
            return target
    except (ValueError, UnicodeError):
        pass
    return Answer(str(url), fault="redirect_bad")


def _told(website: str, hops: list[str], answer: Answer, page: Page | None) -> Visit:
    return Visit(
        website,
        tuple(hops),
        answer.status,
        answer.fault,
        answer.detail,
        answer.content_type,
        answer.retry_after,
        answer.expires,
        page,
    )
