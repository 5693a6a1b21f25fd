"""The sitemap (sitemaps.org): every page at its full address, for a site whose address the settings name. Pure."""

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

NOT_LISTED = "404.html"


def sitemap(paths: Iterable[str], address: str, as_of: date) -> bytes:
    """``sitemap.xml`` for the pages among ``paths``; the front page stands under the bare address."""
    base = address.rstrip("/") + "/"
    pages = sorted(path for path in paths if path.endswith(".html") and path != NOT_LISTED)
    urls = "".join(
        f"<url><loc>{escape(base + path.removesuffix('index.html'))}</loc><lastmod>{as_of}</lastmod></url>\n"
        for path in pages
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n".encode()
