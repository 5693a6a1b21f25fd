"""What pre-flight lets through, what it remarks on, and the one cause it refuses each hostile or broken file for."""

import io
import struct
import zipfile

import msoffcrypto.format.ooxml
import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.foreign import kind_by_parts
from pipeline.intake.preflight import preflight

LIMITS = {"packed_mb": 1, "unpacked_mb": 3, "entries": 50, "ratio": 100, "ratio_above_kib": 100}
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types><Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
SHEET = '<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData/></worksheet>'


def package(parts=(), method=zipfile.ZIP_DEFLATED, **more):
    out = io.BytesIO()
    base = {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": SHEET}
    with zipfile.ZipFile(out, "w", method) as target:
        for name, text in [*{**base, **more}.items(), *parts]:
            target.writestr(name, text)
    return out.getvalue()


def rules(data, name="รายงาน.xlsx", **limits):
    form, notes = preflight(data, name, {**LIMITS, **limits})
    return form, [note.rule for note in notes]


def real_xlsx():
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active["A1"] = "ชื่อ อปท."
    book.save(out)
    return out.getvalue()


def xls():
    out, book = io.BytesIO(), xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "ชื่อ")
    book.save(out)
    return out.getvalue()


def ods(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        for name, text in {"content.xml": "<office:document-content/>", **parts}.items():
            target.writestr(name, text)
    return out.getvalue()


def test_an_ordinary_workbook_says_nothing():
    assert rules(real_xlsx()) == ("xlsx", [])
    assert rules(package()) == ("xlsx", [])


@pytest.mark.parametrize(("data", "form"), [(xls(), "xls"), (ods(), "ods")])
def test_other_formats_are_read_with_a_warning(data, form):
    found, notes = preflight(data, "a", LIMITS)
    assert (found, [(note.rule, note.params) for note in notes]) == (form, [("WB002", {"v": f".{form}"})])


def test_xlsb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("xl/workbook.bin", b"\x83\x01\x00")
    assert rules(out.getvalue()) == ("xlsb", ["WB002"])


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({"xl/vbaProject.bin": b"\xcc\x61"}, "WB011"),
        ({"xl/macrosheets/sheet1.xml": SHEET}, "WB011"),
        ({"xl/externalLinks/externalLink1.xml": "<externalLink><externalBook/></externalLink>"}, "WB020"),
        ({"xl/connections.xml": "<connections/>"}, "WB020"),
        ({"xl/embeddings/oleObject1.bin": b"\xd0\xcf"}, "WB026"),
        ({"xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd"/></externalLink>'}, "WB026"),
        ({"xl/worksheets/sheet2.xml": "<worksheet><c><f>cmd|'/c calc'!A0</f></c></worksheet>"}, "WB026"),
    ],
)
def test_remarks(parts, rule):
    assert rules(package(**parts)) == ("xlsx", [rule])


def test_a_formula_with_a_bar_in_its_text_is_no_dde():
    assert rules(package(**{"xl/worksheets/sheet2.xml": '<worksheet><c><f>"a|b"</f></c></worksheet>'})) == ("xlsx", [])


def test_the_name_of_a_macro_workbook_is_enough():
    assert rules(real_xlsx(), "a.XLSM") == ("xlsx", ["WB011"])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x05\x06" + b"\0" * 18,
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"{\\rtf1 a}",
        b"\0" * 99,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        xls()[:1500],
        b"PK\x03\x04" + b"x" * 500,
        b"  \n",
    ],
)
def test_damaged_or_something_else(data):
    assert rules(data) == ("", ["WB001"])


def test_a_package_that_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("word/document.xml", "<document/>")
    assert rules(out.getvalue()) == ("", ["WB001"])


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(name, "<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", ": ไฟล์นี้เป็น PDF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", ": ไฟล์นี้เป็น รูปภาพ JPG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ": ไฟล์นี้เป็น รูปภาพ PNG"),
        (b"\0\0\0\x18ftypheic\0\0", ": ไฟล์นี้เป็น รูปภาพ HEIC"),
        (b"Rar!\x1a\x07\x01\0", ": ไฟล์นี้เป็น ไฟล์บีบอัด RAR"),
        (zipped("[Content_Types].xml", "word/document.xml"), ": ไฟล์นี้เป็น เอกสาร Word"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), ": ไฟล์นี้เป็น งานนำเสนอ PowerPoint"),
        (zipped("รายงาน.xlsx"), ": ไฟล์นี้เป็น ไฟล์บีบอัด ZIP"),
        (b"\0" * 99, ""),
    ],
)
def test_what_is_no_workbook_is_named(data, kind):
    _, (note,) = preflight(data, "รายงาน.xlsx", LIMITS)
    assert (note.rule, note.params) == ("WB001", {"v": kind})


def test_old_documents_are_known_by_their_streams():
    assert kind_by_parts(["1table", "worddocument"]) == ": ไฟล์นี้เป็น เอกสาร Word"
    assert kind_by_parts(["workbook"]) == ""


