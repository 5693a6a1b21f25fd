"""What the crew is given to read. Light: what is known already is received without the crew."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Arrival, Finding

UNREAD = (Finding("WB009"),)
"""Of a file that is not to be read again."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to prepare: where its content lies and what the inbox said of it.

    ``content`` goes with a job to another machine, where the path leads nowhere.
    """

    arrival: Arrival
    path: Path
    findings: tuple[Finding, ...] = ()
    content: bytes | None = None
