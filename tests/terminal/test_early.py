"""What is answered early is answered as the ordinary way would, and nothing is answered early that needs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from filelock import FileLock
from office import DEMO, KAMALA, NOW, PAO, SATHIT, contact, site, workbook

from pipeline import run
from pipeline.cli import main
from pipeline.terminal import again
from pipeline.terminal.early import answered, options

HTML = b"<html><table><tr><td>x</td></tr></table></html>"
PHUKET, SATHIT_FILE, PAGE = "83/ภูเก็ต.xlsx", "98/สาธิต [b].xlsx", "83/หน้าเว็บ.xls"
FILES = {
    PHUKET: workbook(website=[site(KAMALA, website="")]),
    SATHIT_FILE: workbook(website=[site(SATHIT)], contact=[contact(SATHIT)]),
    PAGE: HTML,
}
HEAVY = {"typer", "rich", "pydantic", "sqlalchemy", "pandas", "openpyxl", "jinja2", "multiprocessing"}


class Place(NamedTuple):
    """One inbox and its outbox."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    def drop(self, **files: bytes) -> None:
        """Put files into the inbox: path -> content."""
        for path, data in files.items():
            file = self.inbox / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            os.utime(file, (NOW.timestamp(),) * 2)

    def words(self, *more: str) -> list[str]:
        """The usual command line."""
        given = {"--inbox": self.inbox, "--outbox": self.outbox, "--reference": DEMO, "--now": "2014-07-15T10:00:00"}
        return ["ingest", *(str(word) for option in given.items() for word in option), *more]

    def contents(self) -> dict[str, bytes]:
        """Every file and its bytes."""
        return {str(path.relative_to(self.root)): path.read_bytes() for path in self.root.rglob("*") if path.is_file()}


class Ended(NamedTuple):
    """What a command left behind, and what it said."""

    code: int
    said: tuple[str, str]
    left: dict[str, bytes]


def ordinary(words, monkeypatch) -> int:
    """The exit status of the ordinary way, in this process."""
    ingest = run.ingest
    with monkeypatch.context() as patch:
        patch.setattr(run, "ingest", lambda *args, **more: ingest(*args, **{**more, "workers": 0}))
        patch.setattr(sys, "argv", ["pipeline", *words])
        with pytest.raises(SystemExit) as end:
            main()
    return int(end.value.code or 0)


@pytest.fixture(scope="module")
def sent(demo_outbox, tmp_path_factory) -> Place:
    """A place whose files were taken in once, to be copied."""
    place = Place(tmp_path_factory.mktemp("sent"))
    shutil.copytree(demo_outbox, place.outbox)
    place.drop(**FILES)
    with pytest.MonkeyPatch.context() as patch:
        assert ordinary(place.words(), patch) == 1
    return place


@pytest.fixture
def place(sent, tmp_path) -> Place:
    """The same files put in again."""
    place = Place(tmp_path / "place")
    shutil.copytree(sent.root, place.root)
    place.drop(**FILES)
    return place


def both(place, monkeypatch, capsys, *more) -> tuple[bool, Ended, Ended]:
    """Whether the command was answered early, and what came of it early (if so) and in the ordinary way."""
    before, words = place.root.with_name("before"), place.words(*more)
    shutil.copytree(place.root, before, symlinks=True)
    capsys.readouterr()
    early = answered(words)
    code = ordinary(words, monkeypatch) if early is None else early
    first = Ended(code, tuple(capsys.readouterr()), place.contents())
    shutil.rmtree(place.root)
    before.rename(place.root)
    second = Ended(ordinary(words, monkeypatch), tuple(capsys.readouterr()), place.contents())
    return early is not None, first, second


def renamed(place):
    (place.inbox / PHUKET).rename(place.inbox / "83" / ("ชื่ออื่นที่ยาวกว่า" * 4 + ".xlsx"))


def twice(place):
    place.drop(**{"83/สอง.xlsx": FILES[PHUKET]})


def without_its_original(place):
    for path in (place.outbox / "archive").iterdir():
        path.unlink()


def with_what_a_killed_writer_left(place):
    (place.outbox / "archive" / ".x.partial").write_bytes(b"x")


def one_of_that_second(place):
    (place.outbox / "runs" / "20140715-100000-7.json").write_text("{}")


@pytest.mark.parametrize(
    "so",
    [lambda place: None, renamed, twice, without_its_original, with_what_a_killed_writer_left,
     one_of_that_second],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["th", "en"])
def test_nothing_new(place, monkeypatch, capsys, so, lang):
    so(place)
    early, first, second = both(place, monkeypatch, capsys, "--lang", lang, "--workers", "1")
    assert (early, first) == (True, second)
    assert first.code == 0
    assert not any(path.startswith("inbox") for path in first.left)


def one_new(place):
    place.drop(**{"83/ใหม่.xlsx": workbook(website=[site(PAO)])})


def in_another_folder(place):
    (place.inbox / PHUKET).rename(place.inbox / "98" / "ภูเก็ต.xlsx")


def empty(place):
    shutil.rmtree(place.inbox)
    place.inbox.mkdir()


def no_inbox(place):
    shutil.rmtree(place.inbox)


def a_temporary_file(place):
    place.drop(**{"83/~$a.xlsx": b"temporary"})


def a_link(place):
    (place.inbox / "83" / "b.xlsx").symlink_to(place.inbox / PHUKET)


