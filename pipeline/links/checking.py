"""Many websites side by side: so many visits under way, each handed on as soon as it is over."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from pipeline.links.visit import Visit


async def check_all(
    websites: Iterable[str],
    visit: Callable[[str], Awaitable[Visit]],
    take: Callable[[Visit], None],
    *,
    side_by_side: int,
) -> None:
    """Visit all of them. Who waits for a busy server is under way, too: let there be more of these than requests at
    once. What ``take`` raises ends the rest."""
    waiting = iter(websites)

    async def work() -> None:
        for website in waiting:
            take(await visit(website))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(side_by_side):
                group.create_task(work())
    except BaseExceptionGroup as raised:
        raise raised.exceptions[0] from None
