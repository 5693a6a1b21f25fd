"""What stands in the cells of a sheet: texts of any length, in any spelling, and what is no text."""

from collections.abc import Callable
from functools import partial
from random import Random

from tests.hostile.kinds import Kinds
from tests.hostile.raw import STRINGS, Rows, changed, parts, workbook, zipped

KINDS = Kinds()


def texted(change: Callable[[str], str], rows: Rows) -> bytes:
    """The workbook with the first website's text written in another way."""
    return changed(rows, STRINGS, f"<si><t>{rows[1][-1]}</t></si>", f"<si>{change(rows[1][-1])}</si>")


KINDS.each(
    "text",
    {
        "in many runs": partial(texted, lambda t: "".join(f"<r><rPr><b/></rPr><t>{c}</t></r>" for c in t)),
        "with phonetic": partial(
            texted, lambda t: f'<t>{t}</t><rPh sb="0" eb="1"><t>อ่าน</t></rPh><phoneticPr fontId="0"/>'
        ),
        "as CDATA": partial(texted, lambda t: f"<t><![CDATA[{t}]]></t>"),
        "as references": partial(texted, lambda t: f"<t>{''.join(f'&#{ord(c)};' for c in t)}</t>"),
    },
    taken=2,
)


def named(text: str, rows: Rows) -> bytes:
    """The workbook with a further column of remarks, which is no part of the form."""
    return workbook([[*row, more] for row, more in zip(rows, ("หมายเหตุอื่น", text, "-"), strict=True)])


KINDS.each(
    "remark",
    {
        "of 32768 characters": partial(named, "ก" * 32_768),
        "of 10 MB": lambda rows: named(Random(1).randbytes(5 << 20).hex(), rows),
        "with x0000": partial(named, "_x0000_ _x0008_ _xFFFF_ _xD800_"),
        "with bidi": partial(named, "\u202egpj.exe\u202c \u2066\u200b\ufeff"),
        "with markup": partial(named, "<script>alert(1)</script>"),
        "with formula": partial(named, "=cmd|'/c calc'!A0"),
    },
    "SH003",
    taken=2,
)


def raw_string(text: bytes, rows: Rows) -> bytes:
    content = parts([[*row, more] for row, more in zip(rows, ("หมายเหตุอื่น", "QQQ", "-"), strict=True)])
    return zipped({**content, STRINGS: str(content[STRINGS]).encode().replace(b"QQQ", text)})


KINDS.each(
    "strings",
    {
        "not UTF-8": partial(raw_string, b"\xff\xfe\xc3"),
        "with NUL reference": partial(raw_string, b"a&#0;b"),
        "with surrogate": partial(raw_string, b"&#xD800;"),
        "with unknown entity": partial(raw_string, b"&laughs;"),
    },
    "WB001",
)
KINDS.each(
    "strings",
    {"with NUL": partial(raw_string, b"a\0b"), "with U+0001": partial(raw_string, b"a\x01b")},
    "SH003",
    taken=2,
)


@KINDS.read("SH003")
def hundred_thousand_runs_in_one_cell(rows: Rows) -> bytes:
    content = parts([[*row, more] for row, more in zip(rows, ("หมายเหตุอื่น", "QQQ", "-"), strict=True)])
    runs = "".join(f"<r><t>{n}</t></r>" for n in range(100_000))
    return zipped({**content, STRINGS: str(content[STRINGS]).replace("<t>QQQ</t>", runs)})


@KINDS.read()
def hundred_thousand_strings_never_used(rows: Rows) -> bytes:
    more = "".join(f"<si><t>{n}</t></si>" for n in range(100_000))
    return changed(rows, STRINGS, "</sst>", more + "</sst>")
