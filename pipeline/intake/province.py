"""Whose submission a workbook is: the form's mark, else folder, file name, title, else the codes where all agree."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.mark import Mark, verify
from pipeline.model import Arrival, Finding
from schemas.reference import Province, Round

CENTRAL = "central"
Find = Callable[[str], str | None]
"""Text -> the code of the one province it names."""


class Claim(NamedTuple):
    """``source`` is province | central; ``province`` is "" where it is central's or nobody's."""

    province: str
    source: str
    revision: int
    findings: tuple[Finding, ...]


def claim(
    arrival: Arrival,
    mark_text: str | None,
    titles: Iterable[str],
    codes: Collection[str],
    *,
    find: Find,
    revision: int,
    keys: Sequence[bytes],
    round_: Round,
    provinces: Mapping[str, Province],
) -> Claim:
    """Decide the submitting province; ``codes`` are the province digits of every LAO code in the file."""
    if arrival.folder == CENTRAL:
        return Claim("", CENTRAL, revision, ())
    mark = verify(mark_text, keys) if mark_text else None
    folder = find(arrival.folder) if arrival.folder else None
    named = find(arrival.name)
    titled = next((code for text in titles if (code := find(text))), None)
    only = next(iter(codes)) if len(set(codes)) == 1 else None
    province = (mark.province if mark else None) or folder or named or titled or only
    findings = [
        *(_of_mark(mark_text, mark, folder, round_, provinces) if mark_text or province else ()),
        *_of_names(province, folder or named, only, provinces),
    ]
    number = mark.revision if mark and mark.revision else revision
    return Claim(province or "", "province", number, tuple(findings))


def _of_mark(
    text: str | None, mark: Mark | None, folder: str | None, round_: Round, provinces: Mapping[str, Province]
) -> Iterable[Finding]:
    """What the form's mark gives cause to say; round.toml decides whether FM004 warns or refuses."""
    if text is None:
        yield Finding("FM004")
    elif mark is None:
        yield Finding("FM001")
    elif mark.round != round_.id:
        yield Finding("FM003", params={"v": mark.round, "x": round_.id})
    elif folder and folder != mark.province:
        yield Finding("FM002", params={"x": provinces[mark.province].name, "p": provinces[folder].name})
    elif mark.version != round_.form_version:
        yield Finding("WB017", params={"v": mark.version})


def _of_names(
    province: str | None, named: str | None, only: str | None, provinces: Mapping[str, Province]
) -> Iterable[Finding]:
    if province is None:
        yield Finding("WB006")
    elif named and only and named != only:
        yield Finding("WB007", params={"v": provinces[named].name, "x": provinces[only].name})
