"""The manifest of a run: which files, their verdicts, the ledger. Nothing personal; names of files only."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.desk import Desk
from pipeline.running.settled import Settled
from pipeline.secret import file_name

if TYPE_CHECKING:
    from pipeline.render.rendering import Rendered


def manifest(run: str, desk: Desk, merged: Sequence[Settled], rendered: "Rendered | None") -> dict[str, Any]:
    """The manifest as it is written to ``runs/<run id>.json``; ``standing`` where the run changed something."""
    files = [_file(one) for one in merged]
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


def _held(rendered: "Rendered", desk: Desk) -> dict[str, list[str]]:
    """The rules that keep the public site as it was, and what they say."""
    from pipeline.render.told import say

    said = dict.fromkeys((finding.rule, say(finding, desk.rules[finding.rule])) for finding in rendered.held)
    return {
        "publication_held": [finding.rule for finding in rendered.held],
        "publication_held_why": [f"{rule} {why}" for rule, why in said],
    }


def _file(one: Settled) -> dict[str, Any]:
    fates: dict[str, dict[str, int]] = {}
    for (table, fate), count in sorted(one.fates.items()):
        fates.setdefault(table, {})[fate] = count
    return {
        "receipt": one.receipt,
        "name": file_name(one.arrival.name),
        "sha256": one.arrival.sha256,
        "province": one.province,
        "source": one.source,
        "revision": one.revision,
        "status": one.status,
        "findings": dict(sorted(one.severities.items())),
        "fates": fates,
        **({"fault": one.fault} if one.fault else {}),
    }
