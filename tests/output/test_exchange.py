"""One folder takes another's place whole, whatever fails and wherever the program is stopped."""

import os
import shutil

import pytest

from pipeline.output import exchange as exchanging
from pipeline.output.exchange import exchange, recover, spare


def fill(folder, text):
    (folder / "83").mkdir(parents=True)
    (folder / "83" / "report.html").write_text(text)
    return folder


def read(folder):
    return (folder / "83" / "report.html").read_text()


@pytest.fixture
def folder(tmp_path):
    return fill(tmp_path / "reports", "old")


@pytest.fixture
def new(tmp_path):
    return fill(tmp_path / ".reports.new", "new")


@pytest.fixture(params=["in one step", "in two"])
def way(request, monkeypatch):
    """As Linux does it, and as systems do that cannot exchange two names."""
    if request.param == "in two":
        monkeypatch.setattr(exchanging, "_exchanged", lambda *_: False)


@pytest.mark.usefixtures("way")
def test_the_new_one_is_there_and_nothing_else(folder, new):
    exchange(new, folder)
    assert (read(folder), [path.name for path in folder.parent.iterdir()]) == ("new", ["reports"])


def test_where_there_was_none(new, tmp_path):
    exchange(new, tmp_path / "reports")
    assert read(tmp_path / "reports") == "new"


def test_on_linux_the_name_is_never_without_a_folder(folder, new, monkeypatch):
    exchanged, seen = exchanging._exchanged, []

    def watched(*folders):
        done = exchanged(*folders)
        seen.append((done, read(folder), read(new)))
        return done

    monkeypatch.setattr(exchanging, "_exchanged", watched)
    exchange(new, folder)
    assert seen == [(True, "new", "old")]


@pytest.mark.usefixtures("way")
def test_all_is_on_disk_before_it_gets_the_name(folder, new, monkeypatch):
    at = []
    monkeypatch.setattr(os, "sync", lambda: at.append(read(folder)))
    exchange(new, folder)
    assert at == ["old"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_rename_that_fails_leaves_the_old_one(folder, new, monkeypatch, number):
    rename, calls = os.rename, iter(range(1, 9))

    def failing(*paths):
        if next(calls) == number:
            raise OSError(28, "No space left on device")
        rename(*paths)

    monkeypatch.setattr(exchanging, "_exchanged", lambda *_: False)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", failing)
        with pytest.raises(OSError, match="No space"):
            exchange(new, folder)
    recover(folder)
    assert (read(folder), [path.name for path in folder.parent.iterdir()]) == ("old", ["reports"])


@pytest.mark.parametrize("empty", [True, False])
def test_the_old_one_comes_back_though_somebody_made_the_folder_anew(folder, new, empty):
    folder.rename(folder.with_name(".reports.old"))
    if empty:
        folder.mkdir()
    recover(folder)
    assert (read(folder), [path.name for path in folder.parent.iterdir()]) == ("old", ["reports"])


def test_of_one_that_was_done_the_old_one_goes(folder, new):
    shutil.copytree(folder, folder.with_name(".reports.old"))
    recover(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["reports"]


@pytest.mark.usefixtures("way")
def test_a_link_stays_and_what_it_leads_to_is_exchanged(folder, new, tmp_path):
    place = tmp_path / "another disk"
    place.mkdir()
    folder.rename(place / "reports")
    folder.symlink_to(place / "reports")
    new.rename(spare(folder, "new"))
    exchange(spare(folder, "new"), folder)
    assert (read(folder), folder.is_symlink(), [path.name for path in place.iterdir()]) == ("new", True, ["reports"])
