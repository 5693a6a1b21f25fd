"""The privacy gate (PB001): no full name and no whole phone number of the contact store in any public file. Pure.

One pass over each text, however many people there are: names are looked up by the letters round their first space,
numbers cut out as runs of digits. A single word is no full name (นางรอง is also a town).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from pipeline.output.cache import NO_CACHE, Cache
from pipeline.publish.looking import LONGEST, SHORTEST, Facts, Looked, look_at, numbers_in, texts
from pipeline.thai import clean
from schemas.reference import Reference

Person = tuple[str, str, str]
"""Name, phone as typed, tel: URIs."""
GROUPS = 32
"""People are kept in so many groups by their names: where some changed, the others need not be told again."""
REACH = 60
"""Letters looked at on either side of a name's first space."""
Gap = tuple[str, str]
"""The two letters before a white space, and the two after it."""
_BREAKS = str.maketrans("", "", " -")
_LANDLINE, _MOBILE, _COUNTRY = SHORTEST, LONGEST - 1, "66"


class Wanted(NamedTuple):
    """Whom to look for: names by their first space, and national or international digits."""

    names: Mapping[Gap, Sequence[str]]
    phones: frozenset[str]


def leaks(files: Mapping[str, bytes], people: Sequence[Person], reference: Reference) -> list[str]:
    """The paths of the files that show somebody of ``people`` (name, phone as typed, tel: URIs); the help desk may."""
    return showing(look_at(files), people, reference)


def showing(found: Looked, people: Sequence[Person], reference: Reference, kept: Cache = NO_CACHE) -> list[str]:
    """``leaks`` of files that were looked at; ``kept`` is how people were looked for before."""
    wanted = _wanted(people, reference, kept)
    return [path for path, pieces in found.items() if any(_shows(*piece, wanted) for piece in pieces)]


def _wanted(people: Sequence[Person], reference: Reference, kept: Cache) -> Wanted:
    desk = " ".join(reference.round.help_desk.values())
    groups: list[list[Person]] = [[] for _ in range(GROUPS)]
    for one in people:
        groups[crc32(one[0].encode()) % GROUPS].append(one)
    names, phones = set[str](), set[str]()
    for number, own in enumerate(groups):
        told = kept.take(f"people-{number}", tuple(own), lambda: _told(own, reference))  # noqa: B023
        names.update(told[0])
        phones.update(told[1])
    phones.difference_update(numbers_in(desk))
    return Wanted(_by_space(name for name in names if name not in desk), frozenset(phones))


def _told(people: Sequence[Person], reference: Reference) -> tuple[list[str], list[str]]:
    """The full names and the numbers that tell these people."""
    names = _names((name for name, _, _ in people), reference)
    return sorted(names), sorted({number for _, typed, uris in people for number in _stored(typed, uris)})


def _shows(piece: bytes, facts: Facts, wanted: Wanted) -> bool:
    if not wanted.phones.isdisjoint(facts.numbers):
        return True
    alike = sorted(wanted.names.keys() & facts.gaps)
    return bool(alike) and any(_stands(gap, wanted.names[gap], text) for text in texts(piece) for gap in alike)


def _stands(gap: Gap, names: Sequence[str], text: str) -> bool:
    """Whether one of the names, which all have this gap, stands in the text."""
    before, after = map(re.escape, gap)
    for found in re.finditer(rf"{before}\s+(?={after})", text):
        around = " ".join(text[max(0, found.start() - REACH) : found.end() + REACH].split())
        if any(name in around for name in names):
            return True
    return False


def _by_space(names: Iterable[str]) -> Mapping[Gap, Sequence[str]]:
    index: dict[Gap, list[str]] = {}
    for name in names:
        first, rest = name.split(" ", 1)
        index.setdefault((first[-2:], rest[:2]), []).append(name)
    return index


def _names(typed: Iterable[str], reference: Reference) -> set[str]:
    """Full names without their titles: two words or more, each of two letters or more."""
    prefixes = reference.lists["people"]["prefixes"]
    titles = sorted({*prefixes, *(one for spellings in prefixes.values() for one in spellings)}, key=len, reverse=True)
    title = re.compile(rf"(?:(?:{'|'.join(map(re.escape, titles))})\s*)+(?=.)")
    cleaned = map(clean, typed)
    bare = {name[titled.end() :] if (titled := title.match(name)) else name for name in cleaned}
    return {name for name in bare if _is_full(name)}


def _is_full(name: str) -> bool:
    first, _, rest = name.partition(" ")
    return len(first) > 1 and len(rest) > 1


def _stored(typed: str, uris: str) -> Iterator[str]:
    """A person's whole numbers as digits, in national form and with the country code."""
    said = set()
    for uri in uris.split():
        number = re.sub(r"\D", "", uri.removeprefix("tel:").partition(";")[0])
        national = f"0{number.removeprefix(_COUNTRY)}" if number.startswith(_COUNTRY) else number
        if len(national) >= _LANDLINE:
            said.add(national)
            yield from (national, f"{_COUNTRY}{national[1:]}")
    if typed.translate(_BREAKS) in said:
        return
    for number in numbers_in(typed):
        if number[0] == "0" and len(number) in (_LANDLINE, _MOBILE):
            yield from (number, f"{_COUNTRY}{number[1:]}")
