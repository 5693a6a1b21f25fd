"""One request to one server: polite, guarded, within limits of time and size. What goes wrong is an answer, too."""

import re
import ssl
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import aiohttp
from yarl import URL

from pipeline.links.faults import FAULTS, fault_of
from pipeline.links.guard import Allowed, guarded
from pipeline.links.line import Line
from pipeline.links.names import Names
from pipeline.links.politeness import Gate
from pipeline.links.visit import Answer

GZIP = ("gzip", "x-gzip")
ANY_WINDOW = zlib.MAX_WBITS | 32
"""For zlib: a gzip or a zlib head, told by itself."""
SOMETHING = 512
"""Bytes: a page of which so much came before the time was over is slow, but there."""
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
"""How a byte of a header that is no UTF-8 is given (surrogateescape)."""
LONGEST_TYPE = 200
LEGACY_SERVER_CONNECT = 0x4
"""SSL_OP_LEGACY_SERVER_CONNECT: servers without RFC 5746, which browsers open as well."""


class Limits(NamedTuple):
    """Seconds for connecting and for a whole request; bytes of a page that are read."""

    connect: float
    total: float
    body: int = 128 * 1024


class Response(aiohttp.ClientResponse):
    """A response that remembers the certificate it came under, which is gone once the connection is closed."""

    certificate: Mapping[str, Any] | None = None

    async def start(self, connection: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        if connection.transport is not None:
            self.certificate = connection.transport.get_extra_info("peercert")
        return await super().start(connection)


def open_session(
    names: Names, allowed: Allowed, limits: Limits, agent: str, tls: ssl.SSLContext
) -> aiohttp.ClientSession:
    """A session in which every socket is guarded and no connection outlives its answer."""
    tls.options |= LEGACY_SERVER_CONNECT
    connector = aiohttp.TCPConnector(
        resolver=names,
        use_dns_cache=False,
        socket_factory=guarded(allowed),
        happy_eyeballs_delay=None,
        force_close=True,
        limit=0,
        ssl=tls,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        response_class=Response,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=limits.total, sock_connect=limits.connect),
        headers={"User-Agent": agent, "Accept": "text/html,*/*;q=0.1", "Accept-Encoding": "gzip"},
    )
    session._retry_connection = False  # it would ask again at once where a server hangs up
    return session


class Asker:
    """Asks, each server in its turn; ``line`` hears of every answer."""

    def __init__(self, session: aiohttp.ClientSession, names: Names, gate: Gate, line: Line) -> None:
        self._session, self._names, self._gate, self._line = session, names, gate, line

    async def ask(
        self, method: str, url: URL, size: int, *, cookies: Mapping[str, str] | None = None, pause: float = 0.0
    ) -> Answer:
        """The answer to one request, its body up to ``size`` bytes. Redirects are not followed."""
        try:
            server = await self._names.server(url.raw_host or "")
            async with (
                self._gate.turn(server, pause),
                self._session.request(method, url, allow_redirects=False, headers=_sent(cookies)) as response,
            ):
                self._line.heard(url)
                return await _read(response, url, 0 if method == "HEAD" else size)
        except FAULTS as error:
            fault, detail = fault_of(error)
            return Answer(str(url), fault=fault, detail=detail)


def _sent(cookies: Mapping[str, str] | None) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}


async def _read(response: aiohttp.ClientResponse, url: URL, size: int) -> Answer:
    """The answer with as much of its body as is wanted; a body that breaks off is read as far as it goes."""
    headers = response.headers
    answer = Answer(
        str(url),
        response.status,
        content_type=_text(headers.get("Content-Type", ""))[:LONGEST_TYPE].strip().lower(),
        location=_address(headers.get("Location", "")),
        retry_after="Retry-After" in headers,
        cookies={name: morsel.coded_value for name, morsel in response.cookies.items()},
        expires=_expires(response),
    )
    data, fault = await _body(response, size)
    if not fault and headers.get("Content-Encoding", "").strip().lower() in GZIP:
        data, fault = _unpacked(data, size)
    return answer._replace(body=data, fault=fault)


def _text(header: str) -> str:
    """A header's text as it can be kept: what is no text in it is replaced, and no control characters."""
    return "".join(filter(str.isprintable, _STRAY_BYTE.sub("\ufffd", header)))


def _address(header: str) -> str:
    """A header that is an address: bytes that are no UTF-8 are written as browsers do, "%A1"."""
    return _STRAY_BYTE.sub(lambda stray: f"%{ord(stray[0]) - 0xDC00:02X}", header)


async def _body(response: aiohttp.ClientResponse, size: int) -> tuple[bytes, str]:
    read = bytearray()
    try:
        while len(read) < size and (chunk := await response.content.readany()):
            read += chunk
    except TimeoutError:
        return bytes(read), "" if len(read) >= SOMETHING else "slow"
    except (aiohttp.ClientError, OSError) as error:
        return bytes(read), "" if read else fault_of(error)[0]
    return bytes(read[:size]), ""


def _unpacked(data: bytes, size: int) -> tuple[bytes, str]:
    """At most ``size`` bytes of a packed body, however much it would unpack to."""
    try:
        return zlib.decompressobj(ANY_WINDOW).decompress(data, size), ""
    except zlib.error:
        return b"", "bad_encoding"


def _expires(response: aiohttp.ClientResponse) -> float:
    certificate = response.certificate if isinstance(response, Response) else None
    return float(ssl.cert_time_to_seconds(certificate["notAfter"])) if certificate else 0.0
