"""What one command works with: the outbox, the lists and settings, the catalogue, and the time."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from pipeline.store.outbox import PRIVATE, Outbox
from pipeline.store.whole import force, write_whole
from schemas.reference import Reference, load_reference
from schemas.rules import Rule, catalogue

BANGKOK = timezone(timedelta(hours=7), "ICT")
ROOT = Path(__file__).parent.parent
JUDGING = ("pipeline/**/*.py", "schemas/**/*.py", "schemas/**/*.toml", "schemas/**/*.csv", "requirements.txt")
"""The files that decide how a workbook is judged: a file judged by other ones is judged again."""

NOWHERE = "nowhere"
"""The place of an outbox before its first run on a shared master."""


class NoRegister(Exception):
    """No register was ever imported: no LAO can be told from another."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Loaded once and passed in. ``master`` is a path or a database URL; ``now`` is aware.

    ``chosen`` are the files that win over the shipped settings and lists.
    """

    outbox: Outbox
    reference: Reference
    master: str
    now: datetime
    lang: str
    chosen: tuple[Path, ...] = ()

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The catalogue, as the round's settings have it."""
        return _rules(self.reference.round.unsigned_forms)

    @property
    def at(self) -> str:
        """The time of this command as it is kept."""
        return self.now.isoformat(timespec="seconds")

    @property
    def stamp(self) -> str:
        """The same as it is part of a run's name."""
        return f"{self.now:%Y%m%d-%H%M%S}"

    @property
    def shares(self) -> bool:
        """Whether the master may serve other outboxes, too."""
        return self.master != str(self.outbox.database)

    @property
    def place(self) -> str:
        """What tells this outbox from others that share its master; "" where it has its own.

        It goes with the folder, wherever that is moved or mounted. One that no run has written in has none yet.
        """
        if not self.shares:
            return ""
        named = self._place
        return named.read_text() if named.exists() else NOWHERE

    def take_place(self) -> None:
        """Give this outbox what tells it from others, once and for all."""
        if self.shares and not self._place.exists():
            self.outbox.make()
            write_whole(self._place, [secrets.token_hex(8).encode()], PRIVATE)
            force(self.outbox.master)

    @property
    def _place(self) -> Path:
        return self.outbox.master / ".place"

    def kept_as(self, run: str) -> str:
        """A run's name in the master; where outboxes share it, with the outbox: two may begin in the same second."""
        return f"{run} {self.place}" if self.place else run

    def own_run(self, kept: str) -> str:
        """The run of this outbox that the master keeps under this name; "" for one of another outbox."""
        run = kept.removesuffix(f" {self.place}") if self.place else kept
        return run if kept == self.kept_as(run) else ""

    def fingerprint(self, lists: str) -> str:
        """What a file is judged by: our code and catalogue, libraries, settings, and the state of the lists."""
        digest = hashlib.sha256(lists.encode() + _ours(JUDGING))
        for path in self.chosen:
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def moment(now: datetime | None) -> datetime:
    """The time of a command: the one given, else the clock's; one without a zone is Bangkok's."""
    now = now or datetime.now(BANGKOK)
    return now if now.tzinfo else now.replace(tzinfo=BANGKOK)


def open_desk(
    outbox: Path,
    *,
    now: datetime,
    settings: Path | None = None,
    reference: Path | None = None,
    master: str | None = None,
    lang: str = "th",
) -> Desk:
    """Load lists and settings: the shipped ones, over them the outbox's own, over them those named here.

    Raises ``ReferenceFault`` before anything is touched.
    """
    place = Outbox(outbox)
    own = settings or place.settings
    folders = [folder for folder in (place.lists, reference) if folder]
    lists = load_reference(*folders, settings=own)
    files = (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())
    chosen = (*([own] if own else []), *files)
    return Desk(place, lists, master or str(place.database), now, lang, chosen)


@cache
def _ours(patterns: tuple[str, ...]) -> bytes:
    """The digest of our own files, which stay as they are while a command works."""
    digest = hashlib.sha256()
    for path in (path for pattern in patterns for path in sorted(ROOT.glob(pattern))):
        digest.update(path.read_bytes())
    return digest.digest()


@cache
def _rules(unsigned_forms: str) -> Mapping[str, Rule]:
    """The catalogue; round.toml decides whether a workbook that is not our form (FM004) is refused."""
    rules = dict(catalogue())
    if unsigned_forms == "refuse":
        rules["FM004"] = replace(rules["FM004"], severity="error", withholds="file")
    return rules
