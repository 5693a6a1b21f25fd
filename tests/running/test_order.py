"""Files are received by revision, then time, then name, whenever each was read and whatever its name promised."""

from itertools import count, groupby
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.crew.job import Job
from pipeline.crew.spool import Prepared
from pipeline.model import Arrival
from pipeline.progress import silent
from pipeline.running.order import in_order


class Reader:
    """Reads nothing: ``revisions`` tells what a file states, ``lowest`` what was known before."""

    def __init__(self, revisions: dict[str, int], lowest: dict[str, int]) -> None:
        self.revisions, self._lowest = revisions, lowest
        self.begun: list[str] = []

    def lowest_revisions(self, jobs):
        return (self._lowest[job.arrival.path] for job in jobs)

    def read(self, jobs):
        for job in jobs:
            one = job.arrival
            self.begun.append(one.path)
            yield Prepared(self.revisions[one.path], one.modified, one.path, one.sha256, "83", 1, Path(one.path))


def job(name: str, modified: float) -> Job:
    return Job(Arrival(name, name, "83", f"sha of {name}", 1, modified), Path(name))


@st.composite
def inboxes(draw) -> tuple[list[Job], Reader]:
    """Names with and without revisions; a mark may state another, and a file that cannot be looked into any."""
    jobs, revisions, lowest = [], {}, {}
    for number in range(draw(st.integers(1, 12))):
        named, stated = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        name = f"{number} แก้ไขครั้งที่ {named}.xlsx" if named else f"{number}.xlsx"
        jobs.append(job(name, draw(st.integers(1, 3))))
        revisions[name] = stated
        lowest[name] = draw(st.integers(0, stated))
    return draw(st.permutations(jobs)), Reader(revisions, lowest)


@given(inboxes())
def test_files_come_by_revision_time_and_name_all_of_a_stated_revision_together(inbox):
    jobs, reader = inbox
    wanted = sorted((reader.revisions[one.path], one.modified, one.path) for one in (job.arrival for job in jobs))
    told: list[tuple[str, int, int]] = []
    alike = list(in_order(jobs, reader, lambda *said: told.append(said)))
    assert [one[:3] for group in alike for one in group] == wanted
    stated = [group[0].revision for group in alike if group[0].revision]
    assert stated == [revision for revision, _ in groupby(stated)]
    assert told == [("read", number, len(jobs)) for number in range(1, len(jobs) + 1)]


def test_a_file_goes_on_before_later_ones_are_read():
    numbers = count()
    names = ["ก.xlsx", "ข.xlsx", "ค แก้ไขครั้งที่ 1.xlsx", "ง แก้ไขครั้งที่ 2.xlsx", "จ แก้ไขครั้งที่ 3.xlsx"]
    jobs = [job(name, next(numbers)) for name in names]
    revisions = dict(zip(names, (0, 0, 1, 2, 3), strict=True))
    reader = Reader(revisions, revisions)
    begun = [(one.path, len(reader.begun)) for group in in_order(jobs, reader, silent) for one in group]
    assert begun == list(zip(names, (1, 2, 3, 4, 5), strict=True))
