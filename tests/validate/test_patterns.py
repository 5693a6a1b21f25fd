"""What only the rows of one file together show."""

import pytest
from office import codes, contact, register, site, workbook

from pipeline.validate.near_names import one_letter_apart
from pipeline.validate.patterns import find_patterns

PHUKET = codes("83")


def told(core, rule, folder="83", **tables):
    """The findings of a rule in one workbook, as if it were sent now."""
    (merged,) = core.merge(core.prepare(workbook(**tables), folder=folder), keep=False)
    assert not merged.fault, merged.fault
    return [finding for finding in merged.outcome.findings if finding.rule == rule]


def cells(found):
    return [finding.cell for finding in found]


def people(*phones, column="person1_phone"):
    """A contacts row for each phone, the other cells different in every row."""
    return [
        contact(code, **{
            "person1_name": f"นายสมชาย ใจดี{'กขคงจฉชซญณดตถทนบ'[n]}",
            "person1_phone": f"081-{n * 37 % 900 + 100}-4{n * 13 % 90 + 10}7",
            "person2_name": "", "person2_position": "", "person2_phone": "", column: phone,
        })
        for n, (code, phone) in enumerate(zip(PHUKET, phones, strict=False))
    ]  # fmt: skip


class TestDragged:
    """XR006: values that count up by one, row by row."""

    def test_phones(self, reader):
        phones = [f"081-234-56{n}" for n in range(97, 103)]
        assert cells(told(reader, "XR006", contact=people(*phones[:3]))) == []
        found = told(reader, "XR006", contact=people("089-876-5432", *(f"081-234-56{n}" for n in range(70, 75))))
        assert cells(found) == ["I4", "I5", "I6", "I7", "I8"]

    def test_over_a_change_of_digits(self, reader):
        phones = [f"0 76{n // 10000} {n % 10000:04}" for n in range(209998, 210004)]
        assert len(told(reader, "XR006", contact=people(*phones))) == 0, "the number before the last one changed"
        assert len(told(reader, "XR006", contact=people(*(f"0812345{n}" for n in range(698, 703))))) == 5

    @pytest.mark.parametrize("step", [0, 2, -1])
    def test_other_steps_are_no_drag(self, reader, step):
        assert told(reader, "XR006", contact=people(*(f"0812345{300 + step * n}" for n in range(8)))) == []

    def test_four_rows_are_none(self, reader):
        assert told(reader, "XR006", contact=people(*(f"0812345{n}" for n in (671, 672, 673, 674, 679, 680)))) == []

    def test_a_blank_between_ends_the_run(self, reader):
        phones = ["0812345671", "0812345672", "0812345673", "", "0812345674", "0812345675", "0812345676"]
        assert told(reader, "XR006", contact=people(*phones)) == []

    def test_phones_typed_as_numbers(self, reader):
        assert len(told(reader, "XR006", contact=people(*range(812345671, 812345677)))) == 6

    def test_websites_are_not_taken(self, core):
        rows = [site(code, website=f"http://www.karon{n}.go.th") for n, code in enumerate(PHUKET[:6], 1)]
        merged = core.send(workbook(website=[*rows, site(PHUKET[6])]))
        assert sum(finding.rule == "XR006" for finding in merged.outcome.findings) == 6
        assert merged.outcome.fates["website", "refused"] == 6
        assert {code for code, _, _ in core.units("website")} == {PHUKET[6]}

    def test_sites_named_by_the_lao_s_own_code_are_none(self, reader):
        assert told(reader, "XR006", website=[site(code) for code in PHUKET]) == []


