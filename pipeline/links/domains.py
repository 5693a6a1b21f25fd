"""The registered domain of a host: what somebody rents as a whole, so that leaving it means leaving the owner."""

from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tldextract import TLDExtract


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
        found: str = _public_suffixes()(host).top_domain_under_public_suffix
        return found or host


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
def _public_suffixes() -> "TLDExtract":
    """The list that the library brings along: never the network, never a cache on disk."""
    from tldextract import TLDExtract  # loaded only for suffixes that our own list lacks

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
