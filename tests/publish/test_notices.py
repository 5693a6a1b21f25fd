"""What is told of a publication: far fewer websites, unclear links, what is missing, and mixed-up reports."""

import pytest

from pipeline.model import Lao
from pipeline.publish import isolated
from pipeline.publish.notices import fewer, notices
from pipeline.publish.pages import site
from pipeline.shown import Entry, ReportRow
from tests.publish.directory import AS_OF, SAMPLES, reference

FILES = site(SAMPLES, reference(), AS_OF)
PAGE = "provinces/56.html"
THRESHOLDS = {"fewer_sites_percent": 10}


def sites(count: int) -> list[Entry]:
    return [SAMPLES[0]._replace(lao_id=str(n)) for n in range(count)]


@pytest.mark.parametrize(
    ("before", "now", "held"),
    [
        (100, 90, False),
        (100, 89, True),
        (100, 120, False),
        (10, 0, True),
        (9, 0, False),
        (0, 0, False),
        (1000, 850, True),
    ],
)
def test_pb005_a_fall_beyond_the_threshold(before: int, now: int, held: bool) -> None:
    assert [one.rule for one in fewer(sites(now), before, THRESHOLDS)] == ["PB005"] * held


def unclear(text: str) -> list[str]:
    page = FILES[PAGE].replace(b"</main>", f"{text}</main>".encode())
    return [one.value for one in notices({**FILES, PAGE: page}, SAMPLES) if one.rule == "PB007"]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.go.th">คลิกที่นี่</a>', '<a href="https://a.go.th"> </a>', '<a href="https://a.go.th"><b>ที่นี่</b></a>',
        '<a href="https://a.go.th">อบต.ก</a> <a href="https://b.go.th">อบต.ก</a>',
    ],
)  # fmt: skip
def test_pb007_a_link_that_does_not_say_where_it_leads(text: str) -> None:
    assert unclear(text) == [PAGE]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.go.th">อบต.ก</a> <a href="https://a.go.th">อบต.ก</a>',
        '<section><a href="https://a.go.th">อบต.ก</a></section><section><a href="https://b.go.th">อบต.ก</a></section>',
    ],
)
def test_pb007_lets_pass(text: str) -> None:
    assert unclear(text) == []


def test_pb007_all_our_own_pages_are_clear() -> None:
    twins = [SAMPLES[3]._replace(lao_id=f"5601{n}", lao_code=f"065601{n}", district=f"อำเภอ{n}", website="http://one.example.go.th",
                                 website_kind="official") for n in range(11, 30)]  # fmt: skip
    for entries in (SAMPLES, twins):
        assert not [one for one in notices(site(entries, reference(), AS_OF), entries) if one.rule == "PB007"]


def test_pb008_and_pb010_count_what_is_missing_and_what_is_held() -> None:
    told = {one.rule: one.params["n"] for one in notices(FILES, SAMPLES)}
    assert told == {"PB008": "3", "PB010": "1"}
    assert notices(site(SAMPLES[:1], reference(), AS_OF), SAMPLES[:1]) == ()


HERE = Lao("830203", "06830203", "tao", "กมลา", "กะทู้", "83")
THERE = Lao("560101", "02560101", "pao", "พะเยา", "เมืองพะเยา", "56")
LAOS = {lao.code: lao for lao in (HERE, THERE)}


def row(**cells: str) -> ReportRow:
    return ReportRow(*(cells.get(name, "") for name in ReportRow._fields))


@pytest.mark.parametrize(
    ("cells", "mixed"),
    [
        ({"lao_code": "06830203", "message": "ตรงกับ 06830203"}, False),
        ({"lao_code": "02560101"}, True),
        ({"message": "ซ้ำกับ อบจ.พะเยา (02560101)"}, True),
        ({"suggestion": "02560101"}, True),
        ({"value": "02560101", "message": "02560101 เป็น อปท. ของจังหวัดอื่น"}, False),  # the office typed it itself
        ({"message": "ไม่มีรหัส 09999999"}, False),
    ],
)
def test_pb009_a_report_tells_of_its_own_province_alone(cells: dict[str, str], mixed: bool) -> None:
    assert [one.rule for one in isolated("83", [row(**cells)], [HERE], LAOS)] == ["PB009"] * mixed


def test_pb009_a_strange_lao_in_its_lists() -> None:
    assert isolated("83", [], [HERE, THERE], LAOS)
