"""An LAO looked up by name, type and district, where the row has no code."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.interpret.lao.claim import Claim, FieldNote
from pipeline.interpret.lao.notes import district_agrees, merged_note
from pipeline.interpret.lao.register import Former, label, place
from pipeline.interpret.lao.words import ANY, NameReading, Slugs, readings, split_tail
from pipeline.interpret.province import read_province
from pipeline.model import Lao, Note
from pipeline.thai import name_key

PAO = frozenset({"pao"})


class Found(NamedTuple):
    """The LAO, how its typed name was read (None: there was no name), and which former self was meant, if any."""

    lao: Lao
    reading: NameReading | None = None
    former: Former | None = None


Hits = dict[str, Found]
"""By lao_id, in the order found."""


def tiers(claim: Claim) -> Iterator[tuple[NameReading, ...]]:
    """The ways to read the name, likely ones first; last without the district and province that follow it."""
    yield from readings(claim.name, claim.types)
    if tail := split_tail(claim.name):
        yield from readings(tail.name, claim.types)


def find_by_name(claim: Claim) -> Found | FieldNote:
    """The one LAO of that name and type: as it is now, else as it was by the register's history.

    Else a fault: LA005, LA006, LA007, LA011, LA014, LA015 or LA022. The same name under another type is only
    suggested: the LAO meant may have been upgraded, but as well renamed or merged beside a namesake.
    """
    if elsewhere := _tail_elsewhere(claim):
        return elsewhere
    if hits := _first(_now(claim, tier) for tier in tiers(claim)):
        return _choose(claim, hits)
    if hits := _first(_before(claim, tier) for tier in tiers(claim)):
        return _choose(claim, hits)
    if hits := _first(_merged(claim, tier) for tier in tiers(claim)):
        gone = next(iter(hits.values())).lao
        return FieldNote("lao_name", merged_note(claim, gone, claim.name))
    return _not_found(claim)


def _first(found: Iterable[Hits]) -> Hits:
    return next((hits for hits in found if hits), {})


def _now(claim: Claim, tier: tuple[NameReading, ...]) -> Hits:
    return {
        lao.lao_id: Found(lao, reading)
        for reading in tier
        for lao in _named(claim, reading)
        if lao.type in _slugs(claim, reading)
    }


def _named(claim: Claim, reading: NameReading) -> list[Lao]:
    """«อบจ.» needs no name: a province has one."""
    if not reading.key and _slugs(claim, reading) == PAO and claim.province:
        return claim.register.named(claim.province, name_key(claim.provinces[claim.province].name))
    return claim.register.named(claim.province, reading.key)


def _before(claim: Claim, tier: tuple[NameReading, ...]) -> Hits:
    return {
        former.lao.lao_id: Found(former.lao, reading, former)
        for reading in tier
        for former in claim.register.former.get((claim.province, reading.key), ())
        if former.type in _slugs(claim, reading) and not former.lao.merged_into
    }


def _merged(claim: Claim, tier: tuple[NameReading, ...]) -> Hits:
    return {
        lao.lao_id: Found(lao, reading)
        for reading in tier
        for lao in claim.register.merged.get((claim.province, reading.key), ())
        if lao.type in _slugs(claim, reading)
    }


def _slugs(claim: Claim, reading: NameReading) -> Slugs:
    return claim.type.slugs & reading.word.slugs


def _choose(claim: Claim, hits: Hits) -> Found | FieldNote:
    """The only hit, else the only one in the district given; LA007 for several types, LA006 for several places."""
    found = list(hits.values())
    if len(found) > 1:
        found = [one for one in found if district_agrees(claim, one.lao)] or found
    if len(found) == 1:
        return found[0]
    if len({one.lao.type for one in found}) > 1:
        listed = " หรือ ".join(label(one.lao, claim.types) for one in found)
        return FieldNote("lao_name", Note("LA007", {"v": claim.name, "x": listed}))
    provinces = None if claim.province else claim.provinces
    listed = ", ".join(place(one.lao, claim.types, provinces) for one in found)
    return FieldNote("lao_name", Note("LA006", {"v": claim.name, "x": listed}))


def _tail_elsewhere(claim: Claim) -> FieldNote | None:
    """«อบต.ท่าเสา จ.กาญจนบุรี» sent by another province; names like จ.ป.ร. are looked up before they are taken apart."""
    tail = split_tail(claim.name)
    if not (tail and tail.province and claim.province):
        return None
    if _first(_now(claim, tier) for tier in readings(claim.name, claim.types)):
        return None
    stated = read_province(tail.province, claim.provinces).value
    if stated is None or stated == claim.province:
        return None
    return FieldNote("lao_name", Note("LA015", {"v": tail.name, "x": claim.provinces[stated].name}))


def _not_found(claim: Claim) -> FieldNote:
    ways = [reading for tier in tiers(claim) for reading in tier]
    places = {name_key(province.name) for province in claim.provinces.values()}
    if any(note.rule == "LA014" for note in read_province(claim.name, claim.provinces).notes):
        return FieldNote("lao_name", Note("LA014"))
    if any(_slugs(claim, way) == PAO and way.key in places for way in ways):
        own = f"{claim.types['pao'].short}{claim.provinces[claim.province].name}" if claim.province else ""
        return FieldNote("lao_name", Note("LA022", {"v": claim.name}, own))
    names = [label(lao, claim.types) for lao in _near(claim, ways)][:3]
    province = claim.provinces[claim.province].name if claim.province else "ใด"
    params = {"v": claim.name, "p": province, "x": ", ".join(names) or "ไม่มี"}
    return FieldNote("lao_name", Note("LA005", params, names[0] if names else ""))


def _near(claim: Claim, ways: list[NameReading]) -> list[Lao]:
    """What may have been meant: the same name under another type, then like names of the type, then the others."""
    keys = dict.fromkeys(part for way in reversed(ways) for part in (way.key, way.key.partition("(")[0]) if part)
    near = list(dict.fromkeys(lao for key in keys for lao in claim.register.near(claim.province, key)))
    typed = {slug for way in ways if way.word.slugs != ANY for slug in _slugs(claim, way)} or claim.type.slugs
    return sorted(near, key=lambda lao: (name_key(lao.name) not in keys, lao.type not in typed))
