"""What is no workbook, whatever its name says; and what is too much of one."""

import gzip

from tests.hostile.kinds import Kinds
from tests.hostile.raw import Rows, workbook, zipped

KINDS = Kinds()


def text_of(rows: Rows, mark: str) -> str:
    return "\r\n".join(mark.join(row) for row in rows)


KINDS.each(
    "text",
    {
        "CSV": lambda rows: text_of(rows, ",").encode("utf-8-sig"),
        "CSV of Windows": lambda rows: text_of(rows, ",").encode("cp874"),
        "Unicode text of Excel": lambda rows: text_of(rows, "\t").encode("utf-16"),
        "web page": lambda rows: f"<html><table><tr><td>{text_of(rows, '</td><td>')}</td></tr></table></html>".encode(),
        "web archive": lambda rows: (
            f"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n{text_of(rows, ' ')}".encode()
        ),
        "JSON": lambda rows: f'{{"rows": ["{text_of(rows, ",")}"]}}'.encode(),
        "Excel 2003 XML": lambda rows: (
            f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>{rows[1][1]}</Workbook>'.encode()
        ),
        "SYLK": lambda rows: f'ID;PWXL;N;E\r\nC;Y1;X1;K"{text_of(rows, " ")}"'.encode(),
    },
    "WB003",
)
KINDS.each(
    "other",
    {
        "PDF": lambda rows: b"%PDF-1.7\n" + text_of(rows, " ").encode(),
        "PNG": lambda rows: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + text_of(rows, " ").encode(),
        "JPEG": lambda rows: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + text_of(rows, " ").encode(),
        "RTF": lambda rows: b"{\\rtf1 " + text_of(rows, " ").encode() + b"}",
        "DOCX": lambda rows: zipped(
            {"[Content_Types].xml": "<Types/>", "word/document.xml": f"<document>{text_of(rows, ' ')}</document>"}
        ),
        "gzip": lambda rows: gzip.compress(workbook(rows), mtime=0),
        "RAR": lambda rows: b"Rar!\x1a\x07\x01\0" + text_of(rows, " ").encode(),
        "7z": lambda rows: b"7z\xbc\xaf\x27\x1c\0\4" + text_of(rows, " ").encode(),
        "program": lambda rows: b"MZ\x90\0\3\0\0\0" + text_of(rows, " ").encode(),
        "zeros": lambda rows: bytes(5000) + rows[1][1].encode(),
        "shortcut": lambda rows: b"L\0\0\0\1\x14\2\0" + bytes(60) + rows[1][1].encode(),
    },
    "WB001",
)


@KINDS.refused("WB001")
def zero_bytes(rows: Rows) -> bytes:
    return b""


@KINDS.refused("WB003")
def markup_before_a_workbook(rows: Rows) -> bytes:
    return b"<html>" * 800 + workbook(rows)


@KINDS.read()
def workbook_named_csv(rows: Rows) -> bytes:
    return workbook(rows)


@KINDS.refused("WB019")
def larger_than_25_mb(rows: Rows) -> bytes:
    """Its parts are sound; it is never read whole."""
    return workbook(rows) + b"\0" * (25 << 20)
