"""What the link checks in the master come to: the state of every website, and the list that an office is given."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from pipeline.links.kinds import KINDS
from pipeline.links.standing import finding_of, state_of
from pipeline.model import Lao
from pipeline.render.standing import Unit
from pipeline.report.data import LinkRow
from pipeline.shown import LinkState
from pipeline.store.link_checks import histories
from schemas.rules import Rule


def link_states(
    connection: sa.Connection, thresholds: Mapping[str, int], until: date | None = None
) -> dict[str, LinkState]:
    """Website -> its state now, or at the end of a day; websites never checked are left out."""
    return {website: state_of(checks, thresholds) for website, checks in histories(connection, until)}


def link_rows(
    laos: Iterable[Lao],
    websites: Mapping[str, Sequence[Unit]],
    states: Mapping[str, LinkState],
    rules: Mapping[str, Rule],
) -> list[LinkRow]:
    """One row for every LAO whose website was checked, in the order of ``laos``; ``websites`` are the newest units."""
    units = ((lao, websites[lao.lao_id][0]) for lao in laos if lao.lao_id in websites)
    return [
        _row(lao, unit["website"], states[unit["website"]], rules)
        for lao, unit in units
        if unit["website"] in states and not unit["held"]
    ]


def _row(lao: Lao, website: str, state: LinkState, rules: Mapping[str, Rule]) -> LinkRow:
    kind, finding = KINDS[state.kind], finding_of(state, lao.lao_id, website)
    text = kind.text.format(x=state.detail)
    if finding is None:
        return LinkRow(lao, website, state, kind.sense, text, kind.hint)
    rule = rules[finding.rule]
    return LinkRow(lao, website, state, kind.sense, text, kind.hint or rule.hint, rule.code)
