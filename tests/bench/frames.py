"""dataframely and pointblank on the same cells: all workbooks read with python-calamine, one frame a table.

python -m tests.bench.frames dataframely|pointblank INBOX

Prints the seconds of ``read`` (workbooks to frames) and ``validate`` (frames to failures), loading not included.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineWorkbook

from tests.bench.contract import SHEETS, Column, Sheet

Validate = Callable[[pl.DataFrame], int]
"""A frame of text -> how many checks failed at how many cells."""


def read_frames(inbox: Path) -> dict[str, pl.DataFrame]:
    """Table -> all its rows as text, with the file that they are of."""
    rows: dict[str, list[list[str | None]]] = {table: [] for table in SHEETS}
    for path in sorted(inbox.iterdir()):
        book = CalamineWorkbook.from_path(str(path))
        for table, sheet in SHEETS.items():
            cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            width = len(sheet.columns)
            rows[table] += [[path.name, *map(_text, row[:width])] for row in cells[sheet.headings[-1] :]]
    names = {table: ["file", *(column.name for column in sheet.columns)] for table, sheet in SHEETS.items()}
    return {
        table: pl.DataFrame(rows[table], schema=dict.fromkeys(names[table], pl.String), orient="row") for table in rows
    }


def _text(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if value != "" else None


def _whole(column: Column) -> str:
    return f"^(?:{column.pattern or '.*'})$"


def with_dataframely(sheet: Sheet) -> Validate:
    """A schema made of the columns; ``filter`` gives every failure."""
    import dataframely as dy

    columns: dict[str, Any] = {
        column.name: dy.String(nullable=not column.required, regex=_whole(column)) for column in sheet.columns
    }

    def once(_schema: Any) -> pl.Expr:
        return pl.len().over("file", sheet.unique) == 1

    schema: Any = type("Contract", (dy.Schema,), {"file": dy.String(), **columns, "once": dy.rule()(once)})
    return lambda frame: sum(schema.filter(frame)[1].counts().values())


def with_pointblank(sheet: Sheet) -> Validate:
    """A plan of the same steps, interrogated."""
    import pointblank as pb

    def validate(frame: pl.DataFrame) -> int:
        plan = pb.Validate(frame).rows_distinct(columns_subset=["file", sheet.unique])
        for column in sheet.columns:
            if column.required:
                plan = plan.col_vals_not_null(column.name)
            if column.pattern:
                plan = plan.col_vals_regex(column.name, _whole(column), na_pass=True)
        failed = plan.interrogate().n_failed()
        return sum(count for count in failed.values() if count)

    return validate


def main(tool: str, inbox: Path) -> None:
    """Read and validate, and say how long each took."""
    maker = {"dataframely": with_dataframely, "pointblank": with_pointblank}[tool]
    validators = {table: maker(sheet) for table, sheet in SHEETS.items()}
    begun = time.perf_counter()
    frames = read_frames(inbox)
    read = time.perf_counter()
    failed = sum(validators[table](frame) for table, frame in frames.items())
    told = {"read": read - begun, "validate": time.perf_counter() - read, "failed": failed}
    print(json.dumps({**told, "rows": sum(map(len, frames.values()))}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
