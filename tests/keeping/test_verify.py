"""The proof of the ledger: it holds over a round, and whatever is changed behind its back is found and named."""

import json
import threading

import pytest
from office import SATHIT, codes, site, workbook
from rounds import contents, ingest
from typer.testing import CliRunner

from pipeline import decisions
from pipeline.cli import app
from pipeline.crew.pool import crew
from pipeline.keeping import verify as verifying
from pipeline.keeping.faults import fault
from pipeline.keeping.purge import purge
from pipeline.keeping.verify import Proof, verify
from pipeline.progress import silent
from pipeline.running import merging
from pipeline.running.ledger import LedgerFault
from pipeline.running.lock import alone, at_rest
from pipeline.store.archive import fingerprint
from pipeline.store.database import open_master, writing


def found(proof: Proof) -> dict[str, dict[str, object]]:
    """The faults by key."""
    return {fault.key: dict(fault.parts) for fault in proof.faults}


def sql(desk, *statements: str) -> None:
    with writing(open_master(desk.master)) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def original(desk, receipt: int):
    with open_master(desk.master).connect() as connection:
        sha256 = connection.exec_driver_sql(f"SELECT sha256 FROM submission WHERE receipt = {receipt}").scalar()
    return desk.outbox.archive / f"{sha256}.xlsx"


def test_a_round_holds_and_proving_it_writes_nothing(kept):
    before = contents(kept.outbox.root)
    proof = verify(kept)
    assert proof.faults == ()
    assert proof.counts == {"files": 7, "changes": 30, "purged": 0, "reread": 0, "runs": 3}
    assert contents(kept.outbox.root) == before


def test_so_do_its_originals_read_again(kept):
    proof = verify(kept, reread=True, workers=0)
    assert proof.faults == ()
    assert proof.counts["reread"] == 4, "a web page and an empty file have no rows"


class TestSomebodyAtWork:
    """The master as it was and the files as they are need not agree: nobody is accused for that."""

    def beside(self, monkeypatch, work):
        """``work`` is done once, when the master was read and the archive and the manifests were not."""
        opened, works = verifying.open_trial, iter([work])

        def open_trial(*args, **more):
            engine = opened(*args, **more)
            for one in works:
                one()
            return engine

        monkeypatch.setattr(verifying, "open_trial", open_trial)

    def test_a_run_ends(self, kept, tmp_path, monkeypatch):
        def run_ends():
            with alone(kept):
                ingest(kept, tmp_path / "in", **{"98/ใหม่.xlsx": workbook(website=[site(SATHIT)])})

        self.beside(monkeypatch, run_ends)
        assert verify(kept).faults == ()

    def test_originals_are_purged(self, kept, monkeypatch):
        def purged():
            with alone(kept):
                purge(kept, kept.now.date(), silent)

        self.beside(monkeypatch, purged)
        assert verify(kept).faults == ()

    def test_it_waits_for_who_is_at_work(self, kept, monkeypatch):
        """What a run archives again stands against the purge until it is merged."""
        purge(kept, kept.now.date(), silent)
        stray = kept.outbox.archive / f"{fingerprint(b'')}.xlsx"
        begun, accused = threading.Event(), threading.Event()

        def at_work():
            with alone(kept):
                stray.touch()
                begun.set()
                accused.wait()
                stray.unlink()

        def waiting(desk):
            accused.set()
            return at_rest(desk)

        monkeypatch.setattr(verifying, "at_rest", waiting)
        worker = threading.Thread(target=at_work)
        worker.start()
        begun.wait()
        assert verify(kept).faults == ()
        assert accused.is_set()
        worker.join()

    def test_what_is_wrong_is_said_all_the_same(self, kept):
        with alone(kept):
            pass
        original(kept, 1).unlink()
        assert found(verify(kept)).keys() == {"archive_missing"}


def test_after_central_staff_decided(kept, tmp_path, monkeypatch):
    """A held submission has other rows in its run's manifest once it was confirmed; a withdrawn one has the same."""
    monkeypatch.setattr(decisions, "crew", lambda bench, _workers, place: crew(bench, 0, place))
    changed = workbook(website=[site(code, website=f"http://www.new{code}.go.th") for code in codes("83")])
    assert ingest(kept, tmp_path / "in", **{"83/ใหม่.xlsx": changed}) == [8]
    assert verify(kept).faults == ()
    assert decisions.confirm(kept, 8, silent)
    assert decisions.withdraw(kept, 6, silent)
    assert verify(kept, reread=True, workers=0).faults == ()


