"""The board in the terminal: 80 columns however Thai is written, totals last."""

import subprocess
import sys

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

from pipeline.output.display import display_width
from pipeline.report.terminal import board_lines
from pipeline.thai import thai_sort_key

REFERENCE = samples.reference()
STATUSES = samples.board()


@pytest.mark.parametrize(("text", "columns"), [("กระบี่", 4), ("น้ำ", 2), ("ที่", 1), ("abc", 3), ("漢", 2), ("✔", 1)])
def test_marks_above_and_below_take_no_column(text: str, columns: int) -> None:
    assert display_width(text) == columns


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int) -> None:
    most = {"laos": 334, "with_website": 334, "with_contact": 334, "errors": 2345, "warnings": 999}
    big = [status._replace(**most) for status in STATUSES]
    assert max(map(display_width, board_lines(big, REFERENCE, lang, width))) <= width


@given(st.lists(st.sampled_from(STATUSES), max_size=5))
def test_columns_stand_under_their_headings(statuses: list[samples.ProvinceStatus]) -> None:
    head, rule, *rest = board_lines(statuses, REFERENCE, "th")
    rows = rest[: len(statuses)]
    assert all(display_width(row) == display_width(head) == len(rule) for row in rows)


def test_thai_order_totals_last() -> None:
    lines = board_lines(STATUSES, REFERENCE, "th")
    names = [line.split()[0] for line in lines[2:78]]
    assert names == sorted(names, key=thai_sort_key)
    assert lines[79].startswith("รวม")
    assert "ครบถ้วน 16" in lines[80]
    assert "31 กรกฎาคม 2557" in lines[81]


def test_english_is_ordered_and_said_in_english() -> None:
    lines = board_lines(STATUSES, REFERENCE, "en")
    assert lines[2].startswith("Amnat Charoen")
    assert lines[79].startswith("total")
    assert "complete 16" in lines[80]


def test_nothing_heavy_is_loaded() -> None:
    heavy = "{'jinja2', 'pandas', 'openpyxl', 'xlsxwriter', 'sqlalchemy'}"
    code = f"import sys, pipeline.report.terminal; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
