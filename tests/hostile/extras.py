"""What comes along with a workbook: macros, links to elsewhere, embedded objects, DDE. None of it is run."""

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


@KINDS.read("WB026")
def dde_formula(rows: Rows) -> bytes:
    return appended(rows, '<row r="9"><c r="AA9"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row>')
