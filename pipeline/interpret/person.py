"""A name cell -> a person: title, first name, surname (domain: INFO-system contacts of an LAO)."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.interpret.people import PeopleLists, first_look
from pipeline.model import Note, Reading
from pipeline.thai import clean, name_key

_OTHER_COLUMN = re.compile(r"[0-9@]|www\.|https?:|\.(?:go|or|in|ac|co)\.th|\.(?:com|net|org)\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[/;,|+&]\s*|\s+และ\s*|\s+กับ\s*")
_NUMBERING = re.compile(r"(?:(?<!\S)|^)(?:คนที่\s*)?[0-9๐-๙]{1,2}\s*[.)]\s*(?=[ก-ฮเ-ไA-Za-z])")
_ASIDE = re.compile(r"\s*\(([^()]*)\)\s*")
_LETTER = re.compile(r"[^\W\d_]")
_LEADERS = re.compile(r"[.…_]{2,}|…")


LONGEST = 500
"""More characters than this are no name, nor a few of them."""


class Person(NamedTuple):
    """One person. ``name`` is the form to keep: standard title, first name, surname ("นางสาวสมศรี มีสุข").

    ``none`` with every text "" is not a person but the word ไม่มี or ยกเลิก: whoever was there is to be taken out.
    A position or section typed as a name (CT010) has only ``name``.
    """

    name: str
    prefix: str = ""
    first: str = ""
    last: str = ""
    none: bool = False


NOBODY = Person("", none=True)


@lru_cache(maxsize=1 << 14)
def read_person(text: str, lists: PeopleLists) -> Reading[Person]:
    """The person in a name cell; None where there is none to be read.

    That is a blank (dashes and dots are as good as blank), a secret, a number or an address (CT007), a word for a
    vacant post (CT010), or words saying that the data of the round before still stand (CT017).
    """
    look = first_look(_lines_apart(text), lists)
    if look.none:
        return Reading(NOBODY)
    if not look.text:
        return Reading(None, look.notes)
    if name_key(look.text) in lists.vacant:
        return Reading(None, (*look.notes, Note("CT010")))
    if len(look.text) > LONGEST or _OTHER_COLUMN.search(_NUMBERING.sub("", look.text)):
        return Reading(None, (*look.notes, Note("CT007")))
    person, notes = _one_of(look.text, lists)
    return Reading(person, (*look.notes, *notes))


def _lines_apart(text: str) -> str:
    """Line ends between whole names as slashes; others are where a long name was wrapped."""
    lines = [line for line in map(clean, text.splitlines()) if line]
    return (" / " if len(lines) > 1 and all(" " in line for line in lines) else " ").join(lines)


def _one_of(text: str, lists: PeopleLists) -> tuple[Person | None, tuple[Note, ...]]:
    """The first person of the cell. CT014 where there are several, CT010 where a position or section stands there."""
    asides = " ".join(f"({aside.strip()})" for aside in _ASIDE.findall(text))
    bare = _LEADERS.sub(" ", _ASIDE.sub(" ", _NUMBERING.sub(" / ", text)))
    pieces = [part for piece in _SEPARATORS.split(bare) for part in _by_title(" ".join(piece.split()), lists)]
    people = [piece for piece in pieces if not _is_position(piece, lists)]
    if not people:
        return (Person(text), (Note("CT010"),)) if pieces else (None, (Note("CT007"),))
    person, notes = _parsed(people[0], asides, lists)
    if len(pieces) == 1:
        return person, notes
    rule = "CT014" if len(people) > 1 else "CT010"
    return person, (*(note for note in notes if note.rule != "CT008"), Note(rule))


def _by_title(text: str, lists: PeopleLists) -> list[str]:
    """The text cut before every title that follows a whole name or a position: surnames may begin like a title."""
    cuts = [0]
    for title in lists.titles.finditer(text):
        before = lists.titles.sub("", text[cuts[-1] : title.start()])
        if len(before.split()) > 1 or _is_position(before, lists):
            cuts.append(title.start())
    pieces = [text[start:end].strip(" .-:*") for start, end in zip(cuts, [*cuts[1:], None], strict=True)]
    return [piece for piece in pieces if _LETTER.search(piece)]


def _is_position(text: str, lists: PeopleLists) -> bool:
    return f"{text} ".startswith(lists.starts)


def _parsed(text: str, asides: str, lists: PeopleLists) -> tuple[Person | None, tuple[Note, ...]]:
    """Title, first name and surname of one person, with CT005, CT006 or CT008."""
    typed, prefix, rest = _title(text, lists)
    first, _, last = rest.partition(" ")
    notes: list[Note] = []
    if prefix.replace(" ", "") != typed.replace(" ", ""):
        notes.append(Note("CT006", {"v": typed, "x": prefix}))
    if not last:
        notes.append(Note("CT008"))
    elif not prefix:
        notes.append(Note("CT005"))
    if not first:
        return None, tuple(notes)
    full = f"{prefix} {first}" if prefix and first.isascii() else prefix + first
    name = " ".join(part for part in (full, last, asides) if part)
    return Person(name, prefix, first, last), tuple(notes)


def _title(text: str, lists: PeopleLists) -> tuple[str, str, str]:
    """The titles as typed, their standard form, and the rest: ว่าที่ ร.ต. ดร. is two."""
    typed: list[str] = []
    rest = text
    while found := lists.titles.match(rest):
        typed.append(found.group().strip())
        rest = rest[found.end() :].lstrip(" .")
    standard = " ".join(lists.standard[name_key(title)] for title in typed)
    return " ".join(typed), standard, rest
