"""The XML of a sheet: addresses, kinds of cells, texts, numbers, merged ranges, formulas, sheer size."""

from functools import partial
from random import Random
from xml.sax.saxutils import escape

from tests.hostile.kinds import Kinds
from tests.hostile.raw import (
    HEAD,
    MAIN,
    SHEET,
    Rows,
    after,
    appended,
    changed,
    inline,
    inline_cell,
    parts,
    sheet,
    workbook,
    zipped,
)

KINDS = Kinds()
FAR = "XFD1048576"


def of_cells(rows: Rows, cells: str) -> bytes:
    """The workbook with these row elements in place of its own."""
    return workbook(rows, **{SHEET: sheet(cells)})


@KINDS.refused("WB022")
def thirty_sheets_that_reach_far(rows: Rows) -> bytes:
    """Each within the limits of a sheet, together they would fill all memory."""
    names = ["Sheet1", *(f"แผ่น {n}" for n in range(2, 31))]
    corner = sheet('<row r="20000"><c r="GR20000"><v>1</v></c></row>')
    return zipped({**parts(rows, sheets=names), **{f"xl/worksheets/sheet{n}.xml": corner for n in range(2, 31)}})


def far(ref: str, row: str, rows: Rows) -> bytes:
    return appended(rows, f'<row r="{row}"><c r="{ref}"><v>1</v></c></row>')


KINDS.each(
    "cell",
    {
        f"in {FAR}": partial(far, FAR, "1048576"),
        "in ZZZ9999999": partial(far, "ZZZ9999999", "9999999"),
        "beyond 64 bits": partial(far, "A99999999999999999999", "99999999999999999999"),
        "beyond all columns": partial(far, "QQQQQQQQQQ9", "9"),
    },
    "WB022",
)
KINDS.each(
    "cell",
    {
        "without a column": partial(far, "9", "9"),
        "without a row": partial(far, "AA", "9"),
        "in negative row": partial(far, "A-9", "-9"),
        "in nonsense": partial(far, "น่าน", "9"),
        "in row 0": partial(far, "A0", "9"),
        "with dollar signs": partial(far, "$G$5", "5"),
        "of R1C1": partial(far, "R5C7", "5"),
        "of two places": partial(far, "G5:G6", "5"),
    },
    "WB001",
)
KINDS.each(
    "row",
    {name: partial(far, "", number) for name, number in (("0", "0"), ("of nonsense", "๙"), ("that is negative", "-3"))},
    "WB001",
)


def dimension(ref: str, rows: Rows) -> bytes:
    return changed(rows, SHEET, "<sheetData>", f'<dimension ref="{ref}"/><sheetData>')


KINDS.each(
    "dimension",
    {
        "too small": partial(dimension, "A1"),
        "lying": partial(dimension, f"A1:{FAR}"),
        "beyond": partial(dimension, "A1:ZZZZ99999999"),
        "backwards": partial(dimension, "G9:A1"),
    },
    taken=2,
)
KINDS.each("dimension", {"nonsense": partial(dimension, "ทั้งแผ่น")}, "WB023", taken=2)


@KINDS.read()
def million_styled_blank_rows(rows: Rows) -> bytes:
    blank = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(4, 1_000_001))
    return zipped(
        {**parts(rows), SHEET: str(parts(rows)[SHEET]).replace("</sheetData>", blank + "</sheetData>")}, level=1
    )


@KINDS.read()
def styled_blank_cells_in_all_columns(rows: Rows) -> bytes:
    return appended(
        rows, "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>' for n in range(4, 40_000))
    )


