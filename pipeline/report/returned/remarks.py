"""The findings of one workbook as its returned workbook tells them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Finding, Record, Submission
from pipeline.privacy import SECRET_RULES, without_secret
from pipeline.report.words import SEVERITY, Word
from pipeline.thai import shown
from schemas.rules import SEVERITIES, Rule

BLANKED_RULES = SECRET_RULES | {"WW021"}
"""An id, a password, credentials in an address: the whole cell is left blank."""
BLANKED = "ระบบลบข้อมูลที่เป็นความลับออกจากช่องนี้แล้ว"

_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}


class Remark(NamedTuple):
    """One finding in words. ``row`` and ``col`` count from 1 and are 0 where it is not at one row, or not at one cell.

    ``sheet`` is "" for the whole file; ``lao`` is the LAO as the row itself has it.
    """

    rule: Rule
    sheet: str
    row: int
    col: int
    label: str
    lao: str
    value: str
    message: str
    suggestion: str

    @property
    def word(self) -> Word:
        """Its severity as a mark and a word."""
        return SEVERITY[self.rule.severity]

    @property
    def to_mend(self) -> bool:
        """Whether there is something to be done about it."""
        return self.rule.severity != "info"


def remarks(submission: Submission, findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Remark]:
    """What is to be mended, errors before warnings and of each the whole file's before a sheet's and a row's; then what
    is only to be known."""
    records = {(record.sheet, record.row): record for record in submission.records}
    order = {look.name: number for number, look in enumerate(submission.looks, 1)}
    told = [
        _remark(finding, rules[finding.rule], records.get((finding.sheet, finding.row)))
        for finding in findings
        if rules[finding.rule].reported_to == "province"
    ]
    return sorted(told, key=lambda remark: (*_place(remark, order), remark.rule.code))


def _remark(finding: Finding, rule: Rule, record: Record | None) -> Remark:
    """The finding in words; of a secret nothing is told but that it is there."""
    secret = finding.rule in SECRET_RULES
    value = "" if finding.rule in BLANKED_RULES else without_secret(finding.value)
    params = {"v": value} | {name: "" if secret else without_secret(text) for name, text in finding.params.items()}
    suggestion = "" if secret else without_secret(finding.suggestion)
    row, col = cell_place(finding.cell) or (finding.row, 0)
    lao = _lao(record) if record else ""
    words = map(shown, (finding.label, lao, value, rule.say(params), suggestion))
    return Remark(rule, finding.sheet, row, col, *words)


@lru_cache(maxsize=4096)
def cell_place(cell: str) -> tuple[int, int] | None:
    """Row and column of «G17»."""
    found = _CELL.fullmatch(cell)
    if not found:
        return None
    col = 0
    for letter in found[1]:
        col = col * 26 + ord(letter) - 64
    return int(found[2]), col


def _lao(record: Record) -> str:
    return without_secret(f"{record.text('lao_code')} {record.text('lao_type')}{record.text('lao_name')}".strip())


def _place(remark: Remark, order: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    scope = 0 if remark.rule.withholds == "file" or not remark.sheet else 1
    if scope and remark.rule.withholds != "sheet" and remark.row:
        scope = 2
    severity = _RANK[remark.rule.severity]
    return severity, scope, order.get(remark.sheet, 0), remark.row, remark.col


def note(found: Sequence[Remark], longest: int = 1000) -> str:
    """The note of one cell: what was found, how to mend it, and the value to put in."""
    text = "\n\n".join(_told(remark) for remark in found)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _told(remark: Remark) -> str:
    lines = [f"{remark.word.mark} {remark.word.text} ({remark.rule.code})", remark.message]
    lines += [BLANKED] if remark.rule.code in BLANKED_RULES else []
    lines += [f"วิธีแก้: {remark.rule.hint}"] if remark.rule.hint else []
    lines += [f"ค่าที่เสนอ: {remark.suggestion}"] if remark.suggestion else []
    return "\n".join(lines)
