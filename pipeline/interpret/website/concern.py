"""What there is against a website that can be read: one root cause, the first that holds (rules WW011 to WW029).

Of an address in use by another agency it does not matter that it is also a deep link; so the order is the rule.
"""

import ipaddress
import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.interpret.website.host import is_ip, is_local
from pipeline.interpret.website.lists import SiteLists
from pipeline.interpret.website.value import Website

GOVERNMENT = (".go.th", ".รัฐบาล.ไทย")

_LOCAL_NETS = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "224.0.0.0/3", "::/127", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
"""RFC 1918, 6598, 3927, 4193, 4291. Not ``is_private``: that also refuses the documentation ranges."""

_WORDS = re.compile(r"[a-z]+|[0-9]+|[\u0e00-\u0e7f]+")
_SEGMENTS = re.compile(r"[^/]+")


def kind_of(host: str, ascii_host: str, lists: SiteLists) -> str:
    """official | social | free | other."""
    if host.endswith(GOVERNMENT):
        return "official"
    use = lists.use_of(ascii_host)
    return use if use in ("social", "free") else "other"


IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Look(NamedTuple):
    """A website with what its concerns are judged by: the use its host is listed for, its IP number if it is one."""

    site: Website
    use: str
    ip: IpAddress | None
    lists: SiteLists


def _ip(host: str) -> IpAddress | None:
    return ipaddress.ip_address(host.strip("[]")) if is_ip(host) else None


def _local(look: Look) -> bool:
    if look.ip is None:
        return is_local(look.site.host, look.lists)
    return any(look.ip in net for net in _LOCAL_NETS)


def _public_ip(look: Look) -> bool:
    return look.ip is not None


def _listed(use: str) -> Callable[[Look], bool]:
    return lambda look: look.use == use


def _stem(segment: str, lists: SiteLists) -> str:
    """A page's name without its extension and trailing number: "index2.php" -> "index"."""
    name, _, extension = segment.lower().rpartition(".")
    stem = name if name and extension in lists.extensions else segment.lower()
    return stem.rstrip("0123456789")


def _admin(look: Look) -> bool:
    return any(_stem(name, look.lists) in look.lists.admin for name in _SEGMENTS.findall(look.site.path))


def _suspicious(look: Look) -> bool:
    return look.site.kind != "official" and not look.lists.suspicious.isdisjoint(_WORDS.findall(look.site.host))


def _not_government(look: Look) -> bool:
    return look.site.kind == "other"


def _odd_port(look: Look) -> bool:
    return look.site.port != 0


def _long(look: Look) -> bool:
    return len(look.site.url) > look.lists.longest


def _deep(look: Look) -> bool:
    """A front page has only front words (or the site's own name) in its path, and no query but a language."""
    site, lists = look.site, look.lists
    if not site.path:
        return False
    queries = {part.partition("=")[0].lower() for part in site.query.split("&")} - {""}
    own = set(site.host.split("."))
    pages = (_stem(name, lists) for name in _SEGMENTS.findall(site.path))
    return bool(queries - lists.front_queries) or not all(page in lists.front or page in own for page in pages)


CONCERNS: tuple[tuple[str, Callable[[Look], bool]], ...] = (
    ("local", _local),
    ("ip", _public_ip),
    ("agency", _listed("agency")),
    ("shortener", _listed("shortener")),
    ("search", _listed("search")),
    ("social", _listed("social")),
    ("admin", _admin),
    ("suspicious", _suspicious),
    ("free", _listed("free")),
    ("not_government", _not_government),
    ("port", _odd_port),
    ("long", _long),
    ("deep", _deep),
)


def concern_of(site: Website, lists: SiteLists) -> str:
    """The name of the first concern that holds, "" where none does."""
    look = Look(site, lists.use_of(site.ascii_host), _ip(site.ascii_host), lists)
    for name, holds in CONCERNS:
        if holds(look):
            return name
    return ""
