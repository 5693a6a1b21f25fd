"""Names one letter apart (XR009): คลองยา and คลองยาง, told from one another by nothing but that letter."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.model import Finding, Lao, Record
from schemas import TABLE


def find_near_names(rows: Sequence[Record], laos: Mapping[str, Lao]) -> Iterator[Finding]:
    """XR009 at the rows of one sheet that are known by name alone and have a near namesake; a code tells them apart."""
    named = [row for row in rows if row.lao_id and "lao_name" in row.cells and "lao_code" not in row.cells]
    texts = {laos[row.lao_id].name: row.text("lao_name") for row in named}
    near = one_letter_apart(texts)
    label = TABLE[rows[0].table].field("lao_name").label
    for row in named:
        if others := near.get(laos[row.lao_id].name):
            yield row.finding("XR009", "lao_name", label, {"x": ", ".join(texts[name] for name in sorted(others))})


def one_letter_apart(names: Collection[str]) -> dict[str, set[str]]:
    """The names that another one of them becomes when one letter is changed, put in or left out."""
    holes: dict[tuple[str, str], list[str]] = {}
    near: dict[str, set[str]] = {}
    for name in names:
        for at in range(len(name)):
            left, right = name[:at], name[at + 1 :]
            holes.setdefault((left, right), []).append(name)
            if left + right in names:
                _pair(near, name, left + right)
    for alike in holes.values():
        for name in alike:
            _pair(near, name, *alike)
    return near


def _pair(near: dict[str, set[str]], name: str, *others: str) -> None:
    for other in others:
        if other != name:
            near.setdefault(name, set()).add(other)
            near.setdefault(other, set()).add(name)
