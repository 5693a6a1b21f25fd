"""The rounds that all sides are given, made once and kept: forms of ours, filled in as offices do, faults included."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from schemas import CONTACT, WEBSITE
from schemas.reference import load_reference
from schemas.rules import catalogue
from tests.bench.measure import ROOT, BenchFault
from tests.bench.register import made_up_nation
from tests.national.faults import Turns, faults
from tests.national.filling import fill
from tests.national.history import History
from tests.national.made_up import write_register
from tests.national.people import person
from tests.national.plan import Plan, certified_years
from tests.national.round import Round, by_province, make_plan, read_register, write_certified

SHARE = 0.05
NOW = "2014-07-15T09:00:00"
AS_OF = "2014-06-01"
RENEWED = 10
"""A revision has another person for every tenth LAO."""
PERSONS_APART = 17_000
NO_HISTORY = History({}, {})
BLANK_ROWS = 1_000_000
MAKERS = (
    "tests/bench/register.py", "tests/bench/rounds.py", "tests/national/*.py", "pipeline/forms/*.py",
    "pipeline/store/*.py", "pipeline/mark.py", "schemas/**/*.*",
)  # fmt: skip
"""Whatever decides what a round looks like: when it changes, rounds are made anew."""


class Sent(NamedTuple):
    """What a province sends: which revision, its persons' first number, its landlines' code."""

    revision: int
    first: int
    area_code: str


Change = Callable[[Plan, Sent], None]


class Nation:
    """A register and what offices send for it. ``before`` is an outbox with the department's lists and the forms.

    The register is the file given, else the one that THABIAN_REGISTER names, else a made-up one.
    """

    def __init__(self, cache: Path, register: Path | None = None, blank: int = BLANK_ROWS) -> None:
        self._blank = blank
        given = register or (Path(named) if (named := os.environ.get("THABIAN_REGISTER")) else None)
        self.reference = load_reference()
        self.root = cache / _version(given)
        cache.mkdir(parents=True, exist_ok=True)
        self.register, self.certified = self.root / "register.csv", self.root / "certified.csv"
        self.before = self.root / "before"
        if not self.before.exists():
            for other in cache.iterdir():
                shutil.rmtree(other)
            self.root.mkdir()
            self._prepare(given)
        self.laos = by_province(read_register(self.register, self.reference))

    def _prepare(self, given: Path | None) -> None:
        if given:
            shutil.copyfile(given, self.register)
        else:
            names = {code: province.name for code, province in self.reference.provinces.items()}
            write_register(self.register, made_up_nation(self.reference), names)
        laos = read_register(self.register, self.reference)
        write_certified(self.certified, certified_years(laos, 1))
        half = self.root / "half"
        _pipeline("registry", str(self.register), "--as-of", AS_OF, "--outbox", str(half))
        _pipeline("certified", str(self.certified), "--outbox", str(half))
        _pipeline("forms", "--outbox", str(half))
        half.rename(self.before)

    def inbox(self, scale: int) -> Path:
        """What all provinces send, and after it ``scale`` - 1 revisions, each with faults and changes of its own."""
        return self._kept(f"x{scale}", lambda folder: self._fill(folder, range(scale), SHARE, renewed))

    def corrected(self) -> Path:
        """One province's first revision: the one in the middle by size."""
        middle = sorted(self.laos, key=lambda code: len(self.laos[code]))[len(self.laos) // 2]
        return self._kept("corrected", lambda folder: self._fill(folder, [1], SHARE, renewed, [middle]))

    def faultless(self) -> Path:
        """A round in which nothing was made wrong but what takes two rows."""
        return self._kept("faultless", lambda folder: self._fill(folder, [0], 0, renewed))

    def failing(self) -> Path:
        """The same with an e-mail address in every cell for a website."""
        return self._kept("failing", lambda folder: self._fill(folder, [0], 0, mail_addresses))

    def blank_rows(self) -> Path:
        """One filled form in which a million rows below the table have a style and nothing else."""
        return self._kept("blank", lambda folder: _styled_rows(min(self.inbox(1).iterdir()), folder, self._blank))

    def rows(self, scale: int) -> int:
        """How many rows the three tables of a round have, those aside that a fault adds."""
        return 3 * scale * sum(map(len, self.laos.values()))

    def _kept(self, name: str, make: Callable[[Path], None]) -> Path:
        folder, half = self.root / name, self.root / f"{name}.half"
        if not folder.exists():
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make(half)
            half.rename(folder)
        return folder

    def _fill(
        self, folder: Path, revisions: Sequence[int], share: float, change: Change, codes: Sequence[str] = ()
    ) -> None:
        certified = certified_years([lao for laos in self.laos.values() for lao in laos], 1)
        for revision in revisions:
            round_ = Round(self.reference, self.laos, certified, NO_HISTORY, revision, share)
            turns, first = Turns(faults(catalogue())), 0
            for code, laos in self.laos.items():
                province = self.reference.provinces[code]
                if not codes or code in codes:
                    plan = make_plan(round_, province, turns, first)
                    change(plan, Sent(revision, first, min(province.area_codes)))
                    form = (self.before / "forms" / f"{code}.xlsx").read_bytes()
                    (folder / file_name(code, revision)).write_bytes(fill(form, plan).data)
                first += 2 * len(laos) + 2


def _version(given: Path | None) -> str:
    digest = hashlib.sha256(given.read_bytes() if given else b"")
    for path in sorted(path for pattern in MAKERS for path in ROOT.glob(pattern)):
        if path.parent.name != "__pycache__":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _pipeline(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pipeline", *words], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise BenchFault(done.stderr.decode())


def file_name(code: str, revision: int) -> str:
    """A province's form, and its revisions, which say so."""
    return f"แบบรายงาน_{code} แก้ไขครั้งที่ {revision}.xlsx" if revision else f"แบบรายงาน_{code}.xlsx"


def renewed(plan: Plan, sent: Sent) -> None:
    """A later revision has another person in some rows."""
    for number, row in enumerate(plan[CONTACT.name]):
        if sent.revision and number % RENEWED == sent.revision % RENEWED and not row.fault:
            other = person(PERSONS_APART * sent.revision + sent.first + number, sent.area_code)
            row.clean |= {f"person1_{part}": text for part, text in other._asdict().items()}


def mail_addresses(plan: Plan, _sent: Sent) -> None:
    """Nothing that is a website in the whole column."""
    for row in plan[WEBSITE.name]:
        row.changes = {"website": f"saraban_{row.lao.code}@dla.go.th"}


def _styled_rows(form: Path, folder: Path, count: int) -> None:
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(folder / form.name, "w", zipfile.ZIP_DEFLATED) as new:
        workbook = old.read("xl/workbook.xml").decode()
        found = re.search(rf'<sheet name="{WEBSITE.sheet}" sheetId="([0-9]+)"', workbook)
        assert found
        for name in old.namelist():
            part = old.read(name)
            if name == f"xl/worksheets/sheet{found[1]}.xml":
                part = _with_blank_rows(part.decode(), count).encode()
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)


def _with_blank_rows(xml: str, count: int) -> str:
    style = re.search(r'<c r="A[0-9]+" s="([0-9]+)"', xml)
    assert style
    last = max(map(int, re.findall(r'<row r="([0-9]+)"', xml)))
    numbers = range(last + 1, last + 1 + count)
    blank = "".join(f'<row r="{number}"><c r="A{number}" s="{style[1]}"/></row>' for number in numbers)
    return xml.replace("</sheetData>", f"{blank}</sheetData>")
