"""Publishing as a whole: nothing goes out that a gate stops."""

from pathlib import Path

from pipeline.publish import publish
from tests.publish.directory import AS_OF, SAMPLES, reference


def test_it_publishes_and_says_nothing(tmp_path: Path) -> None:
    site = tmp_path / "outbox" / "site"
    assert publish(site, SAMPLES, reference(), AS_OF, ()).held == ()
    assert "พะเยา" in (site / "index.html").read_text("utf-8")
    assert (site / "provinces" / "56.html").is_file()


def test_a_gate_keeps_the_folder_as_it_was(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, SAMPLES, reference(), AS_OF, ())
    before = (site / "index.html").read_bytes()
    named = (SAMPLES[3]._replace(lao_name="สมชาย ใจดี"), *SAMPLES[:3])
    found = publish(site, named, reference(), AS_OF, (("นายสมชาย ใจดี", "", ""),))
    assert {one.rule for one in found.held} == {"PB001"}
    assert (site / "index.html").read_bytes() == before


def test_a_gate_keeps_the_first_publication_back(tmp_path: Path) -> None:
    bad = (SAMPLES[0]._replace(website="javascript:x"),)
    assert publish(tmp_path / "site", bad, reference(), AS_OF, ()).held
    assert not (tmp_path / "site").exists()


def test_an_exchange_cut_short_is_undone_even_where_a_gate_says_no(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, SAMPLES, reference(), AS_OF, ())
    site.rename(tmp_path / ".site.old")
    bad = (SAMPLES[0]._replace(website="javascript:x"),)
    assert publish(site, bad, reference(), AS_OF, ()).held
    assert (site / "index.html").is_file()
