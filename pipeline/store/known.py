"""Which files the master knows already, and what tells one state of the department's lists from another. Light."""

from pipeline.store.asking import NOTHING, Ask

LAST = 2**63 - 1
_EQUAL = """
SELECT receipt, folder, context, status, province, run_id FROM submission
WHERE sha256 = :sha256 AND status IN ('accepted', 'held', 'refused') AND receipt < :before
ORDER BY receipt DESC LIMIT 1
"""
_PURGED = "SELECT 1 FROM purge WHERE receipt = :receipt"
_OVER = """
SELECT 1 FROM submission AS later CROSS JOIN covers AS newer CROSS JOIN covers AS mine
WHERE later.receipt > :receipt AND later.receipt < :before AND later.status = 'accepted'
AND newer.receipt = later.receipt
AND newer.lao_id >= (SELECT min(lao_id) FROM covers WHERE receipt = :receipt)
AND newer.lao_id <= (SELECT max(lao_id) FROM covers WHERE receipt = :receipt)
AND mine.receipt = :receipt AND mine.lao_id = newer.lao_id AND mine."table" = newer."table"
LIMIT 1
"""
"""In this order, and between its first and last LAO: of a later submission of another province one row is looked at."""
_SINCE = """
SELECT 1 FROM submission
WHERE receipt > :receipt AND receipt < :before AND status = 'accepted' AND province = :province AND run_id <> :run
LIMIT 1
"""
_TORN = "SELECT 1 FROM journal LIMIT 1"
_LISTS = (
    "SELECT max(as_of) FROM register_imports",
    "SELECT count(*), count(valid_to) FROM lao_versions",
    "SELECT count(*) FROM lao_aliases",
    "SELECT * FROM lao_retirements ORDER BY lao_id",
    "SELECT * FROM successions ORDER BY old_code, new_code, kind",
    "SELECT min(id) FROM certified_imports",
    "SELECT count(*), count(ended_by) FROM certified_years",
)
"""Versions, aliases and certified years are added and ended, never taken away or begun anew: it is enough to count."""


def known(ask: Ask, sha256: str, folder: str, context: str, before: int = 0) -> int:
    """The receipt of the submission equal to this file that governs now, judged by the same rules and lists; else 0.

    ``folder`` is the inbox folder it lies in. A refused file is known while no later run took a file of its province.
    ``before`` is the first receipt that does not count yet (0: all do). One whose original was purged is not known:
    the file is received again.
    """
    until = before or LAST
    for receipt, *judged, status, province, run in ask(_EQUAL, {"sha256": sha256, "before": until}):
        asked = {"receipt": receipt, "before": until}
        newer = (_OVER, asked) if status == "accepted" else (_SINCE, {**asked, "province": province, "run": run})
        if judged == [folder, context] and not ask(_PURGED, {"receipt": receipt}) and not ask(*newer):
            return int(receipt)
    return 0


def is_torn(ask: Ask) -> bool:
    """Whether a run was torn off, on any outbox."""
    return bool(ask(_TORN, NOTHING))


def lists_state(ask: Ask) -> str:
    """A text that tells this state of the department's lists from every other they ever had."""
    return repr([[tuple(row) for row in ask(statement, NOTHING)] for statement in _LISTS])
