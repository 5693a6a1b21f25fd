"""An LAO looked up by its code, and whether the name beside it is the name of the same one."""

from dataclasses import replace

from pipeline.interpret.lao.by_name import PAO, Found, find_by_name, tiers
from pipeline.interpret.lao.claim import Claim, FieldNote
from pipeline.interpret.lao.notes import merged_note
from pipeline.interpret.lao.register import Former, label
from pipeline.interpret.lao.words import NameReading
from pipeline.model import Lao, Note
from pipeline.thai import name_key

ALIKE = 60
"""A name at least so like (percent) the one of a valid code is a spelling of it; see ``_other_name``."""


def find_by_code(claim: Claim, digits: str) -> Found | FieldNote:
    """The LAO with this code: today's, else a former one's, else of the same last six digits (upgraded?).

    Else a fault: LA002, LA004, LA008, LA011, LA015, LA020 or LA022; the code that fits the name is suggested.
    """
    if not digits:
        return _at_code(claim, "LA002")
    register = claim.register
    former = None if digits in register.by_code else register.by_former_code.get(digits)
    lao = former.lao if former else register.by_code.get(digits) or register.by_tail.get(digits[2:])
    if lao is None or (claim.province and lao.province != claim.province):
        return _not_here(claim, digits, lao)
    if lao.merged_into:
        return FieldNote("lao_code", merged_note(claim, lao, claim.code_text))
    return _with_name(claim, lao, former)


def _not_here(claim: Claim, digits: str, lao: Lao | None) -> FieldNote:
    """LA015 for an LAO of another province, LA020 where only the code is of another province, LA004 else."""
    own = _code_of_name(claim)
    if lao and not own:
        params = {"v": label(lao, claim.types), "x": claim.provinces[lao.province].name}
        return FieldNote("lao_code", Note("LA015", params))
    if claim.province and digits[2:4] != claim.province:
        params = {"v": digits[2:4], "p": claim.provinces[claim.province].name}
        return FieldNote("lao_code", Note("LA020", params, own))
    return _at_code(claim, "LA004")


def _at_code(claim: Claim, rule: str) -> FieldNote:
    return FieldNote("lao_code", Note(rule, {"v": claim.code_text}, _code_of_name(claim)))


def _code_of_name(claim: Claim) -> str:
    """The code of the one LAO that the rest of the row names, "" where it does not."""
    found = find_by_name(claim) if claim.name else None
    return found.lao.code if isinstance(found, Found) else ""


def _with_name(claim: Claim, lao: Lao, former: Former | None) -> Found | FieldNote:
    ways = [reading for tier in tiers(claim) for reading in tier] if claim.name else []
    ways = [way for way in ways if way.key]
    if not ways:
        return Found(lao, None, former)
    if same := [way for way in ways if way.key == name_key(lao.name)]:
        best = next((way for way in same if lao.type in way.word.slugs), same[0])
        return _other_type(claim, lao, best, former) or Found(lao, best, former)
    if renamed := _formerly(lao, ways):
        return Found(lao, renamed[0], former or renamed[1])
    return _other_name(claim, lao, ways) or Found(lao, None, former)


def _formerly(lao: Lao, ways: list[NameReading]) -> tuple[NameReading, Former] | None:
    for _, kind, name in lao.former:
        for way in ways:
            if way.key == name_key(name):
                return way, Former(lao, kind, name)
    return None


def _other_type(claim: Claim, lao: Lao, way: NameReading, former: Former | None) -> FieldNote | None:
    """LA008 where the type given is that of the namesake: one code, two LAOs of one name.

    With its former code an LAO may well have its former type beside it.
    """
    said = claim.type.slugs & way.word.slugs
    if lao.type in said or (former and former.type in said):
        return None
    namesakes = [other for other in claim.register.named(lao.province, way.key) if other is not lao]
    return _contradiction(claim, lao) if any(other.type in said for other in namesakes) else None


def _other_name(claim: Claim, lao: Lao, ways: list[NameReading]) -> FieldNote | None:
    """LA008 where the name is another LAO's, or more like another's, or like none; another spelling of it passes."""
    from rapidfuzz import fuzz  # loaded only where name and code do not agree to the letter

    places = {name_key(province.name) for province in claim.provinces.values()}
    if lao.type == "pao" and any(way.word.slugs == PAO and way.key in places for way in ways):
        return FieldNote("lao_name", Note("LA022", {"v": claim.name}, label(lao, claim.types)))
    own = name_key(lao.name)
    other = any(one.type in way.word.slugs for way in ways for one in claim.register.named(lao.province, way.key))
    way = max(ways, key=lambda way: fuzz.ratio(way.key, own))
    nearest = [name_key(one.name) for one in claim.register.near(lao.province, way.key, limit=1)]
    like = fuzz.ratio(way.key, own)
    if other or like < ALIKE or any(fuzz.ratio(way.key, name) > like for name in nearest):
        return _contradiction(claim, lao)
    return None


def _contradiction(claim: Claim, lao: Lao) -> FieldNote:
    right = find_by_name(replace(claim, code=None))
    code = right.lao.code if isinstance(right, Found) else ""
    return FieldNote("lao_code", Note("LA008", {"v": claim.code_text, "x": label(lao, claim.types)}, code))
