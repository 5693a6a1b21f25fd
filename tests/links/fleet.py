"""A fleet of websites on loopback, each with one way to behave; told apart by the first label of its host."""

import asyncio
import gzip
import hashlib
import socket
import ssl
import struct
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from certificates import Authority

LOOPBACK = ip_network("127.0.0.0/8")
SUFFIX = "go.th"
TLS_HELLO, ESTABLISHED = b"\x16", 1
SHARED = "127.251.0.1"
"""The address of a server with many websites, whose hosts say so."""
BOMB = gzip.compress(b"<p>hello" + b" " * 50_000_000)
HTML = "<html><head><title>อบต.ตัวอย่าง</title></head><body><p>ยินดีต้อนรับ</p>{}</body></html>"


@dataclass
class Request:
    """One request as it came, and the way to answer it; "\\udca1" in a header is the byte A1."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter

    def raw(self, data: bytes) -> None:
        self.writer.write(data)

    def head(self, status: str = "200 OK", *headers: str) -> None:
        self.raw(
            "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]).encode(
                "utf-8", "surrogateescape"
            )
        )

    def page(self, body: str | bytes = HTML.format(""), *headers: str, status: str = "200 OK") -> None:
        data = body.encode() if isinstance(body, str) else body
        kind = () if any(h.lower().startswith("content-type") for h in headers) else ("Content-Type: text/html",)
        self.head(status, f"Content-Length: {len(data)}", *kind, *headers)
        if self.method != "HEAD":
            self.raw(data)

    async def sent(self) -> None:
        """Wait until it is sent; ConnectionError once nobody listens any more."""
        await asyncio.sleep(0)
        if self.writer.is_closing():
            raise ConnectionResetError
        await self.writer.drain()

    def redirect(self, location: str, status: str = "302 Found", *headers: str) -> None:
        self.head(status, f"Location: {location}", "Content-Length: 0", *headers)


Behaviour = Callable[["Fleet", Request], Awaitable[None]]
BEHAVIOURS: dict[str, tuple[Behaviour, str]] = {}
"""Name (first label of the host) -> what it does to a request that is not for robots.txt, and the kind to be found."""
ROBOTS: dict[str, Behaviour] = {}


def behaves(kind: str, name: str = "") -> Callable[[Behaviour], Behaviour]:
    def add(behaviour: Behaviour) -> Behaviour:
        BEHAVIOURS[name or behaviour.__name__.replace("_", "-")] = (behaviour, kind)
        return behaviour

    return add


@dataclass
class Fleet:
    """The running servers, and what was asked of them."""

    authority: Authority
    port: int = 0
    tls_port: int = 0
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    most_at_once: Counter[str] = field(default_factory=Counter)
    began: dict[str, list[float]] = field(default_factory=dict)
    _open: dict[str, set[socket.socket]] = field(default_factory=dict)
    _contexts: dict[str, ssl.SSLContext] = field(default_factory=dict)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _handlers: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> "Fleet":
        self.port = await self._listen(None)
        default = self.context_of("default")
        default.sni_callback = self._choose
        self.tls_port = await self._listen(default)
        return self

    async def __aexit__(self, *exc: object) -> None:
        for task in self._handlers:
            task.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)
        await self._stack.aclose()

    async def _listen(self, context: ssl.SSLContext | None) -> int:
        server = await asyncio.start_server(self._connected, "0.0.0.0", 0, ssl=context, backlog=500)
        self._stack.push_async_callback(server.wait_closed)
        self._stack.callback(server.close)
        return int(server.sockets[0].getsockname()[1])

    def context_of(self, label: str) -> ssl.SSLContext:
        """The certificate that a host shows."""
        if label not in self._contexts:
            dates = {"tls-expired": (-30, -1), "tls-not-yet": (5, 90), "tls-soon": (-80, 10)}.get(label, (-1, 365))
            host = f"{'another' if label == 'tls-name' else label}.{SUFFIX}"
            signed = label != "tls-issuer"
            self._contexts[label] = self.authority.server(host, starts=dates[0], ends=dates[1], signed=signed)
        return self._contexts[label]

    def _choose(self, connection: ssl.SSLObject, host: str | None, _context: ssl.SSLContext) -> None:
        connection.context = self.context_of((host or "default").partition(".")[0])

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._handlers.add(task)
        server = str(writer.get_extra_info("sockname")[0])
        self.began.setdefault(server, []).append(time.monotonic())
        sock, others = writer.get_extra_info("socket"), self._open.setdefault(server, set())
        self.most_at_once[server] = max(self.most_at_once[server], 1 + sum(map(_is_alive, others)))
        others.add(sock)
        try:
            await self._serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            pass
        finally:
            others.discard(sock)
            self._handlers.discard(task)
            writer.close()
            with suppress(Exception, asyncio.CancelledError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        start = await reader.readexactly(1)
        if start == TLS_HELLO and writer.get_extra_info("sslcontext") is None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return
        first, *lines = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        host = headers["host"].partition(":")[0]
        self.asked.append((method, host, path))
        self.agents.add(headers.get("user-agent", ""))
        request = Request(method, host, path, headers, writer)
        label = host.partition(".")[0]
        behaviour = BEHAVIOURS.get(label, BEHAVIOURS["open"])[0]
        if path == "/robots.txt":
            behaviour = ROBOTS.get(label, _no_robots)
        answering = asyncio.create_task(self._answer(behaviour, request))
        gone = asyncio.create_task(reader.read())
        await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
        for task in (answering, gone):
            task.cancel()
        await asyncio.gather(answering, gone, return_exceptions=True)

    async def _answer(self, behaviour: Behaviour, request: Request) -> None:
        await behaviour(self, request)
        await request.writer.drain()

    def url(self, name: str) -> str:
        """The address of a website of the fleet."""
        secure = name.startswith("tls-") and name != "tls-plain"
        if name == "tls-plain":
            return f"https://{name}.{SUFFIX}:{self.port}"
        return f"https://{name}.{SUFFIX}:{self.tls_port}" if secure else f"http://{name}.{SUFFIX}:{self.port}"


def is_loopback(address: object) -> bool:
    """The tests' policy: loopback alone may be connected to."""
    return address in LOOPBACK


