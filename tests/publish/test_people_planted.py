"""The privacy gate, proven by planting: whoever leaks into any kind of public file is caught before it is published."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

import pytest
from office import Core, contact, site, workbook

from pipeline.publish.gates import gate
from pipeline.publish.pages import site as render
from pipeline.publish.people import leaks
from pipeline.render.public import to_publish
from pipeline.shown import Entry, Publication, SiteChange
from pipeline.store import records
from schemas.reference import Reference
from tests.publish.directory import AS_OF, SAMPLES, reference

NAME, PHONE = "สมชาย ใจดี", "081-234-5678"
QUOTED = quote(NAME)
PEOPLE = ((f"นาย{NAME}", PHONE, "tel:+66812345678"),)


def with_address(address: str = "https://directory.example.go.th") -> Reference:
    """The settings with an address, so that there is a sitemap."""
    own = reference()
    return replace(own, round=replace(own.round, site={**own.round.site, "address": address}))


def past(name: str = "แม่กา", website: str = "http://old.example.go.th") -> tuple[Publication, ...]:
    """Two publications, the second with one change."""
    change = SiteChange(
        "changed", "560103", "05560103", "subdistrict", name, "เมืองพะเยา", "56", website, "http://new.example"
    )
    return Publication(1, "2014-07-01T09:00:00+07:00", 7, ()), Publication(2, "2014-07-20T09:00:00+07:00", 7, (change,))


FILES = render(SAMPLES, with_address(), AS_OF, past())
TEXTS = sorted(path for path in FILES if not path.endswith((".woff2", ".xlsx")))
KINDS = {
    "index.html", "404.html", "changes.html", "provinces/56.html", "types/tao.html", "data/index.html", "data/index.js",
    "data/websites.csv", "data/websites.json", "data/websites.xlsx", "data/changes.csv", "data/changes.json",
    "data/datapackage.json", "sitemap.xml", "static/site.css", "static/site.js",
}  # fmt: skip


def caught(files: Mapping[str, bytes]) -> list[str]:
    return leaks(files, PEOPLE, with_address())


def test_every_kind_of_public_file_is_here_and_clean():
    assert FILES.keys() >= KINDS
    assert caught(FILES) == []


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize(
    "text",
    [NAME, PHONE, "0812345678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘", "tel:+66812345678",
     QUOTED,
     NAME.encode("ascii", "xmlcharrefreplace").decode(), NAME.encode("unicode_escape").decode()],
    ids=["name", "typed", "digits", "abroad", "Thai digits", "link", "in an address", "in entities", "escaped"],
)  # fmt: skip
def test_somebody_anywhere_in_any_text(path: str, text: str):
    content = FILES[path]
    half = content.index(b"\n", len(content) // 2) if b"\n" in content[len(content) // 2 :] else len(content)
    for place in (0, half, len(content)):
        planted = {**FILES, path: content[:place] + f" {text} ".encode() + content[place:]}
        assert caught(planted) == [path]


@pytest.mark.parametrize("part", zipfile.ZipFile(io.BytesIO(FILES["data/websites.xlsx"])).namelist())
@pytest.mark.parametrize("text", [NAME, PHONE])
def test_somebody_in_any_part_of_the_workbook(part: str, text: str):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES["data/websites.xlsx"])) as package, zipfile.ZipFile(made, "w") as other:
        for name in package.namelist():
            other.writestr(name, package.read(name) + (f"<!-- {text} -->".encode() if name == part else b""))
    assert caught({**FILES, "data/websites.xlsx": made.getvalue()}) == ["data/websites.xlsx"]


def test_a_kind_of_file_that_nobody_thought_of():
    assert caught({**FILES, "data/notes.md": NAME.encode(), "feed.atom": PHONE.encode()}) == [
        "data/notes.md",
        "feed.atom",
    ]


OF_AN_ENTRY = {
    "provinces/56.html",
    "types/tao.html",
    "data/index.js",
    "data/websites.csv",
    "data/websites.json",
    "data/websites.xlsx",
}

ONLY_NOW = {"types/tao.html", "data/websites.csv", "data/websites.json", "data/websites.xlsx"}
"""Where former names are not told."""


@pytest.mark.parametrize(
    ("change", "nowhere"),
    [({"lao_name": NAME}, set()), ({"district": NAME}, set()), ({"website": f"http://a.example/?q={PHONE}"}, set()),
     ({"website": f"http://a.example/{QUOTED}"}, set()), ({"former": (("06560199", "tao", NAME),)}, ONLY_NOW)],
    ids=["name", "district", "address", "hidden in an address", "former name"],
)  # fmt: skip
def test_a_leak_from_the_master_is_caught_wherever_it_comes_out(change: dict[str, object], nowhere: set[str]):
    entries: tuple[Entry, ...] = tuple(one._replace(**change) if one.lao_id == "560105" else one for one in SAMPLES)
    if "website" in change:
        entries = tuple(one._replace(website_kind="other") if one.lao_id == "560105" else one for one in entries)
    found = gate(render(entries, with_address(), AS_OF), entries, with_address(), AS_OF, PEOPLE)
    assert OF_AN_ENTRY - nowhere <= {one.params["x"] for one in found if one.rule == "PB001"}


def test_a_leak_from_the_log_of_changes():
    for publications in (past(name=NAME), past(website=f"http://a.example/{PHONE}")):
        files = render(SAMPLES, with_address(), AS_OF, publications)
        assert {"changes.html", "data/changes.csv", "data/changes.json"} == set(caught(files))


def test_a_leak_from_the_settings():
    assert "sitemap.xml" in caught(render(SAMPLES, with_address("https://0812345678.example"), AS_OF))
    own = reference()
    licensed = replace(own, round=replace(own.round, site={**own.round.site, "licence_title": NAME}))
    assert {"data/index.html", "data/datapackage.json"} <= set(caught(render(SAMPLES, licensed, AS_OF)))


def test_the_help_desk_s_own_phone_is_everywhere_and_excepted():
    desk = reference().round.help_desk["phone"]
    assert leaks(FILES, (("นายใคร ก็ได้", desk, "tel:+6622419000;ext=1107"),), reference()) == []


def test_in_a_round_the_site_stays_as_it_was_until_the_leak_is_gone(core: Core):
    def publish() -> list[str]:
        with core.engine.connect() as connection:
            done = to_publish(
                core.desk, connection, core.lists, records.current(connection, "website"), records.people(connection)
            )()
            return [one.rule for one in done.held]

    core.send(workbook(website=[site()], contact=[contact()]))
    assert publish() == []
    before = {path: path.read_bytes() for path in core.desk.outbox.site.rglob("*") if path.is_file()}
    core.send(workbook(website=[site(website="http://www.kamala.go.th/?tel=0812345678")]))
    assert set(publish()) == {"PB001"}
    assert {path: path.read_bytes() for path in core.desk.outbox.site.rglob("*") if path.is_file()} == before
    core.send(workbook(website=[site(website="http://www.kamala.go.th")]))
    assert publish() == []
