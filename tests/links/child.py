"""The link check on an outbox, in a process of its own whose only network is loopback: outbox, days later."""

import json
import re
import sys
import time
from pathlib import Path

sys.path += [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from fleet import is_loopback, lookup
from outboxes import desk_at

from pipeline import linkjob
from pipeline.progress import silent


def peak() -> float:
    """The most memory that this process ever had; ``ru_maxrss`` would count what its parent had when it was made."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024


if __name__ == "__main__":
    began = time.monotonic()
    done = linkjob.check_links(desk_at(Path(sys.argv[1]), float(sys.argv[2])), silent, linkjob.Net(is_loopback, lookup))
    megabytes = peak()
    told = {"due": done.due, "fresh": done.fresh, "checked": done.kinds.total(), "stopped": done.stopped}
    told |= {"seconds": time.monotonic() - began, "megabytes": megabytes, "held": len(done.held)}
    sys.stdout.write(json.dumps(told))
