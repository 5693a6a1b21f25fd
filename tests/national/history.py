"""What the LAOs of a register were before: upgraded, renamed, taken in by others; and the lists that tell of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.national.plan import PREFIXES, RegisterLao

MERGED_ON = "2014-02-01"


class History(NamedTuple):
    """By today's code: what an LAO was before, and the LAO that it took in."""

    before: Mapping[str, RegisterLao]
    taken_in: Mapping[str, RegisterLao]


def make_history(laos: Sequence[RegisterLao]) -> History:
    """In each province a ทต. that was an อบต. with another code, a renamed อบต., and a ทต. that took one in."""
    codes, tails = {lao.code for lao in laos}, {lao.code[2:] for lao in laos}
    names = Counter((lao.province, lao.name) for lao in laos)
    before: dict[str, RegisterLao] = {}
    taken_in: dict[str, RegisterLao] = {}
    told: set[tuple[str, str]] = set()
    for lao in (lao for lao in laos if names[lao.province, lao.name] == 1):
        own, former = lao.code[:2] == PREFIXES[lao.type], f"06{lao.code[2:]}"
        if lao.type == "ทต." and own and former not in codes and _first(told, lao, "upgraded"):
            before[lao.code] = lao._replace(code=former, type="อบต.")
        elif lao.type == "อบต." and (lao.province, f"เก่า{lao.name}") not in names and _first(told, lao, "renamed"):
            before[lao.code] = lao._replace(name=f"เก่า{lao.name}")
        elif lao.type == "ทต." and own and _first(told, lao, "taken in"):
            tail = next(tail for n in range(99, 0, -1) if (tail := f"{lao.code[2:6]}{n:02}") not in tails)
            gone = f"ยุบรวม{lao.name}"
            taken_in[lao.code] = lao._replace(code=f"06{tail}", type="อบต.", name=gone)
    return History(before, taken_in)


def _first(told: set[tuple[str, str]], lao: RegisterLao, what: str) -> bool:
    """Whether this is the province's first of the kind."""
    new = (lao.province, what) not in told
    told.add((lao.province, what))
    return new


def former_register(laos: Sequence[RegisterLao], history: History) -> list[RegisterLao]:
    """The register as it was."""
    return [*(history.before.get(lao.code, lao) for lao in laos), *history.taken_in.values()]


def write_successions(path: Path, history: History) -> None:
    """The department's list of mergers: upgrades and changes of name are told by the two registers."""
    lines = [f"{gone.code},{code},merge,{MERGED_ON}" for code, gone in history.taken_in.items()]
    path.write_text("\r\n".join(("old_code,new_code,kind,date", *lines, "")), "utf-8-sig", newline="")
