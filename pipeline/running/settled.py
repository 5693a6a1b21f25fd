"""What became of a file, with its rows and without them. Light: what a run says at its end needs no more."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Arrival, Finding, Outcome, Submission, same_fate
from schemas.rules import Rule, rule

KNOWN = "WB008"


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one file: ``receipt`` is 0 where nothing was kept of it, ``fault`` our own fault, if any."""

    submission: Submission
    outcome: Outcome
    receipt: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is kept in memory of a merged file: what the manifest and the terminal say, never its rows.

    ``fates`` counts rows per (table, fate), ``found`` findings per rule, ``severities`` per severity; ``laos`` are
    those that central staff's own workbook spoke for.
    """

    arrival: Arrival
    province: str
    source: str
    revision: int
    status: str
    fates: Mapping[tuple[str, str], int]
    found: Mapping[str, int]
    severities: Mapping[str, int]
    laos: frozenset[str]
    receipt: int
    fault: str


def settled(one: Merged, rules: Mapping[str, Rule]) -> Settled:
    """A merged file without its rows."""
    submission, outcome = one.submission, one.outcome
    return Settled(
        submission.arrival,
        submission.province,
        submission.source,
        submission.revision,
        outcome.status,
        {same_fate(key): count for key, count in outcome.fates.items()},
        dict(Counter(rules[finding.rule].code for finding in outcome.findings)),
        dict(Counter(rules[finding.rule].severity for finding in outcome.findings)),
        frozenset(lao_id for lao_id, _ in outcome.governs) if submission.source == "central" else frozenset(),
        one.receipt,
        one.fault,
    )


def at_fault(submission: Submission, fault: str) -> Merged:
    """A file that a fault of ours keeps from being taken in: nothing is kept of it, the others go on."""
    return Merged(submission, Outcome("faulty", (), frozenset(), {}, ()), fault=fault)


def already_known(arrival: Arrival, receipt: int) -> Merged:
    """A file equal to the submission that governs now (WB008): nothing is done."""
    submission = Submission(arrival, "", "province", 0, (), (), {})
    outcome = Outcome("known", (), frozenset(), {}, (Finding(KNOWN, params={"d": f"เลขรับ {receipt}"}),))
    return Merged(submission, outcome)


def settled_as_known(arrival: Arrival, receipt: int) -> Settled:
    """The same without its rows, of which it has none; of the catalogue no more than its one rule is read."""
    return settled(already_known(arrival, receipt), {KNOWN: rule(KNOWN)})
