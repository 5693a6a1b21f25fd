"""The host of an address: is it a domain name, and which slip is it where not (rules WW005, WW009, WW010, WW027)."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.interpret.website.lists import SiteLists
from pipeline.interpret.website.tidy import latin_keys
from pipeline.remembered import ANSWERS
from pipeline.thai import fold_digits

_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_ASCII_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_GOVERNMENT_HOST = re.compile(rf"(?!www\.go\.th|www[a-z])(?:{_LABEL}\.)+(?<!go\.th\.)go\.th")
_IPV4 = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}")
_THAI = re.compile("[\u0e01-\u0e5b]")
_GLUED_WWW = re.compile(r"www(?=[a-z][a-z0-9-]*\.)")
_DOT_SLIPS = re.compile(r"[,;:'\"’`>/\\]+|\.{2,}")
GOVERNMENT = "go.th"
LONGEST_HOST = 253
"""RFC 1035."""


class HostFault(NamedTuple):
    """Why a host cannot be taken: the rule, and the host as it was probably meant ("" = no guess)."""

    rule: str
    meant: str = ""


def is_ip(host: str) -> bool:
    """Whether a browser takes the host for an IP number (WHATWG: also 192.168.1 and hexadecimal parts)."""
    return host[:1] == "[" or (host[-1:].isalnum() and bool(_IPV4.fullmatch(host)))


def is_local(host: str, lists: SiteLists) -> bool:
    """Whether the host's last label is one of a network's own inside."""
    return host.rpartition(".")[2] in lists.local_names


def host_fault(host: str, lists: SiteLists) -> HostFault | None:
    """The root cause why a lower-case host (no port) cannot be a public domain name, None where it can."""
    if _GOVERNMENT_HOST.fullmatch(host) and len(host) <= LONGEST_HOST:
        return None  # four addresses of five
    if is_ip(host) or is_local(host, lists):
        return None
    if "," in host:
        return HostFault("WW005", mended(host, lists))
    if _THAI.search(host) and (mixed := _mixed(host, lists)) is not None:
        return HostFault("WW027", mixed)
    if not _well_formed(host):
        return HostFault("WW009", mended(host, lists))
    if _GLUED_WWW.match(host) and lists.owned(host):
        return HostFault("WW009", _GLUED_WWW.sub("www.", host))
    if (meant := misspelt(host, lists)) is not None:
        return HostFault("WW010", meant)
    return None if lists.owned(host) else HostFault("WW009")


def mended(host: str, lists: SiteLists) -> str:
    """A malformed host with the usual slips undone, where that gives a domain name; else ""."""
    meant = _DOT_SLIPS.sub(".", host).replace("_", "-").strip(".-")
    meant = re.sub(r"(?<!www)\.-+", "-", re.sub(r"-+\.|(?<=www)\.-+", ".", meant))
    return meant if meant != host and _well_formed(meant) and host_fault(meant, lists) is None else ""


def _well_formed(host: str) -> bool:
    if _ASCII_HOST.fullmatch(host):
        return len(host) <= LONGEST_HOST and not host.rpartition(".")[2].isdigit()
    return not host.isascii() and bool(to_ascii(host))


def _mixed(host: str, lists: SiteLists) -> str | None:
    """The host without its stray Thai, where Thai stands in a Latin name; None where the Thai belongs there."""
    labels = host.split(".")
    latin_home = labels[-1] == "th"
    if not any(_THAI.search(label) and (latin_home or re.search("[a-z0-9]", label)) for label in labels):
        return None
    meant = _THAI.sub("", fold_digits(host))
    return meant if _ASCII_HOST.fullmatch(meant) and host_fault(meant, lists) is None else ""


@lru_cache(maxsize=ANSWERS)
def to_ascii(host: str) -> str:
    """The punycode form of a host with Thai labels (IDNA 2008 with UTS 46 mapping), "" where there is none."""
    import idna

    if re.search("[^\u0e00-\u0e7fa-z0-9.-]", host):
        return ""  # look-alike letters of other scripts
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


@lru_cache(maxsize=ANSWERS)
def to_unicode(ascii_host: str) -> str:
    """The host as people read it: UTS 46 splits ำ, which is put together again. "" where it is no valid IDN."""
    import idna

    try:
        return idna.decode(ascii_host).replace("\u0e4d\u0e32", "\u0e33")
    except idna.IDNAError:
        return ""


def misspelt(host: str, lists: SiteLists) -> str | None:
    """The host with its suffix put right where that suffix is a slip ("" = no guess); None where it is none."""
    body, _, tail = host.partition(f".{GOVERNMENT}.")
    if tail:  # go.th.com, go.th.go.th
        return f"{body}.{GOVERNMENT}"
    for suffix, meant in lists.misspelt.items():
        if host.endswith(f".{suffix}"):
            return _with_suffix(host[: -len(suffix)], meant)
    labels = host.split(".")
    if len(labels) > 2 and _near_government(labels[-2], labels[-1], lists):
        return _with_suffix(host[: -len(".".join(labels[-2:]))], GOVERNMENT)
    if len(labels) == 2 + (labels[0] == "www") and labels[-1] == "th" and re.fullmatch(r".*[^.-]-?go", labels[-2]):
        return host[:-5].rstrip("-") + f".{GOVERNMENT}"  # bangjakgo.th
    return None if lists.suffix_of(host) else _near_suffix(host, labels[-1])


def _near_government(second: str, top: str, lists: SiteLists) -> bool:
    """Whether two last labels are one slip away from go.th, or are the suffix of another country's government."""
    from rapidfuzz.distance import OSA

    if f"{second}.{top}" in lists.suffixes:
        return False
    if second == "go":
        return True
    return top == "th" and OSA.distance(second, "go") <= 1


def _near_suffix(host: str, top: str) -> str | None:
    """The host with its unknown last label read as .com, .net or .org: one letter off, or typed in the Thai layout."""
    from rapidfuzz.distance import OSA

    typed = latin_keys(top) if _THAI.match(top) else top
    for known in ("com", "net", "org"):
        if OSA.distance(typed, known) <= 1:
            return _with_suffix(host[: -len(top)], known)
    return None


def _with_suffix(body: str, suffix: str) -> str | None:
    """None where nothing but www stands before the suffix."""
    return f"{body}{suffix}" if body.strip(".") not in ("", "www") else None
