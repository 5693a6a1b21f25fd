"""The bench does what it says, on a round of one made-up province; its figures are nobody's business here."""

import csv
import sqlite3
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest

from pipeline.interpret.revision import read_revision
from pipeline.store.outbox import Outbox, newest_manifest
from schemas.reference import load_reference
from tests.bench import plain
from tests.bench.__main__ import SCALES, run_all
from tests.bench.bars import Bar, per_row, wanted, whole
from tests.bench.measure import BenchFault, Cost, Costs, Side, run
from tests.bench.register import COUNTS, made_up_nation
from tests.bench.results import results, write_tables
from tests.bench.rounds import Nation, file_name
from tests.bench.sides import Sides, python
from tests.national.made_up import made_up_province, write_register

PROVINCE = {"56": "พะเยา"}
LAOS = 60
ORPHANS = """
import os, sys, time
if os.fork():
    sys.exit()
os.setsid()
if os.fork():
    os._exit(0)
held = b"x" * 60_000_000
while time.process_time() < 0.4:
    pass
"""


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    root = tmp_path_factory.mktemp("bench")
    write_register(root / "given.csv", made_up_province("56", "พะเยา", LAOS), PROVINCE)
    return Nation(root / "rounds", root / "given.csv", blank=1000)


def test_what_a_process_leaves_running_is_counted(tmp_path: Path) -> None:
    cost = run(python("-c", ORPHANS), tmp_path / "run", watch=True)
    assert cost.cpu >= 0.4
    assert cost.rss >= 60_000_000


def test_a_side_that_fails_measures_nothing(tmp_path: Path) -> None:
    with pytest.raises(BenchFault, match="no such thing"):
        run(python("-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(2)"), tmp_path / "run")


def test_what_is_for_tests_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BenchFault, match="ModuleNotFoundError: hypothesis"):
        run(python("-c", "import hypothesis"), tmp_path / "run")


def test_the_last_line_is_what_a_side_says_of_itself(tmp_path: Path) -> None:
    side = Side(lambda work: None, lambda work: [sys.executable, "-c", "print('so'); print('{\"read\": 1.5}')"])
    assert run(side, tmp_path / "run").told == {"read": 1.5}


def test_the_made_up_register_is_as_large_as_the_real_one() -> None:
    laos = made_up_nation(load_reference())
    assert len(laos) == len({lao.code for lao in laos}) == 7849
    assert Counter(lao.type for lao in laos) == {**COUNTS, "อบจ.": 76, "พิเศษ": 1}
    assert len({(lao.type, lao.name) for lao in laos}) == 7849
    sizes = Counter(lao.province for lao in laos).values()
    assert (len(sizes), min(sizes), max(sizes)) == (76, 19, 334)


def test_a_round_is_made_once_and_each_revision_differs(nation: Nation) -> None:
    first, several = nation.inbox(1), nation.inbox(3)
    assert nation.inbox(3) == several
    assert [path.name for path in first.iterdir()] == ["แบบรายงาน_56.xlsx"]
    assert {read_revision(path.name) for path in several.iterdir()} == {0, 1, 2}
    assert len({path.read_bytes() for path in several.iterdir()}) == 3
    assert read_revision(file_name("56", max(SCALES) - 1)) == max(SCALES) - 1


def test_every_side_runs_and_every_bar_is_measured(nation: Nation, tmp_path: Path) -> None:
    bars, names = wanted(1, "")
    missing = {tool for tool in ("dataframely", "pointblank") if not find_spec(tool)}
    *_, seen = run_all(nation, [name for name in names if name.split()[0] not in missing], 0)
    told = write_tables(tmp_path, results(bars, seen), seen)
    assert all(f"| {bar.what} | {bar.ours} | {bar.theirs} |" in told for bar in bars)
    rows = {costs.told("rows") for name, costs in seen.items() if name in ("frictionless x1", "reading x1")}
    assert all(row >= nation.rows(1) - LAOS for row in rows)
    assert len((tmp_path / "bars.csv").read_text("utf-8").splitlines()) == len(bars) + 1


def test_an_unchanged_inbox_is_known(nation: Nation, tmp_path: Path) -> None:
    side = Sides(nation, tmp_path)["unchanged inbox"]
    side.prepare(tmp_path / "again")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "again" / "outbox" / "site").rglob("*")}
    done = subprocess.run(side.command(tmp_path / "again"), capture_output=True, check=True)
    assert done.returncode == 0
    assert before == {path: path.stat().st_mtime_ns for path in before}
    again = newest_manifest(Outbox(tmp_path / "again" / "outbox"))
    assert {file["status"] for file in again["files"]} == {"known"}


def test_the_plain_script_leaves_what_ours_does(nation: Nation, tmp_path: Path) -> None:
    plain.main(nation.inbox(3), nation.register, nation.certified, tmp_path)
    report = tmp_path / "reports" / "56"
    with (report / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert {row["rule"] for row in found} > {"repeated"}
    assert len({(row["file"], row["sheet"], row["cell"], row["rule"]) for row in found}) == len(found)
    marked = next(row for row in found if row["file"].endswith("2.xlsx"))
    sheet = openpyxl.load_workbook(report / "returned" / marked["file"])[marked["sheet"]]
    assert sheet[marked["cell"]].fill.fgColor.rgb.endswith(("FFC7CE", "FFEB9C"))
    with sqlite3.connect(tmp_path / "master" / "master.sqlite") as master:
        laos = [code for (code,) in master.execute("SELECT lao_code FROM websites ORDER BY lao_code")]
    assert LAOS - 3 <= len(laos) == len(set(laos)) <= LAOS
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert all(f'id="{code}"' in page for code in laos)
    outputs = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")}
    assert outputs >= {"reports/index.html", "reports/56/report.html", "reports/56/findings.json"}
    assert outputs >= {"site/data/websites.xlsx", "master/contacts.csv", "contacts/contacts.xlsx"}


def _cost(wall: float, cpu: float) -> Costs:
    cost = Cost(wall, cpu, 0, 0, {})
    return Costs(cost._replace(wall=99), [cost, cost._replace(wall=90), cost._replace(wall=0)])


def test_bars_are_ratios_of_medians() -> None:
    seen = {"ingest x10": _cost(22, 42), "ingest x1": _cost(4, 6), "loading": _cost(2, 2)}
    larger = Bar("", "ingest x10", "ingest x1", 1, whole)
    assert (larger.measure(seen, larger).ratio, larger.measure(seen, larger).cpu) == (5.5, 7)
    a_row = larger._replace(measure=per_row)
    assert (a_row.measure(seen, a_row).ratio, a_row.measure(seen, a_row).cpu) == (1, 1)


@pytest.mark.parametrize(("scale", "largest"), [(1, 1), (10, 10), (100, 100)])
def test_only_what_is_asked_for_is_run(scale: int, largest: int) -> None:
    bars, names = wanted(scale, "")
    assert max(bar.scale for bar in bars) == largest
    assert {side for bar in bars for side in bar.sides} <= set(names)
    assert len(names) == len(set(names))
