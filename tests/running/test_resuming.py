"""A run that was torn off is gone on with: what it took in is neither lost nor taken in twice."""

import os
import re
import shutil
from datetime import timedelta
from functools import partial

import pytest
from office import DEMO, KAMALA, NOW, PAO, codes, contact, desk_at, make_desk, site, workbook
from typer.testing import CliRunner

from pipeline import decisions, run
from pipeline.cli import app
from pipeline.crew import pool
from pipeline.crew.pool import crew
from pipeline.keeping.purge import purge
from pipeline.keeping.verify import verify
from pipeline.progress import silent
from pipeline.report.returned import returned_workbook
from pipeline.running import undrawn
from pipeline.store import journal, submissions
from pipeline.store.database import open_master
from pipeline.store.outbox import manifests

FIRST = workbook(website=[site(KAMALA, website="http://www.first.go.th"), site(PAO, website="")])
SECOND = workbook(website=[site(KAMALA, website="http://www.second.go.th")])
THIRD = workbook(website=[site(KAMALA, website="http://www.third.go.th")])
PERSON = "นายสมชาย ใจดี 0812345678"
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


def killed(*_args, **_more):
    raise KeyboardInterrupt


def torn_off(desk, inbox, monkeypatch, at="finish"):
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


class TestAFileThatCameInThePlaceOfAnother:
    """Nothing that was judged before contradicts it (XS003), though it states the same revision."""

    NAME = "เว็บ แก้ไขครั้งที่ 1.xlsx"

    def website(self, desk):
        return (desk.outbox.master / "websites.csv").read_text(encoding="utf-8-sig")

    def test_it_corrects_what_was_taken_in(self, desk, inbox, monkeypatch):
        drop(inbox, self.NAME, FIRST)
        torn_off(desk, inbox, monkeypatch)
        drop(inbox, self.NAME, SECOND, minute=1)
        assert sorted(ingest(desk, inbox)) == [(self.NAME, "accepted", 1), (self.NAME, "accepted", 2)]
        assert "www.second.go.th" in self.website(desk)

    def test_two_that_came_together_contradict_each_other_all_the_same(self, desk, inbox, monkeypatch):
        drop(inbox, self.NAME, FIRST)
        drop(inbox, f"สำเนา {self.NAME}", SECOND, minute=1)
        merge_one, left = run.merge_one, iter([1])

        def only_the_first(*args, **more):
            if not next(left, 0):
                raise KeyboardInterrupt
            return merge_one(*args, **more)

        with monkeypatch.context() as patch:
            patch.setattr(run, "merge_one", only_the_first)
            with pytest.raises(KeyboardInterrupt):
                ingest(desk, inbox)
        assert [receipt for _, _, receipt in ingest(desk, inbox)] == [1, 2]
        assert ("www.first.go.th" in self.website(desk), "www.second.go.th" in self.website(desk)) == (False, False)

    def three(self, desk, inbox, monkeypatch):
        drop(inbox, self.NAME, FIRST)
        drop(inbox, f"สำเนา {self.NAME}", SECOND, minute=1)
        torn_off(desk, inbox, monkeypatch)
        drop(inbox, f"อีกฉบับ {self.NAME}", THIRD, minute=2)

    def test_one_that_came_since_contradicts_none_of_those_that_contradicted_each_other(self, desk, inbox, monkeypatch):
        self.three(desk, inbox, monkeypatch)
        ingest(desk, inbox)
        assert "www.third.go.th" in self.website(desk)

    def test_nor_does_one_that_came_when_it_had_been_torn_off_twice(self, desk, inbox, monkeypatch):
        self.three(desk, inbox, monkeypatch)
        torn_off(desk, inbox, monkeypatch)
        drop(inbox, f"ใหม่ {self.NAME}", workbook(website=[site(KAMALA, website="http://www.fourth.go.th")]), minute=3)
        ingest(desk, inbox)
        assert "www.fourth.go.th" in self.website(desk)

    def test_two_that_came_since_contradict_each_other(self, desk, inbox, monkeypatch):
        self.three(desk, inbox, monkeypatch)
        drop(inbox, f"ใหม่ {self.NAME}", workbook(website=[site(KAMALA, website="http://www.fourth.go.th")]), minute=3)
        ingest(desk, inbox)
        assert not re.search(r"www\.(first|second|third|fourth)\.go", self.website(desk))


