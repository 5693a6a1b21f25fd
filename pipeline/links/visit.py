"""What came of asking: one answer, and a whole visit. Plain values that ``judge`` reads."""

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.links.page import Page


class Answer(NamedTuple):
    """One request's answer. ``fault`` is a kind of ``kinds.KINDS`` where no whole answer came, with its ``detail``.

    ``location`` is the Location header ("" = none); ``expires`` the end of the certificate in epoch seconds (0: no
    TLS); ``body`` what was read of it, decoded from gzip, at most the cap asked for.
    """

    url: str
    status: int = 0
    fault: str = ""
    detail: str = ""
    content_type: str = ""
    location: str = ""
    retry_after: bool = False
    cookies: Mapping[str, str] = {}
    expires: float = 0.0
    body: bytes = b""


class Visit(NamedTuple):
    """One website visited: every address asked in order (``hops``) and what the last one came to."""

    website: str
    hops: tuple[str, ...]
    status: int = 0
    fault: str = ""
    detail: str = ""
    content_type: str = ""
    retry_after: bool = False
    expires: float = 0.0
    page: Page | None = None

    @property
    def final(self) -> str:
        return self.hops[-1]
