"""The certification table: which of the eight aspects are complete, and when the LAO certified them.

Columns of the frame that its check runs on: ``aspects_complete`` and ``aspects_unread`` (how many marks are there,
and how many were not understood), ``certified_day`` (ISO date, "" where none was read), ``fiscal_year`` (B.E., 0
where none was read), and the columns of ``DERIVED``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from schemas.checks import Check
from schemas.columns import KEY_FIELDS, Field, Table

if TYPE_CHECKING:
    import pandas as pd

ASPECT_FIELDS = tuple(f"aspect{n}" for n in range(1, 9))

CERTIFICATION = Table(
    "certification",
    "การรับรองข้อมูล 8 ด้าน",
    (
        *KEY_FIELDS,
        *(Field(name, f"ด้านที่ {n}", (f"ด้าน {n}", f"ด้าน{n}")) for n, name in enumerate(ASPECT_FIELDS, 1)),
        Field("certified_on", "วันที่รับรอง", ("วันที่รับรองข้อมูล", "วันรับรอง"), required=True),
    ),
)
"""The labels of the aspects come from ``schemas/reference/aspects.csv`` (three names are not confirmed)."""

DERIVED: Mapping[str, Callable[[pd.DataFrame], pd.Series[Any]]] = {
    "certified_year": lambda frame: frame["fiscal_year"].map(lambda year: str(year) if year else "ล่าสุด"),
}
"""Columns to add to the frame before the check runs (``frame.assign(**DERIVED)``): they fill placeholders."""


def _date_fits(frame: pd.DataFrame) -> pd.Series[bool]:
    """No date, or eight aspects; a mark not understood has its own finding (FY013) and may mean a complete one."""
    may_be_complete = frame["aspects_complete"] + frame["aspects_unread"] >= len(ASPECT_FIELDS)
    return (frame["certified_day"] == "") | may_be_complete


CHECKS = (Check("FY005", "certified_on", _date_fits, {"N": "certified_year", "n": "aspects_complete"}),)
