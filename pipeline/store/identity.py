"""Which LAO of the register is which LAO already known: certain rules in a fixed order, never a likeness.

An LAO keeps its id for life. Rows are matched, each rule taking only what earlier ones left over:

1. a code that a succession links to a known LAO whose own code is no longer listed (a retired one comes back);
2. the same code, or one it had before (another name then means: renamed);
3. the same six-digit tail (another type then means: upgraded);
4. the same type, name, district and province, where that is one LAO on either side (recoded);
5. the same name, district and province with a higher type, likewise (upgraded and recoded);
6. one that had left the register and is back under its code or tail, name and district.

What is left is new: its id is the tail of its code, with a letter where another LAO has had that id.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple, TypeVar

T = TypeVar("T")

RANK = {"tao": 1, "subdistrict": 2, "town": 3, "city": 4}


class RegisterRow(NamedTuple):
    """One LAO as the register file has it: eight-digit ``code``, ``type`` slug, ``province`` code."""

    code: str
    type: str
    name: str
    district: str
    province: str
    website: str = ""


class Known(NamedTuple):
    """An LAO already known: what it is (or was last), the codes it had before, active | retired | merged."""

    lao_id: str
    row: RegisterRow
    former_codes: frozenset[str] = frozenset()
    status: str = "active"


Key = Callable[[RegisterRow], Hashable]


def place_of(row: RegisterRow) -> tuple[str, str, str]:
    """What stays the same when type or code change: (name, district, province)."""
    return row.name, row.district, row.province


def is_higher(kind: str, than: str) -> bool:
    """Whether an LAO of type ``than`` can have been upgraded to ``kind``; อบจ. and Pattaya neither rise nor fall."""
    return 0 < RANK.get(than, 0) < RANK.get(kind, 0)


def assign_ids(
    known: Iterable[Known], rows: Iterable[RegisterRow], links: Mapping[str, str], taken: Collection[str] = ()
) -> dict[str, str]:
    """The lao_id of every row, by code; ``rows`` hold each code once.

    ``links`` maps a successor's code to its predecessor's; ``taken`` are ids in no use that must not be given again.
    """
    known = sorted(known)
    left = {row.code: row for row in sorted(rows)}
    ids: dict[str, str] = {}
    free = {lao.lao_id: lao for lao in known if lao.status == "active"}
    gone = {lao.lao_id: lao for lao in known if lao.status != "active"}

    def take(pairs: Iterable[tuple[str, str]], pool: dict[str, Known]) -> None:
        for code, lao_id in pairs:
            if code in left and lao_id in pool:
                ids[code] = lao_id
                del left[code], pool[lao_id]

    take(_linked(free, left, links), free)
    take(_linked({lao.lao_id: lao for lao in gone.values() if lao.status == "retired"}, left, links), gone)
    take(_same_code(free, left), free)
    take(_same_code(free, left, former=True), free)
    take(_same_tail(free, left), free)
    take(_one_to_one(free, left, lambda row: (row.type, place_of(row))), free)
    take(_risen(free, left), free)
    take(_one_to_one(gone, left, lambda row: (row.code, place_of(row))), gone)
    take(_one_to_one(gone, left, lambda row: (row.code[2:], place_of(row))), gone)
    return ids | _new_ids(left, {lao.lao_id for lao in known} | set(taken))


def _linked(
    free: Mapping[str, Known], left: Mapping[str, RegisterRow], links: Mapping[str, str]
) -> list[tuple[str, str]]:
    by_code = {code: lao for lao in free.values() for code in (*lao.former_codes, lao.row.code)}
    pairs = []
    for code in left:
        if code in by_code:
            continue
        for old in predecessors(code, links):
            if old in by_code and by_code[old].row.code not in left:
                pairs.append((code, by_code[old].lao_id))
                break
    return pairs


def predecessors(code: str, links: Mapping[str, str]) -> Iterator[str]:
    """The codes an LAO had before ``code``, nearest first; a circle ends where it began."""
    seen = {code}
    while (code := links.get(code, "")) and code not in seen:
        seen.add(code)
        yield code


def _same_code(
    free: Mapping[str, Known], left: Mapping[str, RegisterRow], former: bool = False
) -> list[tuple[str, str]]:
    return [
        (code, lao.lao_id)
        for lao in free.values()
        for code in sorted(lao.former_codes if former else {lao.row.code})
        if code in left
    ]


def _same_tail(free: Mapping[str, Known], left: Mapping[str, RegisterRow]) -> list[tuple[str, str]]:
    """Pairs of one tail, those that agree in more first: two LAOs may share a tail while one replaces the other."""
    by_tail: dict[str, list[Known]] = defaultdict(list)
    for lao in free.values():
        by_tail[lao.row.code[2:]].append(lao)
    pairs = [(row, lao) for row in left.values() for lao in by_tail[row.code[2:]]]
    pairs.sort(key=lambda pair: (_differences(*pair), pair[0].code, pair[1].lao_id))
    return [(row.code, lao.lao_id) for row, lao in pairs]


def _differences(row: RegisterRow, lao: Known) -> int:
    return (row.name != lao.row.name) * 2 + (row.district != lao.row.district)


def _one_to_one(pool: Mapping[str, Known], left: Mapping[str, RegisterRow], key: Key) -> list[tuple[str, str]]:
    laos = _grouped(pool.values(), lambda lao: key(lao.row))
    rows = _grouped(left.values(), key)
    return [
        (group[0].code, laos[at][0].lao_id) for at, group in rows.items() if len(group) == 1 == len(laos.get(at, ()))
    ]


def _risen(free: Mapping[str, Known], left: Mapping[str, RegisterRow]) -> list[tuple[str, str]]:
    """One LAO left over at a place, one row left over there, of a higher type."""
    types = {lao_id: lao.row.type for lao_id, lao in free.items()}
    return [
        (code, lao_id)
        for code, lao_id in _one_to_one(free, left, place_of)
        if is_higher(left[code].type, types[lao_id])
    ]


def _new_ids(left: Mapping[str, RegisterRow], taken: set[str]) -> dict[str, str]:
    ids = {}
    for code in sorted(left, key=lambda code: (code[2:], code)):
        ids[code] = free_id(code, taken)
        taken.add(ids[code])
    return ids


def free_id(code: str, taken: Collection[str]) -> str:
    """The lao_id of an LAO first known under ``code``: its tail, lettered where the tail is ``taken``."""
    return next(lao_id for lao_id in _candidates(code[2:]) if lao_id not in taken)


def _candidates(tail: str) -> Iterator[str]:
    yield tail
    for length in (1, 2):
        yield from (tail + "".join(letters) for letters in product(ascii_lowercase, repeat=length))


def _grouped(items: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
