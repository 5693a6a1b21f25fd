"""Which addresses may be connected to: public ones, whatever a name or a redirect says (no SSRF).

The policy is asked where a socket is made, of the very address it will connect to; there is no gap in which a name
could come to mean another one.
"""

import errno
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]
"""The policy: whether an address may be connected to."""
AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]
"""As ``getaddrinfo`` gives it."""

NAT64 = IPv6Network("64:ff9b::/96")
TRANSLATED = (IPv6Network("64:ff9b:1::/48"), IPv6Network("2001::/32"), IPv6Network("fec0::/10"))
"""A network's own translation prefix (RFC 8215), Teredo, and site-local (RFC 3879): never a website."""


class AddressRefused(OSError):
    """The policy does not let this address be connected to."""

    def __init__(self, address: str) -> None:
        super().__init__(errno.EACCES, f"{address} is not a public address")
        self.address = address


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet: not private, loopback, link-local, multicast or reserved.

    An IPv4 address inside an IPv6 one (mapped, 6to4, NAT64) must be public itself.
    """
    if isinstance(address, IPv6Address):
        if any(address in net for net in TRANSLATED):
            return False
        inside = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if inside is not None:
            return is_public(inside)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _nat64(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None


def guarded(allowed: Allowed) -> Callable[[AddressInfo], socket.socket]:
    """A socket factory that makes sockets for allowed addresses only; ``AddressRefused`` for any other."""

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, where = info
        address = str(where[0]).partition("%")[0]
        if not allowed(ip_address(address)):
            raise AddressRefused(address)
        return socket.socket(family, kind, protocol)

    return make
