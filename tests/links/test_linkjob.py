"""The link check on a master: kept as it goes, stopped and gone on with, shown in the directory and the reports."""

import csv
import io
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from fleet import Fleet, is_loopback, lookup
from outboxes import at_sea, desk_at, finish, kept, make_outbox, start
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli import app
from pipeline.desk import Desk
from pipeline.linkjob import Checked, Net, check_links, totals
from pipeline.notdone import NotDone
from pipeline.progress import silent
from pipeline.store.database import open_master, writing
from pipeline.store.link_checks import LinkCheck, record
from pipeline.terminal.words import say

QUICK = {"pause_ms": 1, "seconds": 20}
MIX = ("open", "open", "gzipped", "head-405", "gone-404", "denied-403", "moved", "hacked", "empty", "needs-cookie",
       "dns", "stray-type", "dns-failing", "dns")  # fmt: skip
"""What websites do, one after the other; three in fourteen have no name."""
DEAD = ("dns", "dns-failing")
NET = Net(is_loopback, lookup)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with at_sea(tmp_path_factory.mktemp("fleet")) as fleet:
        yield fleet


def sites(fleet: Fleet, count: int, kinds: Sequence[str] = MIX) -> list[str]:
    """Websites of many hosts, each tenth of them on one server with the others of its kind."""
    hosts = (f"{kinds[n % len(kinds)]}.n{n}.{'shared.' if n % 10 == 9 else ''}go.th" for n in range(count))
    return [f"http://{host}:{fleet.port}" for host in hosts]


