"""What lies in the inbox: ordinary files are read, everything else is named and left alone."""

import hashlib
import os

import pytest

from pipeline.intake.inbox import arrivals, clean_name, given

LIMIT = 1000


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(inbox, path, data=b"data"):
    file = inbox / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def seen(inbox):
    """path -> (folder, rules, content) of every entry."""
    return {
        arrival.path: (arrival.folder, [finding.rule for finding in found], data)
        for _, arrival, found, data in arrivals(inbox, LIMIT)
    }


def test_files_in_the_inbox_and_its_folders(inbox):
    for path in ("b.xlsx", "83/a.xlsx", "ภูเก็ต/ส่ง/c.xlsx"):
        put(inbox, path)
    assert seen(inbox) == {
        "83/a.xlsx": ("83", [], b"data"), "b.xlsx": ("", [], b"data"), "ภูเก็ต/ส่ง/c.xlsx": ("ภูเก็ต", [], b"data"),
    }  # fmt: skip


def test_an_arrival_is_known_by_its_content(inbox):
    put(inbox, "83/a.xlsx", b"same")
    put(inbox, "98/b.xlsx", b"same")
    first, second = (arrival for _, arrival, _, _ in arrivals(inbox, LIMIT))
    assert first.sha256 == second.sha256 == hashlib.sha256(b"same").hexdigest()
    assert (first.size, first.name) == (4, "a.xlsx")


def test_an_empty_file_is_a_file(inbox):
    put(inbox, "83/a.xlsx", b"")
    ((_, arrival, found, data),) = arrivals(inbox, LIMIT)
    assert (found, data, arrival.sha256) == ((), b"", hashlib.sha256(b"").hexdigest())


@pytest.mark.parametrize("name", ["~$พะเยา.xlsx", ".hidden.xlsx", "83/~$a.xlsx"])
def test_temporary_and_hidden_files_are_skipped(inbox, name):
    put(inbox, name)
    assert [(rules, data) for _, rules, data in seen(inbox).values()] == [(["WB009"], None)]


@pytest.mark.parametrize("name", [".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_no_office_sends_is_no_entry(inbox, name):
    put(inbox, f"83/{name}")
    assert seen(inbox) == {}


def test_links_fifos_and_folders_named_like_workbooks_are_not_opened(inbox, tmp_path):
    outside = put(tmp_path, "outside/secret.xlsx")
    (inbox / "link.xlsx").symlink_to(outside)
    (inbox / "folder").symlink_to(outside.parent)
    (inbox / "dangling.xlsx").symlink_to(tmp_path / "nothing")
    os.mkfifo(inbox / "fifo.xlsx")
    put(inbox, "report.xlsx/inside.txt")
    assert seen(inbox) == {
        name: ("", ["WB025"], None) for name in ("dangling.xlsx", "fifo.xlsx", "folder", "link.xlsx", "report.xlsx")
    }


def test_a_file_past_the_limit_is_not_read(inbox):
    put(inbox, "big.xlsx", b"x" * (LIMIT + 1))
    put(inbox, "fits.xlsx", b"x" * LIMIT)
    assert {path: rules for path, (_, rules, _) in seen(inbox).items()} == {"big.xlsx": ["WB019"], "fits.xlsx": []}


def test_a_file_past_the_limit_has_a_fingerprint_and_what_is_no_file_no_size(inbox):
    put(inbox, "big.xlsx", b"x" * (LIMIT + 1))
    (inbox / "link.xlsx").symlink_to(inbox / "big.xlsx")
    big, link = (arrival for _, arrival, _, _ in arrivals(inbox, LIMIT))
    assert (big.sha256, big.size) == (hashlib.sha256(b"x" * (LIMIT + 1)).hexdigest(), LIMIT + 1)
    assert link.size == 0


def test_a_file_that_may_not_be_read_is_named(inbox, monkeypatch):
    put(inbox, "83/a.xlsx")

    def forbidden(*_args):
        raise PermissionError

    monkeypatch.setattr("pipeline.intake.inbox.os.open", forbidden)
    assert seen(inbox) == {"83/a.xlsx": ("83", ["WB001"], None)}


def test_a_file_that_has_gone_meanwhile_is_none(inbox, monkeypatch):
    put(inbox, "83/a.xlsx").unlink()
    monkeypatch.setattr("pipeline.intake.inbox._entries", lambda inbox: [inbox / "83/a.xlsx"])
    assert seen(inbox) == {}


def test_a_folder_whose_name_is_no_text(inbox):
    put(inbox, f"{os.fsdecode(bytes([255, 254]))}/a.xlsx")
    ((_, arrival, _, _),) = arrivals(inbox, LIMIT)
    arrival.folder.encode("utf-8")


def test_entries_that_are_no_files_have_a_fingerprint_of_their_place(inbox):
    put(inbox, "83/~$a.xlsx")
    put(inbox, "98/~$a.xlsx")
    first, second = (arrival for _, arrival, _, _ in arrivals(inbox, LIMIT))
    assert first.sha256 != second.sha256


def test_files_named_one_by_one_have_the_folder_they_lie_in(inbox, monkeypatch):
    path = put(inbox, "ภูเก็ต/a.xlsx")
    ((_, arrival, found, data),) = given([path], LIMIT)
    assert (arrival.folder, arrival.path, found, data) == ("ภูเก็ต", "ภูเก็ต/a.xlsx", (), b"data")
    monkeypatch.chdir(path.parent)
    ((_, arrival, _, _),) = given([path.relative_to(path.parent)], LIMIT)
    assert arrival.folder == "ภูเก็ต"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("แบบรายงาน จ.ภูเก็ต.xlsx", "แบบรายงาน จ.ภูเก็ต.xlsx"),
        ('a/b\\c:d*e?f"g<h>i|j.xlsx', "abcdefghij.xlsx"),
        ("a\u200b\u202eb\n\x00.xlsx", "ab.xlsx"),
        ("..", "ไม่มีชื่อ"),
        ("\udcff.xlsx", "xlsx"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_names_are_made_fit_to_be_shown(name, clean):
    assert clean_name(name) == clean


def test_a_name_that_is_no_text_is_no_obstacle(inbox):
    (inbox / os.fsdecode(b"83-\xff\xfe.xlsx")).write_bytes(b"data")
    ((_, arrival, _, data),) = arrivals(inbox, LIMIT)
    assert data == b"data"
    arrival.name.encode("utf-8")
    assert arrival.name.endswith(".xlsx")