class TestDecidedInBetween:
    """What central staff decided since the run was torn off is what the office gets and the terminal says."""

    MOVED = workbook(website=[site(code, website=f"http://www.new{code}.go.th") for code in codes("83")])

    def returned_files(self, desk):
        return contents(desk.outbox.reports / "83" / "returned")

    def test_a_held_submission_was_confirmed(self, desk, inbox, monkeypatch):
        drop(inbox, "ก.xlsx", workbook(website=[site(code) for code in codes("83")]))
        ingest(desk, inbox)
        drop(inbox, "ข.xlsx", self.MOVED)
        torn_off(desk, inbox, monkeypatch)
        assert decisions.confirm(desk, 2, silent).outcome.status == "accepted"
        before = self.returned_files(desk)
        assert ingest(desk, inbox) == [("ข.xlsx", "accepted", 2)]
        assert (self.returned_files(desk), verify(desk).faults) == (before, ())

    def test_a_submission_was_withdrawn(self, torn, inbox):
        assert decisions.withdraw(torn, 2, silent)
        assert ingest(torn, inbox) == [("ก.xlsx", "accepted", 1), ("ข.xlsx", "withdrawn", 2)]
        assert (returned(torn), verify(torn).faults) == (["1-ก.xlsx"], ())

    @pytest.mark.parametrize("there", [True, False])
    def test_originals_were_purged(self, torn, inbox, there):
        purge(torn, (NOW + timedelta(days=1)).date(), silent)
        if not there:
            (inbox / "ข.xlsx").unlink()
        assert ingest(torn, inbox) == [("ก.xlsx", "accepted", 1), ("ข.xlsx", "accepted", 2)]
        assert (list(torn.outbox.archive.iterdir()), list(inbox.iterdir()), verify(torn).faults) == ([], [], ())


def test_a_temporary_file_that_is_gone_is_in_the_manifest(desk, inbox, monkeypatch):
    drop(inbox, "ก.xlsx", FIRST)
    drop(inbox, "~$ก.xlsx", b"temporary", minute=1)
    torn_off(desk, inbox, monkeypatch)
    (inbox / "~$ก.xlsx").unlink()
    assert ingest(desk, inbox) == [("ก.xlsx", "accepted", 1), ("~$ก.xlsx", "refused", 2)]
    assert verify(desk).faults == ()


class TestAWorkbookThatCannotBeDrawn:
    """Our own fault: it is told of its file alone, and the run ends."""

    @pytest.fixture(autouse=True)
    def dropped(self, inbox):
        drop(inbox, "ก.xlsx", FIRST)
        drop(inbox, "ข.xlsx", SECOND, minute=1)

    @pytest.fixture
    def undrawable(self, monkeypatch):
        order = iter(["ก.xlsx", "ข.xlsx"])

        def faulty(*parts):
            if next(order) == "ก.xlsx":
                raise ValueError(PERSON)
            return returned_workbook(*parts)

        monkeypatch.setattr(pool, "returned_workbook", faulty)

    def test_the_others_are_drawn_and_the_run_ends(self, desk, inbox, undrawable, capsys):
        done = run.ingest(desk, inbox.parent, workers=0, dry_run=False, progress=silent)
        assert [(one.status, one.fault) for one in done] == [("accepted", "ValueError"), ("accepted", "")]
        assert (returned(desk), list(inbox.iterdir()), verify(desk).faults) == (["2-ข.xlsx"], [], ())
        (manifest,) = manifests(desk.outbox)
        assert [one.get("fault") for one in manifest["files"]] == ["ValueError", None]
        assert "1-ก.xlsx" not in (desk.outbox.reports / "83" / "report.html").read_text()
        told = capsys.readouterr().err
        assert ("Traceback" in told, "ValueError" in told, "สมชาย" in told, "0812345678" in told) == (
            True, True, False, False
        )  # fmt: skip
        assert ingest(desk, inbox) == []

    def test_one_that_a_child_could_not_draw(self, desk, inbox, undrawable, monkeypatch):
        draw = pool.Crew.draw
        monkeypatch.setattr(pool.Crew, "draw", lambda crew, drawing: partial(draw, crew, drawing))
        run.ingest(desk, inbox.parent, workers=0, dry_run=False, progress=silent)
        assert "1-ก.xlsx" not in (desk.outbox.reports / "83" / "report.html").read_text()
        assert returned(desk) == ["2-ข.xlsx"]

    def test_the_command_says_so(self, desk, inbox, undrawable, monkeypatch):
        ingest_ = run.ingest
        monkeypatch.setattr(run, "ingest", lambda *args, **more: ingest_(*args, **{**more, "workers": 0}))
        words = ("ingest", "--inbox", inbox.parent, "--outbox", desk.outbox.root, "--reference", DEMO, "--lang", "en")
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert (done.exit_code, "was not drawn (ValueError)" in done.output) == (2, True)

    def test_a_full_disk_is_not_its_fault(self, desk, inbox, monkeypatch):
        def full(*_args, **_more):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(pool, "save", full)
            with pytest.raises(OSError, match="No space"):
                ingest(desk, inbox)
        ingest(desk, inbox)
        assert returned(desk) == ["1-ก.xlsx", "2-ข.xlsx"]


