"""The status board: every province in Thai order, its state in words, totals, map and trend."""

import re

import pytest
import samples

from pipeline.report.board import board
from pipeline.report.data import TrendPoint
from pipeline.report.totals import share, totals
from pipeline.report.words import STATE
from pipeline.thai import thai_sort_key

REFERENCE = samples.reference()
STATUSES = samples.board()
TREND = [TrendPoint("a", 0, 10), TrendPoint("b", 5, 900), TrendPoint("c", 12, 2400)]
HTML = board(STATUSES, REFERENCE, TREND).decode()
NAMES = re.findall(r'<th scope="row" class="name" data-v="\d+"><a href="(\d\d)/report.html">([^<]+)</a>', HTML)


def line(code: str) -> str:
    return HTML[HTML.index(f'<tr id="p{code}">') :].partition("</tr>")[0]


def test_76_provinces_in_dictionary_order_each_leading_to_its_report() -> None:
    assert len(NAMES) == 76
    assert [name for _, name in NAMES] == sorted((name for _, name in NAMES), key=thai_sort_key)
    assert all(REFERENCE.provinces[code].name == name for code, name in NAMES)


def test_the_state_is_a_word_and_a_mark() -> None:
    for status in STATUSES:
        word = STATE[status.state]
        assert f'<span aria-hidden="true">{word.mark}</span> {word.text}' in line(status.code)


def test_in_time_or_late_is_told_of_those_who_sent() -> None:
    for status in STATUSES:
        told = {"ทันกำหนด" in line(status.code), "เกินกำหนด" in line(status.code)}
        assert told == ({False} if status.state == "not_sent" else {True, False})


def test_dates_are_of_the_buddhist_era() -> None:
    assert "22 ก.ค. 2557" in HTML
    assert "31 กรกฎาคม 2557" in HTML


def test_totals_stand_above_the_table() -> None:
    sums = totals(STATUSES)
    assert sums.provinces == sum(sums.states.values()) == 76
    above = HTML.partition("<table")[0]
    assert f"<b>{sums.laos:,}</b>" not in above
    assert f"จาก {sums.laos:,}" in above
    assert f"<b>{sums.with_website:,}</b>" in above


def test_every_cell_can_be_sorted_without_collation_in_the_browser() -> None:
    body = HTML[HTML.index("<tbody>") : HTML.index("</tbody>")]
    cells = re.findall(r"<t[hd][ >][^>]*>", body)
    assert len(cells) == 76 * 12
    assert all(re.search(r'data-v="\d+"', cell) for cell in cells)


def test_the_map_is_coloured_by_state_and_said_to_repeat_the_table() -> None:
    for status in STATUSES:
        assert f'<a href="{status.code}/report.html" tabindex="-1"><path class="s-{status.state}"' in HTML
    assert "กรุงเทพมหานคร: ไม่อยู่ในรอบนี้" in HTML


def test_the_trend_is_drawn_from_two_points_on() -> None:
    assert "จังหวัดที่ครบถ้วน จาก 0 เป็น 12 ใน 3 ครั้งที่ข้อมูลเปลี่ยน" in HTML
    assert "<polyline" not in board(STATUSES, REFERENCE, TREND[:1]).decode()


def test_a_flat_trend_is_a_line() -> None:
    flat = [TrendPoint("a", 3, 3), TrendPoint("b", 3, 3)]
    assert "<polyline" in board(STATUSES, REFERENCE, flat).decode()


@pytest.mark.parametrize(("part", "whole", "expected"), [(0, 0, 0), (1, 3, 33), (999, 1000, 99), (5, 5, 100)])
def test_a_hundred_per_cent_means_all(part: int, whole: int, expected: int) -> None:
    assert share(part, whole) == expected


def test_files_of_no_known_province_head_the_board() -> None:
    html = board(STATUSES, REFERENCE, (), 3).decode()
    assert html.index("ไฟล์ที่ยังไม่ทราบจังหวัด 3 ไฟล์") < html.index('class="glance"')
    assert 'href="unassigned/report.html"' not in HTML
