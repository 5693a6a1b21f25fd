"""Website cells: what is taken as typed, mended, questioned or refused. Hosts and addresses are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.interpret.website import Website, WebsiteReader
from pipeline.interpret.website.cell import read_at_length, read_text
from pipeline.interpret.website.lists import compile_lists
from pipeline.model import Reading
from schemas.reference import load_reference

MAESAI = "http://www.maesai.go.th"
READER = WebsiteReader(load_reference().lists["websites"])


def read(text: str, link: str = "") -> Reading[Website]:
    return READER.read(text, link)


def rules(reading: Reading[Website]) -> list[str]:
    return [note.rule for note in reading.notes]


def value(text: str) -> Website:
    taken = read(text).value
    assert taken is not None
    return taken


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (MAESAI, MAESAI),
        (f"{MAESAI}/", MAESAI),
        (f"  {MAESAI}\n", MAESAI),
        ("https://www.maesai.go.th/public/", "https://www.maesai.go.th/public/"),
        ("http://www.maesai.go.th/index.php?lang=th", "http://www.maesai.go.th/index.php?lang=th"),
        ("http://www.maesai.go.th/a,b.html", "http://www.maesai.go.th/a,b.html"),
        ("http://www.maesai.go.th/ข่าว", "http://www.maesai.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7"),
        ("https://www.tiktok.com/@maesai", "https://www.tiktok.com/@maesai"),
    ],
)
def test_taken_as_typed(typed: str, url: str) -> None:
    assert read(typed).notes == ()
    assert value(typed).url == url


@pytest.mark.parametrize(
    "typed",
    ["www.maesai.go.th", "www.maesai.go.th/", " www.maesai.go.th "],
)
def test_scheme_added_is_http_and_nothing_else_is_said(typed: str) -> None:
    assert rules(read(typed)) == ["WW006"]
    assert value(typed).url == MAESAI


@pytest.mark.parametrize(
    "typed",
    [
        "htttp://www.maesai.go.th", "hattp://www.maesai.go.th", "htp://www.maesai.go.th", "ttp://www.maesai.go.th",
        "http:/www.maesai.go.th", "http//www.maesai.go.th", "http:www.maesai.go.th", "http;//www.maesai.go.th",
        "http.//www.maesai.go.th", "http:///www.maesai.go.th", r"http:\\www.maesai.go.th", "http: //www.maesai.go.th",
        "http:// www.maesai.go.th", "http www.maesai.go.th", "httpwww.maesai.go.th", "http://http://www.maesai.go.th",
        "www.http://www.maesai.go.th",
    ],
)  # fmt: skip
def test_broken_scheme_is_mended(typed: str) -> None:
    assert rules(read(typed)) == ["WW007"]
    assert read(typed).notes[0].params["x"] == "http://"
    assert value(typed).url == MAESAI


@pytest.mark.parametrize(
    "typed", ["https:/www.maesai.go.th", "www.https://www.maesai.go.th", "htps://www.maesai.go.th"]
)
def test_https_stays_https(typed: str) -> None:
    assert value(typed).url == "https://www.maesai.go.th"


@pytest.mark.parametrize(
    "typed",
    [
        "HTTP://www.maesai.go.th", "http://WWW.MaeSai.GO.TH", 'http://www.maesai.go.th/"', '"http://www.maesai.go.th"',
        "<http://www.maesai.go.th>", "http://www.maesai.go.th.", "http://www.maesai.go.th,", "้http://www.maesai.go.th",
        "http://www.maesai.go.th\u200b", "\ufeffhttp://www.maesai.go.th", "http://www.maesai.go.th:80",
        "http://www.maesai.go.th/?fbclid=IwAR0", "http://www.maesai.go.th/#top",
        "ｈｔｔｐ：／／ｗｗｗ．ｍａｅｓａｉ．ｇｏ．ｔｈ", "้ะะยซฝฝไไไใทฟำหฟรใเนใะ้", "เว็บไซต์ http://www.maesai.go.th",
        "URL: http://www.maesai.go.th", "http://www.maesai.go.th (ปรับปรุงใหม่)",
        "http://www.maesai.go.th โทร 0 5488 9909",
        '=HYPERLINK("http://www.maesai.go.th","เว็บ")', "http://www.maesai.go.th http://www.maesai.go.th/",
    ],
)  # fmt: skip
def test_form_is_tidied(typed: str) -> None:
    assert rules(read(typed)) == ["WW025"]
    assert read(typed).notes[0].params["x"] == MAESAI
    assert value(typed).url == MAESAI


@pytest.mark.parametrize(
    "typed",
    ["พพพ.maesai.go.th", "ไไไใทฟำหฟรใเนใะ้", "WWW.MAESAI.GO.TH.", "w.w.w.maesai.go.th", "ฺwww.maesai.go.th"],
)
def test_two_repairs_are_both_told(typed: str) -> None:
    assert rules(read(typed)) == ["WW006", "WW025"]
    assert value(typed).url == MAESAI


def test_the_path_keeps_its_capitals() -> None:
    assert value("WWW.Maesai.go.th/Index.PHP").url == "http://www.maesai.go.th/Index.PHP"


@pytest.mark.parametrize(
    ("typed", "deletes"),
    [
        ("ไม่มี", True), ("ไม่มีเว็บไซต์", True), ("ยกเลิก", True), ("-", False), ("--", False), ('"-"', False),
        ("– –", False), ("N/A", False), ("ยังไม่มี", False), ("อยู่ระหว่างจัดทำ", False),
        ("อยู่ระหว่างดำเนินการ จัดทำ", False), ("(ไม่มี)", True),
    ],
)  # fmt: skip
def test_declared_none(typed: str, deletes: bool) -> None:
    assert rules(read(typed)) == ["WW002"]
    taken = value(typed)
    assert (taken.kind, taken.url, taken.deletes) == ("none", "", deletes)


@pytest.mark.parametrize("typed", ["", "  ", "\n\t"])
def test_blank_says_nothing(typed: str) -> None:
    assert read(typed) == Reading(None)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("ดูที่ประกาศของสำนักงาน", "WW003"), ("ไม่มีการเปลี่ยนแปลง", "WW003"), ("maesai", "WW003"), ("0812345678", "WW003"),
        ("13.7563, 100.5018", "WW003"), ("http://", "WW003"), ("www.", "WW003"), ("www.xxx.go.th", "WW003"),
        (".....", "WW003"), ("\u200b", "WW003"), ("x" * 5000, "WW003"),
        ("saraban@hotmail.com", "WW004"), ("mailto:saraban@maesai.go.th", "WW004"),
        ("http://saraban@gmail.com", "WW004"), ("Email: saraban@maesai.go.th", "WW004"),
        ("www.maesai hotmail.com", "WW004"), ("้saraban@gmail.com", "WW004"),
        ("ftp://www.maesai.go.th", "WW008"), ("file:///C:/web/index.html", "WW008"), ("javascript:alert(1)", "WW008"),
        ("http://user:pw@www.maesai.go.th", "WW021"), ("user:pw@www.maesai.go.th", "WW021"),
        ("http://user@www.maesai.go.th", "WW021"),
        ("อบต.แม่ใส", "WW032"), ("เทศบาลตำบลทุ่งใหญ่ จังหวัดใด", "WW032"), ("งานประชาสัมพันธ์ อบต.แม่ใส", "WW032"),
        ("Facebook : อบต.แม่ใส", "WW032"), ("อบต.ทุ่ม", "WW032"),
        ("www.maesai", "WW009"), ("http://www.maesаi.go.th", "WW009"), ("go.th", "WW009"), ("www.go.th", "WW009"),
        ("http://😀.com", "WW009"), ("www.maesai.nosuchsuffix", "WW009"),
        ("http://www.maesai.go.th/ข่าว ล่าสุด", "WW005"),
    ],
)  # fmt: skip
def test_refused_for_one_cause(typed: str, rule: str) -> None:
    assert read(typed).value is None
    assert rules(read(typed)) == [rule]


@pytest.mark.parametrize(
    ("typed", "rule", "suggestion"),
    [
        ("www,maesai.go.th", "WW005", MAESAI),
        ("www.maesai,go.th", "WW005", MAESAI),
        ("www. maesai.go.th", "WW005", MAESAI),
        ("www maesai.go.th", "WW005", MAESAI),
        ("www.maesai go.th", "WW005", MAESAI),
        ("www.maesai .go.th.", "WW005", MAESAI),
        ("www. maesai .go .th", "WW005", MAESAI),
        ("www.mae sai.go.th", "WW005", MAESAI),
        ("www.maesai..go.th", "WW009", MAESAI),
        ("www.mae_sai.go.th", "WW009", "http://www.mae-sai.go.th"),
        ("https://www'maesai.go.th/", "WW009", "https://www.maesai.go.th"),
        ("www.maesai>go.th", "WW009", MAESAI),
        ("www.maesai-.go.th", "WW009", MAESAI),
        ("www.maesai.gp.th", "WW010", MAESAI),
        ("www.maesai.to.th", "WW010", MAESAI),
        ("www.maesai.go.tj", "WW010", MAESAI),
        ("www.maesai.go.ht", "WW010", MAESAI),
        ("www.maesai.go.th.com", "WW010", MAESAI),
        ("www.maesai.goth", "WW010", MAESAI),
        ("www.maesai.go", "WW010", MAESAI),
        ("www.maesaigo.th", "WW010", MAESAI),
        ("www.maesai.gov.th", "WW010", MAESAI),
        ("www.maesai.con", "WW010", "http://www.maesai.com"),
        ("www.แม่ทุ่ง.แนท", "WW010", "http://www.แม่ทุ่ง.com"),
        ("www.maesai๑.go.th", "WW027", "http://www.maesai1.go.th"),
        ("www.ะmaesai.go.th", "WW027", MAESAI),
        ("www.แม่สาย.go.th", "WW027", ""),
    ],
)
def test_refused_with_a_suggestion(typed: str, rule: str, suggestion: str) -> None:
    reading = read(typed)
    assert reading.value is None
    assert [(note.rule, note.suggestion) for note in reading.notes] == [(rule, suggestion)]


@pytest.mark.parametrize("typed", ["www.maesai.or.th", "www.maesai.co.th", "www.maesai.in.th", "maesai.com"])
def test_real_suffixes_are_no_slips(typed: str) -> None:
    assert rules(read(typed)) == ["WW006"]


def test_a_password_is_in_nothing_we_say() -> None:
    for text in ("http://admin:Secret99@www.maesai.go.th", "www.maesai.go.th รหัสผ่าน: Secret99"):
        reading = read(text)
        assert reading.value is None
        assert "Secret99" not in "".join(note.suggestion + "".join(note.params.values()) for note in reading.notes)
        assert all("v" in note.params for note in reading.notes)


@pytest.mark.parametrize(
    ("typed", "main"),
    [
        ("www.maesai.go.th, www.maesai.com", MAESAI),
        ("www.maesai.com / www.maesai.go.th", MAESAI),
        ("www.maesai.com\nwww.maesai.go.th", MAESAI),
        ("www.maesai.com;www.maesai.go.th", MAESAI),
        ("1. www.maesai.com 2. www.maesai.go.th", MAESAI),
        ("www.maesai.go.th/www.maesai.com", MAESAI),
        ("facebook.com/maesai และ www.maesai.go.th", MAESAI),
        ("info.dla.go.th, www.maesai.com", "http://www.maesai.com"),
        ("www.maesai.org, www.maesai.com", "http://www.maesai.org"),
    ],
)
def test_of_several_the_official_or_the_first_is_the_main_one(typed: str, main: str) -> None:
    assert rules(read(typed)) == ["WW023"]
    assert read(typed).notes[0].params == {"x": main}
    assert value(typed).url == main


def test_a_thai_domain_is_kept_with_its_twin() -> None:
    reading = read("http://อบต.รัฐบาล.ไทย")
    assert reading.value is not None
    assert (reading.value.host, reading.value.kind) == ("อบต.รัฐบาล.ไทย", "official")
    assert reading.value.ascii_host == "xn--m3cj0d.xn--h3cuzk1di.xn--o3cw4h"
    assert rules(reading) == ["WW026"]
    assert value("http://xn--m3cj0d.xn--h3cuzk1di.xn--o3cw4h") == reading.value
    assert value("http://เทศบาลตำบลทุ่ง.ไทย").host == "เทศบาลตำบลทุ่ง.ไทย"  # ำ stays whole


@pytest.mark.parametrize(
    ("typed", "kind", "concern"),
    [
        (MAESAI, "official", ""),
        ("http://www.betongcity.go.th", "official", ""),
        ("http://www.maesai.go.th/maesai/", "official", ""),
        ("http://www.maesai.go.th/public/default/index/index", "official", ""),
        ("http://192.168.1.1/obt", "other", "local"),
        ("http://localhost:8080", "other", "local"),
        ("http://server.local", "other", "local"),
        ("http://[::1]/", "other", "local"),
        ("http://2130706433/", "other", "local"),
        ("http://203.0.113.5:8080/obt/", "other", "ip"),
        ("http://info.dla.go.th/public/", "official", "agency"),
        ("https://bit.ly/3maesai", "other", "shortener"),
        ("https://www.google.co.th/maps/place/x", "other", "search"),
        ("https://m.facebook.com/profile.php?id=1", "social", "social"),
        ("https://sites.google.com/site/maesai", "free", "free"),
        ("http://maesai.ob.tc/", "free", "free"),
        ("http://www.maesai.com/wp-admin/", "other", "admin"),
        ("http://www.maesai.go.th/login.php", "official", "admin"),
        ("http://www.maesai-slot888.com", "other", "suspicious"),
        ("http://www.alphabet.com", "other", "not_government"),
        ("http://www.maesai.com/news/1", "other", "not_government"),
        ("http://www.maesai.go.th:8080/news/1", "official", "port"),
        (f"{MAESAI}/{'news-' * 50}", "official", "long"),
        ("http://www.maesai.go.th/news/1", "official", "deep"),
        ("http://www.maesai.go.th/index.php?op=news", "official", "deep"),
    ],
)
def test_kind_and_root_concern(typed: str, kind: str, concern: str) -> None:
    assert (value(typed).kind, value(typed).concern) == (kind, concern)


@pytest.mark.parametrize(
    ("text", "link", "said", "url"),
    [
        ("http://www.maesai.go.th", "http://www.maesai.go.th/", [], MAESAI),
        ("http://www.maesai.go.th", "http://maesai.go.th/index.php", [], MAESAI),
        ("http://www.maesai.go.th", "http://www.maesai.com/", ["WW024"], MAESAI),
        ("http://www.maesai.go.th", "mailto:saraban@gmail.com", [], MAESAI),
        ("คลิกที่นี่", "http://www.maesai.go.th/", ["WW024"], MAESAI),
        ("อบต.แม่สาย", "http://www.maesai.go.th/", ["WW024"], MAESAI),
        ("ไม่มี", "http://www.maesai.go.th/", ["WW002"], ""),
        ("saraban@gmail.com", "http://www.maesai.go.th/", ["WW004"], None),
        ("คลิกที่นี่", "#Sheet1!A1", ["WW003"], None),
        ("", "http://www.maesai.go.th/", [], None),
    ],
)
def test_text_and_link(text: str, link: str, said: list[str], url: str | None) -> None:
    reading = read(text, link)
    assert rules(reading) == said
    assert (reading.value.url if reading.value else None) == url


SLIPS = st.sampled_from(
    ["www", ".", ",", " ", "/", ":", "//", "http", "https", "@", "go.th", "com", "maesai", "อบต.", "แม่ใส", "ไทย",
     "รัฐบาล", "-", "_", "?", "#", "\\", "[", "]", "%", "192.168.1.1", "๑", "้", "พพพ", "ไไไใ", "\u200b", "xn--", "ftp:",
     "1", "และ", "\n", "A", ";", "'", "*", "(", ")", "&", "=", "fbclid=1"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.text(alphabet=st.characters()), st.lists(SLIPS, max_size=12).map("".join))


@given(TEXTS, TEXTS)
def test_no_text_raises_and_an_unread_one_is_explained(text: str, link: str) -> None:
    reading = read(text, link)
    assert reading.value is not None or reading.notes or not text.strip()
    assert all(note.rule.startswith(("WW", "CT")) for note in reading.notes)


@given(TEXTS)
def test_reading_the_normal_form_again_changes_nothing(text: str) -> None:
    taken = read(text).value
    if taken is not None and taken.url:
        again = read(taken.url)
        assert again.value == taken
        assert set(rules(again)) <= {"WW026"}


@given(st.from_regex(r"(www\.)?[a-z]([a-z0-9-]{0,20}[a-z0-9])?\.go\.th", fullmatch=True))
def test_every_plain_government_host_is_taken(host: str) -> None:
    if read(host).value is None:
        assert rules(read(host)) in (["WW003"], ["WW009"])  # a form's example, or nothing before the suffix
        return
    assert value(host).url == f"http://{host}"
    assert rules(read(f"http://{host}")) == []


LABELS = st.sampled_from(
    ["www", "maesai", "dla", "go", "xn--12cab", "1234567890123", "a-b", "-a", "mail", "gmail", "example", "a" * 64]
)


@given(
    st.sampled_from(["http://", "https://", "HTTP://", "http:/", ""]),
    st.lists(LABELS | st.text("ab0-", min_size=1, max_size=3), min_size=1, max_size=4),
    st.sampled_from([".go.th", ".go.th/", ".co.th", ".go.th/index.php", ".go.th.", ".or.th"]),
)
@settings(max_examples=600)
def test_an_ordinary_cell_is_read_as_at_length(scheme, labels, end):
    lists = compile_lists(load_reference().lists["websites"])
    text = scheme + ".".join(labels) + end
    assert read_text(text, lists) == read_at_length(text, lists)
