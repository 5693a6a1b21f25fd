"""Website cells: what was typed -> a website in its normal form, with a note for every slip mended or found.

``WebsiteReader(lists).read(text, link)`` is all that others need; the values' own rules are the checks of
``schemas/website.py``.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pipeline.interpret.website.cell import read_text
from pipeline.interpret.website.lists import compile_lists
from pipeline.interpret.website.value import Website
from pipeline.model import Note, Reading
from pipeline.remembered import ANSWERS

__all__ = ["Website", "WebsiteReader"]

_LINK_HELPS = frozenset({"WW003", "WW005", "WW009", "WW010", "WW032"})
"""Faults of a text for which the cell's link can stand in: no secret, no e-mail, no forbidden scheme."""


class WebsiteReader:
    """Reads website cells by the lists of ``schemas/reference/websites.toml``. Pure; equal cells are read once."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._lists = compile_lists(lists)
        self._cached = lru_cache(maxsize=ANSWERS)(self._read)

    def read(self, text: str, link: str = "") -> Reading[Website]:
        """The website of a cell's text; ``link`` is the cell's hyperlink target. Total; a blank cell gives None."""
        return self._cached(text, link)

    def _read(self, text: str, link: str) -> Reading[Website]:
        reading = read_text(text, self._lists)
        target = read_text(link, self._lists).value if link and text.strip() else None
        return reading if target is None or not target.url else _with_link(reading, target)


def _with_link(reading: Reading[Website], target: Website) -> Reading[Website]:
    """The embedded link stands in for an unreadable text; where both are sites of different hosts, the text wins."""
    differs = Note("WW024", {"x": target.url})
    if reading.value is None:
        helps = all(note.rule in _LINK_HELPS for note in reading.notes)
        return Reading(target, (differs._replace(suggestion=target.url),)) if helps else reading
    same = reading.value.host.removeprefix("www.") == target.host.removeprefix("www.")
    return reading if same or not reading.value.url else Reading(reading.value, (differs, *reading.notes))
