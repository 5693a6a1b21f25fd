"""The public site from the master: two rounds, a past day, and a fall that waits for confirmation."""

import csv
import io
from datetime import date, datetime

from office import DEMO, KAMALA, NOW, RAWAI, SAKHU, Core, codes, desk_at, site, workbook

from pipeline import run
from pipeline.decisions import withdraw
from pipeline.desk import BANGKOK
from pipeline.lists import import_list
from pipeline.progress import Progress
from pipeline.publish import Published
from pipeline.render.public import keep_publication, publish_past, to_publish
from pipeline.store import records
from pipeline.store.publications import load_publications

quiet: Progress = lambda stage, done, of: None  # noqa: E731
LATER = datetime(2014, 7, 20, 10, tzinfo=BANGKOK)
NEW = "http://www.new.example.go.th"


def at(core: Core, now: datetime) -> None:
    core.desk = desk_at(core.desk.outbox.root, now=now)


def publish(core: Core, *, confirmed: bool = False) -> Published:
    with core.engine.connect() as connection:
        websites = records.current(connection, "website")
        done = to_publish(core.desk, connection, core.lists, websites, (), confirmed=confirmed)()
        keep_publication(connection, done)
        connection.commit()
        return done


def file(core: Core, path: str, folder: str = "site") -> str:
    return (core.desk.outbox.root / folder / path).read_text("utf-8-sig")


def log(core: Core) -> list[tuple[str, str, str, str]]:
    rows = csv.DictReader(io.StringIO(file(core, "data/changes.csv"), newline=""))
    return [(row["change"], row["lao_code"], row["website_before"], row["website"]) for row in rows]


def two_rounds(core: Core) -> None:
    first = [code for code in codes("83") if code != SAKHU]
    core.send(workbook(website=[site(code) for code in first]))
    publish(core)
    at(core, LATER)
    core.send(workbook(website=[site(KAMALA, website=NEW), site(RAWAI, website="ไม่มี"), site(SAKHU)]))
    assert not publish(core).held


def test_the_change_log_of_two_rounds_lists_exactly_the_changes(core: Core) -> None:
    two_rounds(core)
    assert set(log(core)) == {
        ("changed", KAMALA, f"http://www.lao{KAMALA}.go.th", NEW),
        ("gone", RAWAI, f"http://www.lao{RAWAI}.go.th", ""),
        ("added", SAKHU, "", f"http://www.lao{SAKHU}.go.th"),
    }
    assert "20 กรกฎาคม 2557" in file(core, "changes.html")


def test_publishing_again_changes_no_byte(core: Core) -> None:
    two_rounds(core)
    folder = core.desk.outbox.site
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert publish(core).publication is None
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_directory_of_a_past_day_is_what_was_published_then(core: Core) -> None:
    core.send(workbook(website=[site(KAMALA), site(RAWAI)]))
    publish(core)
    folder = core.desk.outbox.site
    then = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    at(core, LATER)
    core.send(workbook(website=[site(KAMALA, website=NEW), site(SAKHU)]))
    import_list(core.desk, "registry", DEMO / "register.csv", as_of=LATER)
    publish(core)
    now = (folder / "index.html").read_bytes()
    with core.engine.connect() as connection:
        done = publish_past(core.desk, connection, NOW.date())
    assert done
    past, published = done
    assert (past.name, published.held) == ("site-2014-07-15", ())
    assert {path.relative_to(past): path.read_bytes() for path in past.rglob("*") if path.is_file()} == then
    assert (folder / "index.html").read_bytes() == now  # the present directory stays
    with core.engine.connect() as connection:
        assert len(load_publications(connection)) == 2  # nor is a past day a publication


def test_before_the_first_register_there_is_no_directory(core: Core) -> None:
    with core.engine.connect() as connection:
        assert publish_past(core.desk, connection, date(2010, 1, 1)) is None


def test_a_held_website_of_a_past_day_is_held_there(core: Core) -> None:
    core.send(workbook(website=[site(KAMALA, website="http://www.slot-bet888.com")]))
    at(core, LATER)
    with core.engine.begin() as connection:
        lao_id = next(lao.lao_id for lao in core.lists.laos.values() if lao.code == KAMALA)
        assert records.release(connection, lao_id, core.desk.at)
    with core.engine.connect() as connection:
        for day, shown in ((NOW.date(), False), (LATER.date(), True)):
            done = publish_past(core.desk, connection, day)
            assert done
            assert ("slot-bet888" in file(core, "data/websites.csv", done[0].name)) == shown


def test_a_fall_waits_for_confirmation(core: Core) -> None:
    own = codes("83")
    core.send(workbook(website=[site(code) for code in own]))
    publish(core)
    before = file(core, "index.html")
    gone = [site(code, website="ไม่มี") for code in own[: len(own) // 4]]
    core.send(workbook(website=gone))
    held = publish(core)
    assert [one.rule for one in held.held] == ["PB005"]
    assert file(core, "index.html") == before
    assert [one.rule for one in publish(core).held] == ["PB005"]  # and goes on waiting
    assert not publish(core, confirmed=True).held
    assert len(log(core)) == len(gone)
    assert not publish(core).held


def test_a_withdrawal_is_its_own_confirmation_and_central_staff_are_told(core: Core) -> None:
    merged = core.send(workbook(website=[site(code) for code in codes("83")]))
    run.publish(core.desk, quiet)
    assert withdraw(core.desk, merged.receipt, quiet)
    assert {change for change, *_ in log(core)} == {"gone"}
    assert "PB008" in (core.desk.outbox.reports / "central.csv").read_text("utf-8-sig")
