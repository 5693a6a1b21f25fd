"""One website row against the master."""

from pipeline.merge.units import Before, Taken, same
from pipeline.model import Change, Finding, Placement, Record
from schemas import WEBSITE

LABEL = WEBSITE.field("website").label
SILENCED = frozenset({("WW001", "website"), ("WW002", "website")})
"""What is not said of a blank or a dash over a value that stays."""


def merge_website(
    record: Record,
    before: Before,
    placement: Placement,
    withheld: frozenset[str],
    lao_code: str,
    released: frozenset[tuple[str, str]],
) -> Taken:
    """The change one website row makes: none where the cell is bad, or blank or a dash over a value (XS005)."""
    values = record.values
    newest = before.newest()
    nothing = not values["website"] or (values["kind"] == "none" and not values["deletes"])
    if nothing and newest is not None and newest["website"]:
        kept = record.finding("XS005", "website", LABEL, suggestion=newest["website"])
        return Taken("blank", findings=(kept,), silenced=SILENCED)
    if not values["website"]:
        return Taken("blank")
    if "website" in withheld or not values["kind"]:
        return Taken("refused")
    change = _change(record, before, placement, lao_code, released)
    told: tuple[Finding, ...] = ()
    if newest is not None and newest["website"] != values["url"]:
        params = {"v": newest["website"] or "ไม่มี", "x": values["url"] or "ไม่มี"}
        told = (record.finding("XS004", "website", LABEL, params),)
    return Taken("accepted", (change,), told)


def _change(
    record: Record, before: Before, placement: Placement, lao_code: str, released: frozenset[tuple[str, str]]
) -> Change:
    url = record.values["url"]
    values = {"website": url, "website_kind": record.values["kind"]}
    held = record.values["concern"] == "suspicious" and (record.lao_id, url) not in released
    stands = same(before.at(), values, held=held, unverified=placement.unverified)
    cell = record.cells["website"].ref
    return Change(
        "website", record.lao_id, lao_code, placement.fiscal_year, 0, "confirm" if stands else "set", values,
        record.sheet, cell, held, placement.unverified,
    )  # fmt: skip
