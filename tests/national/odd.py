"""What an office may send instead of a proper workbook: one odd file each, beside which nothing else comes.

A file's labels say what must be found in it; ``rows`` are those that must come to the master.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pipeline.mark import PROPERTY, Mark, sign
from schemas import WEBSITE
from schemas.reference import Province, Round
from tests.national.filling import Written
from tests.national.headings import KEYS, USUAL
from tests.national.pen import Pen
from tests.national.plan import Plan, RegisterLao, Row

SITES = (*KEYS, "website")
USUAL_OF_FILE = ("FM004", "WB015")
"""Said of every workbook that is no form of ours: so it is, and it names no covering letter."""
LATE = "WB010"
OWN = "province"
"""The folder of the province itself."""


class Office(NamedTuple):
    """A provincial office: its LAOs' clean rows, another province, and the key and settings that forms are made by."""

    province: Province
    other: Province
    plan: Plan
    elsewhere: Sequence[RegisterLao]
    key: bytes
    round: Round

    def sites(self, count: int = 3) -> list[Row]:
        """So many clean website rows of LAOs that certified the newest year."""
        return numbered([row for row in self.plan[WEBSITE.name] if not row.rules][:count])

    def mark(self, **other: Any) -> str:
        """The mark of the province's own form, with something changed."""
        return sign(Mark(self.round.id, self.province.code, self.round.form_version, 0)._replace(**other), self.key)


def numbered(rows: Iterable[Row]) -> list[Row]:
    """The rows numbered from 1."""
    return [replace(row, clean={**row.clean, "seq": number}) for number, row in enumerate(rows, 1)]


@dataclass
class Sent:
    """One file. ``data`` None is a folder; ``folder`` is the inbox folder it lies in; ``later``: after the deadline.

    ``labels`` are (sheet, cell, rule); ``central`` (LAO code, rule); ``rows`` come to the master, the last of an LAO
    counts.
    """

    name: str
    data: bytes | None
    labels: set[tuple[str, str, str]] = field(default_factory=set)
    rows: Collection[Row] = ()
    folder: str = OWN
    central: set[tuple[str, str]] = field(default_factory=set)
    later: bool = False


Make = Callable[[Office], Sequence[Sent]]


def marked(pen: Pen, mark: str) -> Pen:
    """The pen of a workbook that carries a mark."""
    pen.book.set_custom_property(PROPERTY, mark)
    return pen


def sheet_of(
    pen: Pen, rows: Iterable[Row], name: str = "เว็บไซต์", fields: Sequence[str] = SITES,
    heading: Mapping[str, str] = USUAL, top: int = 1,
) -> Any:  # fmt: skip
    """A sheet of the pen's workbook with a heading and these rows."""
    sheet = pen.sheet(name)
    pen.heading(sheet, top, *(heading[name] for name in fields))
    columns = {name: col for col, name in enumerate(fields, 1)}
    for number, row in enumerate(rows, top + 1):
        pen.row(sheet, number, columns, row)
    return sheet


def plain(office: Office, rows: Sequence[Row] = ()) -> Written:
    """A workbook of three websites, as offices make them."""
    pen = Pen()
    sheet_of(pen, rows or office.sites())
    return pen.written()


def taken(
    name: str, written: Written, rows: Collection[Row], *rules: str, form: bool = False, folder: str = OWN
) -> Sent:
    """A file whose rows are taken. ``rules`` are said of it; other LAOs are missing, and all sites are on http."""
    labels = {label[1:] for label in written.labels} | {("", "", rule) for rule in rules}
    labels |= set() if form else {("", "", rule) for rule in USUAL_OF_FILE}
    labels |= {(written.sheets[WEBSITE.name], "", rule) for rule in ("XR005", "WW033")}
    return Sent(name, written.data, labels, rows, folder)


def refused(name: str, data: bytes | None, *rules: str) -> Sent:
    """A file of which nothing is taken, and the rules that say why."""
    return Sent(name, data, {("", "", rule) for rule in rules})
