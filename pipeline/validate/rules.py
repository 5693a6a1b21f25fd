"""Runs a table's declared checks with pandera: one frame for a whole batch of submissions (7 ms a call otherwise)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.model import Finding, Record
from schemas import TABLE
from schemas.checks import Check

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

Derived = Callable[["pd.DataFrame"], "pd.Series[Any]"]
NONE_DERIVED: Mapping[str, Derived] = {}
Placed = tuple[int, Finding]
"""A finding and the number of the record it is about."""


def check_values(
    records: Sequence[Record], checks: Sequence[Check], derived: Mapping[str, Derived] = NONE_DERIVED
) -> list[Placed]:
    """Every rule that the records, all of one table, break: (index into ``records``, finding), in record order.

    The frame has one row a record, columns as ``Record.values`` names them and those ``derived`` from it (see
    ``schemas/<table>.py``). A check that raises is our fault and raises here too.
    """
    if not records:
        return []
    frame = _frame(records).assign(**derived)
    found = [
        (number, _finding(number, records[number], check, frame))
        for check, numbers in _failures(frame, checks)
        for number in numbers
    ]
    return sorted(found, key=lambda placed: placed[0])


def load_pandera() -> None:
    """Load what validating needs; it takes a second, best spent while others read."""
    import pandera.pandas  # noqa: F401


def _frame(records: Sequence[Record]) -> pd.DataFrame:
    import pandas as pd

    columns = list(records[0].values)
    return pd.DataFrame({name: [record.values[name] for record in records] for name in columns})


def _failures(frame: pd.DataFrame, checks: Sequence[Check]) -> Iterator[tuple[Check, Iterable[int]]]:
    """Each failed check with the row numbers where it failed. ``check_output`` is read, never ``failure_cases``."""
    import pandera.errors

    try:
        _schema(frame, checks).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        by_name = {_name(check): check for check in checks}
        for error in errors.schema_errors:
            if error.check_output is None:
                raise error from None  # a check that crashed, or a frame of the wrong shape: our fault
            yield by_name[error.check.name], (~error.check_output).to_numpy().nonzero()[0].tolist()


def _name(check: Check) -> str:
    return f"{check.rule} {check.column}"


def _schema(frame: pd.DataFrame, checks: Sequence[Check]) -> DataFrameSchema:
    import pandera.pandas as pa

    # Numbered from 1, an answer has not the frame's own index: pandera then makes no table of the failing rows, which
    # nobody reads and which costs more than all checks together.
    rows = range(1, len(frame) + 1)
    return pa.DataFrameSchema(
        checks=[
            pa.Check(
                lambda frame, passes=check.passes: passes(frame).set_axis(rows), name=_name(check), ignore_na=False
            )
            for check in checks
        ]
    )


def _finding(number: int, record: Record, check: Check, frame: pd.DataFrame) -> Finding:
    return record.finding(
        check.rule,
        check.column,
        TABLE[record.table].field(check.column).label,
        {name: str(frame[column].iat[number]) for name, column in check.params.items()},
        str(frame[check.suggestion].iat[number]) if check.suggestion else "",
    )
