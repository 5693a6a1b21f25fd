"""What long work tells while it runs: a stage, how much is done, of how much."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Stage (read | validate | merge | publish | report | return | links), done, of how many."""


def silent(_stage: str, _done: int, _of: int) -> None:
    """No progress shown."""
