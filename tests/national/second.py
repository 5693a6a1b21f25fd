"""Second deliveries: what an office sends after the deadline over what it sent before (rules XS, XR010, XF002)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas import WEBSITE
from tests.national.odd import LATE, USUAL_OF_FILE, Make, Office, Sent, plain, refused, taken
from tests.national.plan import Row

FIRST, SECOND = "ครั้งแรก.xlsx", "ครั้งหลัง.xlsx"
CELL = "website"


def _changed(row: Row, site: str | None, *rules: str) -> Row:
    """The row with another website; what the master has by it stays where there is none."""
    told = [(CELL, rule) for rule in rules]
    return replace(row, changes={CELL: site}, rules=told, value=site or row.value)


def _before(office: Office, rows: Sequence[Row], name: str = FIRST) -> Sent:
    """The first delivery; nothing of it is still said once another has taken its place."""
    return Sent(name, plain(office, rows).data, rows=rows)


def _after(office: Office, rows: Sequence[Row], *rules: str, name: str = SECOND) -> Sent:
    """The second: what was known of its tables is counted (XS009), be it that LAOs are missing."""
    return replace(taken(name, plain(office, rows), rows, LATE, "XS009", *rules), later=True)


def _other(row: Row) -> str:
    return f"http://www.new{row.lao.code}.go.th"


def _revised(office: Office) -> list[Sent]:
    """XS001."""
    one, *others = office.sites()
    rows = [_changed(one, _other(one), "XS004"), *others]
    return [_before(office, [one, *others]), _after(office, rows, "XS001", name="แก้ไขครั้งที่ 2.xlsx")]


def _older(office: Office) -> list[Sent]:
    """XS002: a lower number after a higher one."""
    rows = office.sites()
    first = taken("แก้ไขครั้งที่ 2.xlsx", plain(office, rows), rows)
    second = refused("แก้ไขครั้งที่ 1.xlsx", plain(office, [_changed(rows[0], _other(rows[0]))]).data, "XS002", LATE)
    second.labels.add(("", "", "FM004"))
    return [first, replace(second, later=True)]


def _two_of_one_number(office: Office) -> list[Sent]:
    """XS003: two files say that they are the fifth revision, and do not agree on an LAO; one finding tells of both."""
    one, other, *_ = office.sites()
    wrong = [replace(_changed(one, site), value=one.value) for site in (_other(one), _other(other))]
    names = ("แก้ไขครั้งที่ 5 ก.xlsx", "แก้ไขครั้งที่ 5 ข.xlsx")
    former = Sent(names[0], plain(office, wrong[:1]).data, later=True)
    last = _after(office, [replace(wrong[1], rules=[("lao_name", "XS003")])], name=names[1])
    last.labels.remove(("", "", "XS009"))  # the other file of the number has counted
    first = Sent(FIRST, plain(office).data, {("", "", rule) for rule in USUAL_OF_FILE}, office.sites())
    return [first, former, last]


def _another_site(office: Office) -> list[Sent]:
    """XS004."""
    one, *others = office.sites()
    return [_before(office, [one, *others]), _after(office, [_changed(one, _other(one), "XS004"), *others])]


def _blank(office: Office) -> list[Sent]:
    """XS005: the master keeps what it has."""
    one, *others = office.sites()
    return [_before(office, [one, *others]), _after(office, [_changed(one, None, "XS005"), *others])]


def _mended(office: Office) -> list[Sent]:
    """XS009."""
    one, *others = office.sites()
    wrong = _changed(one, "http://www.lao.gp.th")
    return [_before(office, [wrong, *others]), _after(office, [one, *others])]


def _fewer(office: Office) -> list[Sent]:
    """XS010: the row left out stays, and so does what was said of the first file."""
    rows = office.sites()
    second = _after(office, rows[:2])
    second.labels.add(("เว็บไซต์", "", "XS010"))
    first = _before(office, rows)
    return [replace(first, labels={("", "", rule) for rule in USUAL_OF_FILE}), second]


def _slid(office: Office) -> list[Sent]:
    """XR010: one column was sorted alone."""
    rows = office.sites(4)
    sites = [str(row.clean[CELL]) for row in (*rows[1:], rows[0])]
    slid = [_changed(row, site, "XR010", "XS004") for row, site in zip(rows, sites, strict=True)]
    return [_before(office, rows), _after(office, slid)]


def _all_changed(office: Office) -> list[Sent]:
    """XS006: held for central staff."""
    rows = office.sites(10)
    first = taken(FIRST, plain(office, rows), rows)
    second = refused(SECOND, plain(office, [_changed(row, _other(row)) for row in rows]).data, LATE, "FM004")
    second.labels.add(("", "", "XS006"))
    return [first, replace(second, later=True)]


def _over_central(office: Office) -> list[Sent]:
    """XS011: what central staff had set."""
    one, *others = office.sites()
    first = replace(_before(office, [_changed(one, _other(one))]), folder="central")
    second = _after(office, [_changed(one, str(one.clean[CELL]), "XS004"), *others])
    second.labels.remove(("", "", "XS009"))
    return [first, replace(second, central={(one.lao.code, "XS011"), ("", "WW033")})]


def _left_out(office: Office) -> list[Sent]:
    """XF002: an LAO of an earlier year, of which the second file says nothing."""
    placed = [row for row in office.plan[WEBSITE.name] if ("fiscal_year", "FY001") in row.rules][:1]
    if not placed or len(placed[0].rules) > 1:
        return []
    first = taken(FIRST, plain(office, placed), placed)
    first.labels -= {("เว็บไซต์", "", "XR005"), ("เว็บไซต์", "", "WW033")}
    return [first, _after(office, office.sites(), "XF002")]


SECOND_FILES: Mapping[str, Make] = {
    "XF002": _left_out,
    "XS001": _revised,
    "XS002": _older,
    "XS003": _two_of_one_number,
    "XS004": _another_site,
    "XS005": _blank,
    "XS006": _all_changed,
    "XS009": _mended,
    "XS010": _fewer,
    "XS011": _over_central,
    "XR010": _slid,
}
