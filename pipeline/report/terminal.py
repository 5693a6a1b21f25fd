"""The status board in the terminal: a table that fits 80 columns, totals last. Loads nothing heavy."""

from collections.abc import Sequence

from pipeline.output.display import laid_out, widest
from pipeline.report.totals import Totals, in_order, punctual, share, totals
from pipeline.report.words import STATE, STATE_EN
from pipeline.shown import ProvinceStatus
from pipeline.thai import be_date
from schemas.reference import Reference

_HEAD = {
    "th": ("จังหวัด", "สถานะ", "กำหนด", "อปท.", "เว็บไซต์", "ผู้ดูแล", "ปีก่อน", "รอปี", "ผิด", "เตือน"),
    "en": ("province", "state", "due", "LAOs", "website", "contact", "earlier", "pend.", "err.", "warn."),
}
_DUE = {
    "th": {"on_time": "ทัน", "late": "เกิน", "not_sent": "–"},
    "en": {"on_time": "in time", "late": "late", "not_sent": "–"},
}
_TOTAL = {"th": "รวม", "en": "total"}
STATE_TH = {state: word.text for state, word in STATE.items()}
_COUNTS = ("laos", "with_website", "with_contact", "placed", "pending", "errors", "warnings")
_GAP, _TEXTS = 1, 3


def board_lines(statuses: Sequence[ProvinceStatus], reference: Reference, lang: str, width: int = 80) -> list[str]:
    """The lines to print, none wider than ``width`` where that is 72 or more; names are cut where they must be."""
    ordered = in_order(statuses, reference)
    if lang == "en":
        ordered.sort(key=lambda status: reference.provinces[status.code].name_en)
    sums = totals(statuses)
    lines = [_HEAD[lang], *(_cells(status, reference, lang) for status in ordered), _total_cells(sums, lang)]
    widths = widest(lines)
    widths[0] = min(widths[0], max(8, width - sum(widths[1:]) - _GAP * (len(widths) - 1)))
    table = [laid_out(line, widths, _TEXTS, _GAP) for line in lines]
    rule = "─" * min(width, sum(widths) + _GAP * (len(widths) - 1))
    return [table[0], rule, *table[1:-1], rule, table[-1], *_closing(sums, reference, lang)]


def _cells(status: ProvinceStatus, reference: Reference, lang: str) -> tuple[str, ...]:
    province = reference.provinces[status.code]
    english = lang == "en"
    name, state = province.name_en if english else province.name, STATE_EN if english else STATE_TH
    told = f"{STATE[status.state].mark} {state[status.state]}"
    return (name, told, _DUE[lang][punctual(status)], *(str(getattr(status, count)) for count in _COUNTS))


def _total_cells(sums: Totals, lang: str) -> tuple[str, ...]:
    counts = (str(getattr(sums, count)) for count in _COUNTS)
    return (_TOTAL[lang], str(sums.provinces), str(sums.on_time), *counts)


def _closing(sums: Totals, reference: Reference, lang: str) -> list[str]:
    words = STATE_EN if lang == "en" else STATE_TH
    states = " · ".join(f"{words[state]} {sums.states.get(state, 0)}" for state in STATE)
    sites, people = share(sums.with_website, sums.laos), share(sums.with_contact, sums.laos)
    deadline = reference.round.deadline
    if lang == "en":
        return [states, f"website {sites}% · contact {people}% of LAOs · fixed {sums.fixed} · deadline {deadline}"]
    return [states, f"เว็บไซต์ {sites}% · ผู้ดูแล {people}% ของ อปท. · แก้แล้ว {sums.fixed} · กำหนดส่ง {be_date(deadline)}"]
