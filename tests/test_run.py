"""The whole flow on an outbox of its own, files in and everything out, in this process."""

import csv
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from office import DEMO, NOW, SATHIT, codes, contact, desk_at, make_desk, site, workbook
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli import app
from pipeline.crew.pool import crew
from pipeline.progress import silent
from pipeline.running.ledger import LedgerFault, balance
from pipeline.store.outbox import manifests, run_id

PHUKET, SATHIT_FILE = "83/ภูเก็ต.xlsx", "98/สาธิต.xlsx"
PERSON = "นายประหยัด ยิ่งเอก"


def phuket(*rows, **tables):
    return workbook(website=rows or [site(code) for code in codes("83")], **tables)


def sathit():
    return workbook(website=[site(code) for code in codes("98")], contact=[contact(SATHIT, person1_phone="")])


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def drop(inbox: Path, **files: bytes) -> None:
    """Put files into the inbox: path -> content; later ones are newer."""
    for path, data in files.items():
        file = inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        moment = NOW.timestamp() + len(list(inbox.rglob("*")))
        os.utime(file, (moment, moment))


def ingest(desk, inbox, *, dry_run=False):
    return run.ingest(desk, inbox, workers=0, dry_run=dry_run, progress=silent)


def left(inbox: Path) -> list[str]:
    """The files still in the inbox."""
    return sorted(str(path.relative_to(inbox)) for path in inbox.rglob("*") if not path.is_dir())


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a folder and its bytes."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The files that came, went or changed."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def findings_csv(desk, province: str) -> list[tuple[str, str, str, str]]:
    """(file, cell, rule, status) of a province's report."""
    with (desk.outbox.reports / province / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["file"], row["cell"], row["rule"], row["status"]) for row in csv.DictReader(file)]


@pytest.fixture
def sent(desk, inbox):
    """A desk where both provinces have sent one file."""
    drop(inbox, **{PHUKET: phuket(), SATHIT_FILE: sathit()})
    ingest(desk, inbox)
    return desk


