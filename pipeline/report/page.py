"""One page of a report: a template of ``templates/report`` with its style and script inside.

A report is forwarded as a single file, so style and script are inlined; the Content-Security-Policy allows
exactly those two by their SHA-256 and nothing else: no network, no other script, no inline style attribute.
"""

import base64
import hashlib
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from pipeline.output.templates import TEMPLATES, environment
from pipeline.report import words
from pipeline.thai import BE_OFFSET, be_date
from schemas.reference import Reference
from schemas.rules import catalogue

_SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")

FOLDER = TEMPLATES / "report"


def page(template: str, reference: Reference, *, script: str = "", up: str = "", **values: Any) -> bytes:
    """The page as UTF-8. ``script`` names a file beside the template, ``up`` leads to the reports' folder ("../")."""
    style, code = _asset("report.css"), _asset(script) if script else Markup()
    text = (
        _environment()
        .get_template(template)
        .render(values, round=reference.round, style=style, script=code, csp=_policy(style, code), up=up)
    )
    return text.encode()


def part(template: str, **values: Any) -> str:
    """A part of a page, for the template that holds it to take in as it is."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    templates = environment(FOLDER)
    templates.globals.update(words=words, area_of=area_of)
    templates.filters.update(moment=moment, day=day)
    return templates


@cache
def _asset(name: str) -> Markup:
    """Style or script of ours; never anything an office typed, so it goes in unescaped."""
    return Markup((FOLDER / name).read_text("utf-8").strip())  # noqa: S704


@cache
def _policy(style: str, script: str) -> str:
    parts = {"default-src": "'none'", "style-src": _hash(style), "base-uri": "'none'", "form-action": "'none'"}
    if script:
        parts["script-src"] = _hash(script)
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def moment(iso: str) -> str:
    """An ISO date or time as people read it: "22 กรกฎาคม 2557 09:30 น."; "" stays ""."""
    if not iso:
        return ""
    when = datetime.fromisoformat(iso)
    return be_date(when.date()) + (f" {when:%H:%M} น." if "T" in iso or " " in iso else "")


def day(iso: str) -> str:
    """An ISO date or time as a short date for tables: "22 ก.ค. 2557"; "" stays ""."""
    if not iso:
        return ""
    when = datetime.fromisoformat(iso)
    return f"{when.day} {_SHORT_MONTHS[when.month - 1]} {when.year + BE_OFFSET}"


def area_of(code: str) -> str:
    """The area of a rule: its page in the catalogue is rules/<area>.html."""
    return catalogue()[code].area


def blanked(message: str) -> str:
    """A rule's message with "…" where one finding's particulars stand."""
    return message.format_map(_Blanks())


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
