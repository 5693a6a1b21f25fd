"""The registered domain of a host: what somebody rents as a whole, so that leaving it means leaving the owner."""

from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


class Domains:
    """By the lists of ``schemas/reference/websites.toml``; a name under a free host is somebody's own."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._suffixes = frozenset((*lists["suffixes"], *lists["free_hosts"]))

    def registered(self, host: str) -> str:
        """ "www.a.go.th" -> "a.go.th"; an address or a bare suffix is its own."""
        if is_address(host):
            return host
        rest = host
        while tail := rest.partition(".")[2]:
            if tail in self._suffixes:
                return rest
            rest = tail
        return _public_suffixes().privatesuffix(host) or host


def within(host: str, hosts: frozenset[str]) -> bool:
    """Whether a host is one of those listed, or under one."""
    labels = host.split(".")
    return any(".".join(labels[n:]) in hosts for n in range(len(labels)))


def is_address(host: str) -> bool:
    """Whether a host is no name but an address."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@cache
def _public_suffixes() -> "PublicSuffixList":
    """What registries keep, as the library brings it along: never the network."""
    from publicsuffixlist import PublicSuffixList  # loaded only for suffixes that our own list lacks

    return PublicSuffixList(accept_unknown=False, only_icann=True)