class TestARound:
    def test_what_it_leaves(self, sent, inbox):
        assert left(inbox) == []
        assert len(list(sent.outbox.archive.iterdir())) == 2
        for path in ("site/index.html", "site/provinces/83.html", "site/data/websites.csv", "reports/index.html",
                     "reports/83/report.html", "reports/98/findings.json", "reports/central.csv", "master/websites.csv",
                     "master/contacts.xlsx", "master/certifications.csv"):  # fmt: skip
            assert (sent.outbox.root / path).is_file(), path
        assert not sent.outbox.unrendered.exists()
        assert ("สาธิต.xlsx", "I3", "CT004", "new") in findings_csv(sent, "98")

    def test_its_manifest(self, sent):
        (manifest,) = manifests(sent.outbox)
        assert [(one["receipt"], one["province"], one["status"]) for one in manifest["files"]] == [
            (1, "83", "accepted"), (2, "98", "accepted")
        ]  # fmt: skip
        fates = sum(n for one in manifest["files"] for table in one["fates"].values() for n in table.values())
        assert manifest["ledger"]["rows"] == fates == 19 + 14 + 1 + 4

    def test_the_same_files_again_write_a_manifest_and_nothing_else(self, sent, inbox):
        before = contents(sent.outbox.root)
        drop(inbox, **{PHUKET: phuket(), SATHIT_FILE: sathit()})
        merged = ingest(sent, inbox)
        assert [(one.status, one.receipt) for one in merged] == [("known", 0)] * 2
        assert [dict(one.found) for one in merged] == [{"WB008": 1}] * 2
        assert left(inbox) == []
        (name,) = changed(before, contents(sent.outbox.root))
        assert name == "runs/20140715-093000-2.json"
        assert manifests(sent.outbox)[1]["ledger"]["rows"] == 0

    def test_many_runs_of_one_second_keep_their_order(self, sent):
        for n in range(2, 12):
            (sent.outbox.runs / f"{run_id(sent.outbox, '20140715-093000')}.json").write_text(f'{{"run": {n}}}')
        assert [one["run"] for one in manifests(sent.outbox)] == ["20140715-093000", *range(2, 12)]

    def test_an_empty_inbox_writes_nothing(self, sent, inbox):
        before = contents(sent.outbox.root)
        assert ingest(sent, inbox) == []
        assert changed(before, contents(sent.outbox.root)) == set()

    def test_one_province_s_file_changes_only_its_own_report(self, sent, inbox):
        before = contents(sent.outbox.reports)
        drop(inbox, **{"98/แก้ไข.xlsx": workbook(contact=[contact(SATHIT)])})
        ingest(sent, inbox)
        after = changed(before, contents(sent.outbox.reports))
        assert {name.partition("/")[0] for name in after if "/" in name} == {"98"}
        assert ("สาธิต.xlsx", "I3", "CT004", "fixed") in findings_csv(sent, "98")

    def test_the_same_input_gives_the_same_output(self, sent, inbox, demo_outbox, tmp_path):
        shutil.copytree(demo_outbox, tmp_path / "twin")
        twin = desk_at(tmp_path / "twin")
        drop(inbox, **{SATHIT_FILE: sathit(), PHUKET: phuket()})
        os.utime(inbox / PHUKET, (NOW.timestamp() - 1,) * 2)
        ingest(twin, inbox)
        first, second = contents(sent.outbox.root), contents(twin.outbox.root)
        assert changed(first, second) <= {"master/master.sqlite"}

    def test_files_are_received_by_revision_then_time_then_name(self, desk, inbox):
        names = ("ภูเก็ต ครั้งที่ 2.xlsx", "ภูเก็ต b.xlsx", "ภูเก็ต a.xlsx", "ภูเก็ต c.xlsx")
        drop(inbox, **{f"83/{name}": phuket(site(website=f"http://www.{n}.go.th")) for n, name in enumerate(names)})
        for name in names[:3]:
            os.utime(inbox / "83" / name, (NOW.timestamp(),) * 2)
        os.utime(inbox / "83" / names[3], (NOW.timestamp() - 60,) * 2)
        merged = ingest(desk, inbox)
        assert [(one.receipt, one.arrival.name) for one in merged] == [
            (n, names[i]) for n, i in enumerate((3, 2, 1, 0), 1)
        ]

    def test_central_staff_s_correction_is_in_the_province_s_report(self, sent, inbox):
        drop(inbox, **{"central/แก้.xlsx": workbook(contact=[contact(SATHIT)])})
        ingest(sent, inbox)
        assert ("สาธิต.xlsx", "I3", "CT004", "fixed") in findings_csv(sent, "98")
        assert not (sent.outbox.reports / "unassigned").exists()


