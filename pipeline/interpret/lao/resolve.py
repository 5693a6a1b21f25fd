"""The cells that identify an LAO -> one LAO of the register, or the one reason why there is none."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from pipeline.interpret.lao.by_code import find_by_code
from pipeline.interpret.lao.by_name import Found, find_by_name
from pipeline.interpret.lao.claim import Claim, FieldNote, read_claim
from pipeline.interpret.lao.notes import agreement
from pipeline.interpret.lao.register import Register
from pipeline.model import Cell, Lao, Note
from pipeline.thai import clean, slips_mended
from schemas.reference import Reference

REPAIRED = ("lao_type", "lao_name", "district")


class Identity(NamedTuple):
    """The LAO of a row (None: the row cannot be taken) and what was noticed, each note with its field's name."""

    lao: Lao | None
    notes: tuple[FieldNote, ...] = ()


def resolve(cells: Mapping[str, Cell], register: Register, reference: Reference, province: str) -> Identity:
    """The LAO that a row's code, type, name, district and province cells mean.

    ``province`` is the submitting one, "" for central staff. A code decides, and the name beside it must be the
    same LAO's; without a code the name must be one LAO's in the province, with its type and district where those
    are needed. A row that cannot be taken has the one note of its root cause; else all repairs and differences.
    """
    if lao := _as_in_register(cells, register, reference, province):
        return Identity(lao)
    claim = read_claim(cells, register, reference, province)
    if isinstance(claim, FieldNote):
        return Identity(None, (_with_type(claim, cells, register, reference, province),))
    found = find_by_code(claim, claim.code.digits) if claim.code else find_by_name(claim)
    if isinstance(found, FieldNote):
        return Identity(None, (found,))
    mended = [field for field in REPAIRED if field in cells and slips_mended(cells[field].text)]
    slips = (FieldNote(field, Note("LA023", {}, clean(cells[field].text))) for field in mended)
    return Identity(found.lao, (*agreement(claim, *found), *slips))


def _with_type(
    fault: FieldNote, cells: Mapping[str, Cell], register: Register, reference: Reference, province: str
) -> FieldNote:
    """The fault; of a type that is none (LA017) with the type of the one LAO that the rest of the row names."""
    if fault.note.rule != "LA017":
        return fault
    rest = read_claim({name: cells[name] for name in cells if name != "lao_type"}, register, reference, province)
    found = find_by_name(rest) if isinstance(rest, Claim) and rest.name else None
    if not isinstance(found, Found):
        return fault
    return fault._replace(note=fault.note._replace(suggestion=reference.types[found.lao.type].short))


def _as_in_register(cells: Mapping[str, Cell], register: Register, reference: Reference, province: str) -> Lao | None:
    """The LAO of an ordinary row, where every cell is to the letter as the register and our form have it."""
    code = cells.get("lao_code")
    lao = register.by_code.get(code.text) if code else None
    if lao is None or lao.merged_into or province not in ("", lao.province):
        return None
    kind = reference.types[lao.type]
    plain = (
        lao.code.startswith(kind.prefix)
        and _says(cells, "lao_type", (kind.short, kind.name))
        and _says(cells, "lao_name", (lao.name, kind.short + lao.name, kind.name + lao.name))
        and _says(cells, "district", (lao.district, "อ." + lao.district))
        and _says(cells, "province", (reference.provinces[lao.province].name,))
    )
    return lao if plain else None


def _says(cells: Mapping[str, Cell], field: str, words: Collection[str]) -> bool:
    cell = cells.get(field)
    return cell is None or cell.text in words
