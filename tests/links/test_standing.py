"""What checks come to over time: broken only after repeated failure, and what the office is told then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.links.kinds import DOWN, KINDS, LATER
from pipeline.links.standing import finding_of, state_of
from pipeline.render.told import say
from pipeline.shown import LinkState
from schemas.reference import load_reference
from schemas.rules import catalogue

THRESHOLDS = load_reference().round.links
SITE = "http://www.maesai.go.th"


def state(*checks: tuple[float, str]) -> LinkState:
    """The state after checks on days of July at noon, each of a kind."""
    return state_of([(f"2014-07-{day:02}T12:00:00+07:00", kind, "", SITE) for day, kind in checks], THRESHOLDS)


@pytest.mark.parametrize(
    ("checks", "broken", "times"),
    [
        ([(1, "dns")], False, 1),
        ([(1, "dns"), (8, "timeout")], False, 2),
        ([(1, "dns"), (8, "timeout"), (15, "gone")], True, 3),
        ([(1, "dns"), (1, "dns"), (1, "dns"), (2, "dns")], False, 4),
        ([(1, "dns"), (2, "dns"), (3, "dns")], True, 3),
        ([(1, "dns"), (8, "open"), (15, "dns"), (22, "dns")], False, 2),
        ([(1, "dns"), (8, "busy"), (15, "denied"), (22, "dns")], False, 2),
        ([(1, "dns"), (8, "busy"), (15, "dns"), (22, "dns")], True, 3),
        ([(1, "dns"), (8, "dns"), (15, "dns"), (22, "open")], False, 0),
        ([(1, "dns"), (8, "dns"), (15, "dns"), (22, "moved")], False, 0),
    ],
)
def test_broken_is_said_only_after_repeated_failure_over_days(checks, broken: bool, times: int) -> None:
    found = state(*checks)
    assert (found.broken, found.times) == (broken, times)


def test_a_series_is_told_with_its_beginning_and_its_last_check() -> None:
    found = state((1, "open"), (8, "dns"), (15, "dns"), (22, "busy"))
    assert (found.since[:10], found.checked_at[:10], found.asked_at[:10]) == ("2014-07-08", "2014-07-15", "2014-07-22")


def test_what_was_never_judged_says_so() -> None:
    assert not state((1, "robots"), (8, "busy")).judged
    assert state((1, "robots"), (8, "open")).judged


@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=12))
def test_the_state_follows_from_the_checks_alone(kinds: list[str]) -> None:
    found = state(*((day, kind) for day, kind in enumerate(kinds, 1)))
    judged = [kind for kind in kinds if KINDS[kind].sense != LATER]
    assert found.judged == bool(judged)
    assert found.kind == (judged[-1] if judged else kinds[-1])
    running = next((n for n, kind in enumerate(reversed(judged)) if KINDS[kind].sense != DOWN), len(judged))
    assert found.times == running
    assert not found.broken or running >= THRESHOLDS["failures"]


def test_ww030_says_how_often() -> None:
    found = finding_of(state((1, "dns"), (8, "dns"), (15, "dns")), "830203", SITE)
    assert found
    assert (found.rule, found.lao_id, found.value) == ("WW030", "830203", SITE)
    assert "3 ครั้ง" in say(found, catalogue()["WW030"])


def test_ww031_says_where_to() -> None:
    moved = state((1, "moved"))._replace(final="http://www.maesai.com/")
    found = finding_of(moved, "830203", SITE)
    assert found
    assert found.rule == "WW031"
    assert "http://www.maesai.com/" in say(found, catalogue()["WW031"])


@pytest.mark.parametrize("kind", ["open", "dns", "tls_expired", "gambling", "busy"])
def test_nothing_else_is_a_finding(kind: str) -> None:
    assert finding_of(state((1, kind)), "830203", SITE) is None
