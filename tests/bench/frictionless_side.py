"""frictionless alone: validate all three sheets of every workbook, write nothing.

python -m tests.bench.frictionless_side INBOX
"""

import json
import sys
from pathlib import Path

from frictionless import Checklist, Dialect, Field, Resource, Schema, fields
from frictionless.formats import ExcelControl

from tests.bench.contract import SHEETS, Column, Sheet

LABELS = Checklist(skip_errors=["duplicate-label", "incorrect-label", "blank-label"])
"""Headings over two rows come out joined, which no schema foresees; the columns are taken in their order."""


def main(inbox: Path) -> None:
    """Print how many rows were looked at, and how many errors there are."""
    rows = errors = 0
    schemas = {table: _schema(sheet) for table, sheet in SHEETS.items()}
    for path in sorted(inbox.iterdir()):
        for table, sheet in SHEETS.items():
            resource = Resource(
                path=path.name,
                basepath=str(inbox),
                control=ExcelControl(sheet=sheet.name),
                dialect=Dialect(header_rows=list(sheet.headings)),
                schema=schemas[table].to_copy(),
            )
            report = resource.validate(LABELS)
            rows += report.tasks[0].stats["rows"]
            errors += report.tasks[0].stats["errors"]
    print(json.dumps({"rows": rows, "errors": errors}))


def _schema(sheet: Sheet) -> Schema:
    return Schema(fields=[_field(column, unique=column.name == sheet.unique) for column in sheet.columns])


def _field(column: Column, *, unique: bool) -> Field:
    constraints = {"required": column.required, "unique": unique}
    if column.name == "seq":
        return fields.AnyField(name=column.name)
    if column.number:
        return fields.IntegerField(name=column.name, constraints={**constraints, "minimum": 2554, "maximum": 2557})
    return fields.StringField(name=column.name, constraints={**constraints, "pattern": column.pattern})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
