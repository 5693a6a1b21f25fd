"""Commands, options, exit codes and what is printed; no logic. Heavy imports wait until a command needs them."""

from pipeline.cli import rounds, lists, decisions, keeping, links  # noqa: I001  (the order in which the help names the commands)
from pipeline.cli.options import app, main

__all__ = ["app", "decisions", "keeping", "links", "lists", "main", "rounds"]