@KINDS.refused("WB014")
def more_rows_than_allowed(rows: Rows) -> bytes:
    return appended(rows, "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(4, 30_000)))


@KINDS.read()
def fifty_thousand_merges(rows: Rows) -> bytes:
    ranges = "".join(f'<mergeCell ref="AA{n}:AB{n}"/>' for n in range(1, 50_001))
    return after(rows, f'<mergeCells count="50000">{ranges}</mergeCells>')


@KINDS.read()
def merges_over_all_the_sheet(rows: Rows) -> bytes:
    return after(
        rows, f'<mergeCells>{"".join(f"""<mergeCell ref="AA{n}:{FAR}"/>""" for n in range(5, 3005))}</mergeCells>'
    )


KINDS.each(
    "merge",
    {
        name: partial(lambda ref, rows: after(rows, f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'), ref)
        for name, ref in (("of nonsense", "A:B"), ("without ref", ""), ("negative", "A-1:B-9"))
    },
    "WB001",
)


@KINDS.read()
def cells_without_addresses(rows: Rows) -> bytes:
    return of_cells(
        rows,
        "".join(
            "<row>" + "".join(inline_cell("", text).replace(' r=""', "") for text in row) + "</row>" for row in rows
        ),
    )


@KINDS.read("WB023")
def cell_with_an_empty_address(rows: Rows) -> bytes:
    return changed(rows, SHEET, '<c r="A2"', '<c r=""')


@KINDS.read()
def inline_strings(rows: Rows) -> bytes:
    return of_cells(rows, inline(rows))


@KINDS.read()
def rows_out_of_order(rows: Rows) -> bytes:
    header, first, second = (inline([row], n) for n, row in enumerate(rows, 1))
    return of_cells(rows, header + second + first)


@KINDS.read()
def cells_out_of_order(rows: Rows) -> bytes:
    ordered = [
        f'<row r="{r}">'
        + "".join(inline_cell(f"{chr(64 + c)}{r}", text) for c, text in reversed(list(enumerate(row, 1))))
        + "</row>"
        for r, row in enumerate(rows, 1)
    ]
    return of_cells(rows, "".join(ordered))


@KINDS.read("WB023")
def one_row_written_twice(rows: Rows) -> bytes:
    return of_cells(rows, inline(rows[:2]) + inline(rows[1:2], 2) + inline(rows[2:], 3))


@KINDS.read("WB023")
def one_cell_written_twice(rows: Rows) -> bytes:
    twice = inline(rows).replace(inline_cell("A2", rows[1][0]), inline_cell("A2", "9") + inline_cell("A2", rows[1][0]))
    return of_cells(rows, twice)


def referring(attribute: str, rows: Rows) -> bytes:
    return changed(rows, SHEET, '<c r="A2" t="s"', f'<c r="A2" {attribute}')


@KINDS.read()
def style_out_of_range(rows: Rows) -> bytes:
    return referring('s="4000000000" t="s"', rows)


@KINDS.read()
def style_that_is_no_number(rows: Rows) -> bytes:
    return referring('s="x" t="s"', rows)


@KINDS.read("WB023")
def rows_in_two_lists(rows: Rows) -> bytes:
    return changed(rows, SHEET, '<row r="3">', '</sheetData><sheetData><row r="3">')


@KINDS.read("WB012")
def columns_from_minus_one_to_a_hundred_million(rows: Rows) -> bytes:
    columns = '<cols><col min="-1" max="99999999" width="x" hidden="1"/></cols>'
    return changed(rows, SHEET, "<sheetData>", f"{columns}<sheetData>")


@KINDS.read()
def date_system_of_1904(rows: Rows) -> bytes:
    return changed(rows, "xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')


def nested(depth: int, rows: Rows) -> bytes:
    names = [f"a{Random(n).randrange(999)}" for n in range(depth)]
    return after(rows, "".join(f"<{name}>" for name in names) + "".join(f"</{name}>" for name in reversed(names)))


@KINDS.read()
def tags_nested_100000_deep(rows: Rows) -> bytes:
    return nested(100_000, rows)


@KINDS.read()
def attribute_of_a_million_characters(rows: Rows) -> bytes:
    return changed(rows, SHEET, "<row ", f'<row spans="{Random(1).randbytes(500_000).hex()}" ')


@KINDS.refused("WB001")
def sheet_that_is_not_closed(rows: Rows) -> bytes:
    return changed(rows, SHEET, "</sheetData></worksheet>", "<row")


@KINDS.refused("WB005")
def rows_written_as_another_table(rows: Rows) -> bytes:
    return of_cells(rows, inline([["ชื่อสินค้า", "ราคา"], ["ก", "1"]]))


@KINDS.refused("WB005")
def not_one_cell(rows: Rows) -> bytes:
    return of_cells(rows, "")


@KINDS.read("SH003")
def three_hundred_columns(rows: Rows) -> bytes:
    return workbook(rows, **{SHEET: f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{wide(rows)}</sheetData></worksheet>'})


def wide(rows: Rows) -> str:
    """The rows with cells under no heading out to column 300."""
    return "".join(
        f'<row r="{r}">'
        + "".join(inline_cell(f"{chr(64 + c)}{r}", text) for c, text in enumerate(row, 1))
        + (inline_cell(f"KN{r}", escape("ไกล")) if r > 1 else "")
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
