"""A title stands over many findings: nothing in it is of one of them, and nothing is missing from it."""

import re

import pytest

from pipeline.report.titles import TITLES, title
from schemas.rules import catalogue


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_no_title_has_a_hole(code: str) -> None:
    assert not re.search(r"[{}…«»]|(?:เป็น|คือ|จังหวัด “)$|^\s|\s$|\s\s", title(catalogue()[code]))


def test_titles_are_of_rules_that_exist() -> None:
    assert TITLES.keys() <= catalogue().keys()
