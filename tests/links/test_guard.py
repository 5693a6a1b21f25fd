"""Nothing but public addresses is ever connected to, whatever names and redirects say."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address

import pytest
from certificates import Authority
from fleet import Fleet, address_of
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from pipeline.linkjob import Net
from pipeline.links.asking import Asker, Limits, open_session
from pipeline.links.guard import AddressRefused, Allowed, guarded, is_public
from pipeline.links.line import Line
from pipeline.links.names import Lookup, Names, system_lookup
from pipeline.links.politeness import Gate, SystemClock

PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "203.150.1.1", "164.115.1.1", "2001:4860:4860::8888", "2a00:1450::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("text", PRIVATE)
def test_private_addresses_are_refused(text: str) -> None:
    assert not is_public(ip_address(text))
    with pytest.raises(AddressRefused):
        guarded(is_public)((socket.AF_INET, socket.SOCK_STREAM, 0, "", (text, 80)))


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_allowed(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_as_itself(address) -> None:
    for form in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(ip_address(form)) == is_public(address)


def test_the_default_is_the_internet_and_public_addresses_only() -> None:
    assert Net().allowed is is_public
    assert Net().lookup is system_lookup


async def ask(fleet: Fleet, url: str, allowed: Allowed, lookup: Lookup) -> str:
    """The fault of asking for one address."""
    names = Names(lookup, allowed)
    async with open_session(names, allowed, Limits(1, 1), "x", fleet.authority.context()) as session:
        return (await Asker(session, names, Gate(0, 9, SystemClock()), Line()).ask("GET", URL(url), 100)).fault


def asked(tmp_path, allowed: Allowed, lookup: Lookup, host: str = "open.go.th") -> tuple[str, Fleet]:
    async def run() -> tuple[str, Fleet]:
        async with Fleet(Authority(tmp_path)) as fleet:
            return await ask(fleet, f"http://{host}:{fleet.port}/", allowed, lookup), fleet

    return asyncio.run(run())


async def to_loopback(host: str) -> Sequence[str]:
    return [address_of(host)]


def test_a_name_that_means_this_machine_is_not_asked(tmp_path) -> None:
    fault, fleet = asked(tmp_path, is_public, to_loopback)
    assert (fault, fleet.asked) == ("private", [])


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"])
def test_neither_is_an_address_of_this_machine(host: str, tmp_path) -> None:
    fault, fleet = asked(tmp_path, is_public, system_lookup, host)
    assert (fault, fleet.asked) == ("private", [])


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1"])
def test_nor_the_other_ways_to_write_it(host: str, tmp_path) -> None:
    fault, fleet = asked(tmp_path, is_public, system_lookup, host)
    assert fault
    assert fleet.asked == []


def test_a_name_is_looked_up_once(tmp_path) -> None:
    """A name that first means a public address and then a private one (DNS rebinding) gets no second say."""
    answers = iter([["127.9.9.9"], ["127.0.0.1"]])

    async def rebinding(host: str) -> Sequence[str]:
        return next(answers)

    def only_first(address: object) -> bool:
        return str(address) == "127.9.9.9"

    fault, fleet = asked(tmp_path, only_first, rebinding)
    assert fault == ""
    assert set(fleet.most_at_once) == {"127.9.9.9"}


def test_the_socket_itself_is_guarded(tmp_path) -> None:
    """Even where the look-up was let through, the address that is connected to is asked about."""
    verdicts = iter([True])

    def once(address: object) -> bool:
        return next(verdicts, False)

    fault, fleet = asked(tmp_path, once, to_loopback)
    assert (fault, fleet.asked) == ("private", [])


def test_of_several_addresses_only_the_allowed_are_used(tmp_path) -> None:
    async def mixed(host: str) -> Sequence[str]:
        return ["10.0.0.1", "127.5.5.5", "::1"]

    fault, fleet = asked(tmp_path, lambda address: str(address) == "127.5.5.5", mixed)
    assert fault == ""
    assert set(fleet.most_at_once) == {"127.5.5.5"}
