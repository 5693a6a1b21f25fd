"""Where parts of pages are kept from one rendering to the next, and what they are made by."""

import sys
from hashlib import sha256

from pipeline.desk import Desk
from pipeline.output.cache import Cache
from pipeline.output.templates import COMPILED, TEMPLATES
from pipeline.store.outbox import PRIVATE_FOLDER

FOLDER = ".drawn"


class Parts:
    """The parts kept in an outbox, by kind: made by our code and templates, the lists and the settings as they are now.

    They lie in ``master``, since some hold contacts.
    """

    def __init__(self, desk: Desk) -> None:
        self._folder = desk.outbox.master / FOLDER
        self._folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        made_by = sha256(f"{sys.version} {desk.fingerprint('')} {desk.reference.round}".encode())
        for path in sorted(path for path in TEMPLATES.rglob("*.*") if path.parent.name != COMPILED):
            made_by.update(str(path.relative_to(TEMPLATES)).encode() + path.read_bytes())
        self._by = made_by.digest()

    def __getitem__(self, kind: str) -> Cache:
        return Cache(self._folder / kind, self._by)
