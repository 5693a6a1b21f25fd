"""What a row says of its LAO, each cell read on its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.interpret.lao.code import Code, read_code
from pipeline.interpret.lao.register import Register
from pipeline.interpret.lao.words import MUNICIPAL, NO_WORD, TypeWord, not_an_lao, read_type
from pipeline.interpret.province import read_province
from pipeline.model import Cell, Note
from pipeline.thai import name_key
from schemas.reference import LaoType, Province, Reference


class FieldNote(NamedTuple):
    """What one rule says of one cell of a row: the field's name, and the note."""

    column: str
    note: Note


@dataclass(frozen=True, slots=True)
class Claim:
    """The row's words, read but not yet looked up; ``name``, ``district``, ``code_text`` are as typed, "" blank.

    ``province`` is the one to look in, "" for the whole country. ``type`` is ``NO_WORD`` where none was given.
    """

    register: Register
    types: Mapping[str, LaoType]
    provinces: Mapping[str, Province]
    province: str
    code: Code | None
    code_text: str
    type: TypeWord
    name: str
    district: str
    notes: tuple[FieldNote, ...] = ()


def read_claim(cells: Mapping[str, Cell], register: Register, reference: Reference, province: str) -> Claim | FieldNote:
    """The claim of a row, or the one fault that already rules it out: LA001, LA012, LA014, LA015, LA017, LA021."""
    code_text, type_text, name, district = (_text(cells, field) for field in _FIELDS)
    code = read_code(code_text)
    if code is None and not name:
        return FieldNote("lao_name", Note("LA001"))
    if name and not_an_lao(name):
        return FieldNote("lao_name", Note("LA021", {"v": name}))
    word = read_type(type_text, reference.types) if type_text else NO_WORD
    if not word.slugs or (word.slugs == MUNICIPAL and code is None):
        return FieldNote("lao_type", Note("LA017", {"v": type_text}))
    stated, notes = _stated_province(_text(cells, "province"), reference.provinces)
    if notes and stated is None:
        return notes[0]
    if stated and province and stated != province:
        params = {"v": name or code_text, "x": reference.provinces[stated].name}
        return FieldNote("province", Note("LA015", params))
    return Claim(
        register,
        reference.types,
        reference.provinces,
        province or stated or "",
        code,
        code_text,
        word,
        name,
        district,
        notes,
    )


_FIELDS = ("lao_code", "lao_type", "lao_name", "district")


def _text(cells: Mapping[str, Cell], field: str) -> str:
    """A cell's text; a dash stands for blank, and so does what reading has already found to be no value."""
    cell = cells.get(field)
    return cell.text if cell and cell.kind not in ("error", "formula") and name_key(cell.text) else ""


def _stated_province(text: str, provinces: Mapping[str, Province]) -> tuple[str | None, tuple[FieldNote, ...]]:
    if not text:
        return None, ()
    value, notes = read_province(text, provinces)
    return value, tuple(FieldNote("province", note) for note in notes)
