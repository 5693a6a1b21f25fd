"""What the checks of a website come to over time, and what its office is told (WW030, WW031). Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from pipeline.links.kinds import DOWN, KINDS, LATER
from pipeline.model import Finding
from pipeline.shown import LinkState
from schemas import TABLE


def state_of(checks: Iterable[tuple[str, str, str, str]], thresholds: Mapping[str, int]) -> LinkState:
    """The state after a website's checks, oldest first, each (ISO time, kind, detail, final address); at least one.

    It does not open (``broken``) after so many failures running over so many days; one success ends the series. Checks
    that could not be judged neither count nor end it, and tell the state only where there is no other.
    """
    state = LinkState()
    for at, kind, detail, final in checks:
        sense = KINDS[kind].sense
        if sense == LATER and state.judged:
            state = state._replace(asked_at=at)
            continue
        failing = sense == DOWN
        state = LinkState(
            asked_at=at,
            checked_at=at,
            kind=kind,
            detail=detail,
            final=final,
            judged=sense != LATER,
            times=state.times + 1 if failing else 0,
            since=(state.since or at) if failing else "",
        )
    return state._replace(broken=_broken(state, thresholds))


def _broken(state: LinkState, thresholds: Mapping[str, int]) -> bool:
    if state.times < thresholds["failures"]:
        return False
    over = datetime.fromisoformat(state.checked_at) - datetime.fromisoformat(state.since)
    return over >= timedelta(days=thresholds["days"])


def finding_of(state: LinkState, lao_id: str, website: str) -> Finding | None:
    """WW030 where the website does not open, WW031 where it sends the visitor to another domain, else None."""
    label = TABLE["website"].field("website").label
    about = ("website", "", 0, "website", "", label, lao_id, website)
    if state.broken:
        return Finding("WW030", *about, {"n": str(state.times)})
    if state.kind == "moved":
        return Finding("WW031", *about, {"x": state.final})
    return None
