"""A run that was torn off is gone on with: what it took in is neither lost nor taken in twice."""

import os
from datetime import timedelta

import pytest
from office import KAMALA, NOW, PAO, contact, desk_at, site, workbook

from pipeline import decisions, run
from pipeline.progress import silent
from pipeline.store import journal, submissions
from pipeline.store.database import open_master
from pipeline.store.outbox import manifests

FIRST = workbook(website=[site(KAMALA, website="http://www.first.go.th"), site(PAO, website="")])
SECOND = workbook(website=[site(KAMALA, website="http://www.second.go.th")])
SLOT = "http://www.kamala-slot888.com"


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox" / "83"
    folder.mkdir(parents=True)
    return folder


def drop(inbox, name, data, minute=0):
    path = inbox / name
    path.write_bytes(data)
    os.utime(path, (NOW.timestamp() + 60 * minute,) * 2)
    return path


def ingest(desk, inbox, *, dry_run=False):
    done = run.ingest(desk, inbox.parent, workers=0, dry_run=dry_run, progress=silent)
    return [(one.arrival.name, one.status, one.receipt) for one in done]


def torn_off(desk, inbox, monkeypatch, at="finish"):
    def killed(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, at, killed)
        with pytest.raises(KeyboardInterrupt):
            ingest(desk, inbox)


@pytest.fixture
def torn(desk, inbox, monkeypatch):
    """A desk whose run took in two files, one after the other, before it was torn off."""
    drop(inbox, "ก.xlsx", FIRST)
    drop(inbox, "ข.xlsx", SECOND, minute=1)
    torn_off(desk, inbox, monkeypatch)
    return desk


def receipts(desk):
    with open_master(desk.master).connect() as connection:
        return submissions.names(connection)


def contents(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def returned(desk):
    return sorted(path.name for path in (desk.outbox.reports / "83" / "returned").iterdir())


def test_a_file_that_another_of_its_run_superseded_is_not_taken_in_again(torn, inbox):
    assert ingest(torn, inbox) == [("ก.xlsx", "accepted", 1), ("ข.xlsx", "accepted", 2)]
    assert receipts(torn) == {1: "ก.xlsx", 2: "ข.xlsx"}
    assert [path.name for path in inbox.iterdir()] == []


def test_the_next_day_it_is_still_that_run(torn, inbox):
    ingest(desk_at(torn.outbox.root, now=NOW + timedelta(days=1)), inbox)
    (manifest,) = manifests(torn.outbox)
    assert (manifest["run"], [one["receipt"] for one in manifest["files"]]) == ("20140715-093000", [1, 2])


def test_what_was_taken_out_of_the_inbox_is_returned_all_the_same(torn, inbox):
    (inbox / "ก.xlsx").unlink()
    ingest(torn, inbox)
    assert returned(torn) == ["1-ก.xlsx", "2-ข.xlsx"]


def test_what_came_since_joins_the_run(torn, inbox):
    drop(inbox, "ค.xlsx", workbook(contact=[contact()]), minute=2)
    assert ingest(torn, inbox)[-1] == ("ค.xlsx", "accepted", 3)
    assert [len(one["files"]) for one in manifests(torn.outbox)] == [3]


def test_a_file_that_was_changed_since_is_another_one(torn, inbox):
    drop(inbox, "ก.xlsx", workbook(contact=[contact()]), minute=2)
    assert sorted(receipt for _, _, receipt in ingest(torn, inbox)) == [1, 2, 3]
    assert list(inbox.iterdir()) == []


def test_a_trial_leaves_the_torn_run_as_it_is(torn, inbox):
    before = contents(torn.outbox.root)
    assert ingest(torn, inbox, dry_run=True) == [("ก.xlsx", "accepted", 1), ("ข.xlsx", "accepted", 2)]
    assert contents(torn.outbox.root) == before
    assert len(ingest(torn, inbox)) == 2


def test_torn_off_once_all_was_written_it_only_clears_the_inbox(desk, inbox, monkeypatch):
    drop(inbox, "ก.xlsx", FIRST)
    drop(inbox, "ข.xlsx", SECOND, minute=1)
    torn_off(desk, inbox, monkeypatch, at="clear")
    before = (desk.outbox.reports / "index.html").read_bytes()
    ingest(desk, inbox)
    assert (desk.outbox.reports / "index.html").read_bytes() == before
    assert (list(inbox.iterdir()), len(manifests(desk.outbox))) == ([], 1)


def test_nothing_is_left_in_the_journal(torn, inbox):
    ingest(torn, inbox)
    with open_master(torn.master).connect() as connection:
        assert journal.read(connection, torn.place) == {}


def test_a_decision_that_was_torn_off_is_rendered_by_the_next_run(desk, inbox, monkeypatch):
    def killed(*_args, **_more):
        raise KeyboardInterrupt

    drop(inbox, "ก.xlsx", workbook(website=[site(KAMALA, website=SLOT)]))
    ingest(desk, inbox)
    with monkeypatch.context() as patch:
        patch.setattr(decisions, "render", killed)
        with pytest.raises(KeyboardInterrupt):
            decisions.release(desk, [KAMALA], silent)
    site_file = desk.outbox.site / "data" / "websites.csv"
    assert SLOT not in site_file.read_text(encoding="utf-8-sig")
    ingest(desk, inbox)
    assert SLOT in site_file.read_text(encoding="utf-8-sig")
    assert not desk.outbox.unrendered.exists()
