"""The website table (circular มท ๐๘๐๖/ว ๑๒๔, steps 3-5): one website per LAO and fiscal year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from schemas.checks import Check
from schemas.columns import KEY_FIELDS, Field, Table

if TYPE_CHECKING:
    import pandas as pd

_WEB = [f"{web}{site}" for web in ("เว็บ", "เวบ", "เว็ป", "เวป") for site in ("ไซต์", "ไซด์", "ไซท์", "")]
_LINK = ("ลิงก์", "ลิงค์", "ลิ้งก์", "ลิ้งค์", "ลิ๊งค์", "link", "url")
_WHOSE = ("อปท.", "ของ อปท.", "หน่วยงาน", "ของหน่วยงาน")


def _headings() -> Iterator[str]:
    """What offices call the column, in every spelling of เว็บไซต์; a link alone may lead to anything."""
    yield from ("url", "web", "www", "homepage", "home page", "โฮมเพจ", "เว็บเพจ", "url address")
    for web in (*_WEB, "website", "web site", "web"):
        yield web
        yield from (f"ชื่อ{web}", f"ที่อยู่{web}", f"ชื่อที่อยู่{web}", f"{web} url")
        yield from (f"{link} {web}" for link in _LINK)
        yield from (f"{before}{web} {whose}" for before in ("", "ชื่อ", "ที่อยู่", "url ") for whose in _WHOSE)


WEBSITE = Table(
    "website",
    "เว็บไซต์ อปท.",
    (
        *KEY_FIELDS,
        Field(
            "website",
            "เว็บไซต์",
            tuple(_headings()),
            required=True,
        ),
    ),
)

_FOLDER = re.compile(r"/[^/.]+")


def _free_of(rule: str, concern: str, **more: object) -> Check:
    """A rule broken where the reading's one concern is this; see ``Website.concern`` for their order."""
    return Check(rule, "website", lambda frame: frame["concern"] != concern, **more)  # type: ignore[arg-type]


def site_of(values: Mapping[str, Any]) -> str:
    """What makes two rows the same website: the host of an agency's own site, and the LAO's page on a shared one.

    On .go.th the host alone; elsewhere host and first folder (www.nmt.or.th/maesai); on social and free hosts the
    whole address (facebook.com/profile.php?id=1, sites.google.com/site/maesai). "" where there is no website.
    ``values`` are those of a website as read.
    """
    host, path = str(values["host"]).removeprefix("www."), str(values["path"])
    if values["kind"] == "official":
        return host
    if values["kind"] in ("social", "free"):
        return f"{host}{path.rstrip('/')}?{values['query']}".lower()
    folder = _FOLDER.match(path)
    return (host + folder[0] if folder else host).lower()


def site_key(frame: pd.DataFrame) -> pd.Series[str]:
    """``site_of`` every row."""
    columns = ("kind", "host", "path", "query")
    rows = zip(*(frame[column] for column in columns), strict=True)
    return frame.assign(site=[site_of(dict(zip(columns, row, strict=True))) for row in rows])["site"]


def shared_by(frame: pd.DataFrame) -> pd.Series[int]:
    """How many LAOs of the frame give the row's website; 0 where the row has none."""
    key = site_key(frame)
    laos = frame["lao_id"].where(frame["lao_id"] != "").groupby(key).transform("nunique")
    return laos.where(key != "", 0).astype(int)


def suggested_url(frame: pd.DataFrame) -> pd.Series[str]:
    """The .go.th twin of a .co.th address, which only companies may hold (THNIC); "" for every other."""
    commercial = frame["host"].str.endswith(".co.th")
    return frame["url"].str.replace(".co.th", ".go.th", n=1, regex=False).where(commercial, "")


def front_page(frame: pd.DataFrame) -> pd.Series[str]:
    """The front page of the address's host, "" without one."""
    return (frame["scheme"] + "://" + frame["host"]).where(frame["host"] != "", "")


def without_port(frame: pd.DataFrame) -> pd.Series[str]:
    """The address at the scheme's own port, "" without one."""
    tail = frame["path"] + ("?" + frame["query"]).where(frame["query"] != "", "")
    return (frame["scheme"] + "://" + frame["host"] + tail).where(frame["host"] != "", "")


def inner_address(frame: pd.DataFrame) -> pd.Series[str]:
    """The address that a search engine's link leads to: google.com/url?q=http://www.maesai.go.th."""
    return frame["query"].map(_inner)


def _inner(query: str) -> str:
    from urllib.parse import parse_qs

    found = parse_qs(query) if "http" in query else {}
    inner = next((values[0] for name, values in found.items() if name in ("q", "url")), "")
    return inner if inner.startswith(("http://", "https://")) else ""


DERIVED: Mapping[str, Callable[[pd.DataFrame], pd.Series[Any]]] = {
    "suggested_url": suggested_url,
    "front_page": front_page,
    "without_port": without_port,
    "inner_address": inner_address,
}
"""Columns to add to the frame before the checks run (``frame.assign(**DERIVED)``): they fill placeholders."""

CHECKS: tuple[Check, ...] = (
    Check("WW001", "website", lambda frame: frame["website"] != ""),
    _free_of("WW011", "local"),
    _free_of("WW012", "ip"),
    _free_of("WW013", "not_government", suggestion="suggested_url"),
    _free_of("WW014", "social"),
    _free_of("WW015", "free"),
    _free_of("WW016", "agency", params={"x": "host"}),
    _free_of("WW017", "shortener"),
    _free_of("WW018", "search", suggestion="inner_address"),
    _free_of("WW019", "deep", suggestion="front_page"),
    _free_of("WW020", "admin", suggestion="front_page"),
    _free_of("WW022", "port", params={"x": "port"}, suggestion="without_port"),
    _free_of("WW028", "long", suggestion="front_page"),
    _free_of("WW029", "suspicious"),
)
"""The frame has the fields of the interpreted ``Website`` as columns (``url`` … ``concern``), ``website`` as typed,
``lao_id`` and ``province_name``, and the columns of ``DERIVED``. No row without a value breaks any but WW001."""


SHARED_COLUMNS: Mapping[str, Callable[[pd.DataFrame], pd.Series[Any]]] = {"shared_by": shared_by}
SHARED: tuple[Check, ...] = (Check("XR003", "website", lambda frame: frame["shared_by"] <= 1, {"n": "shared_by"}),)
"""What concerns central staff: asked of all that the master holds, never of one submission."""


def https_shares(sites: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """WW033: for each province with websites, not all on https, the placeholders p (name), n (on https), m (all).

    ``sites`` are the values of website rows. Never said at a row: http alone would be a warning on five of six.
    """
    schemes: dict[str, Counter[str]] = {}
    for values in sites:
        if values["url"] and values["province_name"]:
            schemes.setdefault(values["province_name"], Counter())[values["scheme"]] += 1
    return [
        {"p": province, "n": str(found["https"]), "m": str(found.total())}
        for province, found in sorted(schemes.items())
        if found["https"] < found.total()
    ]
