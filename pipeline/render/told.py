"""A finding as it is kept and shown: its message said, everything personal masked."""

from collections.abc import Mapping

from pipeline.model import Finding
from pipeline.privacy import mask_finding
from pipeline.secret import file_name
from pipeline.store.findings import Kept
from pipeline.thai import shown
from schemas.rules import Rule


def keep(finding: Finding, rules: Mapping[str, Rule], context: str = "", file: str = "") -> Kept:
    """The finding ready to be kept, without characters that hide or turn the direction of a text.

    Its key is LAO, table, column and rule (design §6); without an LAO the value as typed is in its place, and where it
    is said of a whole file the file's name.
    """
    masked = mask_finding(finding)
    about = masked.lao_id or (f"~{masked.value}" if masked.table else f"~~{file_name(file)}")
    key = "|".join((about, masked.table, masked.column, masked.rule))
    return Kept(
        key,
        masked.rule,
        masked.table,
        shown(masked.sheet),
        masked.row,
        masked.column,
        masked.cell,
        shown(masked.label),
        masked.lao_id,
        shown(masked.value),
        shown(say(masked, rules[masked.rule])),
        shown(masked.suggestion),
        shown(context),
    )


def say(finding: Finding, rule: Rule) -> str:
    """The rule's Thai message with its placeholders filled; {v} is the value as typed unless given."""
    return rule.say({"v": finding.value, **finding.params})
