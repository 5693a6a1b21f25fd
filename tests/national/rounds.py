"""Plays a round through the command line, as central staff do."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.mark import signing_key
from pipeline.store.outbox import Outbox
from schemas.reference import load_reference
from tests.national.history import former_register, make_history, write_successions
from tests.national.judge import Expected
from tests.national.made_up import write_register
from tests.national.odd_round import make_odd_round
from tests.national.plan import RegisterLao, certified_years
from tests.national.round import Round, by_province, make_round, write_certified

NOW = "2014-07-15T09:00:00"
LATE = "2014-08-05T09:00:00"
SEED = 1


class Played:
    """A folder with an outbox that has the department's lists, and inboxes to be."""

    def __init__(self, root: Path, register: Path, laos: Sequence[RegisterLao]) -> None:
        self.root, self.outbox, self.laos, self.reference = root, root / "outbox", laos, load_reference()
        self._import_registers(register, laos)
        write_certified(root / "certified.csv", certified_years(laos, SEED))
        self.run("certified", str(root / "certified.csv"))
        self.key = signing_key(Outbox(self.outbox).key)
        shutil.copytree(self.outbox, root / "before")

    def fill(self, share: float) -> tuple[Expected, Expected]:
        """Make ``forms`` and ``free``: every province's form filled, and a workbook in a layout of its own."""
        self.run("forms")
        return make_round(self.laos, self.outbox / "forms", self.root, self.reference, SEED, share)

    def make_odd(self) -> Expected:
        """Make ``odd`` and ``odd-later``: of every province one odd file."""
        laos, years = self.laos, certified_years(self.laos, SEED)
        round_ = Round(self.reference, by_province(laos), years, make_history(laos), SEED, 0)
        return make_odd_round(round_, self.root / "odd", self.key)

    def _import_registers(self, register: Path, laos: Sequence[RegisterLao]) -> None:
        """The register as it was, the one of today, and the mergers between them."""
        history, names = make_history(laos), {code: one.name for code, one in self.reference.provinces.items()}
        write_register(self.root / "former.csv", former_register(laos, history), names)
        write_successions(self.root / "successions.csv", history)
        self.run("registry", str(self.root / "former.csv"), "--as-of", "2013-06-01")
        self.run("registry", str(register), "--as-of", "2014-06-01")
        self.run("successions", str(self.root / "successions.csv"))

    def run(self, *words: str, outbox: str = "outbox") -> int:
        """One command; 2, or any word of Python's, is a fault of ours."""
        command = [sys.executable, "-m", "pipeline", *words, "--outbox", str(self.root / outbox)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode

    def ingest(self, files: str, outbox: str = "outbox", now: str = NOW) -> Path:
        """Take in a copy of the folder ``files``; a new outbox begins with the lists and the key of the first."""
        if not (self.root / outbox).exists():
            shutil.copytree(self.root / "before", self.root / outbox)
        inbox = self.root / "inbox"
        shutil.copytree(self.root / files, inbox)
        self.run("ingest", "--inbox", str(inbox), "--now", now, outbox=outbox)
        left = [path for path in inbox.rglob("*") if path.is_file() and not path.name.startswith("~$")]
        assert not left, "files stayed in the inbox"
        shutil.rmtree(inbox)
        return self.root / outbox


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but the run's lock."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".lock")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
