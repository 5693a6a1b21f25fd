"""What becomes of each row, in one line for the column at the right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Finding
from pipeline.report.returned.remarks import Remark
from schemas.rules import SEVERITIES, Rule

COLUMN = "ผลการตรวจ"
"""The heading of our column; reading knows it and leaves the column out."""
TAKEN, REFUSED, HELD = "✔ รับแล้ว", "✖ ไม่รับทั้งไฟล์", "◐ พักรอส่วนกลางยืนยัน"

LONGEST = 70
"""A message is cut here: the whole of it stands in the cell's note and on the first sheet."""


class Verdict(NamedTuple):
    """One line and how bad it is: error | warning | info."""

    severity: str
    text: str


def of_file(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> Verdict:
    """The verdict of a row in which nothing is to be mended: what withholds the file withholds it too."""
    withheld = [rules[finding.rule] for finding in findings if rules[finding.rule].withholds == "file"]
    if not withheld:
        return Verdict("info", TAKEN)
    refused = any(rule.reported_to == "province" for rule in withheld)
    return Verdict("error", REFUSED) if refused else Verdict("warning", HELD)


def of_row(found: Sequence[Remark], otherwise: Verdict) -> Verdict:
    """The verdict of one row; ``found`` are its remarks, the gravest first."""
    mend = sorted((remark for remark in found if remark.to_mend), key=_gravity)
    if mend:
        more = f" (และอีก {len(mend) - 1} เรื่อง)" if len(mend) > 1 else ""
        first = mend[0]
        message = first.message if len(first.message) <= LONGEST else f"{first.message[: LONGEST - 1]}…"
        return Verdict(first.rule.severity, f"{first.word.mark} {first.word.text}: {message}{_withheld(first)}{more}")
    repaired = sum(remark.rule.nature == "repair" for remark in found)
    if repaired and otherwise.text == TAKEN:
        return Verdict("info", f"{TAKEN} ระบบปรับรูปแบบให้ {repaired} ค่า")
    return otherwise


def _gravity(remark: Remark) -> tuple[int, bool]:
    """Errors first, and of what is alike what keeps a value from being taken."""
    return SEVERITIES.index(remark.rule.severity), remark.rule.withholds not in ("row", "cell")


def _withheld(remark: Remark) -> str:
    """Said of a warning, for its mark alone does not tell that something was not taken."""
    if remark.rule.severity != "warning" or "ไม่รับ" in remark.message[:LONGEST]:
        return ""
    return {"cell": " (ยังไม่รับค่านี้)", "row": " (ยังไม่รับแถวนี้)"}.get(remark.rule.withholds, "")
