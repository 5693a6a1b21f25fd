"""The next command clears away what killed ones left half-written, wherever it lies in the outbox."""

import os

from pipeline.running.lock import alone
from pipeline.store.whole import sweep

TORN = (
    "master/.board.partial",
    "master/..unrendered.partial",
    "master/.websites.csv.part",
    "master/mark.partial",
    "master/.spool/7",
    "contacts/.index.html.part",
    "runs/.20140715-093000.partial",
    "forms/83.partial",
    ".reports.new/83/returned/1-a.xlsx",
    ".site.new/index.html",
    ".site-2014-07-01.new/index.html",
)
KEPT = ("runs/20140715-093000.json", "reports/83/report.html", "round.toml")
FAR = ".0f0f.another-machine-12-0a1b2c3d.partial"


def write(root, names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def files(root):
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_it_goes_and_the_rest_stays(desk):
    root = desk.outbox.root
    before = files(root)
    write(root, (*TORN, *KEPT))
    with alone(desk):
        assert files(root) - before - {".lock", ".lock.owner"} == set(KEPT)


def test_reports_that_were_being_exchanged_come_back(desk):
    write(desk.outbox.root, ["reports/83/report.html"])
    desk.outbox.reports.rename(desk.outbox.root / ".reports.old")
    with alone(desk):
        assert (desk.outbox.reports / "83/report.html").exists()


class TestTheArchive:
    """Other machines may be writing there, too."""

    def test_what_a_machine_left_that_is_gone_is_told_by_its_age(self, tmp_path):
        path = tmp_path / FAR
        path.write_bytes(b"x")
        sweep(tmp_path)
        assert path.exists()
        os.utime(path, (path.stat().st_mtime - 2 * 86400,) * 2)
        sweep(tmp_path)
        assert not path.exists()
