"""A child process ends with the process that started it: it must not write while the next run is at work."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1
"""prctl(2) of Linux."""


def end_with_parent() -> None:
    """Have this process killed when its parent ends. Elsewhere it ends when it finds its pipe closed."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
