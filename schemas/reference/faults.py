"""The one exception of the reference lists."""

from pathlib import Path


class ReferenceFault(Exception):
    """A reference list or a setting contradicts itself: which file and line, what is wrong, what to do."""

    def __init__(self, path: Path, line: int, wrong: str, remedy: str) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {wrong}; {remedy}")
