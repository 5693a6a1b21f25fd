"""Columns of a terminal: what is too wide for one is cut or goes on below; marks stay with their letter."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.output.display import cut, display_width, folded, laid_out, widest

TEXTS = st.text(st.sampled_from("กน้ำที่ab漢…"), max_size=30)


@given(TEXTS, st.integers(2, 12))
def test_nothing_of_a_folded_text_is_lost(text, width):
    pieces = list(folded(text, width))
    assert "".join(pieces) == text
    assert all(display_width(piece) <= width for piece in pieces)
    assert len(pieces) == 1 or all(display_width(piece) for piece in pieces)


@given(TEXTS, st.integers(2, 12))
def test_a_text_that_is_cut_says_so(text, width):
    short = cut(text, width)
    assert short == text if display_width(text) <= width else short.endswith("…")
    assert display_width(short) <= width


def test_numbers_stand_to_the_right():
    lines = [("ชื่อ", "ผิด"), ("น้ำ", "7")]
    assert [laid_out(line, widest(lines), 1, 2) for line in lines] == ["ชื่อ  ผิด", "น้ำ   7"]