def address_of(host: str) -> str:
    """A loopback address of a host's own."""
    a, b, c = hashlib.sha256(host.encode()).digest()[:3]
    return str(ip_address(f"127.{a % 250 + 1}.{b}.{c % 250 + 1}"))


async def lookup(host: str) -> list[str]:
    """The fleet's DNS."""
    label = host.partition(".")[0]
    if label == "dns":
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if label == "dns-failing":
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    if ".shared." in host:
        return [SHARED]
    if label == "private":
        return ["10.1.2.3", "192.168.1.1"]
    try:
        return [str(ip_address(host.strip("[]")))]
    except ValueError:
        return [address_of(host)]


def _is_alive(sock: socket.socket) -> bool:
    """Whether the other end has not closed the connection, noticed here or not."""
    try:
        return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED
    except OSError:
        return False


async def _no_robots(fleet: Fleet, request: Request) -> None:
    request.page("no such file", status="404 Not Found")


async def _wait_for_ever(*_: object) -> None:
    await asyncio.sleep(3600)


# What works.


@behaves("open", "open")
@behaves("open", "tls-good")
@behaves("tls_soon", "tls-soon")
@behaves("tls_expired", "tls-expired")
@behaves("tls_expired", "tls-not-yet")
@behaves("tls_name", "tls-name")
@behaves("tls_issuer", "tls-issuer")
@behaves("tls", "tls-plain")
@behaves("dns", "dns")
@behaves("dns_failing", "dns-failing")
@behaves("private", "private")
@behaves("robots", "robots-forbid")
@behaves("robots_error", "robots-error")
@behaves("robots_error", "robots-lost")
@behaves("busy", "robots-busy")
@behaves("open", "robots-elsewhere")
@behaves("open", "robots-huge")
@behaves("open", "robots-binary")
async def good(fleet: Fleet, request: Request) -> None:
    request.page()


@behaves("open")
async def gzipped(fleet: Fleet, request: Request) -> None:
    request.page(gzip.compress(HTML.format("").encode()), "Content-Encoding: gzip")


@behaves("open")
async def gzip_bomb(fleet: Fleet, request: Request) -> None:
    request.page(BOMB, "Content-Encoding: gzip")