class TestUniform:
    """XR007: one value in every row of a column, once for the column."""

    def test_one_website(self, reader):
        rows = [site(code, website="http://www.karon.go.th") for code in PHUKET[:10]]
        (found,) = told(reader, "XR007", website=rows)
        assert (found.sheet, found.row, found.column, found.cell, found.params["n"]) == (
            "เว็บไซต์ อปท.", 0, "website", "", "10",
        )  # fmt: skip

    def test_one_person_and_one_number(self, reader):
        found = told(reader, "XR007", contact=[contact(code) for code in PHUKET[:12]])
        columns = ["person1_name", "person1_phone", "person2_name", "person2_phone"]
        assert sorted(finding.column for finding in found) == columns

    def test_nine_rows_or_one_other_are_none(self, reader):
        rows = [site(code, website="http://www.karon.go.th") for code in PHUKET[:9]]
        assert told(reader, "XR007", website=rows) == []
        assert told(reader, "XR007", website=[*rows, site(PHUKET[9])]) == []

    def test_none_declared_everywhere_is_no_copy(self, reader):
        assert told(reader, "XR007", website=[site(code, website="ไม่มี") for code in PHUKET[:12]]) == []


class TestNamesakes:
    """XR008: a municipality and an อบต. of one name that give one website."""

    @pytest.fixture
    def pair(self):
        """An อบต. and a municipality of one name in one province of the demo."""
        by_name = {}
        for code, row in register().items():
            by_name.setdefault((row["lao_name"], code[2:4]), []).append(code)
        kinds = ({"04", "06"}, {"05", "06"})
        return next(found for found in by_name.values() if {code[:2] for code in found} in kinds)

    def test_both_rows(self, reader, pair):
        folder = pair[0][2:4]
        one, other = "http://www.samename.go.th", "https://samename.go.th/index.php"
        found = told(reader, "XR008", folder, website=[site(pair[0], website=one), site(pair[1], website=other)])
        assert cells(found) == ["G2", "G3"]
        assert told(reader, "XR008", folder, website=[site(pair[0], website=one), site(pair[1])]) == []

    def test_other_names_are_central_s_matter(self, reader):
        rows = [site(code, website="http://www.karon.go.th") for code in ("05830104", "06830203")]
        assert told(reader, "XR008", website=rows) == []


class TestNearNames:
    """XR009: names one letter apart, in rows without a code."""

    @pytest.mark.parametrize(
        ("one", "other"), [("คลองยา", "คลองยาง"), ("บ้านใหม่", "บ้านไหม่"), ("ลานสกา", "ลานสะกา"), ("กม.5", "กม.9")]
    )
    def test_one_letter(self, one, other):
        assert one_letter_apart([one, other, "สมมติ"]) == {one: {other}, other: {one}}

    @pytest.mark.parametrize(("one", "other"), [("คลองยา", "คลองยา"), ("นาบัว", "บัวนา"), ("กขค", "ขคง"), ("ท่า", "ป่าท่า")])
    def test_equal_or_further_apart(self, one, other):
        assert one_letter_apart([one, other]) == {}

    def test_rows_without_a_code(self, reader):
        known = reader.lists.laos
        near = {"830203": known["830203"]._replace(name="คลองยา"), "830307": known["830307"]._replace(name="คลองยาง")}
        rows = [site("06830203", lao_code=""), site("06830307", lao_code="")]
        submission = reader.prepare(workbook(website=rows))
        found = [one for one in find_patterns(submission.records, {**known, **near}) if one.rule == "XR009"]
        assert cells(found) == ["D2", "D3"]
        assert [one.params["x"] for one in found] == [rows[1]["lao_name"], rows[0]["lao_name"]]
        coded = reader.prepare(workbook(website=[site("06830203"), site("06830307")]))
        assert "XR009" not in {one.rule for one in find_patterns(coded.records, {**known, **near})}


class TestHttps:
    """WW033: one notice a file."""

    def test_how_many(self, reader):
        rows = [site(), site("06830307", website="https://www.sakhu.go.th"), site("05830107", website="ไม่มี")]
        (found,) = told(reader, "WW033", website=rows)
        assert (found.table, found.row, found.params) == ("website", 0, {"p": "ภูเก็ต", "n": "1", "m": "2"})

    def test_all_of_them(self, reader):
        assert told(reader, "WW033", website=[site(website="https://www.kamala.go.th")]) == []
