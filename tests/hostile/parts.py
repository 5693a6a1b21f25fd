"""Parts of an .xlsx: DOCTYPE, encodings, parts that are not there or contradict one another, or are too much."""

from functools import partial
from random import Random

from tests.hostile.kinds import Kinds
from tests.hostile.raw import (
    BOOK,
    CORE,
    HEAD,
    MAIN,
    OFFICE,
    RELATIONS,
    ROOT,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Rows,
    after,
    book,
    changed,
    inline,
    parts,
    relations,
    types,
    workbook,
    zipped,
)

KINDS = Kinds()
DOCTYPE = "<!DOCTYPE a>"
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def declared(part: str, declaration: str, rows: Rows) -> bytes:
    return changed(rows, part, HEAD, HEAD + declaration)


KINDS.each(
    "DOCTYPE in",
    {
        part.replace("/", " "): partial(declared, part, DOCTYPE)
        for part in (BOOK, SHEET, STYLES, STRINGS, RELATIONS, ROOT, TYPES, CORE)
    },
    "WB018",
)
KINDS.each(
    "DOCTYPE",
    {
        "with a billion laughs": partial(declared, STRINGS, LAUGHS),
        "with a file outside": partial(declared, SHEET, OUTSIDE),
        "after a comment": partial(declared, SHEET, f"<!-- {'x' * 5000} -->{DOCTYPE}"),
        "with a space": partial(declared, BOOK, "<! DOCTYPE a>"),
    },
    "WB018",
)


def encoded(part: str, coding: str, rows: Rows) -> bytes:
    content = parts(rows)
    text = str(content[part]).replace("UTF-8", coding)
    return zipped({**content, part: text.encode(coding)})


def stating_encoding(part: str, coding: str, rows: Rows) -> bytes:
    return changed(rows, part, 'encoding="UTF-8"', f'encoding="{coding}"')


KINDS.each(
    "encoding",
    {
        "UTF-16 with mark": partial(encoded, SHEET, "utf-16"),
        "UTF-16LE": partial(encoded, SHEET, "utf-16-le"),
        "UTF-16BE of the strings": partial(encoded, STRINGS, "utf-16-be"),
        "UTF-32": partial(encoded, BOOK, "utf-32"),
        "UTF-7": partial(stating_encoding, STRINGS, "UTF-7"),
        "TIS-620": partial(encoded, STRINGS, "tis-620"),
        "windows-874 stated": partial(stating_encoding, SHEET, "windows-874"),
        "unheard of": partial(stating_encoding, STYLES, "x-klingon"),
    },
    "WB018",
)


@KINDS.read()
def byte_order_mark(rows: Rows) -> bytes:
    content = parts(rows)
    return zipped({**content, SHEET: "\ufeff" + str(content[SHEET]), STRINGS: "\ufeff" + str(content[STRINGS])})


@KINDS.read()
def lines_ended_by_cr_alone(rows: Rows) -> bytes:
    content = {name: str(text).replace("\n", "\r").replace("<row", "\r<row") for name, text in parts(rows).items()}
    return zipped({**content})


@KINDS.read()
def no_xml_declaration(rows: Rows) -> bytes:
    return zipped({name: str(text).removeprefix(HEAD) for name, text in parts(rows).items()})


@KINDS.read()
def comments_and_instructions_in_the_sheet(rows: Rows) -> bytes:
    return changed(rows, SHEET, "<sheetData>", "<!-- <row r='9'><c><v>1</v></c></row> --><?x y?><sheetData>")


def without(part: str, rows: Rows) -> bytes:
    return zipped({name: text for name, text in parts(rows).items() if name != part})


KINDS.each(
    "without", {part.replace("/", " "): partial(without, part) for part in (SHEET, STRINGS, RELATIONS, BOOK)}, "WB001"
)
KINDS.each("without", {part.replace("/", " "): partial(without, part) for part in (CORE, TYPES)}, taken=2)
KINDS.each("without", {part.replace("/", " "): partial(without, part) for part in (STYLES, ROOT)}, "WB023", taken=2)
KINDS.each(
    "empty part",
    {
        part.replace("/", " "): lambda rows, part=part: workbook(rows, **{part: ""})
        for part in (SHEET, STRINGS, RELATIONS, BOOK, STYLES)
    },
    "WB001",
)
KINDS.each(
    "empty part that is not needed",
    {
        part.replace("/", " "): lambda rows, part=part: workbook(rows, **{part: ""})
        for part in (CORE, TYPES, "docProps/custom.xml", "customXml/item1.xml")
    },
    taken=2,
)
KINDS.each(
    "nonsense in",
    {
        part.replace("/", " "): lambda rows, part=part: workbook(rows, **{part: "<a/>"})
        for part in (STRINGS, RELATIONS, BOOK)
    },
    "WB001",
)


