"""A visit's verdict, beyond what the fleet can play: certificates by their dates, domains, doubtful words."""

import errno
import socket
import ssl
from datetime import datetime, timedelta

import aiohttp
import pytest

from pipeline.desk import BANGKOK
from pipeline.links.domains import Domains, within
from pipeline.links.faults import fault_of
from pipeline.links.judge import Judge
from pipeline.links.kinds import CARE, DOWN, KINDS, LATER, OPEN
from pipeline.links.page import Page
from pipeline.links.robots import rules
from pipeline.links.visit import Answer, Visit
from schemas.reference import load_reference

LISTS = load_reference().lists["websites"]
NOW = datetime(2014, 7, 15, 9, 30, tzinfo=BANGKOK)
JUDGE = Judge(LISTS, NOW, timedelta(days=21))
SITE = "http://www.maesai.go.th"


def visit(*hops: str, **facts) -> Visit:
    return Visit(SITE, (SITE, *hops), **{"status": 200, "content_type": "text/html", "page": Page(), **facts})


def kind(*hops: str, **facts) -> str:
    return JUDGE.verdict(visit(*hops, **facts)).kind


@pytest.mark.parametrize(("days", "found"), [(-1, "tls_soon"), (20, "tls_soon"), (22, "open"), (400, "open")])
def test_a_certificate_that_ends_soon_is_told_of(days: int, found: str) -> None:
    assert kind(expires=(NOW + timedelta(days=days)).timestamp()) == found


def test_a_certificate_without_an_end_is_no_fault_of_ours() -> None:
    """RFC 5280: 99991231235959Z, which is the year 10000 in Bangkok."""
    assert kind(expires=float(ssl.cert_time_to_seconds("Dec 31 23:59:59 9999 GMT"))) == "open"


def test_the_day_on_which_it_ends_is_said_in_the_buddhist_era() -> None:
    verdict = JUDGE.verdict(visit(expires=(NOW + timedelta(days=5)).timestamp()))
    assert verdict.detail == "20 กรกฎาคม 2557"


@pytest.mark.parametrize(
    ("final", "found"),
    [
        ("https://www.maesai.go.th/index.php", "open"),
        ("http://maesai.go.th/", "open"),
        ("http://app.maesai.go.th:8080/home", "open"),
        ("http://www.maesai.com/", "moved"),
        ("http://www.maechan.go.th/", "moved"),
        ("http://maesai.blogspot.com/", "moved"),
        ("http://sedo.com/search", "parked"),
        ("http://www.slot888.com/", "gambling"),
        ("http://www.slotfactory.com/", "moved"),
        ("http://www.betong-bet.go.th/", "moved"),
    ],
)
def test_where_a_redirect_leads(final: str, found: str) -> None:
    assert kind(final) == found


def test_the_domain_of_somebody_else_is_named() -> None:
    assert JUDGE.verdict(visit("http://www.maesai.com/a")).detail == "http://www.maesai.com/a"


@pytest.mark.parametrize(
    ("headline", "baits", "found"),
    [
        ({"สล็อต", "บาคาร่า"}, {"สล็อต", "บาคาร่า"}, "gambling"),
        ({"พนัน"}, {"พนัน", "หวย"}, "open"),
        (set(), {"พนัน", "หวย", "คาสิโน"}, "open"),
        (set(), {"พนัน", "หวย", "คาสิโน", "slot"}, "gambling"),
    ],
)
def test_a_few_words_are_no_proof(headline: set[str], baits: set[str], found: str) -> None:
    assert kind(page=Page(headline=frozenset(headline), baits=frozenset(baits))) == found


@pytest.mark.parametrize("status", range(400, 600))
def test_every_status_has_a_verdict(status: int) -> None:
    assert kind(status=status, page=None) in KINDS


def test_what_cannot_be_judged_is_not_called_down() -> None:
    for doubtful in ("busy", "denied", "robots"):
        assert KINDS[doubtful].sense == LATER
    for certificate in ("tls_expired", "tls_name", "tls_issuer", "tls_soon"):
        assert KINDS[certificate].sense == CARE
    assert {one.sense for one in KINDS.values()} == {OPEN, CARE, DOWN, LATER}


@pytest.mark.parametrize(
    ("host", "registered"),
    [
        ("www.maesai.go.th", "maesai.go.th"),
        ("maesai.go.th", "maesai.go.th"),
        ("a.b.maesai.co.th", "maesai.co.th"),
        ("maesai.blogspot.com", "maesai.blogspot.com"),
        ("www.maesai.com", "maesai.com"),
        ("www.maesai.co.jp", "maesai.co.jp"),
        ("203.150.1.1", "203.150.1.1"),
        ("go.th", "go.th"),
        ("localhost", "localhost"),
    ],
)
def test_registered_domains(host: str, registered: str) -> None:
    assert Domains(LISTS).registered(host) == registered


def test_hosts_within_others() -> None:
    assert within("www.sedo.com", frozenset({"sedo.com"}))
    assert not within("notsedo.com", frozenset({"sedo.com"}))


def _connecting(number: int) -> aiohttp.ClientConnectorError:
    return aiohttp.ClientConnectorError(None, OSError(number, "x"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (_connecting(errno.ECONNREFUSED), "refused"),
        (_connecting(errno.ENETUNREACH), "unreachable"),
        (_connecting(errno.EHOSTUNREACH), "unreachable"),
        (_connecting(errno.ETIMEDOUT), "connect_timeout"),
        (aiohttp.ConnectionTimeoutError(), "connect_timeout"),
        (aiohttp.SocketTimeoutError(), "timeout"),
        (TimeoutError(), "timeout"),
        (aiohttp.ServerDisconnectedError(), "no_answer"),
        (ConnectionResetError(), "reset"),
        (aiohttp.ClientPayloadError(), "bad_answer"),
        (UnicodeError("label too long"), "dns"),
        (socket.gaierror(socket.EAI_AGAIN, ""), "dns_failing"),
    ],
)
def test_faults_of_a_request(error: Exception, found: str) -> None:
    assert fault_of(error)[0] == found


def test_robots_txt_is_kept_to() -> None:
    text = b"User-agent: *\nDisallow: /\n\nUser-agent: ThabianLinkCheck\nDisallow: /private\nCrawl-delay: 90\n"
    found = rules(Answer("http://a.go.th/robots.txt", 200, body=text))
    assert found.allow("http://a.go.th/", "ThabianLinkCheck")
    assert not found.allow("http://a.go.th/private/x", "ThabianLinkCheck")
    assert not found.allow("http://a.go.th/", "Other")
    assert found.pause("ThabianLinkCheck") == 30.0
    assert found.pause("Other") == 0.0


@pytest.mark.parametrize(
    ("status", "retry_after", "stops"),
    [(200, False, ""), (404, False, ""), (403, False, ""), (301, False, ""), (429, False, "busy"),
     (500, False, "robots_error"), (503, False, "robots_error"), (503, True, "busy")],
)  # fmt: skip
def test_what_it_means_when_there_is_no_robots_txt(status: int, retry_after: bool, stops: str) -> None:
    found = rules(Answer("http://a.go.th/robots.txt", status, retry_after=retry_after))
    assert (found.stop.fault if found.stop else "") == stops
