"""The printed difference of an import: counts first, then up to twenty examples of each kind. Pure."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from pipeline.store.certified import CertifiedChange, CertifiedEntry, CertifiedRow
from pipeline.store.identity import RegisterRow
from pipeline.store.lineage import Applied
from pipeline.store.lists import Said
from pipeline.store.register import Changed, RegisterChange
from pipeline.store.successions import SuccessionChange
from pipeline.thai import be_date
from schemas.reference import Reference

MOST_EXAMPLES = 20
T = TypeVar("T")

REGISTER_KINDS = {
    "added": Said("เพิ่ม", "added"),
    "retired": Said("ไม่อยู่ในบัญชีแล้ว", "retired"),
    "reinstated": Said("กลับเข้าบัญชี", "reinstated"),
    "upgraded": Said("เปลี่ยนประเภท", "upgraded"),
    "renamed": Said("เปลี่ยนชื่อ", "renamed"),
    "recoded": Said("เปลี่ยนรหัส", "recoded"),
    "moved": Said("ย้ายอำเภอหรือจังหวัด", "moved"),
    "still_listed": Said("บัญชียังมีรหัสเดิม คงตามรายการสืบต่อ", "still listed under what a succession has ended"),
}
CERTIFIED_KINDS = {
    "added": Said("เพิ่ม", "added"),
    "corrected": Said("แก้ไข", "corrected"),
    "removed": Said("ถอนออก", "removed"),
}
LEFT_OUT = {
    "unknown": Said("ไม่รู้จักรหัส ไม่ได้นำเข้า", "unknown code, not taken"),
    "undated": Said("ไม่มีวันที่รับรอง ไม่ได้นำเข้า", "no date, not taken"),
}
SUCCESSION_KINDS = {
    "linked": Said("เชื่อมกับรหัสเดิม", "linked"),
    "carried": Said("ให้รหัสใหม่แล้ว (บัญชียังเป็นรหัสเดิม)", "given the new code ahead of the register"),
    "joined": Said("รวมเป็น อปท. เดียวกัน", "two ids joined into one LAO"),
    "merged": Said("ยุบรวม", "merged"),
    "pending": Said("บัญชียังไม่มีรหัสเหล่านี้", "waiting for a register that has the codes"),
    "contradicted": Said("ขัดกับบัญชี ไม่ได้เชื่อม", "contradicted by the register, not linked"),
}
UNCHANGED = Said("ไม่เปลี่ยนแปลง", "unchanged")
REGISTER_HEAD = Said("บัญชี อปท. ณ วันที่", "register as of")
POSSIBLE = Said("อาจเป็นแห่งเดียวกัน หากใช่ให้เพิ่มในรายการสืบต่อ", "perhaps the same LAO; if so, add to the successions")
MORE = Said("และอีก {n} รายการ", "and {n} more")


def describe(change: RegisterChange | CertifiedChange | SuccessionChange, lang: str, reference: Reference) -> list[str]:
    """The lines to print, Thai or (``lang`` "en") English; ``reference`` gives the names of types and provinces."""
    if isinstance(change, RegisterChange):
        return _register(change, lang, reference)
    if isinstance(change, CertifiedChange):
        return _certified(change, lang)
    counts = [(said, len(getattr(change, kind))) for kind, said in SUCCESSION_KINDS.items()]
    lines = _counts([*counts, (UNCHANGED, change.known)], lang)
    for kind, said in SUCCESSION_KINDS.items():
        lines += _examples(said, getattr(change, kind), _succession, lang)
    return lines


def _register(change: RegisterChange, lang: str, reference: Reference) -> list[str]:
    day = change.as_of.isoformat() if lang == "en" else be_date(change.as_of)
    counts = [(said, len(getattr(change, kind))) for kind, said in REGISTER_KINDS.items()]
    lines = [f"{REGISTER_HEAD.line(lang)} {day}", *_counts([*counts, (UNCHANGED, change.unchanged)], lang)]
    for kind, said in REGISTER_KINDS.items():
        lines += _examples(said, getattr(change, kind), partial(_changed, reference), lang)
    return lines + _examples(POSSIBLE, change.possible, partial(_pair, reference), lang)


def _certified(change: CertifiedChange, lang: str) -> list[str]:
    kinds = {**CERTIFIED_KINDS, **LEFT_OUT}
    counts = [(said, len(getattr(change, kind))) for kind, said in kinds.items()]
    lines = _counts([*counts, (UNCHANGED, change.unchanged)], lang)
    for kind, said in CERTIFIED_KINDS.items():
        lines += _examples(said, getattr(change, kind), _entry, lang)
    for kind, said in LEFT_OUT.items():
        lines += _examples(said, getattr(change, kind), _line, lang)
    return lines


def _counts(counts: Sequence[tuple[Said, int]], lang: str) -> list[str]:
    return [f"  {said.line(lang)}: {count:,}" for said, count in counts]


def _examples(said: Said, items: Sequence[T], text: Callable[[T], str], lang: str) -> list[str]:
    if not items:
        return []
    lines = [f"{said.line(lang)}:", *(f"  {text(item)}" for item in items[:MOST_EXAMPLES])]
    if len(items) > MOST_EXAMPLES:
        lines.append(f"  {MORE.line(lang).format(n=len(items) - MOST_EXAMPLES)}")
    return lines


def _lao(reference: Reference, row: RegisterRow) -> str:
    kind = reference.types[row.type].short
    province = reference.provinces[row.province].name
    return f"{row.code} {kind}{row.name} อ.{row.district} จ.{province}"


def _changed(reference: Reference, change: Changed) -> str:
    return " → ".join(dict.fromkeys(_lao(reference, row) for row in (change.before, change.after) if row))


def _pair(reference: Reference, pair: tuple[Changed, Changed]) -> str:
    return " → ".join(_changed(reference, change) for change in pair)


def _entry(entry: CertifiedEntry) -> str:
    dates = " → ".join(day.isoformat() if day else "–" for day in (entry.before, entry.after))
    return f"{entry.lao_id} {entry.fiscal_year}: {dates}"


def _line(row: CertifiedRow) -> str:
    return f"{row.code} {row.fiscal_year}"


def _succession(done: Applied) -> str:
    link = done.link
    return f"{link.old_code} → {link.new_code} ({link.kind} {link.on.isoformat()})"