def check(desk: Desk, days: float) -> Checked:
    return check_links(desk_at(desk.outbox.root, days), silent, NET)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def table(desk: Desk, province: str) -> list[dict[str, str]]:
    text = (desk.outbox.reports / province / "links.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_check_is_kept_counted_and_not_made_again_the_same_day(fleet: Fleet, tmp_path: Path) -> None:
    websites = sites(fleet, 30)
    desk = make_outbox(tmp_path / "outbox", websites, **QUICK)
    first = check(desk, 0)
    assert (first.due, first.fresh, first.kinds.total()) == (30, 0, 30)
    assert dict(totals(first)) == {"open": 12, "care": 6, "down": 10, "later": 2}
    assert Counter(website for website, _ in kept(desk)) == Counter(websites)
    asked = len(fleet.asked)
    again = check(desk, 0.5)
    assert (again.due, again.fresh, again.kinds.total(), len(fleet.asked)) == (0, 30, 0, asked)
    assert check(desk, 7).due == 30


def test_we_say_who_we_are_and_how_to_reach_us(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", sites(fleet, 1), **QUICK)
    check(desk, 0)
    assert fleet.agents == {f"ThabianLinkCheck/1.0 (+mailto:{desk.reference.round.help_desk['email']})"}


def test_broken_is_shown_after_repeated_failure_and_no_more_once_it_opens(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", sites(fleet, 10), **QUICK)
    page = desk.outbox.site / "provinces" / "11.html"
    for days in (0, 7):
        check(desk, days)
    assert "เปิดไม่ได้" not in page.read_text("utf-8")
    assert page.read_text("utf-8").count("ตรวจล่าสุด 22 กรกฎาคม 2557") == 9  # one was never judged
    check(desk, 14)
    shown = page.read_text("utf-8")
    assert shown.count("เปิดไม่ได้เมื่อ 29 กรกฎาคม 2557 (ตรวจ 3 ครั้ง)") == 2
    assert shown.count("ตรวจล่าสุด 29 กรกฎาคม 2557") == 7
    rows = table(desk, "11")
    assert [row["result"] for row in rows][:2] == ["เปิดไม่ได้", "เปิดไม่ได้"]
    assert Counter(row["rule"] for row in rows) == {"": 7, "WW030": 2, "WW031": 1}
    html = (desk.outbox.reports / "11" / "links.html").read_text("utf-8")
    assert "เปิดไม่ได้ 3 ครั้งติดต่อกัน" in html
    assert "somebody-" in html
    assert "เปิดไม่ได้ 2 แห่ง" in (desk.outbox.reports / "11" / "report.html").read_text("utf-8")


def test_the_gambling_that_was_found_is_told_to_the_office_and_not_to_the_public(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", sites(fleet, 5, ["hacked"]), **QUICK)
    check(desk, 0)
    assert "การพนัน" in (desk.outbox.reports / "11" / "links.html").read_text("utf-8")
    assert not [path for path, body in files(desk.outbox.site).items() if "พนัน".encode() in body]


def test_rendering_again_changes_no_byte(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", sites(fleet, 10), **QUICK)
    check(desk, 0)
    before = files(desk.outbox.site) | files(desk.outbox.reports)
    run.publish(desk, silent)
    after = files(desk.outbox.site) | files(desk.outbox.reports)
    assert {path: after[path] for path in before} == before


def test_where_nothing_was_ever_checked_nothing_is_said_of_it(tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", ["http://www.maesai.go.th", "http://www.maechan.go.th"])
    run.publish(desk, silent)
    assert not list(desk.outbox.reports.rglob("links.*"))
    for body in (files(desk.outbox.site) | files(desk.outbox.reports)).values():
        assert "ตรวจล่าสุด".encode() not in body
        assert b"links.html" not in body


def test_a_past_day_shows_the_checks_of_that_day(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", sites(fleet, 3, ["empty"]), **QUICK)
    for days in (0, 7, 14):
        check(desk, days)
    folder, _ = run.publish_as_of(desk, desk_at(desk.outbox.root, 8).now.date())
    then = (folder / "provinces" / "11.html").read_text("utf-8")
    assert "ตรวจล่าสุด 22 กรกฎาคม 2557" in then
    assert "เปิดไม่ได้" not in then


def test_when_our_own_line_is_down_nobody_is_accused(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", [f"http://dns-failing.n{n}.go.th" for n in range(60)], **QUICK)
    with pytest.raises(NotDone) as fault:
        check(desk, 0)
    assert say("en", fault.value.key)
    assert kept(desk) == []


@pytest.mark.parametrize("dead", [1, 3], ids=["20 %", "60 %"])
def test_many_dead_names_among_the_living_are_not_our_line(dead: int, fleet: Fleet, tmp_path: Path) -> None:
    websites = sites(fleet, 300, (*["open"] * (5 - dead), *["dns"] * dead))
    done = check(make_outbox(tmp_path / "outbox", websites, pause_ms=300, seconds=20), 0)
    assert done.kinds == {"open": 300 - dead * 60, "dns": dead * 60}


def test_dead_names_that_are_left_alone_are_believed_where_others_answer(fleet: Fleet, tmp_path: Path) -> None:
    """A check that was stopped left only them: who answered before is asked whether our line works."""
    living, dead = sites(fleet, 5, ["open"]), sites(fleet, 40, ["dns"])
    desk = make_outbox(tmp_path / "outbox", [*living, *dead], **QUICK)
    with writing(open_master(desk.master)) as connection:
        record(connection, [LinkCheck(website, desk.at, "open", "", website) for website in living])
    done = check(desk, 0.1)
    assert (done.fresh, done.kinds) == (5, {"dns": 40})


@pytest.mark.parametrize("seen", [1, 40])
def test_a_line_that_goes_down_on_the_way_accuses_nobody(seen: int, fleet: Fleet, tmp_path: Path) -> None:
    """Names are no longer found while servers known before go on answering."""
    hosts = []

    async def failing(host: str) -> Sequence[str]:
        hosts.append(host)
        return await lookup(host if len(hosts) <= seen else f"dns-failing.{host}")

    desk = make_outbox(tmp_path / "outbox", sites(fleet, 200, ["open"]), pause_ms=50, abreast=5, seconds=20)
    with pytest.raises(NotDone):
        check_links(desk_at(desk.outbox.root), silent, Net(is_loopback, failing))
    assert Counter(kind for _, kind in kept(desk)) == {"open": seen}


def test_one_server_that_is_down_is_not_our_line(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", [f"http://dns.go.th/{n}" for n in range(60)], **QUICK)
    assert check(desk, 0).kinds == {"dns": 60}


def test_the_command_refuses_private_addresses(fleet: Fleet, tmp_path: Path) -> None:
    """As an officer runs it there is nothing that lets it in; the websites' names are not looked up here."""
    desk = make_outbox(tmp_path / "outbox", [f"http://127.0.0.{n}:{fleet.port}" for n in range(1, 4)], **QUICK)
    asked = len(fleet.asked)
    done = CliRunner().invoke(app, ["links", "--outbox", str(desk.outbox.root), "--now", "2014-07-15", "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert "Checked 3 of 3 websites" in done.output
    assert "private" in done.output
    assert len(fleet.asked) == asked
    assert {kind for _, kind in kept(desk)} == {"private"}


def test_without_the_extra_the_command_says_how_to_get_it(tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", ["http://www.maesai.go.th"])
    words = ["links", "--outbox", str(desk.outbox.root), "--lang", "en"]
    code = f"import sys; sys.modules['aiohttp'] = None; from pipeline.cli import app; app({words!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (2, say("en", "no_links_extra"))


STOPS = {"interrupted": signal.SIGINT, "killed": signal.SIGKILL}


def stop_and_go_on(fleet: Fleet, root: Path, count: int, how: signal.Signals, **settings: int) -> None:
    """Stop a check in the middle, then run it again: all is checked once, and nothing that was kept is asked again."""
    websites = sites(fleet, count)
    desk = make_outbox(root, websites, **settings)
    child = start(desk)
    while len(before := kept(desk)) < 25:
        assert child.poll() is None, child.communicate()
        time.sleep(0.02)
    child.send_signal(how)
    child.communicate(timeout=60)
    stopped = kept(desk)
    assert stopped[: len(before)] == before
    assert len(stopped) < count
    asked = len(fleet.asked)
    done = finish(start(desk, 0.1))
    assert (done["fresh"], done["checked"]) == (len(stopped), count - len(stopped))
    assert kept(desk)[: len(stopped)] == stopped
    assert Counter(website for website, _ in kept(desk)) == Counter(websites)
    hosts = {website.removeprefix("http://").partition(":")[0] for website, _ in stopped}
    assert not hosts & {host for _, host, _ in fleet.asked[asked:]}


@pytest.mark.parametrize("how", STOPS.values(), ids=STOPS)
def test_what_was_kept_when_it_was_stopped_stays_and_is_not_asked_again(how, fleet: Fleet, tmp_path: Path) -> None:
    stop_and_go_on(fleet, tmp_path / "outbox", 100, how, pause_ms=150, abreast=4, seconds=20)


def test_an_interrupted_check_says_that_it_stopped(fleet: Fleet, tmp_path: Path) -> None:
    desk = make_outbox(tmp_path / "outbox", sites(fleet, 80), pause_ms=150, abreast=4, seconds=20)
    child = start(desk)
    while not kept(desk):
        assert child.poll() is None, child.communicate()
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    done = finish(child)
    assert done["stopped"]
    assert done["checked"] == len(kept(desk))


def keeps_the_pause(fleet: Fleet, seconds: float) -> bool:
    """Whether every server was let alone for so long between the beginnings of two requests."""
    gaps = [later - sooner for times in fleet.began.values() for sooner, later in pairwise(times)]
    return bool(gaps) and min(gaps) >= seconds


def test_a_fleet_is_asked_politely(tmp_path: Path) -> None:
    with at_sea(tmp_path / "fleet") as fleet:
        done = finish(start(make_outbox(tmp_path / "outbox", sites(fleet, 100), pause_ms=100, seconds=20)))
        assert done["checked"] == 100
        assert set(fleet.most_at_once.values()) == {1}
        assert keeps_the_pause(fleet, 0.1)


@pytest.mark.deep
def test_seven_thousand_websites_within_200_megabytes(tmp_path: Path) -> None:
    with at_sea(tmp_path / "fleet") as fleet:
        mix = (*MIX, *MIX, "slow-drip", "endless-body", "gzip-bomb", "loop", "bad-gzip", "endless-headers", *DEAD * 2)
        websites = [site.replace(".shared.", ".") for site in sites(fleet, 7000, mix)]
        websites[::200] = [site.replace(".go.th", ".shared.go.th") for site in websites[::200]]
        desk = make_outbox(tmp_path / "outbox", websites, each=94, seconds=10)
        done = finish(start(desk))
        assert done["checked"] == 7000
        assert done["megabytes"] <= 200
        assert set(fleet.most_at_once.values()) == {1}
        assert keeps_the_pause(fleet, 1.0)


@pytest.mark.deep
@pytest.mark.parametrize("how", STOPS.values(), ids=STOPS)
def test_thousands_stopped_in_the_middle(how: signal.Signals, fleet: Fleet, tmp_path: Path) -> None:
    stop_and_go_on(fleet, tmp_path / "outbox", 2000, how, pause_ms=200, seconds=20)
