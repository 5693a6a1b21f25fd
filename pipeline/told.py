"""A finding as it is kept and shown: its message said, everything personal masked."""

from collections.abc import Mapping

from pipeline.model import Finding
from pipeline.privacy import mask_finding
from pipeline.store.findings import Kept
from schemas.rules import Rule


def keep(finding: Finding, rules: Mapping[str, Rule], context: str = "", file: str = "") -> Kept:
    """The finding ready to be kept. Its key is LAO, table, column and rule (design §6).

    Without an LAO it is the value as typed instead, and where it is said of a whole file the file's name.
    """
    masked = mask_finding(finding)
    about = masked.lao_id or (f"~{masked.value}" if masked.table else f"~~{file}")
    key = "|".join((about, masked.table, masked.column, masked.rule))
    return Kept(
        key,
        masked.rule,
        masked.table,
        masked.sheet,
        masked.row,
        masked.column,
        masked.cell,
        masked.label,
        masked.lao_id,
        masked.value,
        say(masked, rules[masked.rule]),
        masked.suggestion,
        context,
    )


def say(finding: Finding, rule: Rule) -> str:
    """The rule's Thai message with its placeholders filled; {v} is the value as typed unless given."""
    return rule.say({"v": finding.value, **finding.params})
