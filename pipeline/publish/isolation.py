"""Whether a province's report shows data of another province (PB009). Pure."""

import re
from collections.abc import Iterable, Mapping

from pipeline.model import Finding, Lao
from pipeline.shown import ReportRow

_CODE = re.compile(r"(?<![0-9])[0-9]{8}(?![0-9])")


def isolated(
    province: str, rows: Iterable[ReportRow], listed: Iterable[Lao], laos: Mapping[str, Lao]
) -> tuple[Finding, ...]:
    """PB009 where a row or a list of the report of ``province`` tells of an LAO elsewhere; ``laos`` are all, by code.

    A code that the office typed itself stands in the row's value and may be repeated; names are told only beside
    their code, since many repeat from province to province.
    """
    strange = any(lao.province != province for lao in listed)
    if strange or any(_abroad(row, province, laos) for row in rows):
        return (Finding("PB009", value=province),)
    return ()


def _abroad(row: ReportRow, province: str, laos: Mapping[str, Lao]) -> bool:
    told = {row.lao_code, *_CODE.findall(f"{row.message} {row.suggestion}")} - set(_CODE.findall(row.value))
    return any(laos[code].province != province for code in told if code in laos)
