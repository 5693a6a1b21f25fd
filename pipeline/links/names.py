"""Host names to addresses: looked up once a run, so that a name means the same servers throughout it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline.links.guard import AddressRefused, Allowed

Lookup = Callable[[str], Awaitable[Sequence[str]]]
"""Host name -> its addresses as texts; raises ``socket.gaierror``."""


async def system_lookup(host: str) -> Sequence[str]:
    """What the system's resolver says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(info[4][0]) for info in found]


class Names(AbstractResolver):
    """The addresses that may be used for each name: one of IPv4 before one of IPv6, the others are not needed."""

    def __init__(self, lookup: Lookup, allowed: Allowed) -> None:
        self._lookup, self._allowed = lookup, allowed
        self._known: dict[str, tuple[str, ...]] = {}

    async def server(self, host: str) -> str:
        """The server that a host's requests go to. Raises ``socket.gaierror`` or ``AddressRefused``."""
        return (await self._addresses(host))[0]

    async def _addresses(self, host: str) -> tuple[str, ...]:
        if host not in self._known:
            self._known[host] = self._usable(await self._lookup(host))
        return self._known[host]

    def _usable(self, texts: Sequence[str]) -> tuple[str, ...]:
        addresses = [ip_address(text.partition("%")[0]) for text in texts]
        usable = [address for address in addresses if self._allowed(address)]
        if not usable:
            raise AddressRefused(str(addresses[0]) if addresses else "")
        one_each = {address.version: str(address) for address in reversed(usable)}
        return tuple(one_each[version] for version in sorted(one_each))

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """As the connector asks for it."""
        return [_result(host, address, port) for address in await self._addresses(host)]

    async def close(self) -> None:
        """Nothing is open."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)
