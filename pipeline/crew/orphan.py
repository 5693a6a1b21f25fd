"""A child process ends with the process that started it: it must not write while the next run is at work."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""prctl(2) of Linux."""


def end_with_parent(parent: int = 0) -> None:
    """Have this process killed when its parent ends; where that is over already (0: it is not known), it ends now.

    Elsewhere than on Linux it ends when it finds its pipe closed.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if parent and os.getppid() != parent:
            os._exit(1)
