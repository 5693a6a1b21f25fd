"""The rows that carry no mark of ours, which nearly all rows are: written by the row where nothing in it is special."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.look import CellValue
from pipeline.model import column_letters
from pipeline.report.returned.cells import LONGEST, ODD, cell_xml
from pipeline.report.returned.formats import Formats
from pipeline.report.returned.text import LIVE

_SPECIAL = re.compile(f"{ODD}|(?:^|\n)[{re.escape(''.join(LIVE))}]").search
"""In the joined texts of a row: what cannot be written as it stands, or would become a formula."""


class Rows:
    """The unmarked rows of one sheet; ``secrets`` are the values to leave blank."""

    def __init__(self, formats: Formats, secrets: AbstractSet[CellValue]) -> None:
        self._formats, self._secrets = formats, secrets
        self._columns: dict[tuple[int, int], list[tuple[str, str]]] = {}

    def line(self, row: int, values: Sequence[CellValue], styles: Mapping[int, int]) -> list[str]:
        """The cells of a row as XML; of the blank ones those that have a style."""
        if self._is_special(values):
            return self._cell_by_cell(row, values, styles)
        key = (id(styles), len(values))  # rows of one pattern share their styles, see ``read.looks``
        columns = self._columns.get(key) or self._columns.setdefault(key, self._made(len(values), styles))
        return [
            f'{start}{row}{end} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
            if isinstance(value, str) and value
            else cell_xml(row, col, value, self._formats.cell(styles.get(col, 0), "", value))
            for col, (value, (start, end)) in enumerate(zip(values, columns, strict=True), 1)
            if value != "" or col in styles
        ]

    def _is_special(self, values: Sequence[CellValue]) -> bool:
        texts = "\n".join([value for value in values if isinstance(value, str) and value])
        return bool(_SPECIAL(texts)) or len(texts) > LONGEST // 2 or not self._secrets.isdisjoint(values)

    def _cell_by_cell(self, row: int, values: Sequence[CellValue], styles: Mapping[int, int]) -> list[str]:
        return [
            cell_xml(
                row, col, "" if value in self._secrets else value, self._formats.cell(styles.get(col, 0), "", value)
            )
            for col, value in enumerate(values, 1)
            if value != "" or col in styles
        ]

    def _made(self, width: int, styles: Mapping[int, int]) -> list[tuple[str, str]]:
        """What stands before and after the row's number in a cell of text, column by column."""
        return [
            (f'<c r="{column_letters(col)}', f'"{self._formats.cell(styles.get(col, 0), "", "text")}')
            for col in range(1, width + 1)
        ]
