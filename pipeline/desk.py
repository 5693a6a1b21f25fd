"""What one command works with: the outbox, the lists and settings, the catalogue, and the time."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from pipeline.store.outbox import Outbox
from schemas.reference import Reference, load_reference
from schemas.rules import Rule, catalogue

BANGKOK = timezone(timedelta(hours=7), "ICT")
ROOT = Path(__file__).parent.parent
JUDGING = ("pipeline/**/*.py", "schemas/**/*.py", "schemas/**/*.toml", "schemas/**/*.csv", "requirements.txt")
"""The files that decide how a workbook is judged: a file judged by other ones is judged again."""


class NoRegister(Exception):
    """No register was ever imported: no LAO can be told from another."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Loaded once and passed in. ``master`` is a path or a database URL; ``now`` is aware.

    ``chosen`` are the files that win over the shipped settings and lists.
    """

    outbox: Outbox
    reference: Reference
    rules: Mapping[str, Rule]
    master: str
    now: datetime
    lang: str
    chosen: tuple[Path, ...] = ()

    @property
    def at(self) -> str:
        """The time of this command as it is kept."""
        return self.now.isoformat(timespec="seconds")

    @property
    def late(self) -> bool:
        """Whether the round's deadline has passed."""
        return self.now.date() > self.reference.round.deadline

    def fingerprint(self, lists: str) -> str:
        """What a file is judged by: our code and catalogue, libraries, settings, and the state of the lists."""
        digest = hashlib.sha256(lists.encode())
        ours = (path for pattern in JUDGING for path in sorted(ROOT.glob(pattern)))
        for path in (*ours, *self.chosen):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def open_desk(
    outbox: Path,
    *,
    now: datetime,
    settings: Path | None = None,
    reference: Path | None = None,
    master: str | None = None,
    lang: str = "th",
) -> Desk:
    """Load lists and settings. Raises ``ReferenceFault`` before anything is touched."""
    place = Outbox(outbox)
    own = settings or place.settings
    lists = load_reference(*([reference] if reference else []), settings=own)
    chosen = (*([own] if own else []), *(sorted(reference.iterdir()) if reference else []))
    return Desk(place, lists, _rules(lists), master or str(place.database), now, lang, chosen)


def _rules(reference: Reference) -> Mapping[str, Rule]:
    """The catalogue; round.toml decides whether a workbook that is not our form (FM004) is refused."""
    rules = dict(catalogue())
    if reference.round.unsigned_forms == "refuse":
        rules["FM004"] = replace(rules["FM004"], severity="error", withholds="file")
    return rules
