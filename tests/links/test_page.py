"""What a page says, and what it is not accused of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.links.page import Page, PageReader, decoded
from schemas.reference import load_reference

READER = PageReader(load_reference().lists["websites"])


def read(source: str) -> Page:
    return READER.read(source.encode(), "text/html; charset=utf-8")


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_can_be_read(body: bytes, content_type: str) -> None:
    READER.read(body, content_type)


TAGS = ["<", ">", "<title>", "<meta ", "http-equiv=refresh", "content='0;url=/a'", "<!--", "-->", "<script", "x"]


@given(st.lists(st.sampled_from(TAGS)))
def test_any_page_can_be_read(parts: list[str]) -> None:
    read("".join(parts))


@pytest.mark.parametrize("part", ["<", "<!--", "<script>", "<meta ", "<title>", "&", "<a href=", "<<>", "content="])
def test_a_page_that_only_opens_is_read_as_well(part: str) -> None:
    read(part * 20_000)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/home">', "/home"),
        ("<META HTTP-EQUIV=REFRESH CONTENT='5;URL=index.php'>", "index.php"),
        ('<meta content="0;url=&#39;http://www.maesai.go.th/&#39;" http-equiv="Refresh">', "http://www.maesai.go.th/"),
        ('<meta http-equiv="refresh" content="0,/a?b=1&amp;c=2">', "/a?b=1&c=2"),
        ('<meta http-equiv="refresh" content="600;url=/home">', ""),
        ('<meta http-equiv="refresh" content="60">', ""),
        ('<meta http-equiv="refresh" content="1.2.3;url=/x">', "/x"),
        ('<meta name="description" content="0;url=/home">', ""),
        ('<p>http-equiv="refresh" content="0;url=/x"</p>', ""),
    ],
)
def test_refreshes(source: str, target: str) -> None:
    assert read(source).refresh == target


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("เทศบาล".encode(), "text/html"),
        ("เทศบาล".encode(), "text/html; charset=utf-8"),
        ("เทศบาล".encode("cp874"), "text/html"),
        ("เทศบาล".encode("cp874"), "text/html; charset=tis-620"),
        ("เทศบาล".encode("cp874"), "text/html; charset=utf-8"),
        ("เทศบาล".encode("cp874"), "text/html; charset=no-such-thing"),
        ("เทศบาล".encode("cp874"), "text/html; charset=base64"),
    ],
)
def test_charsets(body: bytes, content_type: str) -> None:
    assert decoded(body, content_type) == "เทศบาล"


def test_a_page_cut_off_inside_a_letter_is_still_thai() -> None:
    assert decoded("เทศบาล".encode()[:-1], "text/html") == "เทศบา"


@pytest.mark.parametrize(
    ("text", "baits"),
    [
        ("slot 888 ufabet", {"slot", "ufabet"}),
        ("time slots and a better timeslot", {"slots"}),
        ("Elizabeth's alphabet", set()),
        ("สล็อตออนไลน์ บาคาร่า", {"สล็อต", "บาคาร่า"}),
        ("โทร 0 2777 888", set()),
        ("ลำห้วยหลวง ห้วยทราย", set()),
        ("ต่อต้านการพนัน หวยใต้ดิน", set()),
        ("พ.ร.บ.การพนัน", set()),
        ("แจ้งเบาะแสเว็บพนัน slot casino", set()),
    ],
)
def test_words_count_whole_and_not_where_they_are_spoken_against(text: str, baits: set[str]) -> None:
    assert read(f"<p>{text}</p>").baits == baits


def test_scripts_comments_and_styles_are_not_read() -> None:
    page = read("<script>var slot='casino poker'</script><!-- ufabet บาคาร่า --><style>.joker{}</style><p>ok")
    assert not page.baits
    assert not page.blank


def test_what_a_page_calls_itself_counts() -> None:
    page = read('<meta property="og:title" content="แทงบอล คาสิโน"><meta name="keywords" content="poker">')
    assert page.baits == {"แทงบอล", "คาสิโน", "poker"}
    assert not page.headline


@pytest.mark.parametrize(
    ("source", "parked"),
    [
        ("<h1>This Domain Is For Sale</h1>", True),
        ("<title>Account Suspended</title>", True),
        ("<title>Welcome to nginx!</title>", True),
        ("<p>วิธีจดโดเมน</p>" + "<p>ข่าวประชาสัมพันธ์</p>" * 500 + "<p>buy this domain</p>", False),
        ("<p>เว็บไซต์เทศบาล</p>", False),
    ],
)
def test_parked_pages(source: str, parked: bool) -> None:
    assert read(source).parked == parked


@pytest.mark.parametrize("seen", ["<p>ข้อความ</p>", "<img src=a>", "<iframe src=b></iframe>", "<script src=c></script>"])
def test_what_shows_anything_is_not_blank(seen: str) -> None:
    assert read("<html><body></body></html>").blank
    assert not read(f"<html><body>{seen}</body></html>").blank
