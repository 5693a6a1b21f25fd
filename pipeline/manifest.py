"""The manifest of a run: which files, their verdicts, the ledger. Nothing personal; names of files only."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.desk import Desk
from pipeline.master import Merged
from pipeline.render import Rendered
from pipeline.told import say


def manifest(run: str, desk: Desk, merged: Sequence[Merged], rendered: Rendered | None) -> dict[str, Any]:
    """The manifest as it is written to ``runs/<run id>.json``; ``standing`` where the run changed something."""
    files = [_file(one, desk) for one in merged]
    totals: Counter[str] = Counter()
    for file in files:
        for fates in file["fates"].values():
            totals.update(fates)
    return {
        "run": run,
        "at": desk.at,
        "round": desk.reference.round.id,
        "files": files,
        **({"standing": rendered.standing._asdict()} if rendered else {}),
        **(_held(rendered, desk) if rendered and rendered.held else {}),
        "ledger": {"rows": sum(totals.values()), "fates": dict(sorted(totals.items()))},
    }


def _held(rendered: Rendered, desk: Desk) -> dict[str, list[str]]:
    """The rules that keep the public site as it was, and what they say."""
    said = dict.fromkeys((finding.rule, say(finding, desk.rules[finding.rule])) for finding in rendered.held)
    return {
        "publication_held": [finding.rule for finding in rendered.held],
        "publication_held_why": [f"{rule} {why}" for rule, why in said],
    }


def _file(one: Merged, desk: Desk) -> dict[str, Any]:
    submission, outcome = one.submission, one.outcome
    severities = Counter(desk.rules[finding.rule].severity for finding in outcome.findings)
    fates: dict[str, dict[str, int]] = {}
    for (table, fate), count in sorted(outcome.fates.items()):
        fates.setdefault(table, {})[fate] = count
    return {
        "receipt": one.receipt,
        "name": submission.arrival.name,
        "sha256": submission.arrival.sha256,
        "province": submission.province,
        "source": submission.source,
        "revision": submission.revision,
        "status": outcome.status,
        "findings": dict(sorted(severities.items())),
        "fates": fates,
        **({"fault": one.fault} if one.fault else {}),
    }
