"""Odd files: damaged, locked, dangerous, in another format, of another province or round (rules WB, FM)."""

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping

import msoffcrypto.format.ooxml
import xlwt

from schemas import WEBSITE
from tests.national.filling import Written
from tests.national.headings import USUAL
from tests.national.odd import SITES, Make, Office, Sent, marked, plain, refused, sheet_of, taken
from tests.national.pen import Pen
from tests.national.plan import Row, Value

SHEET = "xl/worksheets/sheet1.xml"
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
Change = str | Callable[[str], str] | None


def repacked(data: bytes, changes: Mapping[str, Change]) -> bytes:
    """The package with parts changed: new text, a function of the old text, or None to leave the part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in changes if name not in old.namelist())]:
            change = changes.get(name, lambda text: text)
            if change is not None:
                new.writestr(name, change(old.read(name).decode()) if callable(change) else change)
    return out.getvalue()


def _with(rule: str, part: str, text: str, suffix: str = "xlsx") -> Make:
    """A part more in the package, which is remarked on."""

    def make(office: Office) -> list[Sent]:
        written = plain(office)
        data = repacked(written.data, {part: text})
        return [taken(f"รายงาน.{suffix}", written._replace(data=data), office.sites(), rule)]

    return make


def _refused(rule: str, change: Callable[[bytes], bytes | None], name: str = "รายงาน.xlsx") -> Make:
    return lambda office: [refused(name, change(plain(office).data), rule)]


def _below(data: bytes, rows: str) -> bytes:
    return repacked(data, {SHEET: lambda text: text.replace("</sheetData>", f"{rows}</sheetData>")})


def _locked(data: bytes) -> bytes:
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt("1234", out)
    return out.getvalue()


def _in_other_words(text: str) -> str:
    for word, other in STRICT.items():
        text = text.replace(word, other)
    return text


def _strict(data: bytes, more: Mapping[str, Change]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = old.namelist()
    return repacked(repacked(data, dict.fromkeys(names, _in_other_words)), more)


def _part_twice(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(SHEET, "<worksheet/>")
    return out.getvalue()


def _old_format(office: Office) -> list[Sent]:
    """WB002: Excel 97–2003."""
    out, book = io.BytesIO(), xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("เว็บไซต์")
    lines: list[Mapping[str, Value]] = [USUAL, *(row.cells for row in office.sites())]
    for number, row in enumerate(lines):
        for col, name in enumerate(SITES):
            sheet.write(number, col, row[name])
    book.save(out)
    written = Written(out.getvalue(), frozenset(), {WEBSITE.name: "เว็บไซต์"})
    return [taken("รายงาน.xls", written, office.sites(), "WB002")]


def _strict_but_read(office: Office) -> list[Sent]:
    written = plain(office)
    return [taken("รายงาน.xlsx", written._replace(data=_strict(written.data, {})), office.sites(), "WB023")]


def _cover(office: Office) -> list[Sent]:
    pen = Pen()
    pen.line(pen.sheet("หน้าปก"), 1, f"จังหวัด{office.province.name}")
    return [refused("รายงาน.xlsx", pen.written().data, "WB005")]


def _nobodys(office: Office) -> list[Sent]:
    """WB006: in no folder, under no name, with LAOs of two provinces."""
    guest = office.elsewhere[-1]
    row = office.sites(1)[0]
    pen = Pen()
    sheet_of(pen, [*office.sites(2), Row(row.table, guest, {**row.clean, "lao_code": guest.code})])
    name = f"รวม {office.province.code}00.xlsx"
    return [Sent(name, pen.written().data, {("", "", "WB006")}, folder="", central={("", "XF006")})]


def _named_otherwise(office: Office) -> list[Sent]:
    """WB007: our own form for this province, in a file named after another."""
    pen = marked(Pen(), office.mark())
    sheet_of(pen, office.sites())
    return [taken(f"จังหวัด{office.other.name}.xlsx", pen.written(), office.sites(), "WB007", form=True, folder="")]


def _of_form(rule: str, text: Callable[[Office], str], *, is_taken: bool = False) -> Make:
    """A form of ours with another mark."""

    def make(office: Office) -> list[Sent]:
        pen = marked(Pen(), text(office))
        sheet_of(pen, office.sites())
        written = pen.written()
        if is_taken:
            return [taken("รายงาน.xlsx", written, office.sites(), rule, form=True)]
        return [refused("รายงาน.xlsx", written.data, rule)]

    return make


def _hidden_rows(office: Office) -> list[Sent]:
    pen = Pen()
    sheet = sheet_of(pen, office.sites())
    sheet.set_row(2, None, None, {"hidden": True})
    pen.say(sheet, "WB012")
    return [taken("รายงาน.xlsx", pen.written(), office.sites())]


def _two_sheets(office: Office) -> list[Sent]:
    pen = Pen()
    rows = office.sites(4)
    sheet_of(pen, rows[:2], "อำเภอเมือง")
    sheet_of(pen, rows[2:], "อำเภออื่น")
    return [taken("รายงาน.xlsx", pen.written(), rows, "WB013")]


def _temporary(office: Office) -> list[Sent]:
    """WB009 beside the workbook that is open in Excel."""
    return [taken("รายงาน.xlsx", plain(office), office.sites()), refused("~$รายงาน.xlsx", b"x", "WB009")]


MANY_ROWS = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(10, 20_020))
FAR_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LINK = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>'

ODD_FILES: Mapping[str, Make] = {
    "WB001": _refused("WB001", lambda data: data[: len(data) // 2]),
    "WB002": _old_format,
    "WB003": _refused("WB003", lambda data: "<html><table><tr><td>เว็บไซต์</td></tr></table></html>".encode(), "ก.xls"),
    "WB004": _refused("WB004", _locked),
    "WB005": _cover,
    "WB006": _nobodys,
    "WB007": _named_otherwise,
    "WB009": _temporary,
    "WB011": _with("WB011", "xl/vbaProject.bin", "x", "xlsm"),
    "WB012": _hidden_rows,
    "WB013": _two_sheets,
    "WB014": _refused("WB014", lambda data: _below(data, MANY_ROWS)),
    "WB017": _of_form("WB017", lambda office: office.mark(version="1/2556"), is_taken=True),
    "WB018": _refused("WB018", lambda data: repacked(data, {"xl/a.xml": "<!DOCTYPE a><a/>"})),
    "WB019": _refused("WB019", lambda data: repacked(data, {"xl/a.xml": "<a>" + " " * 2_000_000})),
    "WB020": _with("WB020", "xl/externalLinks/externalLink1.xml", LINK),
    "WB021": _refused("WB021", lambda data: _strict(data, {SHEET: "<worksheet><row", "xl/sharedStrings.xml": "<"})),
    "WB022": _refused("WB022", lambda data: _below(data, FAR_CELL)),
    "WB023": _strict_but_read,
    "WB024": _refused("WB024", _part_twice),
    "WB025": _refused("WB025", lambda data: None),
    "WB026": _with("WB026", "xl/embeddings/oleObject1.bin", "x"),
    "FM001": _of_form("FM001", lambda office: office.mark() + "0"),
    "FM002": _of_form("FM002", lambda office: office.mark(province=office.other.code)),
    "FM003": _of_form("FM003", lambda office: office.mark(round="2556-1")),
}
