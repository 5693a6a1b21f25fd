"""What a visit means: one verdict. Pure; whatever is in doubt is decided in the website's favour."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.links.domains import Domains, within
from pipeline.links.visit import Visit
from pipeline.thai import be_date

IN_TITLE, IN_PAGE = 2, 4
"""So many distinct gambling words in a title, or in a whole page, are no accident."""
GONE = (404, 410)
DENIED = (401, 402, 403, 406, 407, 451)
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_WORDS = re.compile("[a-z]+|[0-9]+|[\u0e00-\u0e7f]+")
_GOVERNMENT = (".go.th", ".xn--h3cuzk1di.xn--o3cw4h")
"""The second is .รัฐบาล.ไทย."""


class Verdict(NamedTuple):
    """``kind`` is a key of ``kinds.KINDS``; ``detail`` fills its {x}."""

    kind: str
    detail: str = ""


class Judge:
    """Judges by the lists of ``schemas/reference/websites.toml``; ``soon`` is how long before its end a certificate
    is told of."""

    def __init__(self, lists: Mapping[str, Any], now: datetime, soon: timedelta) -> None:
        self._domains = Domains(lists)
        self._suspicious = frozenset(lists["suspicious_words"])
        self._parking = frozenset(lists["content"]["parking_hosts"])
        self._now, self._soon = now, soon

    def verdict(self, visit: Visit) -> Verdict:
        """The first thing that is wrong; ``open`` where nothing is."""
        if visit.fault:
            return Verdict(visit.fault, visit.detail)
        if visit.status >= 300:
            return _status(visit)
        return self._left(visit) or self._content(visit) or self._certificate(visit) or Verdict("open")

    def _left(self, visit: Visit) -> Verdict | None:
        """Where the visitor ends up on somebody else's domain, whose it is."""
        start, end = (urlsplit(url).hostname or "" for url in (visit.hops[0], visit.final))
        if self._domains.registered(start) == self._domains.registered(end):
            return None
        if within(end, self._parking):
            return Verdict("parked")
        words = self._suspicious.intersection(_WORDS.findall(end))
        if words and not end.endswith(_GOVERNMENT):
            return Verdict("gambling", " ".join(sorted(words)))
        return _bait(visit) or Verdict("moved", visit.final)

    def _content(self, visit: Visit) -> Verdict | None:
        page = visit.page
        if page is None:
            kind = visit.content_type.partition(";")[0].strip()
            return Verdict("not_page", kind) if kind and kind not in PAGES else None
        if page.parked:
            return Verdict("parked")
        return _bait(visit) or (Verdict("blank") if page.blank else None)

    def _certificate(self, visit: Visit) -> Verdict | None:
        if not visit.expires or visit.expires >= (self._now + self._soon).timestamp():  # it may end with the year 9999
            return None
        return Verdict("tls_soon", be_date(datetime.fromtimestamp(visit.expires, self._now.tzinfo).date()))


def _status(visit: Visit) -> Verdict:
    """An answer that is no page. A redirect only ends a visit where it leads nowhere."""
    status = visit.status
    if status < 400:
        return Verdict("redirect_bad")
    if status == 429 or (status == 503 and visit.retry_after):
        kind = "busy"
    elif status in GONE:
        kind = "gone"
    elif status in DENIED:
        kind = "denied"
    else:
        kind = "server_error" if status >= 500 else "client_error"
    return Verdict(kind, str(status))


def _bait(visit: Visit) -> Verdict | None:
    page = visit.page
    if page is None or (len(page.headline) < IN_TITLE and len(page.baits) < IN_PAGE):
        return None
    return Verdict("gambling", " ".join(sorted(page.baits | page.headline)[:IN_PAGE]))
