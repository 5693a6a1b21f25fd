"""What is asked for in a way that cannot be done: one sentence that names cause and remedy, exit 2, no traceback."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from office import DEMO, KAMALA, NOW, PAO, codes, site, workbook
from typer.testing import CliRunner

from pipeline import decisions, demo, run
from pipeline.cli import app
from pipeline.cli.options import day
from pipeline.crew.pool import crew
from pipeline.lists import import_list
from pipeline.progress import silent
from pipeline.store.outbox import read_board, write_board
from pipeline.terminal.words import ENGLISH, THAI
from schemas.reference import SHIPPED

ROOT = Path(run.__file__).parent.parent
REGISTER = DEMO / "register.csv"


def call(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def refused(*words) -> str:
    """What a command says that cannot be done."""
    done = call(*words)
    assert (done.exit_code, isinstance(done.exception, SystemExit)) == (2, True), done.exception
    assert "Traceback" not in done.output
    return done.output.strip()


@pytest.fixture
def shipped(desk):
    """An outbox whose register has สาธิต, with none but the shipped lists at hand."""
    return desk.outbox.root


@pytest.fixture
def own(shipped):
    """The same, with the lists of its own that the demo gives it."""
    demo.keep_lists(shipped / "reference")
    return shipped


class TestFolders:
    def test_a_reference_that_is_not_there(self, shipped):
        assert "nope" in refused("status", "--outbox", shipped, "--reference", "nope")
        assert "No such folder" in refused("status", "--outbox", shipped, "--reference", "nope", "--lang", "en")

    def test_settings_that_are_not_there(self, shipped):
        assert "nope.toml" in refused("status", "--outbox", shipped, "--settings", "nope.toml")

    @pytest.mark.parametrize("below", ["", "/below/it"])
    @pytest.mark.parametrize("words", [["registry", REGISTER], ["publish"], ["forms"], ["rules"], ["demo"]])
    def test_an_outbox_that_is_a_file_or_under_one(self, tmp_path, words, below):
        file = tmp_path / "file"
        file.write_text("x")
        said = refused(*words, "--outbox", f"{file}{below}")
        assert ("โฟลเดอร์" in said, str(file) in said, said.count("\n")) == (True, True, 0)
        assert file.read_text() == "x"

    def test_the_demo_leaves_a_real_outbox_alone(self, own):
        before = sorted(own.rglob("*"))
        assert str(own) in refused("demo", "--outbox", own)
        assert sorted(own.rglob("*")) == before

    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no such folder here")
    def test_an_outbox_where_no_folder_can_be_made(self):
        assert "/proc/x" in refused("registry", REGISTER, "--outbox", "/proc/x/outbox")


class TestProvinces:
    @pytest.mark.parametrize("province", ["83", "ภูเก็ต", "จ.ภูเก็ต", "๘๓"])
    def test_forms_of_one_by_code_or_name(self, own, province):
        assert call("forms", "--province", province, "--outbox", own).exit_code == 0
        assert [path.name for path in (own / "forms").glob("*.xlsx")] == ["83.xlsx"]

    @pytest.mark.parametrize("province", ["ภูเก็ดด", "99", "10", "50"])
    def test_forms_of_none(self, own, province):
        assert province in refused("forms", "--province", province, "--outbox", own)

    @pytest.mark.parametrize(
        "words", [["status"], ["publish"], ["publish", "--as-of", "2014-07-01"], ["forms"], ["release", KAMALA]]
    )
    def test_one_that_the_lists_lack_is_named(self, shipped, words):
        said = refused(*words, "--outbox", shipped)
        assert ("98" in said, "reference" in said) == (True, True)

    @pytest.mark.parametrize("words", [["status"], ["publish"], ["publish", "--as-of", "2014-07-01"]])
    def test_the_outbox_s_own_lists_win(self, own, words):
        assert call(*words, "--outbox", own).exit_code == 0

    def test_a_backup_has_the_outbox_s_own_lists(self, own, tmp_path):
        assert call("backup", tmp_path / "bag", "--outbox", own).exit_code == 0
        assert call("restore", tmp_path / "bag", "--outbox", tmp_path / "again").exit_code == 0
        assert (tmp_path / "again/reference/provinces.csv").read_bytes() == (DEMO / "provinces.csv").read_bytes()

    def test_the_demo_gives_lists_alone(self, own):
        assert {path.name for path in (own / "reference").iterdir()} <= {path.name for path in SHIPPED.iterdir()}


class TestStatus:
    def test_without_a_register(self, tmp_path):
        assert refused("status", "--outbox", tmp_path / "new") == THAI["no_register"]
        assert not (tmp_path / "new").exists()

    def test_before_anybody_has_sent(self, own):
        done = call("status", "--outbox", own, "--lang", "en")
        assert done.exit_code == 0
        phuket = next(line for line in done.output.splitlines() if line.startswith("Phuket"))
        assert ("not sent" in phuket, f" {len(codes('83'))} " in phuket) == (True, True)

    def test_a_master_without_a_board(self, own):
        (own / "master" / "board.json").unlink()
        assert refused("status", "--outbox", own) == THAI["no_board"]

    def test_a_later_register_does_not_undo_what_was_rendered(self, desk):
        run.publish(desk, silent)
        write_board(desk.outbox, [{**one, "files": 7} for one in read_board(desk.outbox)])
        import_list(desk, "registry", REGISTER, as_of=NOW)
        assert {one["files"] for one in read_board(desk.outbox)} == {7}

    def test_a_board_loads_nothing_heavy(self, own):
        code = (
            f"import sys; from pipeline.cli import app; sys.argv[1:] = ['status', '--outbox', {str(own)!r}]\n"
            "try: app()\nexcept SystemExit as end: assert not end.code\n"
            "print([m for m in ('pandas', 'sqlalchemy', 'numpy', 'openpyxl') if m in sys.modules], file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
        assert done.stderr.strip() == "[]"


class TestDays:
    @pytest.mark.parametrize("text", ["2014-07-21", "2557-07-21"])
    def test_of_either_era(self, text):
        assert day(text).date() == date(2014, 7, 21)

    def test_a_leap_day_of_the_buddhist_era(self):
        assert day("2559-02-29").date() == date(2016, 2, 29)

    @pytest.mark.parametrize("text", ["21/7/2557", "2557", "2557-02-30", "๒๕๕๗", "", "12557-01-01"])
    @pytest.mark.parametrize(
        "words", [["purge", "--before"], ["publish", "--as-of"], ["registry", REGISTER, "--as-of"]]
    )
    def test_what_is_none(self, words, text, shipped):
        assert "ปี-เดือน-วัน" in refused(*words, text, "--outbox", shipped)

    def test_the_directory_of_a_day_before_the_first_register(self, own):
        assert "2556" in refused("publish", "--as-of", "2013-12-31", "--outbox", own)
        assert not list(own.glob("site-*"))

    def test_nothing_to_purge(self, own):
        done = call("purge", "--before", "2557-07-01", "--outbox", own)
        assert (done.exit_code, "2014-07-01" in done.output, "ไม่มีไฟล์ต้นฉบับ" in done.output) == (0, True, True)


def test_nothing_to_verify(tmp_path):
    assert str(tmp_path / "new") in refused("verify", "--outbox", tmp_path / "new")
    assert not (tmp_path / "new").exists()


class TestReceipts:
    @pytest.fixture
    def outbox(self, core, monkeypatch):
        """1 accepted, 2 and 3 held, 4 withdrawn."""
        monkeypatch.setattr(decisions, "crew", lambda bench, _workers, place: crew(bench, 0, place))
        core.send(workbook(website=[site(code) for code in codes("83")]))
        for host in ("new", "newer"):
            core.send(workbook(website=[site(code, website=f"http://www.{host}{code}.go.th") for code in codes("83")]))
        core.send(workbook(website=[site(website="http://www.kamala.go.th")]))
        demo.keep_lists(core.desk.outbox.root / "reference")
        assert decisions.withdraw(core.desk, 4, silent)
        return core.desk.outbox.root

    @pytest.mark.parametrize(
        ("command", "receipt", "key"),
        [("confirm", 1, "accepted"), ("confirm", 4, "withdrawn"), ("confirm", 9, "unknown"), ("withdraw", 2, "held"),
         ("withdraw", 4, "withdrawn")],
    )  # fmt: skip
    def test_what_one_is_and_which_wait(self, outbox, command, receipt, key):
        said = refused(command, receipt, "--outbox", outbox)
        assert said.splitlines() == [
            THAI[f"receipt_{key}"].format(receipt=receipt), THAI["held_receipts"].format(receipts="2, 3")
        ]  # fmt: skip

    def test_every_status_has_its_sentence(self):
        keys = {f"receipt_{status}" for status in ("accepted", "refused", "held", "withdrawn", "unknown")}
        assert keys <= THAI.keys() & ENGLISH.keys()


def test_a_held_website_is_released_by_the_command_shown(core):
    core.send(workbook(website=[site(website="http://www.kamala-slot888.com"), site(PAO)]))
    run.publish(core.desk, silent)
    assert f"make release LAO={KAMALA}" in (core.desk.outbox.reports / "central.html").read_text("utf-8")
    lost = KAMALA.lstrip("0")
    assert decisions.release(core.desk, [lost], silent) == {lost: "http://www.kamala-slot888.com"}


@pytest.mark.parametrize(
    ("target", "name"),
    [("registry", "FILE"), ("certified", "FILE"), ("successions", "FILE"), ("check", "FILE"), ("backup", "DEST"),
     ("restore", "SRC"), ("release", "LAO"), ("confirm", "RECEIPT"), ("withdraw", "RECEIPT")],
)  # fmt: skip
def test_a_make_target_asks_for_what_it_needs(target, name):
    done = subprocess.run(["make", "-o", "setup", target], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, f"โปรดระบุ {name}=" in done.stderr) == (2, True)
