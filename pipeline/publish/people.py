"""The privacy gate (PB001): no full name and no whole phone number of the contact store in any public file. Pure.

One pass over each text, however many people there are: names are looked up by the letters round their first space,
numbers cut out as runs of digits. A single word is no full name (นางรอง is also a town).
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from pipeline.thai import clean, fold_digits
from schemas.reference import Reference

NO_TEXT = (".woff2",)
"""What is not looked into; whatever else is published is read as text."""
REACH = 60
"""Letters looked at on either side of a name's first space."""
_SHAPE = re.compile(r' d="[^"]*"')
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_RUN = re.compile(r"[06๐๖](?<![0-9๐-๙].)(?:[ ().\-–/\u00a0]{0,3}[0-9๐-๙]){8,}")
_BREAKS = str.maketrans("", "", " -")
_LANDLINE, _MOBILE, _COUNTRY = 9, 10, "66"
MOST_GROUPS = 6
"""A number is written in at most so many groups of digits: +66 8 1234 5678 has four."""


class Wanted(NamedTuple):
    """Whom to look for: names by the two letters before and after their first space, where that space may stand (a
    pattern), and national or international digits."""

    names: Mapping[str, Sequence[str]]
    gap: re.Pattern[str]
    phones: frozenset[str]


def leaks(files: Mapping[str, bytes], people: Sequence[tuple[str, str, str]], reference: Reference) -> list[str]:
    """The paths of the files that show somebody of ``people`` (name, phone as typed, tel: URIs); the help desk may."""
    wanted = _wanted(people, reference)
    if not wanted.names and not wanted.phones:
        return []
    return [path for path, content in files.items() if any(_shows(text, wanted) for text in _texts(path, content))]


def _wanted(people: Sequence[tuple[str, str, str]], reference: Reference) -> Wanted:
    desk = " ".join(reference.round.help_desk.values())
    names = _by_space(_names((name for name, _, _ in people), desk, reference))
    phones = {number for _, typed, uris in people for number in _stored(typed, uris)} - set(_numbers(desk))
    after = "".join(sorted({key[3] for key in names})) or "-"
    return Wanted(names, re.compile(rf"\s+(?=[{re.escape(after)}])"), frozenset(phones))


def _texts(path: str, content: bytes) -> Iterator[str]:
    """The text of one file, with what entities, percent signs and escapes hide written out."""
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield from _texts(f"{name}.xml", package.read(name))
    elif not path.endswith(NO_TEXT):
        text = content.decode("utf-8-sig", "replace")
        if "<path" in text:
            text = _SHAPE.sub("", text)
        yield html.unescape(text)
        if "%" in text:
            yield "\n".join(_decoded(text))
        if "\\u" in text:
            yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _decoded(text: str) -> set[str]:
    pieces = (line for piece in text.split('"') if "%" in piece for line in piece.split("\n") if "%" in line)
    return {html.unescape(unquote(piece)) for piece in set(pieces)}


def _shows(text: str, wanted: Wanted) -> bool:
    return _names_somebody(text, wanted) or not wanted.phones.isdisjoint(
        number for run in set(_RUN.findall(text)) for number in _numbers(run)
    )


def _names_somebody(text: str, wanted: Wanted) -> bool:
    if not wanted.names:
        return False
    for gap in wanted.gap.finditer(text):
        start, end = gap.span()
        names = wanted.names.get(f"{text[max(0, start - 2) : start]} {text[end : end + 2]}")
        if names:
            around = " ".join(text[max(0, start - REACH) : end + REACH].split())
            if any(name in around for name in names):
                return True
    return False


def _by_space(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    index: dict[str, list[str]] = {}
    for name in names:
        first, rest = name.split(" ", 1)
        index.setdefault(f"{first[-2:]} {rest[:2]}", []).append(name)
    return index


def _names(typed: Iterable[str], desk: str, reference: Reference) -> set[str]:
    """Full names without their titles: two words or more, each of two letters or more."""
    prefixes = reference.lists["people"]["prefixes"]
    titles = sorted({*prefixes, *(one for spellings in prefixes.values() for one in spellings)}, key=len, reverse=True)
    title = re.compile(rf"(?:(?:{'|'.join(map(re.escape, titles))})\s*)+(?=.)")
    cleaned = map(clean, typed)
    bare = {name[titled.end() :] if (titled := title.match(name)) else name for name in cleaned}
    return {name for name in bare if _is_full(name) and name not in desk}


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
    for number in _numbers(typed):
        if number[0] == "0" and len(number) in (_LANDLINE, _MOBILE):
            yield from (number, f"{_COUNTRY}{number[1:]}")


def _numbers(text: str) -> Iterator[str]:
    """Every number of nine to eleven digits that the text may be read to hold, its groups joined."""
    for run in _RUN.findall(text):
        groups = re.findall(r"\d+", fold_digits(run))
        for start in range(len(groups)):
            for end in range(start + 1, min(len(groups), start + MOST_GROUPS) + 1):
                number = "".join(groups[start:end])
                if _LANDLINE <= len(number) <= _MOBILE + 1:
                    yield number
