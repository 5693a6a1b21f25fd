"""What one publication changed against the one before: exactly that, and always the same."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.history import next_publication, published, to_tell
from pipeline.publish.pages import site
from pipeline.shown import Entry, Publication
from tests.publish.directory import AS_OF, SAMPLES, reference

AT = "2014-07-31T09:00:00+07:00"
FIRST = next_publication((), SAMPLES, AT)
assert FIRST
PAO, TOWN, UPGRADED, NEW, HELD = "560101", "560102", "560103", "560104", "560202"


def with_sites(**sites: str) -> tuple[Entry, ...]:
    """The samples with other websites, by "_" and lao_id."""
    return tuple(one._replace(website=sites.get(f"_{one.lao_id}", one.website)) for one in SAMPLES)


def after(entries: tuple[Entry, ...], *past: Publication) -> Publication:
    found = next_publication(past or (FIRST,), entries, AT)
    assert found
    return found


def told(publication: Publication) -> list[tuple[str, str, str, str]]:
    return [(one.lao_id, one.action, one.before, one.website) for one in publication.changes]


def test_the_first_publication_holds_every_website_the_public_may_visit() -> None:
    assert (FIRST.number, FIRST.at, FIRST.sites) == (1, AT, 7)
    assert {one.lao_id for one in FIRST.changes} == {e.lao_id for e in SAMPLES if e.website and not e.held}
    assert next_publication((), (), AT) == Publication(1, AT, 0, ())


def test_added_changed_and_gone_are_told_and_nothing_else() -> None:
    entries = with_sites(_560101="http://other.example.go.th", _560102="", _560104="http://new.example.go.th")
    assert told(after(entries)) == [
        (PAO, "changed", "http://www.phayao-pao.example.go.th", "http://other.example.go.th"),
        (TOWN, "gone", "http://phayaocity.example.org", ""),
        (NEW, "added", "", "http://new.example.go.th"),
    ]


def test_nothing_changed_is_no_publication() -> None:
    confirmed = tuple(one._replace(confirmed_on="2014-08-01", fiscal_year="2556") for one in SAMPLES)
    assert next_publication((FIRST,), confirmed, AT) is None


def test_an_lao_that_is_no_more_is_told_with_the_facts_it_was_published_with() -> None:
    gone = after(tuple(one for one in SAMPLES if one.lao_id != UPGRADED))
    assert told(gone) == [(UPGRADED, "gone", "https://www.maeka.example.go.th/main", "")]
    assert gone.changes[0].lao_name == "แม่กา"


def test_a_held_website_is_gone_and_comes_back_when_it_is_released() -> None:
    held = tuple(one._replace(held=one.held or one.lao_id == PAO) for one in SAMPLES)
    gone = after(held)
    assert told(gone) == [(PAO, "gone", "http://www.phayao-pao.example.go.th", "")]
    assert told(after(SAMPLES, FIRST, gone)) == [(PAO, "added", "", "http://www.phayao-pao.example.go.th")]


def test_the_address_of_a_website_held_now_is_told_nowhere() -> None:
    held = tuple(one._replace(held=one.held or one.lao_id == PAO) for one in SAMPLES)
    news = to_tell((FIRST, after(held)), held)
    assert told(news[0]) == [(PAO, "gone", "", "")]
    files = site(held, reference(), AS_OF, (FIRST, after(held)))
    assert not [path for path, content in files.items() if b"phayao-pao.example" in content]


def test_the_first_publication_is_nothing_to_tell_and_the_newest_comes_first() -> None:
    second = after(with_sites(_560102=""))
    third = after(SAMPLES, FIRST, second)
    assert [one.number for one in to_tell((FIRST, second, third), SAMPLES)] == [3, 2]
    assert to_tell((FIRST,), SAMPLES) == ()


SITES = st.lists(st.sampled_from(["", "http://a.example.go.th", "http://b.example.go.th"]), min_size=4, max_size=4)


@given(st.lists(SITES, min_size=1, max_size=5))
def test_replaying_the_changes_gives_what_is_published(rounds: list[list[str]]) -> None:
    past: list[Publication] = []
    for sites in rounds:
        entries = [one._replace(website=url) for one, url in zip(SAMPLES, sites, strict=False)]
        new = next_publication(past, entries, AT)
        past += [new] if new else []
        wanted = {one.lao_id: one.website for one in entries if one.website}
        assert {lao_id: change.website for lao_id, change in published(past).items()} == wanted
        assert past[-1].sites == len(wanted)


def test_the_order_of_the_entries_is_nothing_to_it() -> None:
    entries = with_sites(_560101="http://other.example.go.th", _560102="")
    assert after(entries) == after(tuple(reversed(entries)))


def test_the_licence_and_address_of_the_settings_are_used() -> None:
    round_ = reference().round
    site_ = {**round_.site, "address": "https://sites.example.go.th/lao", "licence_title": "สัญญาอนุญาตอื่น"}
    files = site(SAMPLES, replace(reference(), round=replace(round_, site=site_)), AS_OF)
    assert "สัญญาอนุญาตอื่น" in files["data/index.html"].decode()
    assert "สัญญาอนุญาตอื่น" in files["data/datapackage.json"].decode()
    sitemap = files["sitemap.xml"].decode()
    assert "<loc>https://sites.example.go.th/lao/</loc><lastmod>2014-07-31</lastmod>" in sitemap
    assert "<loc>https://sites.example.go.th/lao/provinces/56.html</loc>" in sitemap
    assert "404" not in sitemap
    assert "sitemap.xml" not in site(SAMPLES, reference(), AS_OF)
