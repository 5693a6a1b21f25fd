"""What all tests share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

    from office import Core

    from pipeline.desk import Desk

settings.register_profile("thabian", deadline=None)  # a busy machine is no fault
settings.load_profile("thabian")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test fails the run (CI)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped where no skip is allowed: {item.nodeid}"
    return report


@pytest.fixture(scope="session")
def demo_outbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An outbox with the demo register, certified years and successions imported, to be copied."""
    from office import make_desk

    return make_desk(tmp_path_factory.mktemp("demo") / "outbox").outbox.root


@pytest.fixture
def desk(demo_outbox: Path, tmp_path: Path) -> Desk:
    """The desk of an outbox of the test's own."""
    from office import desk_at

    shutil.copytree(demo_outbox, tmp_path / "outbox")
    return desk_at(tmp_path / "outbox")


@pytest.fixture
def core(desk: Desk) -> Core:
    """The core on a master of the test's own."""
    from office import Core

    return Core.of(desk)


@pytest.fixture(scope="session")
def reader(demo_outbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Core:
    """The core on a master that all tests share: nothing may be kept in it."""
    from office import Core, desk_at

    root = tmp_path_factory.mktemp("shared") / "outbox"
    shutil.copytree(demo_outbox, root)
    return Core.of(desk_at(root))
