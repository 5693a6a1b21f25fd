"""Root causes first: a column that is missing or misnamed is one finding, and so is one bad cell."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import xlsxwriter
from office import Core, codes, contact, site

from tests.national.headings import USUAL

LAOS = codes("83")[:4]
SITE = tuple(site())
PEOPLE = tuple(contact())
SITE_HEADS, PEOPLE_HEADS = ({name: USUAL[name] for name in fields} for fields in (SITE, PEOPLE))
FIRST_PERSON = PEOPLE[:-3]


def sheet(heads: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """A workbook of one sheet: field -> heading, and the rows' cells under them."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_urls": False}) as book:
        page = book.add_worksheet("ข้อมูล")
        for col, (name, head) in enumerate(heads.items()):
            page.write(0, col, head)
            for number, row in enumerate(rows, 1):
                page.write(number, col, row.get(name, ""))
    return data.getvalue()


def found(core: Core, data: bytes) -> list[tuple[str, str]]:
    """(cell, rule) of the faults, in their order."""
    (merged,) = core.merge(core.prepare(data), keep=False)
    assert not merged.fault, merged.fault
    usual = {"FM004", "WB015", "XR005", "WW033", "XS009", "XR004", "PH017"}
    return [(one.cell, one.rule) for one in merged.outcome.findings if one.rule not in usual]


SITES = [site(code) for code in LAOS]
PERSONS = [contact(code) for code in LAOS]


@pytest.mark.parametrize(
    ("heads", "rows", "expected"),
    [
        ({**SITE_HEADS, "website": "ที่อยู่บนเครือข่าย"}, SITES, "SH001"),
        ({**PEOPLE_HEADS, "person1_name": "คนรับผิดชอบ"}, PERSONS, "SH001"),
        ({**PEOPLE_HEADS, "person1_phone": "ช่องทางพูดคุย คนที่ 1"}, PERSONS, "SH003"),
        ({**PEOPLE_HEADS, "person1_position": "หน้าที่ คนที่ 1"}, PERSONS, "SH003"),
        ({**SITE_HEADS, "district": "ท้องที่"}, SITES, "SH003"),
        ({**SITE_HEADS, "lao_type": "ชนิด"}, SITES, "SH003"),
        ({**SITE_HEADS, "fiscal_year": "งวด"}, SITES, "SH003"),
    ],
)
def test_a_misnamed_column_is_one_finding(reader: Core, heads, rows, expected):
    assert [rule for _, rule in found(reader, sheet(heads, rows))] == [expected]


def test_a_missing_column_is_one_finding(reader: Core):
    heads = {name: head for name, head in PEOPLE_HEADS.items() if name != "person1_phone"}
    assert found(reader, sheet(heads, PERSONS)) == [("", "CT004")]
    assert found(reader, sheet({**heads, "note": "หมายเหตุ"}, PERSONS)) == [("K1", "SH003"), ("", "CT004")]


def test_no_columns_for_a_second_person_is_one_finding(reader: Core):
    heads = {name: PEOPLE_HEADS[name] for name in FIRST_PERSON}
    assert found(reader, sheet(heads, PERSONS)) == [("", "CT002")]


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        ("website", {"website": "http://www.maesai..gp.th:8080/wp-admin"}, "WW009"),
        ("website", {"website": "ftp://user:pw@192.168.1.1/wp-admin"}, "WW008"),
        ("website", {"website": "http://192.168.1.1:8080/admin"}, "WW011"),
        ("website", {"website": "http://info.dla.go.th:8080/wp-admin/index.php?a=1"}, "WW016"),
        ("contact", {"person1_name": "", "person2_name": "", "person2_position": "", "person2_phone": ""}, "CT001"),
        ("contact", {"person1_phone": "โทร. ๐๘๑-๒๓๔-๕๖๗ ต่อ"}, "PH005"),
        ("website", {"lao_code": "0683", "lao_type": "ชมรม", "lao_name": "ไม่รู้จัก", "district": "ไม่มี"}, "LA017"),
    ],
)
def test_one_broken_cell_shows_its_root_cause_alone(reader: Core, table, cells, expected):
    heads = {"website": SITE_HEADS, "contact": PEOPLE_HEADS}[table]
    row = {"website": site, "contact": contact}[table](**cells)
    assert [rule for _, rule in found(reader, sheet(heads, [row]))] == [expected]
