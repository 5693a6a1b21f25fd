"""What comes along with a workbook: macros, links to elsewhere, embedded objects, DDE. None of it is run."""

from functools import partial

from tests.hostile.kinds import Kinds
from tests.hostile.raw import HEAD, MAIN, OFFICE, RELATIONS, TYPES, Rows, appended, parts, relations, workbook, zipped

KINDS = Kinds()


@KINDS.read("WB011")
def macros(rows: Rows) -> bytes:
    return workbook(rows, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)})


@KINDS.read("WB011", suffix=".xlsm")
def macro_workbook(rows: Rows) -> bytes:
    content = parts(rows)
    macro = str(content[TYPES]).replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
    )
    return zipped({**content, TYPES: macro, "xl/vbaProject.bin": b"\xcc\x61"})


@KINDS.read("WB011")
def macros_in_a_part_of_another_name(rows: Rows) -> bytes:
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    tie = f'<Relationship Id="v" Type="{kind}" Target="a.dat"/>'
    content = parts(rows)
    ties = str(content[RELATIONS]).replace("</Relationships>", f"{tie}</Relationships>")
    return zipped({**content, RELATIONS: ties, "xl/a.dat": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)})


@KINDS.read("WB011", "WB023")
def macro_sheet_of_excel_4(rows: Rows) -> bytes:
    content = parts(rows, sheets=("Sheet1", "Macro1"))
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    ties = relations(
        (f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
        (kind, "macrosheets/sheet1.xml"),
        (f"{OFFICE}/styles", "styles.xml"),
        (f"{OFFICE}/sharedStrings", "sharedStrings.xml"),
    )
    auto = (
        f'{HEAD}<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="{MAIN}">'
        '<sheetData><row r="1"><c r="A1"><f>EXEC("calc")</f><v>0</v></c></row></sheetData></xm:macrosheet>'
    )
    return zipped({**content, RELATIONS: ties, "xl/macrosheets/sheet1.xml": auto})


@KINDS.read("WB020")
def external_link(rows: Rows) -> bytes:
    return workbook(rows, **{"xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"/>'})


@KINDS.read("WB020")
def connection(rows: Rows) -> bytes:
    dial = '<connection id="1"><dbPr connection="DSN=x" command="select 1"/></connection>'
    return workbook(rows, **{"xl/connections.xml": f'{HEAD}<connections xmlns="{MAIN}">{dial}</connections>'})


@KINDS.read("WB026")
def ole_object(rows: Rows) -> bytes:
    return workbook(rows, **{"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)})


@KINDS.read("WB026")
def dde_link(rows: Rows) -> bytes:
    link = '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    return workbook(rows, **{"xl/externalLinks/externalLink1.xml": f"{HEAD}<externalLink>{link}</externalLink>"})


@KINDS.read("WB020")
def picture_of_elsewhere(rows: Rows) -> bytes:
    tie = f'<Relationship Id="rId1" Type="{OFFICE}/image" Target="http://a.go.th/a.png" TargetMode="External"/>'
    ties = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{tie}'
    return workbook(rows, **{"xl/drawings/_rels/drawing1.xml.rels": f"{ties}</Relationships>"})


def formula(text: str, rows: Rows) -> bytes:
    return appended(rows, f'<row r="9"><c r="AA9">{text}<v>0</v></c></row>')


KINDS.each(
    "DDE formula",
    {
        "plain": partial(formula, "<f>cmd|'/c calc'!A0</f>"),
        "with attributes": partial(formula, "<f ca=\"1\">cmd|'/c calc'!A0</f>"),
        "behind a text": partial(formula, "<f>IF(1,\"x\",cmd|'/c calc'!A0)</f>"),
        "behind a text of two quotes": partial(formula, "<f>IF(1,\"x&quot;,cmd|'/c calc'!A0)</f>"),
        "with its bar as a reference": partial(formula, "<f>cmd&#124;'/c calc'!A0</f>"),
        "in a CDATA section": partial(formula, "<f><![CDATA[cmd|'/c calc'!A0]]></f>"),
    },
    "WB026",
    taken=2,
)
KINDS.each(
    "formula with a bar",
    {
        "in a text": partial(formula, '<f>"ก|ข"</f>'),
        "in a text of references": partial(formula, "<f>&quot;ก|ข&quot;</f>"),
        "in the name of a sheet": partial(formula, "<f>'ก|ข'!A1</f>"),
    },
    taken=2,
)
