"""Which columns the sheets of the form have, and how each of them looks."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from schemas import CERTIFICATION, CONTACT, TABLES, WEBSITE
from schemas.columns import PERSONS, Field, Table
from schemas.contact import PERSON_GROUP
from schemas.reference import Reference

TITLES = {
    WEBSITE.name: "แบบรายงานเว็บไซต์ขององค์กรปกครองส่วนท้องถิ่น",
    CONTACT.name: "แบบรายงานผู้ดูแลระบบข้อมูลกลางองค์กรปกครองส่วนท้องถิ่น (INFO)",
    CERTIFICATION.name: "แบบรายงานการรับรองข้อมูลระดับ อปท. ๘ ด้าน",
}
TITLE_ROWS = 3
LEFT_OUT = "province"
"""Read where an office has it, and no column of our form: the mark says whose form it is."""
LOCKED = ("seq", "lao_code", "lao_type", "lao_name", "district")
FROZEN = 4
"""Columns that stay in sight when scrolling: up to the LAO's name."""

WIDTHS = {
    "seq": 8, "lao_code": 11, "lao_type": 14, "lao_name": 24, "district": 19, "fiscal_year": 13,
    "website": 52, "name": 27, "position": 27, "phone": 21, "aspect": 15, "certified_on": 15,
}  # fmt: skip
CENTRED = frozenset({"seq", "lao_code", "lao_type", "fiscal_year", "aspect", "certified_on"})
NUMBERS = frozenset({"seq", "fiscal_year"})


class Column(NamedTuple):
    """One column: field name, what kind of cells it has (``WIDTHS``), heading, the heading above it or ""."""

    name: str
    kind: str
    label: str
    group: str = ""

    @property
    def locked(self) -> bool:
        """Whether it identifies the LAO and is not to be changed."""
        return self.name in LOCKED


class Layout(NamedTuple):
    """One sheet of the form. Rows count from 0, as the writer does; ``groups`` map an upper heading to its columns."""

    table: Table
    columns: tuple[Column, ...]
    groups: Mapping[str, tuple[int, int]]

    @property
    def header_rows(self) -> int:
        """The height of the heading in rows."""
        return 2 if self.groups else 1

    @property
    def first_row(self) -> int:
        """The first LAO's row."""
        return TITLE_ROWS + self.header_rows


def layouts(reference: Reference) -> tuple[Layout, ...]:
    """The three sheets."""
    return tuple(_layout(table, reference) for table in TABLES)


def _layout(table: Table, reference: Reference) -> Layout:
    fields = [field for field in table.fields if field.name != LEFT_OUT]
    columns = tuple(_column(field, reference.aspects) for field in fields)
    groups: dict[str, tuple[int, int]] = {}
    for number, column in enumerate(columns):
        if column.group:
            groups[column.group] = (groups.get(column.group, (number, 0))[0], number)
    return Layout(table, columns, groups)


def _column(field: Field, aspects: Sequence[tuple[str, bool]]) -> Column:
    for n in PERSONS:
        if field.name.startswith(f"person{n}_"):
            return Column(field.name, field.name.partition("_")[2], field.label, PERSON_GROUP.format(n=n))
    if field.name.startswith("aspect"):
        name, confirmed = aspects[int(field.name.removeprefix("aspect")) - 1]
        return Column(field.name, "aspect", f"{field.label}\n{name}" if confirmed else field.label)
    return Column(field.name, field.name, field.label)
