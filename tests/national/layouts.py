"""The same data in the free layouts that offices use instead of the form (domain brief §5.1)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.thai import thai_digits
from schemas import CERTIFICATION, CONTACT, WEBSITE
from schemas.columns import PERSONS
from tests.national.filling import Written
from tests.national.headings import KEYS, MISSPELT, OWN, PEOPLE, USUAL
from tests.national.pen import Pen, Spelling, as_it_is
from tests.national.plan import Plan, Row, Value


class Layout(NamedTuple):
    """``write``: a province's plan and its name -> the workbook of that office.

    Faults in the fields ``without`` cannot be shown, and ``extras`` says whether rows can be added.
    """

    write: Callable[[Plan, str], Written]
    without: frozenset[str] = frozenset()
    extras: bool = True

    def adapt(self, plan: Plan) -> Plan:
        """The plan with the faults taken out that this layout cannot show."""
        for row in (row for rows in plan.values() for row in rows if row.fault):
            named = {*row.changes, *(name for name, _ in row.rules if row.fault)}
            if named & self.without or (row.fault == "XR001" and not self.extras):
                row.put_right()
        return {table: [row for row in rows if self.extras or not row.extra] for table, rows in plan.items()}


def _columns(fields: Sequence[str], left: int = 1) -> dict[str, int]:
    return {name: col for col, name in enumerate(fields, left)}


def _table(
    pen: Pen, sheet: Any, top: int, fields: Sequence[str], rows: Sequence[Row], *,
    heading: Mapping[str, str] = USUAL, spelling: Spelling = as_it_is, left: int = 1,
) -> int:  # fmt: skip
    """A heading of one row and the rows below it; the number of the row after the last."""
    if heading is MISSPELT and "website" in fields:
        pen.label(WEBSITE.name, sheet, top, left + fields.index("website"), "SH004")
    pen.heading(sheet, top, *(heading[name] for name in fields), left=left)
    columns = _columns(fields, left)
    for number, row in enumerate(rows, top + 1):
        pen.row(sheet, number, columns, row, spelling)
    return top + 1 + len(rows)


def _titles(pen: Pen, sheet: Any, province: str, *more: str) -> int:
    """Title rows as offices write them; the number of the row after them."""
    texts = ("แบบรายงานข้อมูลองค์กรปกครองส่วนท้องถิ่น", f"จังหวัด{province}", *more)
    for number, text in enumerate(texts, 1):
        sheet.merge_range(number - 1, 0, number - 1, 5, text)
    return len(texts) + 1


def titled(plan: Plan, province: str) -> Written:
    """Three title rows, sheets called Sheet1 to Sheet3, a row that numbers the columns."""
    pen = Pen()
    for number, (table, own) in enumerate(OWN.items(), 1):
        sheet = pen.sheet(f"Sheet{number}")
        top = _titles(pen, sheet, province, "ข้อมูลเพื่อเผยแพร่")
        fields = (*KEYS, *own)
        pen.heading(sheet, top, *(USUAL[name] for name in fields))
        pen.line(sheet, top + 1, *(f"({n})" for n in range(1, len(fields) + 1)))
        for at, row in enumerate(plan[table], top + 2):
            pen.row(sheet, at, _columns(fields), row)
    return pen.written()


def two_row_headings(plan: Plan, province: str) -> Written:
    """Persons under merged headings, the other headings merged over both rows."""
    pen = Pen()
    _table(pen, pen.sheet("เว็บ"), 1, (*KEYS, *OWN[WEBSITE.name]), plan[WEBSITE.name])
    sheet = pen.sheet("ผู้ดูแล")
    top = _titles(pen, sheet, province)
    fields = (*KEYS, *PEOPLE)
    pen.heading(sheet, top)
    for col, name in enumerate(KEYS):
        sheet.merge_range(top - 1, col, top, col, USUAL[name])
    for n in PERSONS:
        left = len(KEYS) + 3 * (n - 1)
        sheet.merge_range(top - 1, left, top - 1, left + 2, f"ผู้ดูแลระบบ INFO คนที่ {thai_digits(n)}")
        pen.line(sheet, top + 1, "ชื่อ-นามสกุล", "ตำแหน่ง", "โทรศัพท์", left=left + 1)
    for at, row in enumerate(plan[CONTACT.name], top + 2):
        pen.row(sheet, at, _columns(fields), row)
    _table(pen, pen.sheet("๘ ด้าน"), 2, (*KEYS, *OWN[CERTIFICATION.name]), plan[CERTIFICATION.name])
    return pen.written()


def misspelt(plan: Plan, province: str) -> Written:
    """Headings in other words and with slips."""
    pen = Pen()
    for table, own in OWN.items():
        sheet = pen.sheet(f"{province} {table}")
        _table(pen, sheet, _titles(pen, sheet, province) + 1, (*KEYS, *own), plan[table], heading=MISSPELT)
    return pen.written()


def one_below_the_other(plan: Plan, province: str) -> Written:
    """All three tables on one sheet, each with its title."""
    pen = Pen()
    sheet = pen.sheet("ข้อมูล")
    top = 1
    for table, own in OWN.items():
        pen.line(sheet, top, f"ตารางที่ {table} จังหวัด{province}")
        top = _table(pen, sheet, top + 1, (*KEYS, *own), plan[table]) + 2
    return pen.written()


def side_by_side(plan: Plan, province: str) -> Written:
    """Websites at the left, contacts at the right, a blank column between."""
    pen = Pen()
    sheet = pen.sheet("รวม")
    fields = (*KEYS, "website")
    _table(pen, sheet, 2, fields, plan[WEBSITE.name])
    _table(pen, sheet, 2, (*KEYS, *PEOPLE), plan[CONTACT.name], left=len(fields) + 2)
    pen.line(sheet, 1, f"จังหวัด{province}")
    return pen.written()


def flat(plan: Plan, province: str) -> Written:
    """One table with website and contacts together, and a column for the province."""
    pen = Pen()
    sheet = pen.sheet("แบบรายงาน")
    fields = ("seq", "province", *KEYS[1:], "website", *PEOPLE)
    columns = _columns(fields)
    pen.line(sheet, 1, *(USUAL[name] for name in fields))
    for number, (site, person) in enumerate(zip(plan[WEBSITE.name], plan[CONTACT.name], strict=True), 2):
        pen.put(sheet, number, columns["province"], province)
        pen.row(sheet, number, columns, person)
        keys = {name: value for name, value in site.cells.items() if name == "website"}
        rules = [rule for rule in site.rules if rule[0] in ("website", "fiscal_year")]
        pen.row(sheet, number, columns, Row(site.table, site.lao, keys, rules=rules))
    return pen.written()


def _by_district(rows: Sequence[Row]) -> list[Row]:
    """The rows district by district, numbered anew."""
    ordered = sorted(rows, key=lambda row: (row.lao.district, row.lao.code))
    return [replace(row, clean={**row.clean, "seq": number}) for number, row in enumerate(ordered, 1)]


def district_lines(plan: Plan, province: str) -> Written:
    """No district column: a line for each district, a total, remarks and a signature block at the end."""
    pen = Pen()
    for table, own in OWN.items():
        sheet = pen.sheet(table)
        number = _titles(pen, sheet, province)
        fields = tuple(name for name in (*KEYS, *own) if name != "district")
        pen.heading(sheet, number, *(USUAL[name] for name in fields))
        rows = _by_district(plan[table])
        district = ""
        for row in rows:
            number += 1
            if row.lao.district != district:
                district = row.lao.district
                sheet.merge_range(number - 1, 0, number - 1, len(fields) - 1, f"อำเภอ{district}")
                number += 1
            pen.row(sheet, number, _columns(fields), row)
        _footer(pen, sheet, number + 1, len(rows))
    return pen.written()


def _footer(pen: Pen, sheet: Any, number: int, count: int) -> None:
    pen.say(sheet, "SH007")
    pen.line(sheet, number, "", "", f"รวม {thai_digits(count)} แห่ง")
    pen.line(sheet, number + 1, "หมายเหตุ ข้อมูลได้รับการตรวจสอบแล้ว")
    dots = "." * 30
    for at, text in enumerate((f"(ลงชื่อ){dots}ผู้รับรองข้อมูล", f"({dots})", f"ตำแหน่ง {dots}"), number + 3):
        pen.line(sheet, at, text, left=4)


def merged_districts(plan: Plan, province: str) -> Written:
    """The district's cell merged over all its rows."""
    pen = Pen()
    for table, own in OWN.items():
        sheet = pen.sheet(f"{table} {province}")
        fields = (*KEYS, *own)
        columns = _columns(fields)
        pen.line(sheet, 1, *(USUAL[name] for name in fields))
        rows = _by_district(plan[table])
        for number, row in enumerate(rows, 2):
            pen.row(sheet, number, columns, row, skip=["district"])
        first = 0
        for last in range(1, len(rows) + 1):
            if last == len(rows) or rows[last].lao.district != rows[first].lao.district:
                _merged(pen, sheet, columns["district"], first + 2, last + 1, rows[first])
                first = last
    return pen.written()


