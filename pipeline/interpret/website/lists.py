"""The reference lists of ``schemas/reference/websites.toml`` as sets, compiled once for a reader."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.remembered import ANSWERS

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

USES = ("agency", "social", "free", "shortener", "search", "mail")
"""What a listed host is, and the list (``<use>_hosts``) that says so."""


@dataclass(frozen=True, slots=True, eq=False)
class SiteLists:
    """The lists, ready for look-up. ``uses`` maps a host suffix to its use; words are lower case."""

    uses: Mapping[str, str]
    local_names: frozenset[str]
    suspicious: frozenset[str]
    suffixes: frozenset[str]
    misspelt: Mapping[str, str]
    none: frozenset[str]
    none_starts: tuple[str, ...]
    deletes: frozenset[str]
    placeholders: frozenset[str]
    labels: frozenset[str]
    label: re.Pattern[str]
    lao_name: re.Pattern[str]
    front: frozenset[str]
    front_queries: frozenset[str]
    tracking: frozenset[str]
    admin: frozenset[str]
    extensions: frozenset[str]
    longest: int

    def use_of(self, host: str) -> str:
        """The use of the longest listed suffix of an ASCII host, "" where none is listed."""
        while host:
            if host in self.uses:
                return self.uses[host]
            host = host.partition(".")[2]
        return ""

    def suffix_of(self, host: str) -> str:
        """The public suffix of a lower-case host ("go.th"), "" where its last label is no top-level domain."""
        if "." not in host or host in self.suffixes:
            return ""
        rest = host
        while rest := rest.partition(".")[2]:
            if rest in self.suffixes:
                return rest
        return _listed_suffix(host)

    def owned(self, host: str) -> bool:
        """Whether a host has a real suffix and a name of its own before it (not only www)."""
        suffix = self.suffix_of(host)
        return bool(suffix) and host[: -len(suffix)].strip(".") not in ("", "www")


def compile_lists(lists: Mapping[str, Any]) -> SiteLists:
    """The lists of websites.toml as ``SiteLists``; a missing one is our fault and raises KeyError."""
    words, pages = lists["words"], lists["pages"]
    return SiteLists(
        uses={host: use for use in USES for host in lists[f"{use}_hosts"]},
        local_names=frozenset(lists["local_names"]),
        suspicious=frozenset(lists["suspicious_words"]),
        suffixes=frozenset(lists["suffixes"]),
        misspelt=lists["misspelt_suffixes"],
        none=frozenset(words["none"]),
        none_starts=tuple(words["none_starts"]),
        deletes=frozenset(words["deletes"]),
        placeholders=frozenset(words["placeholders"]),
        labels=frozenset(words["labels"]),
        label=re.compile(rf"(?<!\S)(?:{_any(words['labels'])})\s*[:=]+\s*", re.IGNORECASE),
        lao_name=_lao_name(words["lao"], words["office"]),
        front=frozenset(pages["front"]),
        front_queries=frozenset(pages["front_queries"]),
        tracking=frozenset(pages["tracking"]),
        admin=frozenset(pages["admin"]),
        extensions=frozenset(pages["extensions"]),
        longest=pages["longest"],
    )


def _lao_name(types: Iterable[str], offices: Iterable[str]) -> re.Pattern[str]:
    """A type of LAO with a name after it, an office or a channel before it: "งานประชาสัมพันธ์ อบต.แม่ใส"."""
    return re.compile(rf"(?:(?:{_any(offices)})\S*[\s:]*)?(?:{_any(types)})\s*[ก-ฮเ-ไ][ก-๎]", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=ANSWERS)
def _listed_suffix(host: str) -> str:
    return _public_suffixes().publicsuffix(host) or ""


@cache
def _public_suffixes() -> "PublicSuffixList":
    """The public suffixes that registries keep, as the library brings them along: never the network."""
    from publicsuffixlist import PublicSuffixList  # loaded only for suffixes our own list lacks

    return PublicSuffixList(accept_unknown=False, only_icann=True)
