"""What is done for the crew before anything else is loaded. Light."""

MADE_OF = "pipeline.crew.pool"
"""The module whose functions child processes run."""


def expect_files() -> None:
    """Start what child processes are made from; it loads their modules while this process loads its own."""
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload([MADE_OF])
    forkserver.ensure_running()