def _merged(pen: Pen, sheet: Any, col: int, first: int, last: int, row: Row) -> None:
    if first == last:
        pen.put(sheet, first, col, row.lao.district)
        return
    sheet.merge_range(first - 1, col - 1, last - 1, col - 1, row.lao.district)
    pen.label(row.table, sheet, first, col, "SH008")


def gaps(plan: Plan, province: str) -> Written:
    """A blank row after every ten, and some rows hidden."""
    pen = Pen()
    for table, own in OWN.items():
        sheet = pen.sheet(table)
        number = 2
        pen.say(sheet, "SH013", "WB012")
        pen.heading(sheet, number, *(USUAL[name] for name in (*KEYS, *own)))
        for count, row in enumerate(plan[table]):
            number += 2 if count and count % 10 == 0 else 1
            pen.row(sheet, number, _columns((*KEYS, *own)), row)
            if count % 17 == 5:
                sheet.set_row(number - 1, None, None, {"hidden": True})
    return pen.written()


def in_thai_digits(plan: Plan, province: str) -> Written:
    """Numbers, years and phones in Thai digits, each of which is a repair."""
    pen = Pen()

    def spelling(field: str, value: Value) -> tuple[Value, str]:
        if field == "fiscal_year":
            return thai_digits(value), "FY006"
        if field.endswith("_phone") and value:
            return thai_digits(value), "PH002"
        return (thai_digits(value), "") if field == "seq" else (value, "")

    return _spelt(pen, plan, province, spelling)


