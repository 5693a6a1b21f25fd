"""The findings of one workbook as its returned workbook tells them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.look import SheetLook
from pipeline.model import Finding, Record
from pipeline.privacy import SECRET_RULES, without_secrets
from pipeline.remembered import ANSWERS
from pipeline.report.words import SEVERITY, Word
from pipeline.secret import without_secret
from pipeline.thai import shown
from schemas.rules import SEVERITIES, Rule

BLANKED_RULES = SECRET_RULES | {"WW021"}
"""An id, a password, credentials in an address: the whole cell is left blank."""
BLANKED = "ระบบลบข้อมูลที่เป็นความลับออกจากช่องนี้แล้ว"

DataRows = Mapping[tuple[str, int], str]
"""(sheet, row) of every row read as data -> its LAO as the row itself has it, "" where nothing is said of the row."""

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


def data_rows(records: Iterable[Record], findings: Iterable[Finding]) -> DataRows:
    """What the returned workbook of a submission shows of its records; ``findings`` are what it tells."""
    told = {(finding.sheet, finding.row) for finding in findings}
    return {
        place: _lao(record) if place in told else "" for record in records for place in [(record.sheet, record.row)]
    }


def remarks(
    looks: Iterable[SheetLook], rows: DataRows, findings: Iterable[Finding], rules: Mapping[str, Rule]
) -> list[Remark]:
    """What is to be mended, errors before warnings and of each the whole file's before a sheet's and a row's; then what
    is only to be known."""
    order = {look.name: number for number, look in enumerate(looks, 1)}
    told = [
        _remark(finding, rules[finding.rule], rows.get((finding.sheet, finding.row), ""))
        for finding in findings
        if rules[finding.rule].reported_to == "province"
    ]
    return sorted(told, key=lambda remark: (*_place(remark, order), remark.rule.code))


def _remark(finding: Finding, rule: Rule, lao: str) -> Remark:
    """The finding in words; of a secret nothing is told but that it is there."""
    told = without_secrets(finding)
    value = "" if finding.rule in BLANKED_RULES else told.value
    message = rule.say({"v": value, **told.params})
    row, col = cell_place(finding.cell) or (finding.row, 0)
    words = map(shown, (told.label, lao, value, message, told.suggestion))
    return Remark(rule, finding.sheet, row, col, *words)


@lru_cache(maxsize=ANSWERS)
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
