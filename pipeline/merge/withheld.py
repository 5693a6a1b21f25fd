"""What the findings keep out of the master: the file, a sheet's table, a row, a cell."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.model import Finding, Place
from schemas.rules import Rule


class Withheld(NamedTuple):
    """``sheets`` are (table, sheet) pairs, ``columns`` maps a row to its withheld fields."""

    file: bool
    sheets: frozenset[tuple[str, str]]
    rows: frozenset[Place]
    duplicates: frozenset[Place]
    columns: Mapping[Place, frozenset[str]]

    def fate(self, place: Place) -> str:
        """The fate of a row that is withheld as a whole: withheld | refused | duplicate; "" when it goes on."""
        if self.file or (place.table, place.sheet) in self.sheets:
            return "withheld"
        if place in self.rows:
            return "refused"
        return "duplicate" if place in self.duplicates else ""

    def cells(self, place: Place) -> frozenset[str]:
        """The fields of a row that are withheld."""
        return self.columns.get(place, frozenset())


def withheld(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> Withheld:
    """Read from the catalogue what each finding withholds."""
    file = False
    sheets: set[tuple[str, str]] = set()
    rows: set[Place] = set()
    duplicates: set[Place] = set()
    columns: dict[Place, frozenset[str]] = {}
    for finding in findings:
        place = Place(finding.table, finding.sheet, finding.row)
        match rules[finding.rule].withholds:
            case "file":
                file = True
            case "sheet":
                sheets.add((finding.table, finding.sheet))
            case "row":
                rows.add(place)
            case "cell":
                columns[place] = columns.get(place, frozenset()) | {finding.column}
        if finding.rule == "XR002":
            duplicates.add(place)
    return Withheld(file, frozenset(sheets), frozenset(rows), frozenset(duplicates), columns)