def as_numbers(plan: Plan, province: str) -> Written:
    """Codes and phones typed as numbers: Excel has dropped their zeros, and each is put back."""
    pen = Pen()

    def spelling(field: str, value: Value) -> tuple[Value, str]:
        if field == "lao_code":
            return int(str(value)), "LA003"
        if field.endswith("_phone") and value:
            return int("".join(char for char in str(value) if char.isdigit())), "PH003"
        return value, ""

    return _spelt(pen, plan, province, spelling)


def _spelt(pen: Pen, plan: Plan, province: str, spelling: Spelling) -> Written:
    for table, own in OWN.items():
        sheet = pen.sheet(table)
        _table(pen, sheet, _titles(pen, sheet, province), (*KEYS, *own), plan[table], spelling=spelling)
    return pen.written()


def without_codes(plan: Plan, province: str) -> Written:
    """No code and no type column: อบต.แม่ใส, with its district."""
    pen = Pen()
    for table, own in OWN.items():
        sheet = pen.sheet(table)
        fields = ("seq", "lao_name", "district", "fiscal_year", *own)
        rows = [replace(row, clean={**row.clean, "lao_name": _full_name(row)}) for row in plan[table]]
        _table(pen, sheet, _titles(pen, sheet, province), fields, rows)
    return pen.written()


def _full_name(row: Row) -> str:
    return row.lao.name if row.lao.type == "พิเศษ" else row.lao.type + row.lao.name


DISTRICT = frozenset({"district"})
LAYOUTS = (
    Layout(titled),
    Layout(two_row_headings),
    Layout(misspelt),
    Layout(one_below_the_other),
    Layout(side_by_side),
    Layout(flat, frozenset(KEYS), extras=False),
    Layout(district_lines, DISTRICT),
    Layout(merged_districts, DISTRICT),
    Layout(gaps),
    Layout(in_thai_digits),
    Layout(as_numbers),
    Layout(without_codes, frozenset(KEYS) - {"fiscal_year"}, extras=False),
)
