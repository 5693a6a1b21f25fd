"""Every way in which a website can go wrong is told for what it is."""

import asyncio
import socket
from datetime import datetime, timedelta

import pytest
from certificates import Authority
from fleet import BEHAVIOURS, SUFFIX, Fleet, is_loopback, lookup
from yarl import URL

from pipeline.desk import BANGKOK
from pipeline.links.asking import Asker, Limits, open_session
from pipeline.links.checking import check_all
from pipeline.links.judge import Judge, Verdict
from pipeline.links.kinds import KINDS
from pipeline.links.line import Line
from pipeline.links.names import Names
from pipeline.links.page import PageReader
from pipeline.links.politeness import Gate, SystemClock
from pipeline.links.visit import Visit
from pipeline.links.visitor import Visitor
from schemas.reference import load_reference

LISTS = load_reference().lists["websites"]
AGENT = "TestAgent"
SLOW = {"silent", "slow-headers", "slow-drip", "head-silent", "bad-chunks"}
"""Websites that are waited for until the time is over: it is short for them, and for the others never."""
SHORT, LONG = 3.0, 60.0


async def sail(authority: Authority, names: list[str]) -> tuple[Fleet, dict[str, Visit]]:
    """Visit websites of a fleet, all side by side."""
    visits: dict[str, Visit] = {}
    async with Fleet(authority) as fleet:
        slow = [name for name in names if name in SLOW]
        rest = [name for name in names if name not in SLOW]
        await asyncio.gather(
            _visit(fleet, slow, Limits(SHORT, SHORT), visits), _visit(fleet, rest, Limits(LONG, LONG), visits)
        )
    return fleet, visits


async def _visit(fleet: Fleet, names: list[str], limits: Limits, visits: dict[str, Visit]) -> None:
    resolver = Names(lookup, is_loopback)
    context = fleet.authority.context()
    asked = {fleet.url(name): name for name in names}
    async with open_session(resolver, is_loopback, limits, "TestAgent/1.0", context) as session:
        asker = Asker(session, resolver, Gate(0.02, 100, SystemClock()), Line())
        visitor = Visitor(asker, PageReader(LISTS), AGENT, limits.body)
        await check_all(
            asked, visitor.visit, lambda visit: visits.update({asked[visit.website]: visit}), side_by_side=20
        )


@pytest.fixture(scope="module")
def sailed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fleet, dict[str, Visit]]:
    return asyncio.run(sail(Authority(tmp_path_factory.mktemp("certificates")), list(BEHAVIOURS)))


def verdict(visit: Visit) -> Verdict:
    return Judge(LISTS, datetime.now(BANGKOK), timedelta(days=21)).verdict(visit)


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_each_behaviour_is_told_for_what_it_is(name: str, sailed) -> None:
    visit = sailed[1][name]
    assert verdict(visit).kind == BEHAVIOURS[name][1], visit


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_all_that_is_told_of_it_can_be_kept(name: str, sailed) -> None:
    visit = sailed[1][name]
    for text in (*verdict(visit), *visit.hops, visit.content_type):
        assert len(text.encode()) <= 600
        assert text.isprintable()


def test_every_kind_is_met_and_can_be_said(sailed) -> None:
    assert len(BEHAVIOURS) >= 60
    met = {kind for _, kind in BEHAVIOURS.values()}
    assert KINDS.keys() - met == {"connect_timeout", "unreachable", "bad_address"}
    for visit in sailed[1].values():
        kind, detail = verdict(visit)
        assert "{" not in KINDS[kind].text.format(x=detail)


def test_no_server_is_ever_asked_two_things_at_once(sailed) -> None:
    assert set(sailed[0].most_at_once.values()) == {1}


def test_robots_txt_comes_first_and_what_it_forbids_is_not_asked(sailed) -> None:
    asked = sailed[0].asked
    for name in ("open", "robots-forbid", "robots-error"):
        mine = [(method, path) for method, host, path in asked if host == f"{name}.{SUFFIX}"]
        assert mine[0] == ("GET", "/robots.txt")
        assert (len(mine) > 1) == (name == "open")


def test_head_comes_before_get(sailed) -> None:
    mine = [(method, path) for method, host, path in sailed[0].asked if host == f"head-405.{SUFFIX}"]
    assert mine == [("GET", "/robots.txt"), ("HEAD", "/"), ("GET", "/")]


def test_what_is_no_page_is_not_fetched(sailed) -> None:
    assert [method for method, host, path in sailed[0].asked if host == f"pdf.{SUFFIX}"] == ["GET", "HEAD"]


def test_we_say_who_we_are(sailed) -> None:
    assert sailed[0].agents == {"TestAgent/1.0"}


def test_a_server_that_takes_no_connection_is_given_up(tmp_path) -> None:
    async def run() -> str:
        with socket.socket() as full, socket.socket() as first, socket.socket() as second:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            for waiting in (first, second):
                waiting.setblocking(False)
                waiting.connect_ex(full.getsockname())
            resolver = Names(lookup, is_loopback)
            context = Authority(tmp_path).context()
            async with open_session(resolver, is_loopback, Limits(0.2, 60), "x", context) as session:
                url = URL(f"http://127.0.0.1:{full.getsockname()[1]}/")
                return (await Asker(session, resolver, Gate(0, 1, SystemClock()), Line()).ask("HEAD", url, 0)).fault

    assert asyncio.run(run()) == "connect_timeout"


def test_details_name_what_was_met(sailed) -> None:
    visits = sailed[1]
    assert verdict(visits["to-metadata"]).detail == "169.254.169.254"
    assert verdict(visits["error-500"]).detail == "500"
    assert verdict(visits["to-ftp"]).detail == "ftp"
    assert verdict(visits["moved"]).detail.startswith("http://www.somebody-go.com:")
    assert "สล็อต" in verdict(visits["hacked"]).detail
