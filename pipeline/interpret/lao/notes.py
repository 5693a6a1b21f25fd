"""What is said of a row whose LAO is known: how its words differ from the register, and what was repaired."""

import re
from collections.abc import Iterator
from datetime import date

from pipeline.interpret.lao.claim import Claim, FieldNote
from pipeline.interpret.lao.register import Former, label
from pipeline.interpret.lao.words import NameReading, TypeWord, split_tail
from pipeline.model import Lao, Note
from pipeline.thai import be_date, clean, name_key

_DISTRICT = re.compile(r"(?:กิ่ง\s*)?(?:อำเภอ|อ\.)\s*")


def agreement(claim: Claim, lao: Lao, reading: NameReading | None, former: Former | None) -> Iterator[FieldNote]:
    """Every repair and every difference: LA003, LA009, LA010, LA016, LA018, LA019, LA024."""
    yield from claim.notes
    if claim.code and claim.code.mended:
        yield FieldNote("lao_code", Note("LA003", {"x": claim.code.digits}, claim.code.digits))
    if former:
        yield _changed(claim, lao, former)
    prefix = _type_digits(claim, lao, former)
    if prefix:
        params = {"v": prefix, "x": claim.types[lao.type].name}
        today = "" if claim.code and claim.code.digits == lao.code else lao.code
        yield FieldNote("lao_code", Note("LA019", params, today))
    accepted = {lao.type} | ({former.type} if former else set())
    accepted |= {slug for slug, kind in claim.types.items() if kind.prefix == prefix}
    yield from _types(claim, lao, reading, accepted)
    if claim.district and not district_agrees(claim, lao):
        yield FieldNote("district", Note("LA016", {"v": claim.district, "x": lao.district}, lao.district))


def _changed(claim: Claim, lao: Lao, former: Former) -> FieldNote:
    """LA010 for another type or code, LA024 for another name alone."""
    today = label(lao, claim.types)
    by_code = claim.code is not None and claim.code.digits != lao.code
    column = "lao_code" if by_code else "lao_name"
    if by_code or former.type != lao.type:
        typed = claim.code_text if by_code else claim.name
        since = f" ตั้งแต่วันที่ {_day(lao)}" if lao.changed_on else ""
        suggestion = lao.code if by_code else today
        return FieldNote(column, Note("LA010", {"v": typed, "x": f"{today} ({lao.code})", "d": since}, suggestion))
    return FieldNote(column, Note("LA024", {"v": claim.name, "x": today}, today))


def _type_digits(claim: Claim, lao: Lao, former: Former | None) -> str:
    """The code's first two digits where they are not those of the LAO's type, else ""."""
    digits = claim.code.digits[:2] if claim.code else ""
    is_former = former is not None and claim.code is not None and claim.code.digits != lao.code
    return "" if is_former or digits == claim.types[lao.type].prefix else digits


def _types(claim: Claim, lao: Lao, reading: NameReading | None, accepted: set[str]) -> Iterator[FieldNote]:
    """LA009 once for the row, at the type cell before the name; LA018 at every odd word."""
    right, differs = claim.types[lao.type].name, False
    for column, word in (("lao_type", claim.type), ("lao_name", reading.word if reading else TypeWord(frozenset()))):
        typed = word.typed
        if not word.slugs:
            continue
        if not word.slugs & accepted:
            if not differs:
                meant = right if column == "lao_type" else label(lao, claim.types)
                yield FieldNote(column, Note("LA009", {"v": typed, "x": right}, meant))
            differs = True
        elif word.full:
            meant = word.full if column == "lao_type" else f"{word.full}{lao.name}"
            yield FieldNote(column, Note("LA018", {"v": typed, "x": word.full}, meant))


def district_agrees(claim: Claim, lao: Lao) -> bool:
    """Whether the district given, in its cell or after the name, is the LAO's; «เมือง» and «เมืองฯ» are the capital's."""
    tail = None if claim.district else split_tail(claim.name)
    typed = claim.district or (tail.district if tail else "")
    if not typed or not lao.district:
        return not lao.district
    key, own = name_key(_DISTRICT.sub("", clean(typed))), name_key(lao.district)
    return key == own or (key == "เมือง" and own == key + name_key(claim.provinces[lao.province].name))


def merged_note(claim: Claim, lao: Lao, typed: str) -> Note:
    """LA011: the LAO is no more."""
    into = claim.register.by_id.get(lao.merged_into)
    name = label(into, claim.types) if into else lao.merged_into
    since = f"แล้วเมื่อ {_day(lao)}" if lao.changed_on else "แล้ว"
    return Note("LA011", {"v": typed, "x": name, "d": since})


def _day(lao: Lao) -> str:
    return be_date(date.fromisoformat(lao.changed_on))
