"""Our own line to the network: what could not be reached is believed once the line is known to have worked since."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yarl import URL

from pipeline.links.domains import is_address
from pipeline.links.names import Lookup

DOUBTFUL = frozenset(
    {"dns", "dns_failing", "private", "refused", "unreachable", "connect_timeout", "timeout", "slow", "reset"}
) | {"no_answer", "tls"}
"""Kinds that our own line being down would look like as well."""
WITNESSES = 5


class Mark(NamedTuple):
    """How many names were found and how many answers came until some moment."""

    names: int = 0
    answers: int = 0


class Line:
    """What has come over our line. ``witnesses`` are websites that opened before, the last one last."""

    def __init__(self, witnesses: Iterable[str] = ()) -> None:
        self.mark = Mark()
        self._witnesses = {URL(website).host: URL(website) for website in witnesses}

    def works_since(self, mark: Mark) -> bool:
        """Whether a name was found and an answer came after a moment: one of them may fail without the other."""
        return all(now > then for now, then in zip(self.mark, mark, strict=True))

    def heard(self, url: URL) -> None:
        """An answer came."""
        self.mark = self.mark._replace(answers=self.mark.answers + 1)
        if not is_address(url.host or ""):  # no name to be looked up again
            self._witnesses.pop(url.host, None)
            self._witnesses[url.host] = url
            if len(self._witnesses) > WITNESSES:
                del self._witnesses[next(iter(self._witnesses))]

    def watched(self, lookup: Lookup) -> Lookup:
        """The same look-up; what it finds is counted."""

        async def look(host: str) -> Sequence[str]:
            found = await lookup(host)
            if not is_address(host):
                self.mark = self.mark._replace(names=self.mark.names + 1)
            return found

        return look

    def witnesses(self) -> list[URL]:
        """Addresses of the hosts that answered last, the last one first."""
        return list(reversed(self._witnesses.values()))
