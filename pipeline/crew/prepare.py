"""One file -> one submission: pre-flight, read, claim, interpret. The work that runs in child processes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.crew.job import Job
from pipeline.crew.sheetnames import without_secret_names
from pipeline.crew.titles import check_titles
from pipeline.intake.preflight import ZIP, preflight
from pipeline.intake.province import Claim, claim
from pipeline.interpret.province import find_province
from pipeline.interpret.records import Interpreter
from pipeline.interpret.revision import read_revision
from pipeline.look import Looks
from pipeline.mark import verify
from pipeline.model import Arrival, Finding, Lao, Submission, Workbook
from pipeline.ourfault import told
from pipeline.read import read_workbook, stated_mark
from schemas import TABLES
from schemas.reference import Reference
from schemas.rules import Rule

EMPTY = Workbook(())


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker needs for every file; sent to it once."""

    reference: Reference
    laos: tuple[Lao, ...]
    keys: tuple[bytes, ...]
    rules: Mapping[str, Rule]


class Worker:
    """Prepares files one after the other; the register's indexes are built once."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.interpreter = Interpreter(bench.laos, bench.reference)

    def attempt(self, job: Job) -> tuple[Submission, str]:
        """``prepare``, and what is told of our own fault with this very file; then the submission is empty."""
        try:
            return self.prepare(job), ""
        except (MemoryError, OSError):
            raise
        except Exception as fault:
            named = read_revision(job.arrival.name)
            return Submission(job.arrival, "", "province", named, (), (), {}), told(fault)

    def prepare(self, job: Job) -> Submission:
        """Read and interpret one file. Bad input comes back as findings, never as an exception."""
        workbook = EMPTY if job.findings else self._read(job)
        said = self.claim(job.arrival, workbook)
        looked_at = workbook.tables or any(finding.sheet for finding in workbook.findings)
        findings = (*job.findings, *workbook.findings, *(said.findings if looked_at else ()))
        nobodys = not said.province and said.source != "central"
        counted = _counted(workbook, nobodys=nobodys)
        submission = Submission(
            job.arrival, said.province, said.source, said.revision, (), findings, counted, Looks(workbook.looks)
        )
        if nobodys:
            return submission
        records, noticed = self.interpreter.records(workbook.tables, said.province)
        home = self.bench.reference.provinces.get(said.province)
        titled = check_titles(workbook, job.arrival.name, home.abbr if home else "", records)
        return replace(submission, records=records, findings=(*findings, *titled, *noticed))

    def lowest_revision(self, job: Job) -> int:
        """The lowest revision that a file may turn out to state when it is read: its mark may say less than its name.
        0 where only reading it can tell."""
        named = read_revision(job.arrival.name)
        if not named or job.findings:
            return named
        try:
            data = job.path.read_bytes()
            text = stated_mark(data) if data.startswith(ZIP) else None  # nothing else has a mark
        except Exception:  # whatever it is, reading the file will meet it, too
            return 0
        mark = verify(text, self.bench.keys) if text else None
        return min(named, mark.revision) if mark and mark.revision else named

    def claim(self, arrival: Arrival, workbook: Workbook) -> Claim:
        """Whose submission it is."""
        reference = self.bench.reference
        return claim(
            arrival,
            workbook.mark,
            workbook.titles,
            self.interpreter.province_digits(workbook.tables),
            find=lambda text: find_province(text, reference.provinces),
            revision=read_revision(arrival.name),
            keys=self.bench.keys,
            round_=reference.round,
            provinces=reference.provinces,
        )

    def _read(self, job: Job) -> Workbook:
        limits = self.bench.reference.round.limits
        data = job.path.read_bytes() if job.content is None else job.content
        form, notes = preflight(data, job.arrival.name, limits)
        noticed = tuple(Finding(note.rule, params=note.params) for note in notes)
        workbook = without_secret_names(read_workbook(data, form, limits, TABLES, looks=True)) if form else EMPTY
        if workbook.findings and not workbook.titles:  # not one sheet could be opened: that alone is to be said
            return workbook
        return replace(workbook, findings=(*noticed, *workbook.findings))


def _counted(workbook: Workbook, *, nobodys: bool) -> dict[tuple[str, str], int]:
    """The rows that become no record, per (table, kind): structural ones, and those withheld with sheet or file."""
    counts: Counter[tuple[str, str]] = Counter()
    for table in workbook.tables:
        counts.update({(table.table, kind): count for kind, count in table.structural.items()})
        counts[table.table, "withheld"] += len(table.rows) if nobodys else 0
    for finding in workbook.findings:
        counts[finding.table, "withheld"] += int(finding.params.get("rows", 0))
    return dict(+counts)
