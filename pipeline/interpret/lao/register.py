"""The register of LAOs, indexed for looking up what a row says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.model import Lao
from pipeline.thai import name_key
from schemas.reference import LaoType, Province

ALL = ""
"""In place of a province: the whole country (central staff may correct any province)."""


class Former(NamedTuple):
    """What an LAO was before: its type and name then."""

    lao: Lao
    type: str
    name: str


class Register:
    """The LAOs by code, former code, last six digits, and by (province, ``name_key``); built once per process.

    ``by_code`` also has the LAOs that were merged into others; the indexes by name keep them apart, in ``merged``.
    """

    def __init__(self, laos: Iterable[Lao]) -> None:
        self.by_id: dict[str, Lao] = {}
        self.by_code: dict[str, Lao] = {}
        self.by_former_code: dict[str, Former] = {}
        self.by_tail: dict[str, Lao] = {}
        self.by_name: dict[tuple[str, str], list[Lao]] = defaultdict(list)
        self.merged: dict[tuple[str, str], list[Lao]] = defaultdict(list)
        self.former: dict[tuple[str, str], list[Former]] = defaultdict(list)
        self.names: dict[str, dict[str, None]] = defaultdict(dict)
        for lao in laos:
            self._add(lao)
        for index in (self.by_name, self.merged, self.former, self.names):
            index.default_factory = None  # from here on a look-up must not add

    def _add(self, lao: Lao) -> None:
        key = name_key(lao.name)
        self.by_id[lao.lao_id] = lao
        self.by_code[lao.code] = lao
        self.by_tail.setdefault(lao.code[2:], lao)
        for province in (lao.province, ALL):
            (self.merged if lao.merged_into else self.by_name)[province, key].append(lao)
            self.names[province][key] = None
        for code, kind, name in lao.former:
            self.by_former_code.setdefault(code, Former(lao, kind, name))
            for province in (lao.province, ALL):
                self.former[province, name_key(name)].append(Former(lao, kind, name))

    def named(self, province: str, key: str) -> list[Lao]:
        """The LAOs that exist and have this name, of any type; ``ALL`` for the whole country."""
        return self.by_name.get((province, key), [])

    def near(self, province: str, key: str, limit: int = 3, like: float = 65) -> list[Lao]:
        """The LAOs whose names are most like ``key``, best first: for suggestions only."""
        from rapidfuzz import fuzz, process  # loaded only where a name was not found

        names = self.names.get(province, {}).keys()
        found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=like, limit=limit)
        return [lao for name, *_ in found for lao in self.named(province, name)]


def label(lao: Lao, types: Mapping[str, LaoType]) -> str:
    """An LAO as offices write it: "อบต.กมลา"; the special one has its type in its name: "เมืองพัทยา"."""
    return lao.name if lao.type == "special" else types[lao.type].short + lao.name


def place(lao: Lao, types: Mapping[str, LaoType], provinces: Mapping[str, Province] | None = None) -> str:
    """The label with its district (and province): "อบต.ท่าเสา อ.ไทรโยค"."""
    province = f" จ.{provinces[lao.province].name}" if provinces else ""
    return f"{label(lao, types)} อ.{lao.district}{province}"
