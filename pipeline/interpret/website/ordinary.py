"""The ordinary website cell: the front page of a government host, written as it is stored. Most cells are one, and it
is read here in a third of the time, and just as at length."""

import re

from pipeline.interpret.website.host import LONGEST_HOST
from pipeline.interpret.website.lists import SiteLists
from pipeline.interpret.website.value import Website

_LABEL = r"(?!-|xn--)[a-z0-9-]{1,63}(?<!-)\."
_ORDINARY = re.compile(rf"(?!.*\d{{13}})(https?)://((?:www\.)?((?!www)(?:{_LABEL})+)go\.th)/?")


def ordinary(text: str, lists: SiteLists) -> Website | None:
    """The website of an ordinary cell, None where there is more to say."""
    import validators

    found = _ORDINARY.fullmatch(text)
    if not found:
        return None
    scheme, host, own = found.groups()
    url = f"{scheme}://{host}"
    listed = lists.use_of(host) or own.removesuffix(".") in lists.placeholders or "th" in lists.local_names
    if listed or len(host) > LONGEST_HOST or len(url) > lists.longest or not validators.url(url, strict_query=False):
        return None
    return Website(url, scheme, host, host, 0, "", "", "official")