@KINDS.read("WB023")
def four_billion_shared_strings_stated(rows: Rows) -> bytes:
    return changed(rows, STRINGS, "<sst ", '<sst count="4294967295" uniqueCount="4294967295" ')


@KINDS.read("WB023")
def strict_open_xml(rows: Rows) -> bytes:
    strict = {
        name: str(text)
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, text in parts(rows).items()
    }
    return zipped({**strict})


@KINDS.read()
def tags_with_a_prefix(rows: Rows) -> bytes:
    names = "worksheet sheetData row c v sst si t workbook sheets sheet".split()  # noqa: SIM905

    def prefixed(text: str) -> str:
        for name in names:
            for end in (" ", ">", "/"):
                text = text.replace(f"<{name}{end}", f"<x:{name}{end}").replace(f"</{name}{end}", f"</x:{name}{end}")
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')

    content = parts(rows)
    return zipped({**content, **{name: prefixed(str(content[name])) for name in (SHEET, STRINGS, BOOK)}})


@KINDS.read()
def two_hundred_sheets(rows: Rows) -> bytes:
    names = ["Sheet1", *(f"แผ่น {n}" for n in range(2, 201))]
    empty = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    return zipped({**parts(rows, sheets=names), **{f"xl/worksheets/sheet{n}.xml": empty for n in range(2, 201)}})


@KINDS.read()
def sheet_name_of_5000_characters(rows: Rows) -> bytes:
    return workbook(rows, **{BOOK: book(["ช" * 5000])})


def two_sheets(names: tuple[str, str], rows: Rows) -> bytes:
    content = parts([rows[0], rows[1]], sheets=names)
    second = f'<worksheet xmlns="{MAIN}"><sheetData>{inline([rows[0], rows[2]])}</sheetData></worksheet>'
    return zipped({**content, "xl/worksheets/sheet2.xml": second})


KINDS.each(
    "two sheets",
    {"of one name": partial(two_sheets, ("a", "a")), "of names in another case": partial(two_sheets, ("a", "A"))},
    "WB024",
)


@KINDS.read("WB013", "XR002")
def two_sheets_in_one_part(rows: Rows) -> bytes:
    loop = relations(
        (f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
        (f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
        (f"{OFFICE}/sharedStrings", "sharedStrings.xml"),
        (f"{OFFICE}/styles", "styles.xml"),
    )
    return workbook(rows, **{BOOK: book(["a", "b"]), RELATIONS: loop})


@KINDS.read()
def relations_in_a_loop(rows: Rows) -> bytes:
    loop = relations((f"{OFFICE}/worksheet", "sheet1.xml"), (f"{OFFICE}/officeDocument", "../workbook.xml"))
    return workbook(rows, **{"xl/worksheets/_rels/sheet1.xml.rels": loop})


@KINDS.refused("WB001")
def relation_outside_the_package(rows: Rows) -> bytes:
    return changed(rows, RELATIONS, "worksheets/sheet1.xml", "../../../etc/passwd")


@KINDS.refused("WB005")
def relation_to_itself(rows: Rows) -> bytes:
    return changed(rows, RELATIONS, "worksheets/sheet1.xml", "workbook.xml")


@KINDS.read()
def hyperlinks_in_a_circle(rows: Rows) -> bytes:
    return after(
        rows,
        '<hyperlinks><hyperlink ref="A1" location="Sheet1!A2"/><hyperlink ref="A2" location="Sheet1!A1"/></hyperlinks>',
    )


@KINDS.read()
def twenty_thousand_styles(rows: Rows) -> bytes:
    return changed(
        rows, STYLES, '<xf numFmtId="0"/>', "".join(f'<xf numFmtId="{Random(n).random()}"/>' for n in range(20_000))
    )


@KINDS.refused("WB005")
def chart_sheet_alone(rows: Rows) -> bytes:
    chart = f'{HEAD}<chartsheet xmlns="{MAIN}"><sheetViews/></chartsheet>'
    ties = relations((f"{OFFICE}/chartsheet", "chartsheets/sheet1.xml"))
    return workbook(rows, **{TYPES: types(()), RELATIONS: ties, "xl/chartsheets/sheet1.xml": chart})


@KINDS.refused("WB018")
def sheet_under_another_name_in_utf16(rows: Rows) -> bytes:
    content = parts(rows)
    hidden = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}{str(content[SHEET]).removeprefix(HEAD)}'.encode(
        "utf-16-le"
    )
    pointing = {name: str(content[name]).replace("sheet1.xml", "sheet1.bin") for name in (TYPES, RELATIONS)}
    return zipped({**content, **pointing, "xl/worksheets/sheet1.bin": hidden})