@behaves("open")
async def head_405(fleet: Fleet, request: Request) -> None:
    request.page(status="405 Method Not Allowed" if request.method == "HEAD" else "200 OK")


@behaves("open")
async def head_500(fleet: Fleet, request: Request) -> None:
    request.page(status="500 Internal Server Error" if request.method == "HEAD" else "200 OK")


@behaves("open")
async def head_404(fleet: Fleet, request: Request) -> None:
    request.page(status="404 Not Found" if request.method == "HEAD" else "200 OK")


@behaves("open")
async def head_reset(fleet: Fleet, request: Request) -> None:
    await (reset if request.method == "HEAD" else good)(fleet, request)


@behaves("open")
async def head_silent(fleet: Fleet, request: Request) -> None:
    await (_wait_for_ever if request.method == "HEAD" else good)(fleet, request)


@behaves("open")
async def thai_874(fleet: Fleet, request: Request) -> None:
    body = '<meta http-equiv="Content-Type" content="text/html; charset=windows-874"><p>เทศบาลตำบล'.encode("cp874")
    request.page(body)


@behaves("open")
async def no_type(fleet: Fleet, request: Request) -> None:
    request.head()
    request.raw(HTML.format("").encode() if request.method != "HEAD" else b"")


@behaves("open")
async def to_https(fleet: Fleet, request: Request) -> None:
    if fleet.port == int(request.headers["host"].partition(":")[2]):
        request.redirect(f"https://{request.host}:{fleet.tls_port}/", "301 Moved Permanently")
    else:
        request.page()