class TestBadFiles:
    def test_each_is_archived_and_reported_and_the_others_go_on(self, desk, inbox):
        bad = {
            "83/หน้าเว็บ.xls": b"<html><table><tr><td>x</td></tr></table></html>",
            "83/ว่าง.xlsx": b"",
            "83/ปก.xlsx": workbook(website=[]),
            "รวม.xlsx": workbook(website=[site(), site(SATHIT)]),
        }
        drop(inbox, **bad, **{SATHIT_FILE: sathit(), "83/~$a.xlsx": b"temporary"})
        merged = {one.arrival.name: one for one in ingest(desk, inbox)}
        assert {name: one.status for name, one in merged.items()} == {
            "หน้าเว็บ.xls": "refused", "ว่าง.xlsx": "refused", "ปก.xlsx": "accepted", "รวม.xlsx": "refused",
            "สาธิต.xlsx": "accepted", "~$a.xlsx": "refused",
        }  # fmt: skip
        assert left(inbox) == ["83/~$a.xlsx"]
        assert len(list(desk.outbox.archive.iterdir())) == 5
        found = {(file, rule) for file, _, rule, _ in findings_csv(desk, "83")}
        assert found >= {("หน้าเว็บ.xls", "WB003"), ("ว่าง.xlsx", "WB001"), ("ปก.xlsx", "SH009"), ("~$a.xlsx", "WB009")}
        assert {rule for _, _, rule, _ in findings_csv(desk, "unassigned")} >= {"WB006"}
        assert ("สาธิต.xlsx", "I3", "CT004", "new") in findings_csv(desk, "98")

    def test_one_cause_is_said_of_a_file_that_cannot_be_opened(self, desk, inbox):
        drop(inbox, **{"ใคร.xlsx": b"PK\x03\x04 not really"})
        (merged,) = ingest(desk, inbox)
        assert merged.found == {"WB001": 1}

    def test_rows_of_nobody_are_counted(self, desk, inbox):
        drop(inbox, **{"รวม.xlsx": workbook(website=[site(), site(SATHIT)])})
        (merged,) = ingest(desk, inbox)
        assert merged.fates == {("website", "withheld"): 2, ("website", "header"): 1}

    def test_a_faulty_ledger_rolls_back_its_file_alone(self, desk, inbox, monkeypatch):
        def tampered(submission, outcome, rules):
            if submission.province == "83":
                raise LedgerFault("rows")
            balance(submission, outcome, rules)

        monkeypatch.setattr("pipeline.running.merging.balance", tampered)
        drop(inbox, **{PHUKET: phuket(), SATHIT_FILE: sathit()})
        merged = ingest(desk, inbox)
        assert [(one.status, one.receipt) for one in merged] == [("faulty", 0), ("accepted", 1)]
        assert left(inbox) == [PHUKET]
        assert [one.get("fault") for one in manifests(desk.outbox)[0]["files"]] == ["rows", None]
        monkeypatch.undo()
        assert [one.status for one in ingest(desk, inbox)] == ["accepted"]
        assert left(inbox) == []

    @pytest.mark.parametrize("what", ["crew.prepare.claim", "running.judge.validate", "running.merging.merge"])
    def test_a_fault_of_ours_keeps_out_its_file_alone(self, desk, inbox, monkeypatch, capfd, what):
        module, _, name = f"pipeline.{what}".rpartition(".")
        sound = getattr(importlib.import_module(module), name)

        def faulty(first, *args, **more):
            named = first if isinstance(first, list) else [first]
            if any(getattr(one, "arrival", one).path == PHUKET for one in named):
                raise IndexError(PERSON)
            return sound(first, *args, **more)

        monkeypatch.setattr(f"pipeline.{what}", faulty)
        drop(inbox, **{PHUKET: phuket(), SATHIT_FILE: sathit()})
        assert sorted((one.status, one.fault) for one in ingest(desk, inbox)) == [
            ("accepted", ""),
            ("faulty", "IndexError"),
        ]
        told = capfd.readouterr().err
        assert ("IndexError" in told, PERSON in told) == (True, False)
        assert left(inbox) == [PHUKET]
        monkeypatch.undo()
        assert [one.status for one in ingest(desk, inbox)] == ["accepted"]


def test_a_dry_run_changes_nothing(sent, inbox):
    drop(inbox, **{"98/แก้ไข.xlsx": workbook(contact=[contact(SATHIT)]), PHUKET: phuket()})
    before, waiting = contents(sent.outbox.root), contents(inbox)
    merged = ingest(sent, inbox, dry_run=True)
    assert sorted(one.status for one in merged) == ["accepted", "known"]
    assert (contents(sent.outbox.root), contents(inbox)) == (before, waiting)


def test_check_changes_nothing(sent, inbox, monkeypatch):
    drop(inbox, **{"ภูเก็ต/a.xlsx": phuket(site(website="")), "ภูเก็ต/b.xlsx": phuket(site(website=""))})
    before = contents(sent.outbox.root)
    monkeypatch.setattr(run, "crew", lambda bench, _workers, place: crew(bench, 0, place))
    merged = run.check(sent, sorted((inbox / "ภูเก็ต").iterdir()), silent)
    assert [{"XS005"} <= {finding.rule for finding in one.outcome.findings} for one in merged] == [True, False]
    assert contents(sent.outbox.root) == before


