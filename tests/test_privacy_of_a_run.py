"""No person leaves whole: people, numbers, ids and passwords are planted in a round and looked for in all it leaves."""

import io
import os
import pty
import re
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
import xlsxwriter
from office import DEMO, KAMALA, MAIKHAO, PAO, RAWAI, SAKHU, codes, contact, desk_at, site, workbook
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli import app
from pipeline.desk import Desk
from pipeline.secret import without_secret
from pipeline.store.database import open_master
from schemas import TABLE

ROOT = Path(run.__file__).parents[1]
WORDS = ("ประหยัดยิ่ง", "ทรงพลเอก", "วรนุชา", "ศรีสุขใส", "Worawit", "Thongdee")
"""Parts of names that are in no word of ours."""
NUMBERS = ("0891112223", "0765556667", "0834445559")
PASSWORD, THAI_ID = "Tiger-7788", "3-1007-00123-45-1"
WRONG_ID = "3100700123459"
"""Its check digit is wrong: only its column's heading tells that it is one."""
NAMED = f"ภูเก็ต {THAI_ID} pass {PASSWORD}.xlsx"
PRIVATE = re.compile(r"archive/|master/|contacts/|reports/[^/]+/returned/")
"""Where people may stand whole (design §9)."""


def people(**cells: str) -> dict[str, str]:
    return {
        "person1_name": "นายประหยัดยิ่ง ทรงพลเอก", "person1_phone": "089-111-2223", "person2_name": "นางสาววรนุชา ศรีสุขใส",
        "person2_phone": "0 7655 56667", **cells,
    }  # fmt: skip


def planted() -> bytes:
    """A workbook with people right and wrong, in every cell of the contacts and where they do not belong."""
    rows = [
        contact(KAMALA, **people()),
        contact(SAKHU, **people(person1_name="Mr.Worawit Thongdee", person1_phone="๐๘๓-๔๔๔-๕๕๕๙ มือถือประหยัดยิ่ง")),
        contact(RAWAI, **people(person1_name="นายประหยัดยิ่ง ทรงพลเอก โทร 0834445559", person2_phone="วรนุชา 076-555666")),
        contact(
            MAIKHAO,
            **people(person1_position="ทรงพลเอก 089-111-2223", person2_name="0765556667", person2_phone="ศรีสุขใส"),
        ),
        contact(PAO, **people(person1_name="ประหยัดยิ่ง", person1_phone="0891112223, 0834445559")),
        contact("05830104", **people(person1_phone=f"รหัสผ่าน {PASSWORD}", person2_position=f"เลข {THAI_ID}")),
        contact("05830107", **people(lao_code="99999999", lao_name="ไม่มีจริง")),
    ]
    bad = site(KAMALA, website=f"user: admin password: {PASSWORD}")
    return workbook(
        website=[bad, site(SAKHU, website=f"http://me:{PASSWORD}@a.go.th"), site(RAWAI, website=THAI_ID)], contact=rows
    )


def named() -> bytes:
    """A workbook with secrets in the names of sheets, in titles, headings and unknown columns, and below its table."""
    ids = (THAI_ID, THAI_ID.replace("-", "_"), THAI_ID.replace("-", "\u200b"), " ".join(THAI_ID.replace("-", "")))
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet(f"x{THAI_ID}")
        sheet.write_row(0, 0, ["จังหวัดภูเก็ต", *ids, f"pwd {PASSWORD}"])
        headings = [one.label for one in TABLE["website"].fields if one.name != "province"]
        sheet.write_row(1, 0, [*headings, "รหัสผ่าน INFO", f"บัตร {THAI_ID}", f"password {PASSWORD}", "เลขบัตรประชาชน"])
        cells = site(KAMALA, website=f"login admin {PASSWORD}", district=THAI_ID)
        values = [cells.get(one.name, 1) for one in TABLE["website"].fields if one.name != "province"]
        sheet.write_row(2, 0, [*values, PASSWORD, *ids[:2], WRONG_ID])
        sheet.write_row(3, 0, ["หมายเหตุ", f"รหัสเข้าระบบ {PASSWORD}", *ids])
        book.add_worksheet(f"pass {PASSWORD}").write_row(0, 0, [*ids, PASSWORD])
    return data.getvalue()