class TestTheArchive:
    def test_a_file_that_was_changed(self, kept):
        path = original(kept, 1)
        path.write_bytes(b"other")
        assert found(verify(kept)) == {"archive_changed": {"file": path.name}}

    def test_a_file_that_is_gone(self, kept):
        path = original(kept, 1)
        path.unlink()
        assert found(verify(kept)) == {"archive_missing": {"receipt": 1, "file": path.name}}

    def test_a_file_that_nobody_sent(self, kept):
        (kept.outbox.archive / "stranger.xlsx").write_bytes(b"x")
        assert found(verify(kept)) == {"archive_stray": {"file": "stranger.xlsx"}}

    def test_one_that_is_not_taken_in_yet(self, kept, tmp_path, monkeypatch):
        """Its ledger did not balance, or a run is at work or was torn off: it is said, and accuses nobody."""

        def unbalanced(*_args):
            raise LedgerFault("x")

        monkeypatch.setattr(merging, "balance", unbalanced)
        data = workbook(website=[site(website="http://www.c.go.th")])
        assert ingest(kept, tmp_path / "in", **{"83/c.xlsx": data}) == [0]
        monkeypatch.undo()
        name = f"{fingerprint(data)}.xlsx"
        proof = verify(kept)
        assert (proof.faults, proof.remarks) == ((), (fault("archive_waiting", file=name),))
        done = CliRunner().invoke(app, ["verify", "--outbox", str(kept.outbox.root), "--lang", "en"])
        assert (done.exit_code, f"{name}: archived, not taken in yet" in done.output) == (0, True)
        (kept.outbox.archive / name).write_bytes(data + b"x")
        assert found(verify(kept)) == {"archive_stray": {"file": name}}
        (kept.outbox.archive / name).write_bytes(data)
        assert ingest(kept, tmp_path / "in") == [8]
        assert (verify(kept).faults, verify(kept).remarks) == ((), ())

    def test_what_a_killed_run_was_writing_is_no_file(self, kept):
        (kept.outbox.archive / f".{'0' * 64}.here-1-00000000.partial").write_bytes(b"half")
        assert (verify(kept).faults, verify(kept).remarks) == ((), ())


class TestTheMaster:
    def test_a_value(self, kept):
        sql(kept, "UPDATE website SET website = 'http://www.evil.go.th' WHERE lao_id = '830203'")
        assert found(verify(kept)) == {"history": {"table": "website", "unit": "830203 2557 0"}}

    def test_a_statement(self, kept):
        sql(kept, "DELETE FROM change WHERE receipt = 7 AND action = 'delete'")
        assert found(verify(kept))["history"]["table"] == "contact"

    def test_a_receipt(self, kept):
        sql(kept, "DELETE FROM submission WHERE receipt = 6")
        faults = found(verify(kept))
        assert faults["receipt_missing"] == faults["history_receipt"] == {"receipt": 6}
        assert faults["run_receipt"] == {"run": "20140722-140000", "receipt": 6}
        assert "history" in faults
        assert [one.key for one in verify(kept).remarks] == ["archive_waiting"]

    def test_a_fate(self, kept):
        sql(kept, """UPDATE submission SET fates = '[["contact", "accepted", 9]]' WHERE receipt = 2""")
        assert found(verify(kept)).keys() == {"run_differs"}

    @pytest.mark.parametrize("column", ["name", "sha256", "province"])
    def test_what_a_receipt_says(self, kept, column):
        sql(kept, f"UPDATE submission SET {column} = 'x' WHERE receipt = 2")
        assert found(verify(kept))["run_differs"] == {"run": "20140715-093000", "receipt": 2}

    def test_a_damaged_file(self, kept):
        data = bytearray(kept.outbox.database.read_bytes())
        data[4096 : 4096 * 12] = b"\xff" * (4096 * 11)
        kept.outbox.database.write_bytes(bytes(data))
        assert found(verify(kept)).keys() == {"master_damaged"}
        kept.outbox.database.write_bytes(b"no database at all, whatever its name says" * 100)
        assert found(verify(kept)).keys() == {"master_damaged"}


