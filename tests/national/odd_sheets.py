"""Odd sheets: headings and rows out of order, words for provinces, links, patterns over rows (SH, LA, WW, XR, FY)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas import CONTACT, WEBSITE
from tests.national.headings import KEYS, PEOPLE, USUAL
from tests.national.odd import SITES, Make, Office, Sent, numbered, refused, sheet_of, taken
from tests.national.pen import Pen
from tests.national.plan import NEWEST, Row, Value

NAME = "รายงาน.xlsx"
PHONES = ("person1_phone", "person2_phone")
WEBSITE_COLUMN = SITES.index("website") + 1


def _changed(row: Row, rule: tuple[str, str] | None = None, **changes: Value) -> Row:
    """The row with other cells, and the rule that this must raise."""
    return replace(row, changes=changes, rules=[rule] if rule else [])


def _sent(office: Office, pen: Pen, rows: Sequence[Row] | None = None) -> list[Sent]:
    return [taken(NAME, pen.written(), office.sites() if rows is None else rows)]


def _withheld(pen: Pen, sheet: str, cell: str, rule: str) -> list[Sent]:
    sent = refused(NAME, pen.written().data, "FM004")
    sent.labels.add((sheet, cell, rule))
    return [sent]


def _column_misnamed(office: Office) -> list[Sent]:
    """SH001: one heading that nobody knows, and no more is said than that."""
    pen = Pen()
    sheet_of(pen, office.sites(), heading={**USUAL, "website": "ที่อยู่บนอินเทอร์เน็ตของหน่วย"})
    return _withheld(pen, "เว็บไซต์", "", "SH001")


def _column_twice(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites())
    pen.line(sheet, 1, "เว็บไซต์", left=WEBSITE_COLUMN + 1)
    return _withheld(pen, "เว็บไซต์", "H1", "SH002")


def _column_more(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites())
    pen.line(sheet, 1, "สีรถ", left=WEBSITE_COLUMN + 1)
    pen.label(WEBSITE.name, sheet, 1, WEBSITE_COLUMN + 1, "SH003")
    return _sent(office, pen)


def _heading_misspelt(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites(), heading={**USUAL, "website": "เว็บไซต"})
    pen.label(WEBSITE.name, sheet, 1, WEBSITE_COLUMN, "SH004")
    return _sent(office, pen)


def _titles(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites(), top=3)
    pen.line(sheet, 1, "แบบรายงานเว็บไซต์ อปท.")
    return _sent(office, pen)


def _persons_untold(office: Office) -> list[Sent]:
    """SH006: two columns for phones, without a word on whose."""
    pen = Pen()
    heading = {**USUAL, "person1_phone": "เบอร์ติดต่อ", "person2_phone": "เบอร์ติดต่อ"}
    rows = numbered([row for row in office.plan[CONTACT.name] if not row.rules][:3])
    fields = (*KEYS, *(name for name in PEOPLE if name not in PHONES), *PHONES)
    sheet = sheet_of(pen, rows, "ผู้ดูแล", fields, heading)
    for col in (len(fields) - 1, len(fields)):
        pen.label(CONTACT.name, sheet, 1, col, "SH006")
    written = pen.written()
    labels = {label[1:] for label in written.labels} | {("", "", "FM004"), ("", "", "WB015"), ("ผู้ดูแล", "", "XR005")}
    return [Sent(NAME, written.data, labels, rows)]


def _footer(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites())
    pen.line(sheet, 6, "หมายเหตุ ข้อมูลได้รับการตรวจสอบแล้ว")
    pen.say(sheet, "SH007")
    return _sent(office, pen)


def _merged(office: Office) -> list[Sent]:
    pen = Pen()
    near = office.sites(1)[0].lao.district
    rows = [row for row in office.sites(100) if row.lao.district == near][:2]
    sheet = sheet_of(pen, [_changed(row, district=None) for row in numbered(rows)])
    col = SITES.index("district")
    sheet.merge_range(1, col, 2, col, near)
    pen.label(WEBSITE.name, sheet, 2, col + 1, "SH008")
    return _sent(office, pen, rows)


def _no_rows(office: Office) -> list[Sent]:
    pen = Pen()
    sheet_of(pen, [])
    return _withheld(pen, "เว็บไซต์", "", "SH009")


def _numbers_missing(office: Office) -> list[Sent]:
    pen = Pen()
    rows = [_changed(row, seq=number) for number, row in zip((1, 2, 5), office.sites(), strict=True)]
    pen.label(WEBSITE.name, sheet_of(pen, rows), 4, 1, "SH010")
    return _sent(office, pen)


def _gap(office: Office) -> list[Sent]:
    pen = Pen()
    one, *others = office.sites()
    sheet = sheet_of(pen, [one])
    for number, row in enumerate(others, 4):
        pen.row(sheet, number, {name: col for col, name in enumerate(SITES, 1)}, row)
    pen.say(sheet, "SH013")
    return _sent(office, pen)


def _other_total(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites())
    pen.line(sheet, 5, "รวม ๕ แห่ง")
    pen.say(sheet, "SH007", "SH014")
    return _sent(office, pen)


def _colours(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites(), top=2)
    pen.line(sheet, 1, "สีแดง = ยังไม่รับรอง")
    pen.say(sheet, "SH015")
    return _sent(office, pen)


def _other_year(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites(), top=2)
    pen.line(sheet, 1, f"ปีงบประมาณ {NEWEST - 1}")
    pen.label(WEBSITE.name, sheet, 3, SITES.index("fiscal_year") + 1, "FY017")
    return _sent(office, pen)


def _provinces(office: Office) -> list[Sent]:
    """LA012, LA013 and LA014 in a column of provinces."""
    pen = Pen()
    words = ((f"{office.province.name}ๆๆบุลี", "LA012"), (office.province.abbr, "LA013"), ("กรุงเทพฯ", "LA014"))
    rows = [
        _changed(row, ("province", rule), province=word)
        for row, (word, rule) in zip(office.sites(), words, strict=True)
    ]
    sheet_of(pen, rows, fields=(*SITES, "province"))
    return _sent(office, pen, [office.sites()[1]])


def _link_differs(office: Office) -> list[Sent]:
    """WW024: the cell says one website, its link opens another."""
    pen = Pen()
    row = office.sites(1)[0]
    sheet = sheet_of(pen, [row])
    sheet.write_url(1, WEBSITE_COLUMN - 1, "http://www.other-site.go.th", string=str(row.clean["website"]))
    pen.label(WEBSITE.name, sheet, 2, WEBSITE_COLUMN, "WW024")
    return _sent(office, pen, [row])


def _dragged(office: Office) -> list[Sent]:
    """XR006: the first website was typed, the others dragged down."""
    pen = Pen()
    rows = [
        _changed(row, ("website", "XR006"), website=f"http://www.tambon{number}.go.th")
        for number, row in enumerate(office.sites(5), 1)
    ]
    sheet_of(pen, rows)
    return _sent(office, pen, [])


def _all_the_same(office: Office) -> list[Sent]:
    """XR007, and XR003 for central staff."""
    pen = Pen()
    rows = numbered(list({row.lao.name: row for row in office.sites(12)}.values())[:10])
    one = str(rows[0].clean["website"])
    sheet = sheet_of(pen, [_changed(row, website=one) for row in rows])
    pen.say(sheet, "XR007")
    (sent,) = _sent(office, pen, [replace(row, value=one) for row in rows])
    sent.central |= {(row.lao.code, "XR003") for row in rows}
    return [sent]


def _near_names(office: Office) -> list[Sent]:
    """XR009: without a code, one letter tells two LAOs apart."""
    names = {row.lao.name: row for row in office.sites(1000) if row.lao.type == "อบต."}
    pairs = ((row, names[near]) for name, row in names.items() for near in _one_letter_less(name) if near in names)
    if not (pair := next(pairs, None)):
        return []
    pen = Pen()
    sheet_of(pen, [_changed(row, ("lao_name", "XR009"), lao_code=None) for row in numbered(pair)])
    return _sent(office, pen, list(pair))


def _one_letter_less(name: str) -> list[str]:
    return [name[:at] + name[at + 1 :] for at in range(len(name))]


ODD_SHEETS: Mapping[str, Make] = {
    "SH001": _column_misnamed,
    "SH002": _column_twice,
    "SH003": _column_more,
    "SH004": _heading_misspelt,
    "SH005": _titles,
    "SH006": _persons_untold,
    "SH007": _footer,
    "SH008": _merged,
    "SH009": _no_rows,
    "SH010": _numbers_missing,
    "SH013": _gap,
    "SH014": _other_total,
    "SH015": _colours,
    "FY017": _other_year,
    "LA012": _provinces,
    "WW024": _link_differs,
    "XR006": _dragged,
    "XR007": _all_the_same,
    "XR009": _near_names,
}
