"""Rows as read -> records: each row's LAO is told, each cell is read, and every note gets its place."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.interpret.lao import Register, resolve
from pipeline.interpret.values import Read, certification_values, contact_values, website_values
from pipeline.interpret.year import read_year
from pipeline.model import Cell, Finding, Lao, Note, Record, Row, TableRead
from schemas import TABLE
from schemas.reference import Reference

UNREADABLE = frozenset({"error", "formula"})
"""Cells that reading has already reported (SH012, SH011): whatever is in them is not a value."""
NOWHERE: frozenset[str] = frozenset()


class Interpreter:
    """Interprets the tables of one workbook after another by one register and one set of lists."""

    def __init__(self, laos: Iterable[Lao], reference: Reference) -> None:
        self.register = Register(laos)
        self.reference = reference
        self.area_codes = {code: " ".join(sorted(p.area_codes)) for code, p in reference.provinces.items()}
        self.readers: Mapping[str, Read] = {
            "website": website_values(reference),
            "contact": contact_values(reference),
            "certification": certification_values(reference),
        }

    def records(self, tables: Iterable[TableRead], province: str) -> tuple[tuple[Record, ...], list[Finding]]:
        """The records of all tables and what was noticed. ``province`` is the submitting one, "" for central."""
        records: list[Record] = []
        findings: list[Finding] = []
        for table in tables:
            for row in table.rows:
                record, notes = self._record(table, row, province)
                records.append(record)
                findings += (_placed(record, field, note) for field, note in notes)
        return tuple(records), findings

    def _record(self, table: TableRead, row: Row, province: str) -> tuple[Record, list[tuple[str, Note]]]:
        identity = resolve(row.cells, self.register, self.reference, province)
        cells = row.cells
        broken = [name for name, cell in cells.items() if cell.kind in UNREADABLE]
        readable = {name: cell for name, cell in cells.items() if name not in broken} if broken else cells
        year, year_notes = self._year(readable)
        lao = identity.lao
        home = self.reference.provinces.get(lao.province) if lao else None
        values, notes = self.readers[table.table](readable, year, home.area_codes if home else NOWHERE)
        for name in broken:
            if name in values:
                values[name] = cells[name].text or "="
        values["fiscal_year"] = year
        values["lao_id"] = lao.lao_id if lao else ""
        values["province_name"] = home.name if home else ""
        values["area_codes"] = self.area_codes.get(lao.province, "") if lao else ""
        record = Record(table.table, table.sheet, row.number, values["lao_id"], values, row.cells, table.columns)
        noticed = [(note.column, note.note) for note in identity.notes]
        return record, [*noticed, *(("fiscal_year", note) for note in year_notes), *notes]

    def _year(self, cells: Mapping[str, Cell]) -> tuple[int, Sequence[Note]]:
        cell = cells.get("fiscal_year")
        if cell is None:
            return 0, ()
        year, notes = read_year(cell.text, cell.kind, self.reference.round.newest_year)
        return year or 0, notes

    def province_digits(self, tables: Iterable[TableRead]) -> frozenset[str]:
        """The province digits of every LAO code in the file that the register knows."""
        codes = (row.cells["lao_code"].text for table in tables for row in table.rows if "lao_code" in row.cells)
        return frozenset(lao.province for code in codes if (lao := self.register.by_code.get(code.zfill(8))))


def _placed(record: Record, field: str, note: Note) -> Finding:
    label = TABLE[record.table].field(field).label
    return record.finding(note.rule, field, label, note.params, note.suggestion)
