"""A finding as it is kept and shown: its message said, everything personal masked."""

from collections.abc import Mapping

from pipeline.model import Finding, Lao
from pipeline.privacy import mask_finding
from pipeline.store.findings import Kept
from schemas.rules import Rule


def keep(finding: Finding, rules: Mapping[str, Rule], context: str = "") -> Kept:
    """The finding ready to be kept. Its key is LAO (or the value as typed), table, column and rule (design §6)."""
    masked = mask_finding(finding)
    key = "|".join((masked.lao_id or f"~{masked.value}", masked.table, masked.column, masked.rule))
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


def lao_label(lao: Lao | None, short: Mapping[str, str]) -> str:
    """An LAO as people call it: อบต.สมปอง; ``short`` maps a type's slug to its abbreviation."""
    return f"{short[lao.type]}{lao.name}" if lao else ""
