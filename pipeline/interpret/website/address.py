"""One address as typed -> a website: what a browser would open, and what was mended on the way."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from pipeline.interpret.website.concern import concern_of, kind_of
from pipeline.interpret.website.host import GOVERNMENT, host_fault, is_ip, is_local, to_unicode
from pipeline.interpret.website.lists import SiteLists
from pipeline.interpret.website.scheme import Split, split_scheme
from pipeline.interpret.website.tidy import without_end
from pipeline.interpret.website.value import Website, url_of
from pipeline.model import Note, Reading

_AUTHORITY = re.compile(r"[^/?#\\]*")
_PORT = re.compile(r":(\d{0,5})$")
_FOUR_PARTS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_ATTRIBUTES = ("hostname", "port", "pathname", "search")
_ADDRESS_SAFE = "%/:=&?~+!$,;'@()*-._"


class Address(NamedTuple):
    """An address cut up: its scheme (see ``Split``), ``user`` before an "@", ``host`` as typed, ``port``, and the
    ``tail`` from the path on. ``name`` is the host in lower case without a final dot."""

    split: Split
    user: str
    host: str
    name: str
    port: str
    tail: str


@lru_cache(maxsize=1 << 10)
def cut(text: str) -> Address:
    """Cut an address up. Total: of a text that is none, something comes back as its host."""
    split = split_scheme(text)
    authority = _AUTHORITY.match(split.rest)[0]  # type: ignore[index]  # the pattern matches ""
    user, _, place = authority.rpartition("@")
    port = _PORT.search(place)
    host = place[: port.start()] if port else place
    return Address(split, user, host, host.lower().rstrip("."), port[1] if port else "", split.rest[len(authority) :])


def is_mail(text: str, lists: SiteLists) -> bool:
    """Whether the text is an e-mail address, or a mail service's name that lost what stood before it."""
    address = cut(text)
    host = address.name.removeprefix("www.")
    mail_host = "mail" in (lists.use_of(host), lists.use_of(host.rpartition("_")[2]))
    if address.user:
        label = address.user.rpartition(":")[0]
        return (mail_host or not address.split.scheme) and (not label or label.lower() in ("mailto", *lists.labels))
    return mail_host and not address.tail.strip("/")


def read_address(text: str, lists: SiteLists, *, tidied: bool = False, broken: str = "") -> Reading[Website]:
    """Read one address without white space. ``tidied``: it was trimmed before; ``broken``: its scheme as typed was."""
    address = cut(text)
    if fault := _fault(address, lists):
        return Reading(None, (fault,))
    site = _opened(address, lists)
    if site is None:
        return Reading(None, (Note("WW003"),))
    site = site._replace(concern=concern_of(site, lists))
    return Reading(site, tuple(_repairs(address, broken, site, tidied=tidied or _reformed(address, site))))


def _fault(address: Address, lists: SiteLists) -> Note | None:
    if address.split.other:
        return Note("WW008", suggestion=_over_http(address, lists))
    scheme = address.split.scheme or "http"
    if address.user:
        return Note("WW021", {"v": f"…@{address.name}"}, f"{scheme}://{address.name}{address.tail}")
    if not _address_like(address, lists):
        return Note("WW003")
    if fault := host_fault(address.name, lists):
        meant = f"{scheme}://{fault.meant}{address.tail}".rstrip("/") if fault.meant else ""
        suffix = lists.suffix_of(fault.meant) if meant else GOVERNMENT
        return Note(fault.rule, {"x": f".{suffix}"}, meant)
    return None


def _over_http(address: Address, lists: SiteLists) -> str:
    """The address of a file server as a website's, where its host can be one."""
    place = cut(address.split.rest.lstrip("/"))
    own = "ftp" in address.split.other and not place.user and host_fault(place.name, lists) is None
    return f"http://{place.name}{place.tail}".rstrip("/") if own else ""


def own_site(mail: str, lists: SiteLists) -> str:
    """The website that an e-mail address of a government's own domain hints at, "" where it hints at none."""
    host = cut(mail).name.removeprefix("mail.")
    own = host.endswith(f".{GOVERNMENT}") and not lists.use_of(host) and host_fault(host, lists) is None
    return f"http://www.{host}" if own else ""


def _address_like(address: Address, lists: SiteLists) -> bool:
    """Whether the text is meant as an address at all: not a word, a number, or what a form had printed."""
    host = address.name
    if not host or _own_name(host, lists) in lists.placeholders:
        return False
    if address.split.scheme or host.startswith("www") or _FOUR_PARTS.fullmatch(host) or is_local(host, lists):
        return True
    return "." in host.strip(".") and not is_ip(host) and any(char.isalpha() for char in host)


def _own_name(host: str, lists: SiteLists) -> str:
    """The host without www and its public suffix."""
    bare = host.removeprefix("www.")
    return bare if "." not in bare else bare.removesuffix(lists.suffix_of(bare)).strip(".")


def _opened(address: Address, lists: SiteLists) -> Website | None:
    """The website as a browser would open it (WHATWG URL), None where it or ``validators`` refuses."""
    import ada_url
    import validators

    scheme = address.split.scheme or "http"
    port = f":{address.port}" if address.port else ""
    try:
        opened = ada_url.parse_url(f"{scheme}://{address.name}{port}{address.tail}", _ATTRIBUTES)
    except (ValueError, UnicodeEncodeError):
        return None
    ascii_host, number = opened["hostname"], int(opened["port"] or 0)
    host = to_unicode(ascii_host) if "xn--" in ascii_host else ascii_host
    query = _query(opened["search"][1:], lists)
    path = quote(opened["pathname"] if query else without_end(opened["pathname"]), _ADDRESS_SAFE)
    path = path if path.strip("/") or query else ""
    url = url_of(scheme, ascii_host, number, path, query)
    if not host or not (is_ip(host) or is_local(host, lists) or validators.url(url, strict_query=False)):
        return None
    kind = kind_of(host, ascii_host, lists)
    return Website(url_of(scheme, host, number, path, query), scheme, host, ascii_host, number, path, query, kind)


def _query(query: str, lists: SiteLists) -> str:
    """The query without the parameters that only track where a visitor came from."""
    kept = [part for part in query.split("&") if part and part.partition("=")[0].lower() not in lists.tracking]
    return quote(without_end("&".join(kept)), _ADDRESS_SAFE)


def _reformed(address: Address, site: Website) -> bool:
    """Whether the address was written otherwise than it is stored, a mere trailing slash or "%" form aside."""
    typed = address.split.typed
    if address.host not in (site.host, site.ascii_host) or typed != typed.lower():
        return True
    if (address.port and not site.port) or "#" in address.tail.rstrip("#"):
        return True
    query = address.tail.partition("#")[0].partition("?")[2].strip("&")
    return query.count("&") != site.query.count("&") or bool(query) != bool(site.query)


def _repairs(address: Address, broken: str, site: Website, *, tidied: bool) -> list[Note]:
    notes = []
    typed = broken or address.split.typed
    if not typed:
        notes.append(Note("WW006", suggestion=site.url))
    elif typed.lower() != f"{site.scheme}://":
        notes.append(Note("WW007", {"v": typed, "x": f"{site.scheme}://"}, site.url))
    if tidied:
        notes.append(Note("WW025", {"x": site.url}, site.url))
    if not site.host.isascii():
        notes.append(Note("WW026", {"x": site.ascii_host}))
    return notes
