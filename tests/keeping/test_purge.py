"""Originals past their time are deleted with what shows the same people, and the ledger stays proven."""

from datetime import date, timedelta

import pytest
from office import DEMO, contact, desk_at, workbook
from rounds import LATER, LATEST, contents, ingest
from typer.testing import CliRunner

from pipeline import decisions
from pipeline.cli import app
from pipeline.keeping import purge as purging
from pipeline.keeping.backup import at, backup, restore
from pipeline.keeping.purge import past_their_time, purge
from pipeline.keeping.verify import verify
from pipeline.progress import silent
from pipeline.store.database import open_master
from pipeline.store.purges import load_purges


def archived(desk) -> int:
    return len(list(desk.outbox.archive.iterdir()))


def returned(desk) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in desk.outbox.reports.glob("*/returned/*"))


def test_what_was_received_before_the_day_goes_and_is_recorded(kept):
    assert (archived(kept), "1" in returned(kept)) == (6, True)
    gone = purge(kept, LATER.date(), silent)
    assert [one.receipt for one in gone] == [1, 2, 3, 4]
    assert all(one.rule == "received before 2014-07-22" and one.purged_at == kept.at for one in gone)
    assert (archived(kept), returned(kept)) == (2, ["6"])
    with open_master(kept.master).connect() as connection:
        assert list(load_purges(connection).values()) == gone
    assert "1-" not in (kept.outbox.reports / "83" / "report.html").read_text("utf-8").replace("2557-1", "")
    proof = verify(kept, reread=True, workers=0)
    assert (proof.faults, proof.counts["purged"], proof.counts["reread"]) == ((), 4, 2)


def test_again_nothing_happens(kept):
    purge(kept, LATER.date(), silent)
    before = contents(kept.outbox.archive)
    assert purge(kept, LATER.date(), silent) == []
    assert contents(kept.outbox.archive) == before


def test_what_was_taken_stays_and_can_be_withdrawn(kept):
    sites = (kept.outbox.master / "websites.csv").read_bytes()
    purge(kept, LATEST.date() + timedelta(days=1), silent)
    assert archived(kept) == 0
    assert (kept.outbox.master / "websites.csv").read_bytes() == sites
    assert decisions.withdraw(kept, 6, silent)
    assert (kept.outbox.master / "websites.csv").read_bytes() != sites
    assert verify(kept).faults == ()


def test_a_purged_file_that_comes_again_is_kept_again(kept, tmp_path):
    data = workbook(contact=[contact(person1_phone="")])
    early = desk_at(kept.outbox.root, now=LATER)
    ingest(early, tmp_path / "in", **{"83/ก.xlsx": data})
    purge(kept, LATEST.date(), silent)
    assert ingest(kept, tmp_path / "in", **{"83/ก.xlsx": data}) == [9]
    assert verify(kept).faults == ()
    assert purge(kept, LATEST.date(), silent) == []
    assert archived(kept) == 2, "the file of the last run, and this one"


def test_a_held_submission_keeps_its_original(kept):
    with open_master(kept.master).begin() as connection:
        connection.exec_driver_sql("UPDATE submission SET status = 'held' WHERE receipt = 1")
    assert [one.receipt for one in purge(kept, LATER.date(), silent)] == [2, 3, 4]


def test_torn_off_it_is_told_and_ended_by_the_next(kept, monkeypatch):
    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(purging, "_delete", killed)
    with pytest.raises(KeyboardInterrupt):
        purge(kept, LATER.date(), silent)
    monkeypatch.undo()
    assert {fault.key for fault in verify(kept).faults} == {"archive_purged"}
    purge(kept, LATER.date(), silent)
    assert verify(kept).faults == ()


def test_a_backup_holds_the_record_and_not_the_file(kept, tmp_path):
    purge(kept, LATER.date(), silent)
    backup(kept, tmp_path / "bag")
    again = desk_at(tmp_path / "again", now=LATEST)
    restore(again, tmp_path / "bag")
    assert (archived(again), verify(again).faults, verify(again).counts["purged"]) == (2, (), 4)
    assert verify(at(kept, tmp_path / "bag" / "data")).faults == ()


class TestTheCommand:
    def call(self, kept, *words: str):
        options = ["--outbox", str(kept.outbox.root), "--reference", str(DEMO), "--now", LATEST.isoformat()[:19]]
        return CliRunner().invoke(app, ["purge", *words, *options, "--lang", "en"])

    def test_the_day_may_not_come_yet(self, kept):
        assert self.call(kept, "--before", "2014-08-30").exit_code == 2
        assert archived(kept) == 6

    def test_the_settings_say_which_day_where_none_is_given(self, kept):
        assert past_their_time(kept) == date(2012, 7, 25)
        assert "No original received before 2012-07-25" in self.call(kept).output
        (kept.outbox.root / "round.toml").write_text("[privacy]\noriginals_days = 5\n")
        assert "Deleted 4" in self.call(kept).output