@pytest.mark.parametrize("tenths", range(10))
def test_cut_short(tenths):
    data = real_xlsx()
    assert rules(data[: len(data) * tenths // 10]) == ("", ["WB001"])


def test_a_damaged_part():
    data = bytearray(package(method=zipfile.ZIP_STORED))
    at = data.index(b"<sheetData/>")
    data[at + 1] ^= 1
    assert rules(bytes(data)) == ("", ["WB001"])


@pytest.mark.parametrize(
    "data",
    [
        "<html><table><tr><td>ที่</td></tr></table>".encode(),
        "\ufeff<table>".encode(),
        "ที่,ชื่อ อปท.\r\n1,บ้านใหม่".encode(),
        "ที่\tชื่อ".encode("cp874"),
        "ที่\tชื่อ".encode("utf-16"),
        b"MIME-Version: 1.0\r\n",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
    ],
)
@pytest.mark.parametrize("name", ["รายงาน.xls", "a.csv"])
def test_text_in_disguise(data, name):
    assert rules(data, name) == ("", ["WB003"])


def encrypted(data):
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt("1234", out)
    return out.getvalue()


def test_locked_with_a_password():
    assert rules(encrypted(real_xlsx())) == ("", ["WB004"])


def test_locked_parts():
    data = bytearray(package())
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    assert rules(bytes(data)) == ("", ["WB004"])
    lock = '<manifest:manifest><manifest:encryption-data manifest:checksum="x"/></manifest:manifest>'
    assert rules(ods(**{"META-INF/manifest.xml": lock})) == ("", ["WB004"])


@pytest.mark.parametrize("part", ["xl/workbook.xml", "docProps/custom.xml", "xl/_rels/workbook.xml.rels", "a.bin"])
@pytest.mark.parametrize(
    "text", ["<!DOCTYPE a>", "<!doctype a>", '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>']
)
def test_doctype(part, text):
    assert rules(package(**{part: text + "<a/>"})) == ("", ["WB018"])


def test_doctype_across_the_boundary_of_two_pieces():
    raw = b"<a>" + b"x" * ((1 << 20) - 7) + b"<!DOCTYPE b>"
    assert rules(package(parts=[("a.xml", raw)], method=zipfile.ZIP_STORED), packed_mb=9) == ("", ["WB018"])


@pytest.mark.parametrize(
    "raw",
    [
        b'<?xml version="1.0" encoding="UTF-7"?><a/>',
        b"<?xml version='1.0' encoding='tis-620'?><a/>",
        "<a/>".encode("utf-16"),
        "<a/>".encode("utf-16-le"),
        "<a/>".encode("utf-7").replace(b"<", b"+ADw-"),
        "<a/>".encode("utf-32"),
    ],
)
def test_odd_encodings(raw):
    assert rules(package(**{"xl/styles.xml": raw})) == ("", ["WB018"])


def test_utf8_in_any_spelling_is_fine():
    styles = b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><a/>"
    assert rules(package(**{"xl/styles.xml": styles})) == ("xlsx", [])


def test_bombs():
    assert rules(package(**{"xl/a.xml": "<a>" + " " * 200_000})) == ("", ["WB019"])  # ratio
    assert rules(package(**{"xl/a.xml": "<a>" + " " * 90_000})) == ("xlsx", [])  # under 100 KiB
    big = "".join(chr(33 + n * n * 7919 % 50) for n in range(60_000))
    many = {f"xl/media/{n}.txt": big for n in range(40)}
    assert rules(package(**many), ratio=10**6, unpacked_mb=2) == ("", ["WB019"])
    assert rules(package(**{f"xl/{n}.xml": "<a/>" for n in range(60)})) == ("", ["WB019"])
    assert rules(b"PK\x03\x04" + b"\0" * (1 << 20)) == ("", ["WB019"])


def test_a_bomb_that_states_a_small_size():
    data = bytearray(package(**{"xl/a.xml": "<a>" + " " * 3_000_000}))
    at = data.index(b"xl/a.xml", data.index(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert rules(bytes(data)) == ("", ["WB019"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "XL/Workbook.xml", "../x.xml", "/etc/passwd", "c:\\x.xml", "xl\\..\\..\\x"]
)
def test_repeated_and_unsafe_names(name):
    assert rules(package(parts=[(name, "<a/>")])) == ("", ["WB024"])


def test_a_part_with_two_names():
    data = bytearray(package(method=zipfile.ZIP_STORED))
    at = data.index(b"xl/worksheets/sheet1.xml")
    data[at : at + 3] = b"xm/"
    assert rules(bytes(data)) == ("", ["WB024"])


GOOD = real_xlsx()
DAMAGE = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4)


@settings(max_examples=80, deadline=None)
@given(DAMAGE)
def test_damage_anywhere_is_never_an_exception(damage):
    data = bytearray(GOOD)
    for place, byte in damage:
        data[int(place * len(data))] = byte
    form, notes = preflight(bytes(data), "a.xlsx", LIMITS)
    assert form == "xlsx" or len(notes) == 1
