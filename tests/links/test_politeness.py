"""One request a server at a time, a pause after each, so many over all: on a clock of the test's own."""

import asyncio
from collections import Counter

import pytest

from pipeline.links.politeness import Gate


class FakeClock:
    """Time goes on only when everybody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._sleepers.append((self.now + seconds, event))
        await event.wait()

    async def run_until_done(self, *tasks: asyncio.Task[None]) -> None:
        """Wake the sleepers one by one, in the order of their time, until the tasks are over."""
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleepers:
                self._sleepers.sort(key=lambda one: one[0])
                self.now, event = self._sleepers.pop(0)
                event.set()


class Log:
    """When each request began and ended, by server."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.spans: dict[str, list[tuple[float, float]]] = {}
        self.at_once: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    async def request(self, gate: Gate, server: str, takes: float, pause: float = 0.0) -> None:
        async with gate.turn(server, pause):
            for one in (server, "all"):
                self.at_once[one] += 1
                self.most[one] = max(self.most[one], self.at_once[one])
            began = self._clock.time()
            await self._clock.sleep(takes)
            self.spans.setdefault(server, []).append((began, self._clock.time()))
            for one in (server, "all"):
                self.at_once[one] -= 1


def play(pause: float, abreast: int, requests: list[tuple[str, float, float]]) -> tuple[Log, FakeClock]:
    async def run() -> tuple[Log, FakeClock]:
        clock = FakeClock()
        log, gate = Log(clock), Gate(pause, abreast, clock)
        tasks = [asyncio.create_task(log.request(gate, *one)) for one in requests]
        await clock.run_until_done(*tasks)
        return log, clock

    return asyncio.run(run())


def test_a_server_is_asked_one_thing_at_a_time_with_a_pause_after_each() -> None:
    log, _ = play(1.0, 40, [("a", 0.5, 0.0)] * 5)
    assert log.most["a"] == 1
    assert log.spans["a"] == [(100 + 1.5 * n, 100.5 + 1.5 * n) for n in range(5)]


def test_servers_are_asked_side_by_side_up_to_the_limit() -> None:
    log, _ = play(1.0, 7, [(f"server {n}", 1.0, 0.0) for n in range(30)])
    assert log.most["all"] == 7


def test_who_waits_for_a_busy_server_takes_no_place() -> None:
    log, _ = play(1.0, 2, [("busy", 1.0, 0.0)] * 10 + [("idle", 1.0, 0.0)])
    assert log.spans["idle"][0][0] == 100.0


def test_a_longer_pause_asked_for_is_kept_and_a_shorter_one_is_not() -> None:
    log, _ = play(1.0, 40, [("slow", 0.0, 5.0), ("slow", 0.0, 0.1), ("slow", 0.0, 0.0)])
    assert [began for began, _ in log.spans["slow"]] == [100.0, 105.0, 106.0]


@pytest.mark.parametrize("error", [ValueError, asyncio.CancelledError])
def test_a_turn_that_fails_is_over_all_the_same(error: type[BaseException]) -> None:
    async def run() -> None:
        clock = FakeClock()
        gate = Gate(0.0, 1, clock)
        with pytest.raises(error):
            async with gate.turn("a"):
                raise error
        async with gate.turn("a"):
            pass

    asyncio.run(run())
