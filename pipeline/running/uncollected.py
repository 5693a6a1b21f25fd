"""Work without the cycle collector: a command makes values that live to its end (a run millions of them), and it walks
them all again and again (a quarter of a national run). Light.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without it; what is there when the block ends is not looked through any more."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor once more at the end
        gc.enable()
