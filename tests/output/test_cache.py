"""Parts kept from one rendering to the next: whatever lies there, a rendering gives what one from nothing gives."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zlib import crc32

import pytest
from office import NOW, SATHIT, codes, contact, desk_at, make_desk, site, workbook

from pipeline import run
from pipeline.desk import Desk
from pipeline.keeping.backup import backup
from pipeline.keeping.verify import verify
from pipeline.output.cache import Cache
from pipeline.progress import silent
from pipeline.publish.gates import gate
from pipeline.publish.pages import site as render
from pipeline.publish.people import GROUPS
from pipeline.render.parts import FOLDER, Parts
from tests.publish.directory import AS_OF, SAMPLES, reference

RENDERED = ("site", "contacts", "reports", f"master/{FOLDER}", "master/*.csv", "master/*.xlsx")
NEW = "http://www.new.example.go.th"
LATER = NOW + timedelta(days=3)


def ingest(desk: Desk, **files: bytes) -> None:
    """Take in files by the name of their folder; the fault of none is ours."""
    inbox = desk.outbox.root.parent / "inbox"
    for folder, data in files.items():
        path = inbox / folder.strip("_") / f"{folder}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    done = run.ingest(desk, inbox, workers=0, dry_run=False, progress=silent)
    assert [one.fault for one in done] == [""] * len(files)


def rendered(root: Path) -> dict[str, bytes]:
    """Everything that is rendered from the master, but returned workbooks: these are drawn once."""
    folders = ("site", "contacts", "reports", "master")
    paths = [path for folder in folders for path in (root / folder).rglob("*.*") if path.is_file()]
    kept = [path for path in paths if FOLDER not in path.parts and "returned" not in path.parts]
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in kept
        if not path.name.startswith((".", "master.sqlite"))
    }


def from_nothing(desk: Desk, scratch: Path) -> dict[str, bytes]:
    """What ``publish`` renders where nothing was rendered yet, from a copy of the master."""
    shutil.copytree(desk.outbox.root, scratch)
    for pattern in RENDERED:
        for path in scratch.glob(pattern):
            if path.is_dir():
                _empty(path)
            else:
                path.unlink()
    run.publish(desk_at(scratch, now=desk.now), silent)
    return rendered(scratch)


def _empty(folder: Path) -> None:
    """Delete what is rendered there; reports name the returned workbooks beside them."""
    for path in folder.rglob("*"):
        if path.is_file() and "returned" not in path.parts:
            path.unlink()


@pytest.fixture(scope="module")
def two_provinces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = make_desk(tmp_path_factory.mktemp("two") / "outbox")
    ingest(
        desk,
        _83=workbook(website=[site(code) for code in codes("83")], contact=[contact(code) for code in codes("83")]),
        _98=workbook(website=[site(SATHIT)], contact=[contact(SATHIT)]),
    )
    return desk.outbox.root


@pytest.fixture
def desk(two_provinces: Path, tmp_path: Path) -> Desk:
    shutil.copytree(two_provinces, tmp_path / "outbox")
    return desk_at(tmp_path / "outbox", now=NOW + timedelta(minutes=1))


def corrected(desk: Desk) -> None:
    """ภูเก็ต sends another website and another person for one of its LAOs."""
    ingest(desk, _83=workbook(website=[site(website=NEW)], contact=[contact(person1_name="นายสมหมาย ขยันดี")]))


def drawn(desk: Desk) -> dict[str, bytes]:
    folder = desk.outbox.master / FOLDER
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_corrected_province_gives_what_rendering_from_nothing_gives(desk: Desk, tmp_path: Path) -> None:
    before = drawn(desk)
    corrected(desk)
    after = drawn(desk)
    changed = {name for name in before if before[name] != after[name]}
    somebody = {
        f"site/people-{crc32(name.encode()) % GROUPS}" for name in ("นายสมหมาย ขยันดี", contact()["person1_name"])
    }
    assert changed == {"contacts/83", "exports/contact-83", "exports/website-83", "site/83", *somebody}
    assert after.keys() == before.keys()
    now = rendered(desk.outbox.root)
    assert NEW in now["site/provinces/83.html"].decode()
    assert "สมหมาย ขยันดี" in now["contacts/index.html"].decode()
    assert now == from_nothing(desk, tmp_path / "again")


def test_whom_rows_of_another_province_name_is_found_out_once(desk: Desk, tmp_path: Path) -> None:
    ingest(desk, _83=workbook(website=[*(site(code) for code in codes("83")), site(SATHIT)]))
    told = (desk.outbox.reports / "central.csv").read_text("utf-8-sig")
    assert "XS007" in told
    rows = drawn(desk)["central/rows-83"]
    run.publish(desk, silent)
    assert drawn(desk)["central/rows-83"] == rows
    assert rendered(desk.outbox.root) == from_nothing(desk, tmp_path / "again")
    later = desk_at(desk.outbox.root, now=LATER)
    ingest(later, _83=workbook(website=[site(code) for code in codes("83")]))
    assert "central/rows-83" not in drawn(later)
    assert "XS007" not in (later.outbox.reports / "central.csv").read_text("utf-8-sig")


def _delete_all(folder: Path) -> None:
    shutil.rmtree(folder)


def _damage(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            data = bytearray(path.read_bytes())
            data[-1] ^= 1
            path.write_bytes(data)


def _cut(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:40])


def _mistake(folder: Path) -> None:
    """One province's part under another's name."""
    for kind in ("site", "contacts"):
        shutil.copyfile(folder / kind / "83", folder / kind / "98")


@pytest.mark.parametrize("spoil", [_delete_all, _damage, _cut, _mistake])
def test_what_was_kept_may_be_lost_or_damaged(desk: Desk, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(desk.outbox.master / FOLDER)
    corrected(desk)
    assert rendered(desk.outbox.root) == from_nothing(desk, tmp_path / "again")


def test_published_files_are_not_taken_over(desk: Desk, tmp_path: Path) -> None:
    public = desk.outbox.site
    (public / "provinces" / "98.html").write_text("somebody else's", "utf-8")
    (public / "types" / "tao.html").unlink()
    (public / "data" / "websites.xlsx").write_bytes(b"")
    corrected(desk)
    assert rendered(desk.outbox.root) == from_nothing(desk, tmp_path / "again")


def test_on_another_day_every_page_says_so(desk: Desk, tmp_path: Path) -> None:
    before = drawn(desk)
    later = desk_at(desk.outbox.root, now=LATER)
    run.publish(later, silent)
    assert drawn(later) == before
    now = rendered(later.outbox.root)
    for path, page in now.items():
        if path.startswith("site/") and path.endswith(".html"):
            assert "18 กรกฎาคม 2557" in page.decode()
            assert "15 กรกฎาคม 2557" not in page.decode().partition('class="asof"')[2]
    assert now == from_nothing(later, tmp_path / "again")


def test_other_settings_are_seen_everywhere(desk: Desk, tmp_path: Path) -> None:
    (desk.outbox.root / "round.toml").write_text('[help_desk]\nemail = "other@dla.example"\n', "utf-8")
    changed = desk_at(desk.outbox.root, now=desk.now)
    run.publish(changed, silent)
    assert "other@dla.example" in (changed.outbox.site / "provinces" / "98.html").read_text("utf-8")
    assert rendered(changed.outbox.root) == from_nothing(changed, tmp_path / "again")


def test_an_lao_that_another_province_gets_is_in_both(desk: Desk, tmp_path: Path) -> None:
    """What a part is made of is looked at, not what a run says it has changed."""
    ingest(desk, _98=workbook(website=[site(SATHIT, website=NEW)]))
    corrected(desk)
    now = rendered(desk.outbox.root)
    assert NEW in now["site/provinces/98.html"].decode()
    assert now == from_nothing(desk, tmp_path / "again")


def test_a_changed_template_or_program_makes_all_anew(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(by: str) -> str:
        return Parts(desk)["x"].take("part", ("a",), lambda: by)

    assert [made("first"), made("second")] == ["first", "first"]
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text("other")
    monkeypatch.setattr("pipeline.render.parts.TEMPLATES", templates)
    assert [made("third"), made("fourth")] == ["third", "third"]
    monkeypatch.setattr(Desk, "fingerprint", lambda self, lists: "other program")
    assert made("fifth") == "fifth"


def test_somebody_who_is_new_is_looked_for_in_what_was_taken_over(tmp_path: Path) -> None:
    entries = (SAMPLES[0]._replace(website="http://a.example.go.th/0812345678"), *SAMPLES[1:])
    kept = Cache(tmp_path / "site")
    for people, rules in (((), set()), ((("", "081-234-5678", "tel:+66812345678"),), {"PB001"})):
        files = render(entries, reference(), AS_OF, kept=kept)
        assert {one.rule for one in gate(files, entries, reference(), AS_OF, people)} == rules


def test_it_is_closed_to_others_and_nothing_that_matters(desk: Desk, tmp_path: Path) -> None:
    folder = desk.outbox.master / FOLDER
    assert {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))} == {0o700, 0o600}
    backup(desk, tmp_path / "bag")
    assert not list((tmp_path / "bag").rglob(FOLDER))
    assert verify(desk).faults == ()


def test_what_is_asked_for_no_more_is_deleted(tmp_path: Path) -> None:
    first = Cache(tmp_path / "parts")
    assert [first.take(name, (), name.upper) for name in "ab"] == ["A", "B"]
    then = Cache(tmp_path / "parts")
    assert then.take("b", (), "other".upper) == "B"
    then.sweep()
    assert [path.name for path in (tmp_path / "parts").iterdir()] == ["b"]


def test_where_nothing_can_be_kept_all_is_made(tmp_path: Path) -> None:
    (tmp_path / "parts").write_text("a file")
    assert Cache(tmp_path / "parts").take("a", (), lambda: "made") == "made"
    assert Cache().take("a", (), lambda: "made") == "made"
