"""robots.txt: may we ask for an address, and how long must we pause (RFC 9309)."""

from typing import NamedTuple

from protego import Protego

from pipeline.links.visit import Answer

LONGEST = 512 * 1024
"""Bytes read of a robots.txt; RFC 9309 asks for 500 KiB at least."""
LONGEST_PAUSE = 30.0


class Rules(NamedTuple):
    """What a robots.txt asks of us. ``stop`` is the answer that stands instead of the page's where the file could not
    be had: the server is not there, or answers with an error, and then nothing more may be asked of it."""

    text: Protego | None = None
    stop: Answer | None = None

    def allow(self, url: str, agent: str) -> bool:
        """Whether we may ask for ``url``."""
        return self.text is None or self.text.can_fetch(url, agent)

    def pause(self, agent: str) -> float:
        """Its Crawl-delay in seconds, within reason; 0 where it asks for none."""
        delay = self.text.crawl_delay(agent) if self.text else None
        return min(delay or 0.0, LONGEST_PAUSE)


def rules(answer: Answer) -> Rules:
    """What the answer to /robots.txt means: a file, no file (4xx: all may be asked), or nothing that can be known."""
    if answer.fault:
        return Rules(stop=answer)
    if answer.status == 429:
        return Rules(stop=answer._replace(fault="busy", detail="429"))
    if answer.status >= 500:
        fault = "busy" if answer.status == 503 and answer.retry_after else "robots_error"
        return Rules(stop=answer._replace(fault=fault, detail=str(answer.status)))
    if 200 <= answer.status < 300:
        return Rules(Protego.parse(answer.body.decode("utf-8", "replace")))
    return Rules()
