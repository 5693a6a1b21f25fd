"""The values of cells in the XML of a sheet: kinds, numbers, places of shared texts, formulas."""

from functools import partial

from tests.hostile.kinds import Kinds, Make
from tests.hostile.raw import SHEET, Rows, changed

KINDS = Kinds()


def of_value(value: str, rows: Rows, kind: str = "") -> bytes:
    """The workbook with another cell in place of the first row's number."""
    at = sorted({text for row in rows for text in row}).index(rows[1][0])
    return changed(rows, SHEET, f'<c r="A2" t="s"><v>{at}</v>', f'<c r="A2"{kind and f""" t="{kind}" """}>{value}')


def number(text: str) -> Make:
    return partial(of_value, f"<v>{text}</v>")


KINDS.each(
    "number",
    {
        "of 400 digits": number("9" * 400),
        "beyond all": number("1E999"),
        "NaN": number("NaN"),
        "INF": number("INF"),
        "negative zero": number("-0"),
        "tiny": number("1E-320"),
        "with a comma": number("1,5"),
    },
    taken=2,
)
KINDS.each(
    "cell of",
    {
        "booleans": partial(of_value, "<v>1</v>", kind="b"),
        "ISO date": partial(of_value, "<v>2014-07-15T00:00:00</v>", kind="d"),
        "no date": partial(of_value, "<v>31/02/2557</v>", kind="d"),
    },
    taken=2,
)
KINDS.each(
    "cell of",
    {"no boolean": partial(of_value, "<v>7</v>", kind="b"), "unknown kind": partial(of_value, "<v>1</v>", kind="zz")},
    "WB023",
    taken=2,
)
KINDS.each(
    "string",
    {
        "out of range": partial(of_value, "<v>999999999</v>", kind="s"),
        "minus one": partial(of_value, "<v>-1</v>", kind="s"),
        "minus one after a blank": partial(of_value, "<v> -1</v>", kind="s"),
        "of no number": partial(of_value, "<v>x</v>", kind="s"),
        "one and a half": partial(of_value, "<v>1.5</v>", kind="s"),
        "with a point": partial(of_value, "<v>7.0</v>", kind="s"),
        "in Thai digits": partial(of_value, "<v>๓</v>", kind="s"),
    },
    "WB001",
)


def widened(old: str, new: str, rows: Rows) -> bytes:
    """The sheet with every such tag replaced."""
    return changed(rows, SHEET, old, new, count=-1)


KINDS.each(
    "value",
    {
        "on a line of its own": partial(widened, "<v>", "<v>\n  "),
        "with a blank after it": partial(widened, "</v>", " </v>"),
        "of a number on a line of its own": number("\n 1 \n"),
        "in a CDATA section": number("<![CDATA[1]]>"),
        "behind a comment": number("<!-- -->1"),
        "before a comment": number("1<!-- -->"),
        "of a number as a reference": number("&#49;"),
        "written twice": partial(of_value, "<v>1</v><v>2</v>"),
        "in the wrong place of a text": partial(of_value, "<v>1</v>", kind="inlineStr"),
    },
    "WB023",
    taken=2,
)


@KINDS.read("SH012")
def error_cell(rows: Rows) -> bytes:
    return of_value("<v>#REF!</v>", rows, kind="e")


@KINDS.read("SH011")
def formula_without_a_value(rows: Rows) -> bytes:
    return of_value("<f>1+1</f>", rows)


@KINDS.read("SH011")
def formula_of_a_hundred_thousand_characters(rows: Rows) -> bytes:
    return of_value(f"<f>{'1+' * 50_000}1</f>", rows)
