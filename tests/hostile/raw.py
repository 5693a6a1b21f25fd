"""Workbooks written part by part, so that every part can be wrong: an .xlsx of one sheet of text rows."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[str]]
Parts = dict[str, str | bytes]

SHEET, BOOK, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
TYPES, ROOT, RELATIONS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
CORE = "docProps/core.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
END = "</sheetData>"


def parts(rows: Rows, cells: str = "", *, sheets: Sequence[str] = ("Sheet1",)) -> Parts:
    """The parts of a workbook whose first sheet holds the rows; ``cells`` stand in place of their XML."""
    texts = sorted({text for row in rows for text in row})
    return {
        TYPES: types(sheets),
        ROOT: relations(
            (f"{OFFICE}/officeDocument", BOOK), (f"{PACKAGE}/relationships/metadata/core-properties", CORE)
        ),
        BOOK: book(sheets),
        RELATIONS: relations(
            *((f"{OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/sharedStrings", "sharedStrings.xml"),
        ),
        SHEET: sheet(cells or sheet_data(rows, texts)),
        STRINGS: strings(texts),
        STYLES: STYLE_SHEET,
        CORE: f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>',
    }


def zipped(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED, *, level: int = 6) -> bytes:
    """The parts as a zip package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=level if method == zipfile.ZIP_DEFLATED else None) as target:
        for name, data in content.items():
            target.writestr(entry(name), data, method)
    return out.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """A part's entry, of one fixed time: the same workbook has the same bytes."""
    return zipfile.ZipInfo(name, (2014, 7, 1, 0, 0, 0))


def workbook(rows: Rows, **changes: str | bytes) -> bytes:
    """The rows as a sound workbook."""
    return zipped({**parts(rows), **changes})


def changed(rows: Rows, part: str, old: str, new: str, *, count: int = 1) -> bytes:
    """The workbook with a text of one part replaced."""
    content = parts(rows)
    text = content[part]
    assert isinstance(text, str)
    assert old in text, old
    return zipped({**content, part: text.replace(old, new, count)})


def appended(rows: Rows, xml: str) -> bytes:
    """The workbook with more row elements after its rows."""
    return changed(rows, SHEET, END, xml + END)


def after(rows: Rows, xml: str) -> bytes:
    """The workbook with more elements after its sheet data."""
    return changed(rows, SHEET, END, END + xml)


def types(sheets: Sequence[str]) -> str:
    """[Content_Types].xml for so many sheets."""
    own = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{KIND}.sheet.main+xml"/>{own}'
        f'<Override PartName="/{STYLES}" ContentType="{KIND}.styles+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{KIND}.sharedStrings+xml"/>'
        f'<Override PartName="/{CORE}" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def relations(*targets: tuple[str, str]) -> str:
    """A .rels part: (type, target) get the ids rId1, rId2 …"""
    ties = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{ties}</Relationships>'


def book(sheets: Sequence[str]) -> str:
    """xl/workbook.xml naming these sheets."""
    named = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'


def sheet(data: str) -> str:
    """A sheet's part around its row elements."""
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{data}{END}</worksheet>'


def sheet_data(rows: Rows, texts: Sequence[str]) -> str:
    """The row elements, every cell a shared string."""
    at = {text: n for n, text in enumerate(texts)}
    return "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{chr(64 + c)}{r}" t="s"><v>{at[text]}</v></c>' for c, text in enumerate(row, 1))
        + "</row>"
        for r, row in enumerate(rows, 1)
    )


def inline(rows: Rows, first: int = 1) -> str:
    """The row elements, every cell an inline string."""
    return "".join(
        f'<row r="{r}">' + "".join(inline_cell(f"{chr(64 + c)}{r}", text) for c, text in enumerate(row, 1)) + "</row>"
        for r, row in enumerate(rows, first)
    )


def inline_cell(ref: str, text: str) -> str:
    """One cell with its text in it."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def strings(texts: Iterable[str]) -> str:
    """xl/sharedStrings.xml."""
    return f'{HEAD}<sst xmlns="{MAIN}">' + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts) + "</sst>"


STYLE_SHEET = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