@pytest.fixture(scope="module")
def after(demo_outbox: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str]:
    """An outbox after rounds with planted people, and all that the commands said."""
    import shutil

    root = tmp_path_factory.mktemp("planted")
    shutil.copytree(demo_outbox, root / "outbox")
    inbox, said = root / "inbox", []

    def call(*words: str) -> None:
        known = [*words, "--outbox", str(root / "outbox"), "--now", "2014-07-15T09:30:00"]
        known = known[:-2] if words[0] == "status" else known
        done = CliRunner().invoke(app, [*known, "--reference", str(DEMO)])
        assert done.exit_code in (0, 1), done.output
        said.append(done.output)

    def send(name: str, data: bytes) -> None:
        path = inbox / "83" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        call("ingest", "--inbox", str(inbox), "--workers", "1", "--lang", "en")

    (root / "check").mkdir()
    (root / "check" / "ภูเก็ต.xlsx").write_bytes(planted())
    for lang in ("th", "en"):
        call("check", str(root / "check" / "ภูเก็ต.xlsx"), "--lang", lang)
    send("ภูเก็ต.xlsx", planted())
    send("ภูเก็ต 2.xlsx", workbook(contact=[contact(KAMALA, **people(person2_name="ไม่มี"))]))
    changed = [contact(code, **people(person1_name=f"นายประหยัดยิ่ง ทรงพลเอก{n}")) for n, code in enumerate(codes("83"))]
    send("ทั้งหมด.xlsx", workbook(contact=changed))
    send(NAMED, named())
    (root / "check" / NAMED).write_bytes(named())
    call("check", str(root / "check" / NAMED))
    call("withdraw", "2")
    call("publish")
    call("status")
    return desk_at(root / "outbox"), "\n".join(said)


def texts(path: Path) -> Iterator[str]:
    """The text of a file: of each part where it is a package."""
    data = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(name).decode("utf-8", "replace") for name in package.namelist())
    else:
        yield data.decode("utf-8", "replace")


def shows_somebody(text: str) -> list[str]:
    digits = re.sub(r"[^0-9]+", lambda gap: "" if re.fullmatch(r"[ ().\-–]{1,3}", gap.group()) else "|", _arabic(text))
    return [word for word in WORDS if word in text] + [number for number in NUMBERS if number in digits]


def _arabic(text: str) -> str:
    return text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))


def files(desk: Desk) -> Iterator[tuple[str, Path]]:
    for path in sorted(desk.outbox.root.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(desk.outbox.root)), path


def test_people_stand_where_they_may(after):
    """Else the test below proves nothing."""
    desk, _ = after
    shown = {
        found
        for name, path in files(desk)
        if PRIVATE.match(name)
        for text in texts(path)
        for found in shows_somebody(text)
    }
    assert {*WORDS[:4], "0891112223"} <= shown


def test_and_nowhere_else(after):
    desk, said = after
    shown = {
        name: found for name, path in files(desk) if not PRIVATE.match(name)
        for text in texts(path) if (found := shows_somebody(text))
    }  # fmt: skip
    assert shown == {}
    assert shows_somebody(said) == []
    assert "ภูเก็ต.xlsx" in said


@pytest.mark.parametrize(
    "secret", [PASSWORD, *(THAI_ID.replace("-", gap) for gap in ("-", "", "_", "\u200b")), WRONG_ID]
)
def test_a_password_or_an_id_is_in_nothing_derived(after, secret):
    desk, said = after
    assert without_secret(f"เลข {THAI_ID}") == ""
    held = [
        name
        for name, path in files(desk)
        if not name.startswith("archive/") and any(secret in text for text in texts(path))
    ]
    assert held == []
    assert secret not in said


def test_what_names_a_secret_goes_by_another_name(after):
    desk, said = after
    report = (desk.outbox.reports / "83" / "findings.csv").read_text("utf-8-sig")
    assert "ภูเก็ต (ปิดไว้) (ปิดไว้).xlsx" in report
    assert all(text in said for text in ("แผ่นงาน 1!", "ภูเก็ต (ปิดไว้) (ปิดไว้).xlsx", "«(ปิดไว้)»"))
    [back] = (desk.outbox.reports / "83" / "returned").glob("*ปิดไว้*.xlsx")
    book = openpyxl.load_workbook(back)
    assert book.sheetnames[1:] == ["แผ่นงาน 1", "แผ่นงาน 2"]
    assert "รหัสผ่าน INFO" in [cell.value for cell in book["แผ่นงาน 1"][2]]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_terminal_shows_nobody_in_whatever_column(after, tmp_path, lang):
    desk, _ = after
    somebody = "นายประหยัดยิ่ง ทรงพลเอก 089-111-2223"
    rows = [
        site(KAMALA, website=somebody),
        site(PAO, lao_name=somebody, lao_code=""),
        site(RAWAI, fiscal_year=somebody),
        site(SAKHU, district=somebody, lao_type="0834445559"),
    ]
    path = tmp_path / "ภูเก็ต.xlsx"
    path.write_bytes(workbook(website=rows))
    words = ["check", path, "--outbox", desk.outbox.root, "--reference", DEMO, "--lang", lang]
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exit_code == 1, done.output
    assert shows_somebody(done.output) == []
    assert lang == "en" or "นาย ป… ท… 089-xxx-xxxx" in done.output