class TestCommands:
    """What the command line answers; outboxes are made without any list where a command must not get that far."""

    def call(self, *words):
        return CliRunner().invoke(app, [str(word) for word in words])

    def test_no_register(self, tmp_path, inbox):
        drop(inbox, **{PHUKET: phuket()})
        done = self.call("ingest", "--inbox", inbox, "--outbox", tmp_path / "new", "--lang", "en")
        assert (done.exit_code, "make registry" in done.output) == (2, True)
        assert left(inbox) == [PHUKET]

    def test_no_inbox(self, tmp_path):
        done = self.call("ingest", "--inbox", tmp_path / "nowhere", "--outbox", tmp_path / "new")
        assert (done.exit_code, "nowhere" in done.output) == (2, True)

    @pytest.mark.parametrize(
        ("line", "what"),
        [("newest_year = 2014", "2014"), ('deadline = "2014-07-31"', "deadline"), ("closed_years = [2557]", "closed"),
         ("newest_yaer = 2557", "newest_yaer"), ('unsigned_forms = "maybe"', "maybe"), ("newest_year = 'N'", "int")],
    )  # fmt: skip
    def test_settings_that_contradict(self, demo_outbox, tmp_path, inbox, line, what):
        settings = tmp_path / "settings.toml"
        settings.write_text(f"[round]\n\n{line}\n")
        drop(inbox, **{PHUKET: phuket()})
        before = contents(demo_outbox)
        done = self.call("ingest", "--inbox", inbox, "--outbox", demo_outbox, "--settings", settings)
        assert (done.exit_code, f"{settings}:3: " in done.output, what in done.output) == (2, True, True)
        assert changed(before, contents(demo_outbox)) == set()
        assert left(inbox) == [PHUKET]

    @pytest.mark.parametrize(("rows", "status"), [([site()], 0), ([site(website="")], 1)])
    def test_exit_status(self, desk, inbox, rows, status, monkeypatch):
        ingest_ = run.ingest
        monkeypatch.setattr(run, "ingest", lambda *args, **more: ingest_(*args, **{**more, "workers": 0}))
        drop(inbox, **{PHUKET: phuket(*rows)})
        options = ("--outbox", desk.outbox.root, "--reference", DEMO, "--now", "2014-07-15T09:30:00")
        assert self.call("ingest", "--inbox", inbox, *options).exit_code == status

    def test_our_own_fault_is_told_and_nothing_of_a_person(self, desk, inbox, monkeypatch):
        def tampered(*_args):
            raise LedgerFault("Sheet1!G3 was neither taken nor reported")

        ingest_ = run.ingest
        monkeypatch.setattr("pipeline.running.merging.balance", tampered)
        monkeypatch.setattr(run, "ingest", lambda *args, **more: ingest_(*args, **{**more, "workers": 0}))
        drop(inbox, **{PHUKET: phuket(contact=[contact()])})
        done = self.call("ingest", "--inbox", inbox, "--outbox", desk.outbox.root, "--reference", DEMO)
        assert (done.exit_code, "Sheet1!G3" in done.output) == (2, True)
        assert "สมชาย" not in done.output

    @pytest.mark.parametrize("words", [["--help"], ["ingest", "--help"], ["status"]])
    def test_what_is_quick_loads_nothing_heavy(self, tmp_path, words):
        code = (
            "import sys; from pipeline.cli import app; sys.argv[1:] = {words!r}\n"
            "try: app()\nexcept SystemExit: pass\n"
            "print(sorted(m for m in {heavy!r} if m in sys.modules), file=sys.stderr)"
        )
        heavy = ["pandas", "pandera", "sqlalchemy", "openpyxl", "xlsxwriter", "numpy", "publicsuffixlist"]
        options = ["--outbox", str(tmp_path)] if words == ["status"] else []
        done = subprocess.run(
            [sys.executable, "-c", code.format(words=[*words, *options], heavy=heavy)],
            capture_output=True, text=True, check=True, cwd=Path(run.__file__).parent.parent,
        )  # fmt: skip
        assert done.stderr.strip().splitlines()[-1] == "[]"


def test_an_unchanged_inbox_loads_no_pandas(sent, inbox):
    """Nothing is validated where every file is known (design §11)."""
    drop(inbox, **{PHUKET: phuket()})
    code = (
        "import sys; from pipeline.cli import app; sys.argv[1:] = {words!r}\n"
        "try: app()\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'pandera') if m in sys.modules], file=sys.stderr)"
    )
    words = ["ingest", "--inbox", str(inbox), "--outbox", str(sent.outbox.root), "--reference", str(DEMO)]
    done = subprocess.run(
        [sys.executable, "-c", code.format(words=words)], capture_output=True, text=True, check=True,
        cwd=Path(run.__file__).parent.parent,
    )  # fmt: skip
    assert left(inbox) == []
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_the_master_is_closed_to_others(tmp_path):
    desk = make_desk(tmp_path / "outbox")
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (desk.outbox.master, desk.outbox.database)}
    assert modes == {"master": "0o700", "master.sqlite": "0o600"}
