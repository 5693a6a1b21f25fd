"""A page of the directory from its template, and what every page knows. Pure."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from pipeline.output.templates import TEMPLATES, environment
from schemas.reference import LaoType, Reference

HOLE = Markup("<!---->")
"""Stands in a page for what is put in afterwards; nobody's text can be it, for that is escaped."""


def html(template: str, known: Mapping[str, Any], **values: Any) -> str:
    """The page, or the part of one, that ``templates/directory/<template>.html`` makes of the values."""
    return _environment().get_template(f"directory/{template}.html").render({**known, **values})


def shared(reference: Reference, as_of: str, as_of_be: str) -> dict[str, Any]:
    """What every page knows; the day of the data as ISO has it and as it is read."""
    types = [{"slug": one.slug, "tab": tab(one)} for one in reference.types.values()]
    return {"round": reference.round, "as_of": as_of, "as_of_be": as_of_be, "types": types, "here": ""}


def tab(lao_type: LaoType) -> str:
    """The tab's word, as on the department's own page: อบจ., อบต., the municipalities in full."""
    if lao_type.slug == "special":
        return "รูปแบบพิเศษ"
    return lao_type.short if lao_type.slug in ("pao", "tao") else lao_type.name


@cache
def _environment() -> Environment:
    templates = environment(TEMPLATES)
    templates.filters["count"] = lambda number: f"{number:,}"
    return templates
