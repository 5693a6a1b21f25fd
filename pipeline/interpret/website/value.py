"""The value a website cell is read as."""

from typing import NamedTuple


class Website(NamedTuple):
    """One website. ``url`` is the normal form that is stored and published, "" where none was declared.

    ``scheme`` http | https; ``host`` in lower case, Thai as people read it, and ``ascii_host`` its punycode twin;
    ``port`` 0 where it is the scheme's own; ``path`` and ``query`` percent-encoded as a browser sends them, ``path``
    "" for the root. ``kind`` official (.go.th, .รัฐบาล.ไทย) | other | social | free | none (declared none).
    ``concern`` is the one thing a check has against the value, see ``concern.CONCERNS``, or "".
    ``deletes``: declared none in the words that delete what the master has (ไม่มี, ยกเลิก).
    """

    url: str
    scheme: str
    host: str
    ascii_host: str
    port: int
    path: str
    query: str
    kind: str
    concern: str = ""
    deletes: bool = False


def url_of(scheme: str, host: str, port: int, path: str, query: str) -> str:
    """The address in its normal form: no default port, no mere trailing slash, no fragment."""
    authority = f"{host}:{port}" if port else host
    return f"{scheme}://{authority}{path}" + (f"?{query}" if query else "")


def no_website(*, deletes: bool) -> Website:
    """The value of a cell that declares none."""
    return Website("", "", "", "", 0, "", "", "none", "", deletes)
