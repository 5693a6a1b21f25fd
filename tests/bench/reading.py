"""Our reading and interpreting, and our validation, without the rest: in one process, one workbook after the other.

python -m tests.bench.reading OUTBOX INBOX [validate]

Prints the seconds that ``read`` and ``validate`` took: work alone, nothing of loading modules and lists.
"""

import gc
import json
import sys
import time
from datetime import datetime
from pathlib import Path

from pipeline.crew.prepare import Job, Worker
from pipeline.desk import BANGKOK, open_desk
from pipeline.intake.inbox import arrivals
from pipeline.running.judge import bench
from pipeline.running.master import load_lists
from pipeline.store.database import open_master
from pipeline.validate import validate
from pipeline.validate.rules import load_pandera
from tests.bench.rounds import NOW


def main(outbox: Path, inbox: Path, *, judge: bool) -> None:
    """Read, interpret, and perhaps validate all workbooks of an inbox."""
    desk = open_desk(outbox, now=datetime.fromisoformat(NOW).replace(tzinfo=BANGKOK))
    with open_master(desk.master).connect() as connection:
        lists = load_lists(connection, desk.reference)
    worker = Worker(bench(desk, lists))
    if judge:
        load_pandera()
    gc.disable()  # as where it is done in earnest
    begun, cpu_before = time.perf_counter(), time.process_time()
    received = arrivals(inbox, desk.reference.round.limits["packed_mb"] * 2**20)
    prepared = [worker.prepare(Job(arrival, path, found)) for path, arrival, found, _ in received]
    read, cpu = time.perf_counter(), time.process_time() - cpu_before
    told = {"read": read - begun, "cpu": cpu, "rows": sum(len(submission.records) for submission in prepared)}
    if judge:
        found = sum(map(len, validate(prepared, lists.laos)))
        told |= {"validate": time.perf_counter() - read, "findings": found}
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), judge=sys.argv[3:] == ["validate"])
