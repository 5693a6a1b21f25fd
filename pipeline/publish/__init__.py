"""Publish: the master's entries -> the public directory and open data, behind the publication gates.

``publish`` renders, looks at what was rendered, and only then exchanges the public folder, whole.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.model import Entry, Finding
from pipeline.publish.gates import gate
from pipeline.publish.pages import site
from pipeline.publish.swap import recover, swap
from schemas.reference import Reference

__all__ = ["publish"]


def publish(
    folder: Path, entries: Sequence[Entry], reference: Reference, as_of: date, people: Sequence[tuple[str, str, str]]
) -> tuple[Finding, ...]:
    """Make ``folder`` the public site as of a day; ``people`` are the contact store's (name, typed phone, tel: URIs).

    Returns what the gates found: nothing when it was published, otherwise the folder is as it was before. Raises
    OSError where the folder cannot be written; it is then whole, old or new.
    """
    recover(folder)
    files = site(entries, reference, as_of)
    found = gate(files, entries, reference, as_of, people)
    if not found:
        swap(folder, files)
    return found
