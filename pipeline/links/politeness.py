"""Whose turn it is: one request a server at a time, with a pause after each; so many at once over all servers."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol


class Clock(Protocol):
    """The time in seconds, and waiting."""

    def time(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own."""

    def time(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Gate:
    """Gives turns. A server is known by its address: many websites share one."""

    def __init__(self, pause: float, abreast: int, clock: Clock) -> None:
        self._pause, self._clock = pause, clock
        self._slots = asyncio.Semaphore(abreast)
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, server: str, pause: float = 0.0) -> AsyncIterator[None]:
        """One turn at a server; a longer ``pause`` is what its robots.txt asks for. Who waits for a busy server takes
        no place from the others."""
        async with self._locks.setdefault(server, asyncio.Lock()):
            wait = self._free_at.get(server, 0.0) - self._clock.time()
            if wait > 0:
                await self._clock.sleep(wait)
            async with self._slots:
                try:
                    yield
                finally:
                    self._free_at[server] = self._clock.time() + max(self._pause, pause)
