"""The round that is kept, played once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from rounds import LATEST, copied, three_runs

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.desk import Desk


@pytest.fixture(scope="session")
def played(demo_outbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The outbox of the round, to be copied."""
    root = tmp_path_factory.mktemp("played") / "outbox"
    shutil.copytree(demo_outbox, root)
    return three_runs(root)


@pytest.fixture
def kept(played: Desk, tmp_path: Path) -> Desk:
    """A copy of the round of the test's own, at the time of its last run."""
    assert played.now == LATEST
    return copied(played, tmp_path / "outbox")
