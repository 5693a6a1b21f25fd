"""Other formats, odd producers and hostile workbooks: read by whichever reader can, or refused with one cause."""

import io
import zipfile

import pytest
import xlwt
from made_up_workbooks import LIMITS, SITES, TABLES, patched, read, repacked, said, site, texts, xlsx

from pipeline.read import read_workbook

SHEET1 = "xl/worksheets/sheet1.xml"
GOOD = xlsx({"ข้อมูล": [SITES, site(1), site(2)]})
END = "</sheetData>"


def far(ref, row):
    return (END, f'<row r="{row}"><c r="{ref}"><v>1</v></c></row>{END}')


def test_xls():
    out, book = io.BytesIO(), xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("ข้อมูล")
    for number, row in enumerate((SITES, site(1), site(2, ""))):
        for col, value in enumerate(row):
            if col != 4 or not number:
                sheet.write(number, col, value)
    sheet.write_merge(1, 2, 4, 4, "เมืองสมมติ")
    book.save(out)
    found = read(out.getvalue(), "xls")
    assert [(r.number, r.cells["seq"].text, r.cells["district"].ref) for r in found.tables[0].rows] == [
        (2, "1", "E2"),
        (3, "2", "E2"),
    ]
    assert said(found) == {("E2", "SH008")}


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "meta")
)


def ods(rows, mark=""):
    def cell(value):
        if value == "":
            return "<table:table-cell/>"
        tag, inner = value if isinstance(value, tuple) else ("", value)
        return f'<table:table-cell office:value-type="string"{tag}><text:p>{inner}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    blank = '<table:table-cell table:number-columns-repeated="1024"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>'
    body = f'<table:table table:name="a">{lines}{tail}</table:table>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        target.writestr(
            "content.xml",
            f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        if mark:
            target.writestr("meta.xml", f'<meta:user-defined meta:name="thabian_mark">{mark}</meta:user-defined>')
    return out.getvalue()


def test_ods():
    link = '<text:a xlink:href="http://b.go.th/">www.a.go.th</text:a>'
    rows = [
        SITES,
        ["1", "05990001", "ทต.", "บ้านใหม่1", (' table:number-rows-spanned="2"', "เมือง"), "2557", link],
        ["2", "05990002", "ทต.", "บ้านใหม่2", "", "2557", "www.b.go.th"],
    ]
    book = read(ods(rows, "x|y"), "ods")
    assert [row.cells["district"].ref for row in book.tables[0].rows] == ["E2", "E2"]
    assert book.tables[0].rows[0].cells["website"].link == "http://b.go.th/"
    assert (said(book), book.mark) == ({("E2", "SH008")}, "x|y")


