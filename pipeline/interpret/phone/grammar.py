"""The grammar of a phone cell: which label, which separator and which ต่อ belong to which number.

cell       = number { separator number }           054-889909, 081-234-5678 / 191
number     = [label] digits [range] [extensions]   โทร. 0-2962-1081-3 ต่อ 12
range      = ("-" | "ถึง") tail                     0-2241-9013 ถึง 18; also after an extension (ต่อ 8401-5)
extensions = "ต่อ" digits { separator digits }      lasts to the next label or whole number
sibling    = 1-4 digits after a number              0-2537-3235-9, 3253, 3286-7
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.interpret.phone.number import MOST_LINES, PhoneNumber, lines_between
from pipeline.interpret.phone.runs import BAD_RANGE, Before, Group, read_number, split, starts_number
from pipeline.interpret.phone.single import Circumstances, Part
from pipeline.interpret.phone.vocabulary import Token, tokens
from pipeline.model import Note

UNREADABLE = Part(fault=Note("PH001"))
"""A word that no phone cell needs, or digits that are no number."""


@dataclass(slots=True)
class _Cell:
    """How far a cell has been read: ``label`` is the one in force, ``extending`` that a ต่อ is.

    ``awaiting``: that ต่อ has had no digits yet.
    """

    given: Circumstances
    parts: list[Part] = field(default_factory=list)
    label: str = ""
    extending: bool = False
    awaiting: bool = False

    def last_number(self) -> PhoneNumber | None:
        """The last number read, where digits after it can share its beginning."""
        numbers = self.parts[-1].numbers if self.parts else ()
        return numbers[-1] if numbers and numbers[-1].e164.startswith("+") else None

    def amend_last(self, number: PhoneNumber | None = None, fault: Note | None = None) -> None:
        """Another last number for the last part, or a fault that it turns out to have."""
        part = self.parts[-1]
        numbers = (*part.numbers[:-1], number) if number else part.numbers
        self.parts[-1] = part._replace(numbers=numbers, fault=part.fault or fault)


def parse(text: str, given: Circumstances) -> list[Part]:
    """The parts of a folded text, in order; none where it says «ไม่มี»."""
    cell = _Cell(given)
    pieces = list(tokens(text, given.words))
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        if piece.kind == "run":
            _run(cell, piece.text)
        elif piece.kind in ("extension", "x"):
            _extend(cell, before)
        elif piece.kind in ("word", "foreign"):
            _close(cell)
            cell.parts.append(UNREADABLE if piece.kind == "word" else Part(fault=Note("PH025")))
        elif piece.kind not in ("separator", "none"):
            _label(cell, piece.kind, before, after)
    _close(cell)
    if not cell.parts and all(piece.kind != "none" for piece in pieces):
        return [UNREADABLE]
    return cell.parts


def _label(cell: _Cell, kind: str, before: Token | None, after: Token | None) -> None:
    """A label speaks of the numbers after it; right after a number and before none, of that one."""
    _close(cell)
    afterword = before is not None and before.kind == "run" and (after is None or after.kind in ("separator", "word"))
    if not afterword:
        cell.label = kind
    elif last := cell.last_number():
        cell.amend_last(_as_labelled(last, kind))


def _close(cell: _Cell) -> None:
    """End a list of extensions; one that was announced and never came is a fault of its number."""
    if cell.awaiting:
        cell.amend_last(fault=Note("PH008"))
    cell.extending = cell.awaiting = False


def _extend(cell: _Cell, before: Token | None) -> None:
    """A ต่อ. In «โทรสาร ต่อ 12» it is the same number once more, as a fax number."""
    if not cell.parts:
        cell.parts.append(UNREADABLE)
    last = cell.last_number()
    if last and before is not None and before.kind == cell.label == "fax":
        cell.parts.append(Part((_as_labelled(last._replace(extensions=()), "fax"),)))
    cell.extending = cell.awaiting = True


def _run(cell: _Cell, text: str) -> None:
    groups = split(text, cell.given)
    at = 0
    while at < len(groups):
        if cell.extending and not starts_number(groups, at):
            at = _extension(cell, groups, at)
            continue
        _close(cell)
        part, at = read_number(groups, at, cell.given, Before(cell.label, cell.last_number()))
        cell.parts.append(part._replace(numbers=tuple([_as_labelled(number, cell.label) for number in part.numbers])))


def _extension(cell: _Cell, groups: Sequence[Group], at: int) -> int:
    """One extension, or a range of them, for the last number."""
    cell.awaiting = False
    part, digits, end = cell.parts[-1], groups[at].digits, at + 1
    extensions: tuple[str, ...] = (digits,)
    if end < len(groups) and groups[end].link != " ":
        extensions = _extension_range(digits, groups[end].digits)
        end += 1
    if not extensions:
        cell.parts[-1] = Part(fault=part.fault or BAD_RANGE)
    elif part.numbers:
        last = part.numbers[-1]
        cell.amend_last(last._replace(extensions=last.extensions + extensions))
    return end


def _extension_range(first: str, tail: str) -> tuple[str, ...]:
    """8401-5, 112-114 as single extensions; empty where it is no range."""
    count = lines_between(first, tail) if len(tail) <= len(first) else 0
    if not 2 <= count <= MOST_LINES:
        return ()
    return tuple(str(int(first) + step).zfill(len(first)) for step in range(count))


def _as_labelled(number: PhoneNumber, label: str) -> PhoneNumber:
    """A landline under a fax label is a fax number; no mobile is one."""
    return number._replace(kind="fax", area="") if label == "fax" and number.kind == "landline" else number
