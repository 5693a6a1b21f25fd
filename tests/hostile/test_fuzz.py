"""Damage at random: whatever the bytes, a file is read or refused with findings; whatever a cell says, it is read."""

import io
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import TimeoutError as Timeout
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from office import Core, contact, site, workbook
from pebble import ProcessExpired, ProcessPool

from pipeline.intake.preflight import preflight
from pipeline.read import read_workbook
from schemas import TABLE, TABLES
from schemas.reference import load_reference
from schemas.rules import catalogue
from tests.hostile.corpus import rows
from tests.hostile.formats import ods, xls, xlsb
from tests.hostile.raw import entry
from tests.hostile.raw import workbook as raw_workbook

ROWS = rows(0)
SOUND = {
    "xlsx": raw_workbook(ROWS),
    "of Excel": workbook(website=[site()], contact=[contact()]),
    "xls": xls(ROWS),
    "xlsb": xlsb(ROWS),
    "ods": ods("", ROWS),
}
LIMITS = load_reference().round.limits
BATCH = 25
SECONDS, MEMORY = 10, 512
QUICK, DEEP = 6, 400


def damaged(seed: int) -> bytes:
    """A sound file of one of the formats with some bytes changed: of the file, or of a part before it is packed."""
    random = Random(seed)
    data = random.choice(list(SOUND.values()))
    if random.random() < 0.3 or not data.startswith(b"PK"):
        return scratched(data, random)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hit = random.choice(old.namelist())
        for name in old.namelist():
            new.writestr(
                entry(name), scratched(old.read(name), random) if name == hit else old.read(name), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def scratched(data: bytes, random: Random) -> bytes:
    """Bytes changed, left out, put in, or said again elsewhere."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at, length = random.randrange(len(changed) + 1), random.choice((1, 1, 2, 8, 60))
        what = random.choice(("change", "drop", "insert", "repeat", "word"))
        piece = bytes(changed[at : at + length])
        changed[at : at + (length if what in ("change", "drop") else 0)] = {
            "change": random.randbytes(len(piece)),
            "drop": b"",
            "insert": random.randbytes(length),
            "repeat": piece * random.choice((2, 50)),
            "word": random.choice(WORDS),
        }[what]
    return bytes(changed)


WORDS = (
    b"<",
    b">",
    b"/>",
    b'"',
    b"&",
    b"&#0;",
    b"]]>",
    b"<c ",
    b"<row>",
    b"</row>",
    b"<v>",
    b"</sheetData>",
    b'r="XFD1048576"',
    b'r="A0"',
    b'r=""',
    b't="s"',
    b't="b"',
    b't="d"',
    b"-1",
    b"99999999999999999999",
    b"1E400",
    b"NaN",
    b"\0",
    b"\xff\xfe",
    b"<f>",
    b'<f t="shared" si="0"/>',
    b"<mergeCell ref=",
    b'table:number-rows-repeated="999999999"',
    b'table:number-columns-repeated="0"',
    b"\xff\xff\xff\x7f",
    b"\x80" * 9,
)


def read(seed: int) -> None:
    """Read a damaged file; every finding must fit its rule."""
    data = damaged(seed)
    form, notes = preflight(data, "a.xlsx", LIMITS)
    if not form:
        assert len(notes) == 1
        return
    book = read_workbook(data, form, LIMITS, TABLES, looks=True)
    for finding in book.findings:
        assert catalogue()[finding.rule].say({"v": finding.value, **finding.params})
    assert book.tables or book.findings


def read_all(seeds: range) -> None:
    for seed in seeds:
        try:
            read(seed)
        except MemoryError:
            pass
        except BaseException as fault:
            raise AssertionError(f"seed {seed}: {fault!r}") from fault


def start() -> None:
    import resource

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a breaking parser prints
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = used + (MEMORY << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(2, initializer=start, context=get_context("forkserver")) as processes:
        yield processes


def read_damaged(pool: ProcessPool, batches: int) -> list[int]:
    """Read so many batches of damaged files in child processes; the seeds whose process was ended or ended itself."""
    whole = [range(BATCH * n, BATCH * (n + 1)) for n in range(batches)]
    return [
        seed
        for batch in broken(pool, whole)
        for seed in (one[0] for one in broken(pool, [range(n, n + 1) for n in batch]))
    ]


def broken(pool: ProcessPool, batches: list[range]) -> list[range]:
    """The batches that did not come to their end. A fault of ours is raised."""
    answers, ended = pool.map(read_all, batches, timeout=SECONDS).result(), []
    for batch in batches:
        try:
            next(answers)
        except (Timeout, ProcessExpired):
            ended.append(batch)
    return ended


def test_damaged_files_are_read_or_refused(pool: ProcessPool) -> None:
    assert read_damaged(pool, QUICK) == []  # these seeds end no process


@pytest.mark.deep
def test_thousands_of_damaged_files_are_read_or_refused(pool: ProcessPool) -> None:
    ended = read_damaged(pool, DEEP)
    assert len(ended) < DEEP * BATCH / 100, ended


CELL = st.one_of(
    st.text(max_size=60),
    st.text("กขคงาำิีุูเแโใไ็่้๊๋์ํ0123456789๐๑๒๙ .-/()@:,;=+_#\u200b\u00a0\n\t", max_size=60),
    st.text("0123456789-–() ต่อกด,/~", max_size=40),
    st.text("htps:/w.goabc?#@[]%\\ ", max_size=50),
)
"""Any text at all, Thai and its marks in any order, what looks like a phone number, what looks like an address."""


def interpreted(core: Core, table: str, cells: dict[str, str]) -> None:
    """A row whose cells say anything: judged without an exception, its ledger balanced."""
    row = {"website": site, "contact": contact}[table](**cells)
    (merged,) = core.merge(core.prepare(workbook(**{table: [row]})), keep=False)
    if merged.fault:
        pytest.fail(merged.fault)  # an assertion would show everything


ROW = st.sampled_from(("website", "contact")).flatmap(
    lambda table: st.tuples(
        st.just(table),
        st.dictionaries(
            st.sampled_from([one.name for one in TABLE[table].fields if one.name != "province"]),
            CELL,
            min_size=1,
            max_size=6,
        ),
    )
)
UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=40, suppress_health_check=UNHURRIED)
@given(ROW)
@example(("contact", {"person2_name": "\u200b"}))
@example(("contact", {"person2_name": "\x1b-", "person2_phone": "\ufeff"}))
def test_any_text_in_a_cell_is_read(reader: Core, row: tuple[str, dict[str, str]]) -> None:
    interpreted(reader, *row)


@pytest.mark.deep
@settings(max_examples=3000, suppress_health_check=UNHURRIED)
@given(ROW)
def test_thousands_of_texts_in_cells_are_read(reader: Core, row: tuple[str, dict[str, str]]) -> None:
    interpreted(reader, *row)