def test_what_holds_contacts_is_closed_to_others(after):
    desk, _ = after
    open_ = []
    for path in desk.outbox.root.rglob("*"):
        name = str(path.relative_to(desk.outbox.root)) + ("/" if path.is_dir() else "")
        if re.match(r"(archive|master|contacts|reports|forms)/", name):
            mode = stat.S_IMODE(path.stat().st_mode)
            if path.is_dir() and mode != 0o700:
                open_.append(name)
            if path.is_file() and PRIVATE.match(name) and not name.endswith("board.json") and mode != 0o600:
                open_.append(name)
    assert open_ == []
    classes = {re.sub(r"/83/|/98/", "/…/", name).rpartition("/")[0] for name, _ in files(desk) if PRIVATE.match(name)}
    kept = {f"master/.drawn/{kind}" for kind in ("contacts", "exports", "rules", "site")}
    assert classes == {"archive", "master", "contacts", "reports/…/returned", *kept}


def test_the_terminal_shows_nobody_while_it_works(after, tmp_path):
    """On a real terminal, with bars."""
    desk, _ = after
    (tmp_path / "83").mkdir()
    (tmp_path / "83" / "อีกครั้ง.xlsx").write_bytes(planted())
    words = [
        "ingest",
        "--dry-run",
        "--inbox",
        tmp_path,
        "--outbox",
        desk.outbox.root,
        "--reference",
        DEMO,
        "--workers",
        "1",
    ]
    ours, theirs = pty.openpty()
    work = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, words)], stdout=theirs, stderr=theirs, cwd=ROOT
    )
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 4096):
            said += piece
    except OSError:  # Linux says so at the end
        pass
    os.close(ours)
    assert work.wait() == 1
    assert "อีกครั้ง.xlsx" in said.decode()
    assert shows_somebody(said.decode()) == []


class TestFaultsOfOurs:
    """An exception may hold a record; what is told of it holds nobody."""

    @pytest.fixture
    def told(self, after, monkeypatch, capsys, tmp_path):
        from pipeline.cli import main

        desk, _ = after
        (tmp_path / "83").mkdir()
        (tmp_path / "83" / "ก.xlsx").write_bytes(workbook(contact=[contact(**people())]))
        words = ["check", tmp_path / "83" / "ก.xlsx", "--outbox", desk.outbox.root, "--reference", DEMO]
        monkeypatch.setattr(sys, "argv", ["pipeline", *map(str, words)])

        def tell(name: str, raising) -> str:
            monkeypatch.setattr(name, raising)
            with pytest.raises(SystemExit) as ended:
                main()
            assert ended.value.code == 2
            text = capsys.readouterr().err
            assert shows_somebody(text) == []
            return text

        return tell

    @pytest.mark.parametrize("what", ["repr", "text", "values"])
    def test_in_this_process(self, told, what):
        def raising(_desk, _lists, judged, *_args, **_more):
            submission, (record,) = judged.submission, judged.submission.records
            said = {"repr": repr(submission), "text": record.text("person1_name"), "values": dict(record.values)}
            try:
                int(record.text("person1_phone"))
            except ValueError as fault:
                raise RuntimeError(f"row {record.row} of {said[what]}") from fault

        text = told("pipeline.run.merge_one", raising)
        assert "RuntimeError: row 3 of" in text
        assert "test_privacy_of_a_run.py" in text, "where it happened is told"
        assert "ValueError: invalid literal for int()" in text

    def test_of_the_database(self, after):
        desk, _ = after
        statement = sa.text("INSERT INTO contact (lao_id, name) VALUES ('1', :name)")
        with open_master(desk.master).connect() as connection, pytest.raises(sa.exc.IntegrityError) as fault:
            connection.execute(statement, {"name": "นายประหยัดยิ่ง ทรงพลเอก"})
        assert shows_somebody(str(fault.value)) == []

    def test_what_the_stages_pass_on_does_not_show_itself(self, reader):
        submission = reader.prepare(planted())
        (merged,) = reader.merge(submission, keep=False)
        assert merged.outcome.changes
        for value in (submission, merged, *submission.records, *merged.outcome.changes, *merged.outcome.findings):
            assert shows_somebody(repr(value)) == []
        cells = [cell for record in submission.records for cell in record.cells.values()]
        assert shows_somebody(repr(cells)) == []