def other_settings(place):
    (place.outbox / "round.toml").write_text('[round]\nunsigned_forms = "refuse"\n')


def bad_settings(place):
    (place.outbox / "round.toml").write_text("[round]\nnewest_year = 2014\n")


def other_lists(place):
    (place.outbox / "reference").mkdir()
    shutil.copy(Path(run.__file__).parents[1] / "schemas" / "reference" / "people.toml", place.outbox / "reference")


def undecided(place):
    (place.outbox / "master" / ".unrendered").write_text('{"provinces": ["83"]}')


def no_master(place):
    (place.outbox / "master" / "master.sqlite").unlink()


def another_certified_list(place):
    given = place.root.parent / "certified.csv"
    given.write_text(f"รหัส อปท.,ปีงบประมาณ,วันที่รับรอง\n{SATHIT},2557,1/7/2557\n")
    command = [sys.executable, "-m", "pipeline", "certified", str(given), "--outbox", str(place.outbox)]
    subprocess.run([*command, "--reference", str(DEMO)], check=True, capture_output=True)


@pytest.mark.parametrize(
    "so",
    [one_new, in_another_folder, empty, no_inbox, a_temporary_file, a_link, other_settings, bad_settings, other_lists,
     undecided, no_master, another_certified_list],
)  # fmt: skip
def test_what_the_ordinary_way_is_needed_for(place, monkeypatch, capsys, so):
    so(place)
    early, first, second = both(place, monkeypatch, capsys)
    assert (early, first) == (False, second)


def test_what_a_later_file_replaced(place, monkeypatch, capsys):
    empty(place)
    place.drop(**{"83/ใหม่.xlsx": workbook(website=[site(KAMALA)])})
    ordinary(place.words(), monkeypatch)
    place.drop(**FILES)
    early, first, second = both(place, monkeypatch, capsys)
    assert (early, first) == (False, second)


def test_other_rules(place, monkeypatch, capsys):
    monkeypatch.setattr("pipeline.desk.JUDGING", ("schemas/**/*.toml",))
    early, first, second = both(place, monkeypatch, capsys)
    assert (early, first) == (False, second)


def test_a_run_that_was_torn_off(place, monkeypatch, capsys):
    def killed(*_args):
        raise KeyboardInterrupt

    empty(place)
    place.drop(**{"83/ใหม่.xlsx": workbook(website=[site(PAO)])})
    with monkeypatch.context() as patch:
        patch.setattr(run, "clear", killed)
        ordinary(place.words(), monkeypatch)
    early, first, second = both(place, monkeypatch, capsys)
    assert (early, first) == (False, second)


def test_another_command_at_work(place, monkeypatch):
    before = place.contents()
    with FileLock(place.outbox / ".lock"):
        assert answered(place.words()) is None
        assert ordinary(place.words(), monkeypatch) == 2
    assert place.contents() == before


def test_a_file_that_cannot_be_taken_out(place, monkeypatch, capsys):
    def clear(received, _staying):
        raise PermissionError(13, "Permission denied", str(received[0].path))

    monkeypatch.setattr(run, "clear", clear)
    monkeypatch.setattr(again, "clear", clear)
    early, first, second = both(place, monkeypatch, capsys)
    assert (early, first.code, first) == (True, 2, second)
    assert str(place.inbox / PHUKET) in first.said[1]


@pytest.mark.parametrize(
    "words",
    [(), ("publish",), ("ingest", "--dry-run"), ("ingest", "--master", "x.sqlite"), ("ingest", "--lang", "de"),
     ("ingest", "--lang"), ("ingest", "--lang", "th", "--lang", "en"), ("ingest", "--workers", "tcp://a:1"),
     ("ingest", "--now", "yesterday"), ("ingest", "--inbox", "--outbox"), ("ingest", "--inbox="), ("ingest", "a.xlsx"),
     ("status", "--inbox", "inbox"), ("status", "--help"), ("--help",)],
)  # fmt: skip
def test_options_that_are_not_known_here(words):
    assert options(words) is None


def test_options():
    assert options(["status"]) == {}
    assert options(["ingest", "--workers", "2", "--lang", "en"]) == {"--workers": "2", "--lang": "en"}


class TestTheBoard:
    @pytest.mark.parametrize("lang", ["th", "en"])
    def test_it_is_the_same(self, place, monkeypatch, capsys, lang):
        words = ["status", "--outbox", str(place.outbox), "--reference", str(DEMO), "--lang", lang]
        told = answered(words), capsys.readouterr()
        assert told == (ordinary(words, monkeypatch), capsys.readouterr())
        assert told[0] == 0

    def test_there_is_none(self, tmp_path):
        assert answered(["status", "--outbox", str(tmp_path)]) is None

    def test_nobody_reads_it(self, place):
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, "-m", "pipeline", "status", "--outbox", str(place.outbox), "--reference", str(DEMO)]
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        assert (done.returncode, done.stderr) == (1, b"")


def test_nothing_heavy_is_loaded(place):
    words = [place.words(), ["status", "--outbox", str(place.outbox), "--reference", str(DEMO)]]
    code = f"import sys; from pipeline.terminal.early import answered; codes = [answered(words) for words in {words}]"
    told = f"print(codes, {HEAVY} & set(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{code}; {told}"], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[0, 0] set()"
