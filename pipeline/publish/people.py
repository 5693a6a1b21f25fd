"""The privacy gate (PB001): no full name and no whole phone number of the contact store in any public file. Pure.

Names are looked for at the spaces of the text alone, numbers in its runs of digits: one pass over the distinct
pieces of all files, however many people there are. A single word is no full name (นางรอง is also a town).
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from pipeline.provincemap import province_map
from pipeline.thai import clean, fold_digits
from schemas.reference import Reference

TEXTS = (".html", ".js", ".json", ".csv", ".css", ".txt", ".svg", ".xml")
_PIECES = re.compile(r'[<>"\r\n\t,|\\]+')
_WORTH_A_LOOK = re.compile(r"[ &%]|\d{3}")
_RUN = re.compile(r"\d(?:[ ().\-–/]{0,2}\d){8,}")
_LANDLINE, _MOBILE, _COUNTRY = 9, 10, "66"
MOST_GROUPS = 6
"""A number is written in at most so many groups of digits: +66 8 1234 5678 has four."""

Index = Mapping[tuple[str, str], Sequence[str]]


def leaks(files: Mapping[str, bytes], people: Sequence[tuple[str, str, str]], reference: Reference) -> list[str]:
    """The paths of the files that show somebody of ``people`` (name, phone as typed, tel: URIs); the help desk may."""
    desk = " ".join(reference.round.help_desk.values())
    index = _by_space(_names((name for name, _, _ in people), desk, reference))
    phones = {number for _, typed, uris in people for number in _stored(typed, uris)} - set(_numbers(desk))
    innocent: set[str] = set(province_map().shapes.values())
    found = []
    for path, content in files.items():
        pieces = set(_pieces(path, content)) - innocent
        if any(_shows(piece, index, phones) for piece in pieces):
            found.append(path)
        else:
            innocent |= pieces
    return found


def _pieces(path: str, content: bytes) -> Iterator[str]:
    """The texts of one file, without the marks around them."""
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield from _pieces(f"{name}.xml", package.read(name))
    elif path.endswith(TEXTS):
        yield from _PIECES.split(content.decode("utf-8-sig").replace("\u00a0", " "))


def _shows(piece: str, index: Index, phones: set[str]) -> bool:
    if not _WORTH_A_LOOK.search(piece):
        return False
    return any(_shows_as_is(text, index, phones) for text in {piece, html.unescape(unquote(piece))})


def _shows_as_is(text: str, index: Index, phones: set[str]) -> bool:
    text = " ".join(text.split())
    if index:
        at = text.find(" ")
        while at >= 0:
            if any(name in text for name in index.get((text[max(0, at - 2) : at], text[at + 1 : at + 3]), ())):
                return True
            at = text.find(" ", at + 1)
    return not phones.isdisjoint(_numbers(text))


def _by_space(names: Iterable[str]) -> Index:
    """The names by the two letters before and after their first space."""
    index: dict[tuple[str, str], list[str]] = {}
    for name in names:
        first, rest = name.split(" ", 1)
        index.setdefault((first[-2:], rest[:2]), []).append(name)
    return index


def _names(typed: Iterable[str], desk: str, reference: Reference) -> set[str]:
    """Full names without their titles: two words or more, each of two letters or more."""
    prefixes = reference.lists["people"]["prefixes"]
    titles = sorted({*prefixes, *(one for spellings in prefixes.values() for one in spellings)}, key=len, reverse=True)
    bare = {_untitled(clean(name), titles) for name in typed}
    return {name for name in bare if _is_full(name) and name not in desk}


def _is_full(name: str) -> bool:
    first, _, rest = name.partition(" ")
    return len(first) > 1 and len(rest) > 1


def _untitled(name: str, titles: Sequence[str]) -> str:
    while title := next((one for one in titles if name.startswith(one) and len(name) > len(one)), ""):
        name = name[len(title) :].strip()
    return name


def _stored(typed: str, uris: str) -> Iterator[str]:
    """A person's whole numbers as digits, in national form and with the country code."""
    for uri in uris.split():
        number = re.sub(r"\D", "", uri.removeprefix("tel:").partition(";")[0])
        national = f"0{number.removeprefix(_COUNTRY)}" if number.startswith(_COUNTRY) else number
        if len(national) >= _LANDLINE:
            yield from (national, f"{_COUNTRY}{national[1:]}")
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
