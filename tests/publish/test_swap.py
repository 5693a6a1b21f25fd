"""The public folder is exchanged whole or not at all, whatever fails and wherever the program is stopped."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish.swap import recover, swap

OLD = {"index.html": b"old", "provinces/83.html": b"old 83", "gone.html": b"old"}
NEW = {"index.html": b"new", "provinces/83.html": b"new 83", "types/tao.html": b"new"}


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    swap(folder, OLD)
    return folder


def test_the_new_folder_is_whole_and_nothing_is_left_beside_it(folder: Path) -> None:
    assert swap(folder, NEW)
    assert held(folder) == NEW
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_everybody_may_read_it_whatever_the_umask(folder: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_dir()} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o644}


def test_the_same_files_change_nothing(folder: Path) -> None:
    before = folder.stat().st_ino
    assert not swap(folder, OLD)
    assert folder.stat().st_ino == before


def test_a_stray_file_does_not_survive(folder: Path) -> None:
    (folder / "stray.html").write_bytes(b"x")
    assert swap(folder, OLD)
    assert held(folder) == OLD


def fail_at(monkeypatch: pytest.MonkeyPatch, method: str, call: int) -> None:
    """Let the n-th call of a Path method fail."""
    real: Callable[..., object] = getattr(Path, method)
    calls = iter(range(1, 10_000))

    def failing(self: Path, *args: object, **kwargs: object) -> object:
        if next(calls) == call:
            raise OSError(28, "No space left on device")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, failing)


@pytest.mark.parametrize(
    ("method", "call"),
    [("write_bytes", 1), ("write_bytes", 3), ("mkdir", 1), ("chmod", 2)],
)
def test_a_failure_leaves_the_old_folder(folder: Path, monkeypatch: pytest.MonkeyPatch, method: str, call: int) -> None:
    with monkeypatch.context() as patch:
        fail_at(patch, method, call)
        with pytest.raises(OSError, match="No space"):
            swap(folder, NEW)
    assert held(folder) == OLD
    assert swap(folder, NEW)
    assert held(folder) == NEW
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_killed_between_the_two_renames_the_old_folder_comes_back(folder: Path) -> None:
    folder.rename(folder.with_name(".site.old"))
    half = folder.with_name(".site.new")
    half.mkdir()
    (half / "index.html").write_bytes(b"half")
    recover(folder)
    assert held(folder) == OLD
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_killed_after_the_renames_the_new_folder_stays(folder: Path) -> None:
    old = folder.with_name(".site.old")
    folder.rename(old)
    folder.mkdir()
    (folder / "index.html").write_bytes(b"new")
    assert not swap(folder, {"index.html": b"new"})
    assert not old.exists()
