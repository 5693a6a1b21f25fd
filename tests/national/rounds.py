"""Plays a round through the command line, as central staff do."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from schemas.reference import load_reference
from tests.national.plan import RegisterLao, certified_years
from tests.national.round import make_round, write_certified

NOW = "2014-07-15T09:00:00"
SEED = 1


class Played:
    """A folder with an outbox, the labels and two inboxes to be."""

    def __init__(self, root: Path, register: Path, laos: Sequence[RegisterLao], share: float) -> None:
        self.root, self.outbox = root, root / "outbox"
        write_certified(root / "certified.csv", certified_years(laos, SEED))
        self.run("registry", str(register), "--as-of", "2014-06-01")
        self.run("certified", str(root / "certified.csv"))
        self.run("forms")
        shutil.copytree(self.outbox, root / "before")
        self.forms, self.free = make_round(laos, self.outbox / "forms", root, load_reference(), SEED, share)

    def run(self, *words: str, outbox: str = "outbox") -> int:
        """One command; 2, or any word of Python's, is a fault of ours."""
        command = [sys.executable, "-m", "pipeline", *words, "--outbox", str(self.root / outbox)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode

    def ingest(self, files: str, outbox: str = "outbox") -> Path:
        """Take in a copy of the folder ``files``; a new outbox begins with the lists and the key of the first."""
        if not (self.root / outbox).exists():
            shutil.copytree(self.root / "before", self.root / outbox)
        inbox = self.root / "inbox"
        shutil.copytree(self.root / files, inbox)
        self.run("ingest", "--inbox", str(inbox), "--now", NOW, outbox=outbox)
        assert not [path for path in inbox.rglob("*") if path.is_file()], "files stayed in the inbox"
        shutil.rmtree(inbox)
        return self.root / outbox


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but the run's lock."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".lock")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