class TestASharedMaster:
    """What tells one outbox from another goes with its folder."""

    @pytest.fixture
    def desk(self, tmp_path):
        return make_desk(tmp_path / "outbox", master=str(tmp_path / "shared.sqlite"))

    def renamed(self, desk):
        root = desk.outbox.root.rename(desk.outbox.root.with_name("renamed"))
        return desk_at(root, master=desk.master)

    def test_a_renamed_outbox_goes_on_with_its_run(self, torn, inbox):
        torn_place = torn.place
        renamed = self.renamed(torn)
        assert ingest(renamed, inbox) == [("ก.xlsx", "accepted", 1), ("ข.xlsx", "accepted", 2)]
        assert (renamed.place, verify(renamed).faults) == (torn_place, ())

    def test_another_outbox_has_another_place_and_no_run_of_it(self, torn, inbox, tmp_path):
        other = desk_at(tmp_path / "other", master=torn.master)
        assert not other.own_run(torn.kept_as("20140715-093000"))
        ingest(other, inbox, dry_run=True)
        assert not other.outbox.root.exists()
        assert not {1, 2} & {receipt for _, _, receipt in ingest(other, inbox)}

    def test_it_is_closed_to_others(self, torn):
        assert oct((torn.outbox.master / ".place").stat().st_mode & 0o777) == "0o600"


def test_all_is_on_disk_before_the_journal_is_closed(desk, inbox, monkeypatch):
    order, close = [], journal.close
    monkeypatch.setattr(run, "force", lambda folder: order.append(len(list(folder.iterdir()))))
    monkeypatch.setattr(os, "sync", lambda: order.append("reports"))
    monkeypatch.setattr(journal, "close", lambda *args: (order.append("closed"), close(*args)))
    drop(inbox, "ก.xlsx", FIRST)
    ingest(desk, inbox)
    assert order[-3:] == ["reports", 1, "closed"]


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


class TestAConfirmationThatWasTornOff:
    """Its returned workbook is drawn by whatever renders next, as the confirmation would have."""

    MOVED = workbook(
        website=[
            site(code, website=f"http://www.new{code}.go.th" if number else "x")
            for number, code in enumerate(codes("83"))
        ]
    )

    @pytest.fixture(autouse=True)
    def here(self, monkeypatch):
        """Files are prepared in this process."""
        for module in (decisions, undrawn):
            monkeypatch.setattr(module, "crew", lambda bench, _workers, place: crew(bench, 0, place))

    @pytest.fixture
    def held(self, desk, inbox):
        drop(inbox, "ก.xlsx", workbook(website=[site(code) for code in codes("83")]))
        ingest(desk, inbox)
        drop(inbox, "ข.xlsx", self.MOVED, minute=1)
        assert ingest(desk, inbox) == [("ข.xlsx", "held", 2)]
        return desk

    def confirmed(self, held, root):
        """What is returned where nothing is torn off."""
        shutil.copytree(held.outbox.root, root)
        decisions.confirm(desk_at(root), 2, silent)
        return contents(root / "reports/83/returned")

    @pytest.mark.parametrize(
        "then",
        [
            lambda desk, inbox: ingest(desk, inbox),
            lambda desk, _inbox: run.publish(desk, silent),
            lambda desk, _inbox: decisions.withdraw(desk, 1, silent),
            lambda desk, _inbox: purge(desk, NOW.date() - timedelta(days=1), silent),
        ],
    )
    def test_it_is_drawn_next(self, held, inbox, tmp_path, monkeypatch, then):
        whole = {path.name: data for path, data in self.confirmed(held, tmp_path / "undisturbed").items()}
        with monkeypatch.context() as patch:
            patch.setattr(decisions, "render", killed)
            with pytest.raises(KeyboardInterrupt):
                decisions.confirm(held, 2, silent)
        assert "2-ข.xlsx" in whole
        assert {path.name: data for path, data in contents(held.outbox.reports / "83/returned").items()} != whole
        then(held, inbox)
        assert {path.name: data for path, data in contents(held.outbox.reports / "83/returned").items()} == whole
        assert not held.outbox.unrendered.exists()

    def test_nothing_is_drawn_where_it_was_not_kept(self, held, monkeypatch):
        before = contents(held.outbox.reports / "83")
        with monkeypatch.context() as patch:
            patch.setattr(submissions, "newer_over", killed)
            with pytest.raises(KeyboardInterrupt):
                decisions.confirm(held, 2, silent)
        run.publish(held, silent)
        assert contents(held.outbox.reports / "83") == before

    def test_what_is_owed_is_closed_to_others(self, held, monkeypatch):
        monkeypatch.setattr(decisions, "render", killed)
        with pytest.raises(KeyboardInterrupt):
            decisions.confirm(held, 2, silent)
        assert held.outbox.unrendered.stat().st_mode & 0o777 == 0o600


def test_a_decision_that_was_torn_off_is_rendered_by_the_next_run(desk, inbox, monkeypatch):
    drop(inbox, "ก.xlsx", workbook(website=[site(KAMALA, website=SLOT)]))
    ingest(desk, inbox)
    with monkeypatch.context() as patch:
        patch.setattr(decisions, "render_owed", killed)
        with pytest.raises(KeyboardInterrupt):
            decisions.release(desk, [KAMALA], silent)
    site_file = desk.outbox.site / "data" / "websites.csv"
    assert SLOT not in site_file.read_text(encoding="utf-8-sig")
    ingest(desk, inbox)
    assert SLOT in site_file.read_text(encoding="utf-8-sig")
    assert not desk.outbox.unrendered.exists()
