"""A name cell -> a person: title, first name, surname (domain: INFO-system contacts of an LAO)."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.interpret.people import PeopleLists, first_look
from pipeline.model import Note, Reading
from pipeline.remembered import ANSWERS
from pipeline.secret import secret_rule
from pipeline.thai import clean, name_key, slips

_OTHER_COLUMN = re.compile(r"[0-9@]|www\.|https?:|\.(?:go|or|in|ac|co)\.th|\.(?:com|net|org)\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[/;,|+&]\s*|\s+และ\s*|\s+กับ\s*")
_NUMBERING = re.compile(r"(?:(?<!\S)|^)(?:คนที่\s*)?[0-9๐-๙]{1,2}\s*[.)]\s*(?=[ก-ฮเ-ไA-Za-z])")
_ASIDE = re.compile(r"\s*\(([^()]*)\)\s*")
_ORDINARY = re.compile(r"((?>นางสาว|นาง|นาย))([ก-ฮเ-ไ][ก-ฮะ-ูเ-์]*) (?!และ|กับ)([ก-ฮเ-ไ][ก-ฮะ-ูเ-์]*)")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBERS_BEGIN = re.compile(r"[0-9@+]|โทร|เบอร์|มือถือ|www|http|[A-Za-z]", re.IGNORECASE)
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


@lru_cache(maxsize=ANSWERS)
def read_person(text: str, lists: PeopleLists) -> Reading[Person]:
    """The person in a name cell; None where there is none to be read.

    That is a blank (dashes and dots are as good as blank), a secret, a number or an address (CT007), a word for a
    vacant post (CT010), or words saying that the data of the round before still stand (CT017).
    """
    person = _ordinary(text, lists)
    return Reading(person) if person else read_at_length(text, lists)


def _ordinary(text: str, lists: PeopleLists) -> Person | None:
    """The person of an ordinary cell, title and two names as they should be written; None where there is more to say.

    Nearly every cell is one; it is read here in a quarter of the time, and just so.
    """
    found = _ORDINARY.fullmatch(text)
    if not found or slips(text) or secret_rule(text):
        return None
    title, first, last = found.groups()
    whole = lists.titles.match(text)  # นาย may be the beginning of นายแพทย์
    another = lists.titles.match(f"{first} {last}") or lists.titles.search(text, len(title))
    if (
        another
        or not whole
        or whole.group() != title
        or lists.standard.get(title) != title
        or _is_position(text, lists)
    ):
        return None
    word = text.replace(" ", "")
    said = word in lists.none or word in lists.same or word in lists.vacant
    return None if said else Person(text, title, first, last)


def read_at_length(text: str, lists: PeopleLists) -> Reading[Person]:
    """The reading that knows every kind of cell."""
    look = first_look(_lines_apart(text), lists)
    if look.none:
        return Reading(NOBODY)
    if not look.text:
        return Reading(None, look.notes)
    if _is_vacant(look.text, lists):
        return Reading(None, (*look.notes, Note("CT010")))
    if len(look.text) > LONGEST or _OTHER_COLUMN.search(_NUMBERING.sub("", look.text)):
        return Reading(None, (*look.notes, Note("CT007", suggestion=_name_before(look.text, lists))))
    person, notes = _one_of(look.text, lists)
    return Reading(person, (*look.notes, *notes))


def _is_vacant(text: str, lists: PeopleLists) -> bool:
    """Nobody is named: a word for a vacant post, or one that sends the reader to another paper."""
    word = name_key(text.strip("()[] "))
    return word in lists.vacant or (word.startswith(lists.vacant_starts) and not lists.titles.search(text))


def _name_before(text: str, lists: PeopleLists) -> str:
    """The whole name that stands before a phone number or an address in its cell, "" where none does."""
    before = _NUMBERS_BEGIN.split(text, maxsplit=1)[0].strip(" ,;:/-(")
    if len(before) > LONGEST or not lists.titles.match(before) or " " not in before:
        return ""
    person, notes = _one_of(before, lists)
    return person.name if person and not notes else ""


def _lines_apart(text: str) -> str:
    """Line ends between whole names as slashes; others are where a long name was wrapped."""
    lines = [line for line in map(clean, text.splitlines()) if line]
    return (" / " if len(lines) > 1 and all(" " in line for line in lines) else " ").join(lines)


def _one_of(text: str, lists: PeopleLists) -> tuple[Person | None, tuple[Note, ...]]:
    """The first person of the cell. CT014 where there are several, CT010 where a position or section stands there."""
    asides = " ".join(f"({aside.strip()})" for aside in _ASIDE.findall(text))
    bare = _LEADERS.sub(" ", _ASIDE.sub(" ", _NUMBERING.sub(" / ", text)))
    named = [part for piece in _SEPARATORS.split(bare) for part in _by_title(" ".join(piece.split()), lists)]
    pieces = [part for piece in named for part in _before_position(piece, lists)]
    people = [piece for piece in pieces if not _is_position(piece, lists)]
    if not people:
        return (Person(text), (Note("CT010"),)) if pieces else (None, (Note("CT007"),))
    person, notes = _parsed(people[0], asides, lists)
    if len(pieces) == 1:
        return person, notes
    rule, name = "CT014" if len(people) > 1 else "CT010", person.name if person else ""
    return person, (*(note for note in notes if note.rule != "CT008"), Note(rule, suggestion=name))


def _by_title(text: str, lists: PeopleLists) -> list[str]:
    """The text cut before every title that follows a whole name or a position: surnames may begin like a title."""
    cuts = [0]
    for title in lists.titles.finditer(text):
        before = lists.titles.sub("", text[cuts[-1] : title.start()])
        if len(before.split()) > 1 or _is_position(before, lists):
            cuts.append(title.start())
    pieces = [text[start:end].strip(" .-:*") for start, end in zip(cuts, [*cuts[1:], None], strict=True)]
    return [piece for piece in pieces if _LETTER.search(piece)]


def _before_position(text: str, lists: PeopleLists) -> list[str]:
    """A whole name and the position that follows it: นายสมชาย ใจดี ปลัด อบต."""
    words = lists.titles.sub("", text, count=1).split()
    for at in range(2, len(words)):
        rest = " ".join(words[at:]).removeprefix("ตำแหน่ง").lstrip(" :.")
        if _is_position(rest, lists):
            return [text[: text.rindex(" ".join(words[at:]))].strip(" .-:*"), rest]
    return [text]


def _is_position(text: str, lists: PeopleLists) -> bool:
    return f"{text} ".startswith(lists.starts)


def _parsed(text: str, asides: str, lists: PeopleLists) -> tuple[Person | None, tuple[Note, ...]]:
    """Title, first name and surname of one person, with CT005, CT006 or CT008."""
    typed, prefix, rest = _title(text, lists)
    first, _, last = rest.partition(" ")
    full = f"{prefix} {first}" if prefix and first.isascii() else prefix + first
    name = " ".join(part for part in (full, last, asides) if part)
    notes: list[Note] = []
    if prefix.replace(" ", "") != typed.replace(" ", ""):
        notes.append(Note("CT006", {"v": typed, "x": prefix}, name))
    if not last:
        notes.append(Note("CT008"))
    elif not prefix:
        notes.append(Note("CT005"))
    return Person(name, prefix, first, last) if first else None, tuple(notes)


def _title(text: str, lists: PeopleLists) -> tuple[str, str, str]:
    """The titles as typed, their standard form, and the rest: ว่าที่ ร.ต. ดร. is two."""
    typed: list[str] = []
    rest = text
    while found := lists.titles.match(rest):
        typed.append(found.group().strip())
        rest = rest[found.end() :].lstrip(" .")
    standard = " ".join(lists.standard[name_key(title)] for title in typed)
    return " ".join(typed), standard, rest
