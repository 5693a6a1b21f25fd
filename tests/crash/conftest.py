"""The round that is cut short, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mixed_round import Start


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """An outbox after one run and a full inbox: to be copied."""
    from mixed_round import make_start

    return make_start(tmp_path_factory.mktemp("start") / "here")


@pytest.fixture(scope="session")
def whole(start: Start, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes | str]:
    """What an undisturbed run leaves."""
    from mixed_round import left, take_in

    undisturbed = start.copied(tmp_path_factory.mktemp("undisturbed") / "here")
    take_in(undisturbed)
    return left(undisturbed)