class TestTheRuns:
    @pytest.fixture
    def manifest(self, kept):
        """Edit the first manifest."""
        path = kept.outbox.runs / "20140715-093000.json"

        def edit(change):
            manifest = json.loads(path.read_text("utf-8"))
            change(manifest)
            path.write_text(json.dumps(manifest), "utf-8")
            return found(verify(kept))

        return edit

    def test_a_ledger_that_does_not_balance(self, manifest):
        assert manifest(lambda run: run["ledger"].update(rows=1)) == {"run_unbalanced": {"run": "20140715-093000"}}

    def test_other_counts_than_the_master_s(self, manifest):
        def edit(run):
            run["files"][0]["fates"]["website"]["accepted"] += 1
            run["ledger"]["rows"] += 1
            run["ledger"]["fates"]["accepted"] += 1

        assert manifest(edit).keys() == {"run_differs"}

    def test_a_receipt_that_is_nobody_s(self, manifest):
        assert manifest(lambda run: run["files"][0].update(receipt=99)).keys() == {"run_receipt", "run_missing"}

    def test_a_status(self, manifest):
        assert manifest(lambda run: run["files"][0].update(status="refused")).keys() == {"run_differs"}

    def test_one_that_cannot_be_read_and_one_that_is_gone(self, kept):
        (kept.outbox.runs / "20140715-093000.json").write_text('{"run": 1')
        (kept.outbox.runs / "20140722-140000.json").unlink()
        first, second = "20140715-093000", "20140722-140000"
        assert [(one.key, one.parts["run"]) for one in verify(kept).faults] == [
            ("run_unreadable", first), ("run_missing", first), ("run_missing", second),
        ]  # fmt: skip


class TestTheOriginals:
    """What only reading them again can tell: the master contradicts nothing but them."""

    def check(self, kept):
        assert verify(kept).faults == ()
        return found(verify(kept, reread=True, workers=0))

    def test_a_value_changed_in_history_and_master_alike(self, kept):
        sql(
            kept,
            "UPDATE website SET website = 'http://www.evil.go.th' WHERE lao_id = '830101'",
            "UPDATE change SET \"values\" = replace(\"values\", 'http://www.lao02830101.go.th', 'http://www.evil.go.th')",
        )
        assert self.check(kept).keys() == {"original_value"}

    def test_a_person_s_number_likewise(self, kept):
        sql(
            kept,
            "UPDATE contact SET phones = replace(phones, '+66812345678', '+66800000000')",
            "UPDATE change SET \"values\" = replace(\"values\", '+66812345678', '+66800000000')",
        )
        faults = self.check(kept)
        assert faults.keys() == {"original_value"}
        assert "812345678" not in str(faults)

    def test_a_finding_that_was_struck_out(self, kept):
        sql(kept, "DELETE FROM finding WHERE rule = 'CT004'", "UPDATE finding SET key = key")
        assert self.check(kept) == {}, "the other cells of the person were taken"

    def test_a_statement_struck_out_with_its_value(self, kept):
        sql(kept, "DELETE FROM change WHERE lao_id = '830101'", "DELETE FROM website WHERE lao_id = '830101'")
        assert self.check(kept).keys() == {"original_cell"}

    def test_rows_that_were_never_there(self, kept):
        path = kept.outbox.runs / "20140715-093000.json"
        run = json.loads(path.read_text("utf-8"))
        run["files"][1]["fates"]["contact"]["accepted"] += 1
        run["ledger"]["rows"] += 1
        run["ledger"]["fates"]["accepted"] += 1
        path.write_text(json.dumps(run), "utf-8")
        more = "replace(fates, '\"accepted\", 1]', '\"accepted\", 2]')"
        sql(kept, f"UPDATE submission SET fates = {more} WHERE receipt = 2")
        assert self.check(kept)["original_rows"] == {"receipt": 2, "table": "contact", "n": 3, "m": 4}


def test_it_says_where_and_never_whom(kept):
    sql(kept, "UPDATE contact SET name = 'นายใครก็ไม่รู้'")
    assert {fault.key for fault in verify(kept).faults} == {"history"}
    assert "ใคร" not in str(verify(kept).faults)