def test_ods_with_cells_at_opposite_corners():
    empty = '<table:table-row table:number-rows-repeated="900000"><table:table-cell/></table:table-row>'
    corner = (
        '<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
        '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    tail = "<table:table-row table:"
    data = patched(ods([SITES]), "content.xml", (tail, f"{empty}{corner}{tail}"))
    assert said(read(data, "ods")) == {("", "WB022")}


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb", "ods"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_no_reader_can_read(form, data):
    assert said(read(data, form)) == {("", "WB001")}


def test_strict_open_xml():
    strict = {
        name: lambda text: text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name in zipfile.ZipFile(io.BytesIO(GOOD)).namelist()
    }
    book = read(repacked(GOOD, strict))
    assert said(book) == {("", "WB023")}
    assert len(texts(book, "website")) == 2
    broken = repacked(repacked(GOOD, strict), {SHEET1: "<worksheet><sheetData><row", "xl/sharedStrings.xml": "<"})
    assert said(read(broken)) == {("", "WB021")}


def test_without_styles():
    book = read(repacked(GOOD, {"xl/styles.xml": None}))
    assert said(book) == {("", "WB023")}
    assert len(texts(book, "website")) == 2


def test_tags_with_a_prefix():
    def prefixed(text):
        tags = (
            "worksheet",
            "sheetData",
            "row",
            "c",
            "v",
            "f",
            "cols",
            "col",
            "dimension",
            "sheetViews",
            "sheetView",
            "sheetFormatPr",
            "pageMargins",
            "mergeCells",
            "mergeCell",
        )
        for tag in tags:
            for end in (" ", ">", "/"):
                text = text.replace(f"<{tag}{end}", f"<x:{tag}{end}").replace(f"</{tag}{end}", f"</x:{tag}{end}")
        return text.replace("xmlns=", "xmlns:x=")

    formula = ('<c r="G2" t="s"><v>12</v></c>', '<c r="G2"><f>A1</f></c>')
    book = read(repacked(patched(GOOD, SHEET1, formula), {SHEET1: prefixed}))
    assert said(book) == {("G2", "SH011")}


def test_the_second_reader_takes_what_the_first_cannot():
    error = ('<c r="A2"><v>1</v>', '<c r="A2" t="e"><v>#REF!</v>')
    book = read(patched(GOOD, SHEET1, error, ('<c r="A3">', '<c r="&#65;3">')))
    assert [row.cells["lao_code"].text for row in book.tables[0].rows] == ["05990001", "05990002"]
    assert said(book) == {("", "WB023"), ("A2", "SH012")}


@pytest.mark.parametrize(
    ("ref", "row"), [("XFD1048576", 1048576), ("XFD1048576", 1), ("xfd1048576", 4), ("ZZZ999999", 4), ("QQQQQQ4", 4)]
)
def test_two_cells_at_opposite_corners_never_reach_a_reader(ref, row):
    assert said(read(patched(GOOD, SHEET1, far(ref, row)))) == {("", "WB022")}


@pytest.mark.parametrize(
    "cell", ["<c r='XFD1048576'>", '<c r = "XFD1048576">', '<c\n r="XFD1048576">', '<c s="0" r="XFD1048576">']
)
def test_the_corner_in_another_spelling(cell):
    data = patched(GOOD, SHEET1, (END, f'<row r="4">{cell}<v>1</v></c></row>{END}'))
    assert said(read(data)) == {("", "WB022")}


@pytest.mark.parametrize(("ref", "row"), [("A60000", 60000), ("XFD4", 4), ("AAA1", 1)])
def test_one_cell_gone_astray_does_not_cost_the_table(ref, row):
    book = read(patched(GOOD, SHEET1, far(ref, row)))
    assert len(texts(book, "website")) == 2


def test_styled_blank_rows_are_no_rows():
    blank = "".join(f'<row r="{n}" s="0"><c r="A{n}" s="0"/><c r="XFD{n}" s="0"/></row>' for n in range(10, 30_000))
    book = read(patched(GOOD, SHEET1, (END, blank + END)))
    assert (len(texts(book, "website")), book.findings) == (2, ())


def test_too_many_rows():
    rows = [SITES, *(site(n) for n in range(1, 60))]
    small = {**LIMITS, "rows": 50}
    book = read_workbook(xlsx({"a": rows}), "xlsx", small, TABLES)
    assert [(f.rule, f.params) for f in book.findings] == [("WB014", {"n": "มากกว่า 50"})]
    assert book.tables == ()
    many = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(10, 22_000))
    book = read(patched(GOOD, SHEET1, (END, many + END)))
    assert [f.rule for f in book.findings] == ["WB014"]


def test_a_merged_range_over_the_whole_sheet_is_harmless():
    data = patched(GOOD, SHEET1, (END, f'{END}<mergeCells count="1"><mergeCell ref="E2:E1048576"/></mergeCells>'))
    book = read(data)
    assert len(texts(book, "website")) == 2
    assert said(book) == {("E2", "SH008")}


@pytest.mark.parametrize("part", [SHEET1, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("text", ["", "<", "<a/>", "<worksheet><sheetData><row r='x'><c r='?'><v>"])
def test_broken_parts_give_findings_and_no_exception(part, text):
    book = read(repacked(GOOD, {part: text}))
    assert book.findings
    assert not book.tables or "WB023" in {f.rule for f in book.findings}
