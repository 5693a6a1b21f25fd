"""How pre-flight stops at the first thing that rules a file out."""

from pipeline.model import Note


class RefusedError(Exception):
    """The file is refused; ``note`` is the one cause. Caught in ``preflight``, never leaves this stage."""

    def __init__(self, rule: str, **params: str) -> None:
        super().__init__(rule)
        self.note = Note(rule, params)