@behaves("open")
async def to_www(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://www.to-www.{SUFFIX}:{fleet.port}/index.php")


@behaves("open")
async def needs_cookie(fleet: Fleet, request: Request) -> None:
    if "seen=1" in request.headers.get("cookie", ""):
        request.page()
    else:
        request.redirect("/", "302 Found", "Set-Cookie: seen=1; Path=/")


@behaves("open")
async def refresh_home(fleet: Fleet, request: Request) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/home/index.php">'
    request.page(HTML.format("") if request.path.startswith("/home") else refresh)


@behaves("open")
async def to_stray_bytes(fleet: Fleet, request: Request) -> None:
    if request.path == "/":
        request.redirect("/\udca1\udca2/หน้าแรก")
    else:
        request.page(status="200 \udca1" if request.path.startswith("/%A1%A2/") else "404 Not Found")


@behaves("open")
async def stray_cookie(fleet: Fleet, request: Request) -> None:
    if request.path == "/":
        request.redirect("/home", "302 Found", "Set-Cookie: seen=\udca1\udca2; Path=/")
    else:
        request.page()


@behaves("open")
async def endless_body(fleet: Fleet, request: Request) -> None:
    request.head("200 OK", "Content-Type: text/html")
    while request.method != "HEAD":
        request.raw(b"<p>more and more</p>" * 500)
        await request.sent()


@behaves("open")
async def cut_short(fleet: Fleet, request: Request) -> None:
    request.head("200 OK", "Content-Type: text/html", "Content-Length: 100000")
    request.raw(HTML.format("").encode() if request.method != "HEAD" else b"")


@behaves("open")
async def bad_chunks(fleet: Fleet, request: Request) -> None:
    request.head("200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked")
    if request.method != "HEAD":
        body = HTML.format("x" * 2000).encode()
        request.raw(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        await request.writer.drain()
        await asyncio.sleep(0.05)
        request.raw(b"zz\r\n")


@behaves("open")
async def against_gambling(fleet: Fleet, request: Request) -> None:
    news = ("รณรงค์ต่อต้านการพนัน สล็อต บาคาร่า คาสิโน", "เตือนภัยหวยใต้ดิน แทงบอล", "ปราบปรามเว็บพนัน slot casino poker")
    links = "".join(f'<a href="/news/{n}">{text}</a>' for n, text in enumerate(news))
    request.page(f"<title>โครงการป้องกันการพนันและสล็อตออนไลน์</title>{links}<p>โทร 777 888")


# What works, but must be looked at.


@behaves("moved")
async def moved(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://www.somebody-{request.host.split('.')[1]}.com:{fleet.port}/")


@behaves("moved")
async def refresh_away(fleet: Fleet, request: Request) -> None:
    request.page(f"<META CONTENT='3;URL=http://www.somebody.com:{fleet.port}/' HTTP-EQUIV=Refresh>")


@behaves("gambling")
async def to_casino(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://www.pg-slot888.com:{fleet.port}/")


@behaves("gambling")
async def hacked(fleet: Fleet, request: Request) -> None:
    request.page(f"<title>สล็อตเว็บตรง บาคาร่า ฝากถอนออโต้</title>{HTML.format('')}")


@behaves("gambling")
async def hidden_spam(fleet: Fleet, request: Request) -> None:
    words = ("UFABET", "slot pg", "คาสิโนสด", "แทงบอลออนไลน์", "บาคาร่า")
    request.page(HTML.format('<div style="display:none">' + "".join(f"<a href=x>{word}</a>" for word in words)))


@behaves("parked")
async def parked(fleet: Fleet, request: Request) -> None:
    request.page("<title>maesai.org</title><h1>This domain is for sale!</h1>")


@behaves("parked")
async def to_parking(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://www.sedo.com:{fleet.port}/search?domain=x")


@behaves("parked")
async def suspended(fleet: Fleet, request: Request) -> None:
    request.page("<html><title>Account Suspended</title><body>Contact your hosting provider</body></html>")


@behaves("not_page")
async def pdf(fleet: Fleet, request: Request) -> None:
    request.page(b"%PDF-1.4", "Content-Type: application/pdf")


@behaves("not_page")
async def stray_type(fleet: Fleet, request: Request) -> None:
    request.page(b"x", "Content-Type: application/\udca1\udca2")


@behaves("not_page")
async def long_type(fleet: Fleet, request: Request) -> None:
    request.page(b"x", "Content-Type: application/" + "x" * 7000)


@behaves("blank")
async def blank(fleet: Fleet, request: Request) -> None:
    request.page("<html><head></head><body> <!-- nothing --> </body></html>")


@behaves("blank")
async def no_content(fleet: Fleet, request: Request) -> None:
    request.head("204 No Content")


# What does not work.


@behaves("gone")
async def gone_404(fleet: Fleet, request: Request) -> None:
    request.page("not here", status="404 Not Found")


@behaves("gone")
async def gone_410(fleet: Fleet, request: Request) -> None:
    request.page("not here", status="410 Gone")


@behaves("server_error")
async def error_500(fleet: Fleet, request: Request) -> None:
    request.page("oops", status="500 Internal Server Error")


@behaves("server_error")
async def error_503(fleet: Fleet, request: Request) -> None:
    request.page("oops", status="503 Service Unavailable")


@behaves("client_error")
async def error_400(fleet: Fleet, request: Request) -> None:
    request.page("oops", status="400 Bad Request")


@behaves("refused")
async def refused(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://{request.host}:1/")


@behaves("reset")
async def reset(fleet: Fleet, request: Request) -> None:
    sock = request.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.writer.transport.abort()


@behaves("no_answer")
async def empty(fleet: Fleet, request: Request) -> None:
    """Closes without a word."""


@behaves("timeout")
async def silent(fleet: Fleet, request: Request) -> None:
    await _wait_for_ever()


@behaves("timeout")
async def slow_headers(fleet: Fleet, request: Request) -> None:
    request.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.raw(b"X-Drip: drop\r\n")
        await request.sent()
        await asyncio.sleep(0.1)


@behaves("slow")
async def slow_drip(fleet: Fleet, request: Request) -> None:
    request.head("200 OK", "Content-Type: text/html")
    while request.method != "HEAD":
        request.raw(b"x")
        await request.sent()
        await asyncio.sleep(0.05)


@behaves("bad_answer")
async def endless_headers(fleet: Fleet, request: Request) -> None:
    request.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.raw(b"X-More: and more\r\n" * 50)
        await request.sent()


@behaves("bad_answer")
async def long_header(fleet: Fleet, request: Request) -> None:
    request.head("200 OK", "X-Long: " + "y" * 100_000)


@behaves("bad_answer")
async def not_http(fleet: Fleet, request: Request) -> None:
    request.raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


@behaves("bad_answer")
async def bad_status(fleet: Fleet, request: Request) -> None:
    request.raw(b"HTTP/1.1 abc OK\r\n\r\n")


@behaves("bad_encoding")
async def bad_gzip(fleet: Fleet, request: Request) -> None:
    request.page(b"this is no gzip", "Content-Encoding: gzip")


@behaves("redirect_loop")
async def loop(fleet: Fleet, request: Request) -> None:
    request.redirect("/b" if request.path == "/a" else "/a")


@behaves("redirect_loop")
async def loop_of_refreshes(fleet: Fleet, request: Request) -> None:
    request.page('<meta http-equiv="refresh" content="0;url=/">')


@behaves("redirect_many")
async def many_redirects(fleet: Fleet, request: Request) -> None:
    request.redirect(f"/{len(request.path)}{request.path[1:]}x")


@behaves("redirect_bad")
async def bad_location(fleet: Fleet, request: Request) -> None:
    request.redirect("http://[not-an-address/")


@behaves("redirect_bad")
async def bad_port(fleet: Fleet, request: Request) -> None:
    request.redirect("http://www.maesai.go.th:99999999/")


@behaves("redirect_bad")
async def no_location(fleet: Fleet, request: Request) -> None:
    request.head("302 Found", "Content-Length: 0")


@behaves("dns")
async def to_stray_host(fleet: Fleet, request: Request) -> None:
    request.redirect("http://dns.\udca1\udca2.go.th/")


@behaves("redirect_scheme")
async def to_ftp(fleet: Fleet, request: Request) -> None:
    request.redirect("ftp://files.example.com/")


@behaves("redirect_scheme")
async def to_script(fleet: Fleet, request: Request) -> None:
    request.redirect("javascript:alert(1)")


@behaves("redirect_scheme")
async def to_file(fleet: Fleet, request: Request) -> None:
    request.redirect("file:///etc/passwd")


@behaves("private")
async def to_private(fleet: Fleet, request: Request) -> None:
    request.redirect("http://10.0.0.1/admin")


@behaves("private")
async def to_metadata(fleet: Fleet, request: Request) -> None:
    request.redirect("http://169.254.169.254/latest/meta-data/")


@behaves("private")
async def to_private_name(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://private.{SUFFIX}/")


@behaves("private")
async def to_ipv6_loopback(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://[::1]:{fleet.port}/")


# What cannot be judged.


@behaves("busy")
async def busy_429(fleet: Fleet, request: Request) -> None:
    request.page("slow down", status="429 Too Many Requests")


@behaves("busy")
async def busy_503(fleet: Fleet, request: Request) -> None:
    request.page("at work", "Retry-After: 3600", status="503 Service Unavailable")


@behaves("denied")
async def denied_403(fleet: Fleet, request: Request) -> None:
    request.page("no", status="403 Forbidden")


@behaves("denied")
async def denied_401(fleet: Fleet, request: Request) -> None:
    request.page("no", 'WWW-Authenticate: Basic realm="x"', status="401 Unauthorized")


# robots.txt


async def _forbid(fleet: Fleet, request: Request) -> None:
    request.page("User-agent: *\nDisallow: /", "Content-Type: text/plain")


async def _robots_error(fleet: Fleet, request: Request) -> None:
    request.page("oops", status="500 Internal Server Error")


async def _robots_busy(fleet: Fleet, request: Request) -> None:
    request.page("oops", status="429 Too Many Requests")


async def _elsewhere(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://open.{SUFFIX}:{fleet.port}/robots.txt")


async def _lost(fleet: Fleet, request: Request) -> None:
    request.redirect(f"http://dns.{SUFFIX}:{fleet.port}/robots.txt")


async def _huge(fleet: Fleet, request: Request) -> None:
    request.page("User-agent: *\nDisallow: /private\n" + "Disallow: /x*y*z*$\n" * 100_000, "Content-Type: text/plain")


async def _binary(fleet: Fleet, request: Request) -> None:
    request.page(bytes(range(256)) * 100, "Content-Type: image/png")


ROBOTS |= {
    "robots-forbid": _forbid,
    "robots-error": _robots_error,
    "robots-busy": _robots_busy,
    "robots-elsewhere": _elsewhere,
    "robots-lost": _lost,
    "robots-huge": _huge,
    "robots-binary": _binary,
}
