"""Whose submission a workbook is: mark, folder, file name, title, codes, in that order; contradictions are said."""

import pytest

from pipeline.intake.province import claim
from pipeline.interpret.province import find_province
from pipeline.mark import Mark, sign
from pipeline.model import Arrival
from schemas.reference import load_reference

KEY = b"k" * 32
REFERENCE = load_reference()
ROUND, PROVINCES = REFERENCE.round, REFERENCE.provinces
PHAYAO, PHRAE = "56", "54"


def marked(province=PHAYAO, round_=ROUND.id, version=ROUND.form_version, revision=0, key=KEY):
    return sign(Mark(round_, province, version, revision), key)


def ask(*, mark=None, folder="", name="รายงาน.xlsx", titles=(), codes=(), revision=0):
    arrival = Arrival(f"{folder}/{name}", name, folder, "", 0, 0.0)
    return claim(
        arrival, mark, titles, codes, find=lambda text: find_province(text, PROVINCES), revision=revision, keys=[KEY],
        round_=ROUND, provinces=PROVINCES,
    )  # fmt: skip


def rules(found):
    return {finding.rule: dict(finding.params) for finding in found.findings if finding.rule != "FM004"}


def test_each_in_its_turn():
    told = {
        "mark": marked("50"), "folder": "51", "name": "จ.แพร่.xlsx", "titles": ("จังหวัดน่าน",), "codes": {"56"},
    }  # fmt: skip
    found = []
    while told:
        found.append(ask(**told).province)
        del told[next(iter(told))]
    assert found == ["50", "51", "54", "55", "56"]
    assert ask().province == ""


@pytest.mark.parametrize("folder", ["56", "พะเยา", "จ.พะเยา", "Phayao"])
def test_the_folder_may_be_named_in_many_ways(folder):
    assert ask(folder=folder).province == PHAYAO


def test_the_first_title_that_names_one():
    assert ask(titles=("แบบรายงาน", "อำเภอเมือง", "จังหวัดพะเยา", "จังหวัดแพร่")).province == PHAYAO


def test_codes_decide_only_where_all_agree():
    assert ask(codes={PHAYAO}).province == PHAYAO
    found = ask(codes={PHAYAO, PHRAE})
    assert (found.province, rules(found)) == ("", {"WB006": {}})


def test_central_staff_have_a_folder_of_their_own():
    found = ask(mark=marked(), folder="central", name="จ.แพร่.xlsx", revision=3)
    assert found == ("", "central", 3, ())


class TestForms:
    def test_a_good_mark_says_nothing(self):
        assert ask(mark=marked(), folder="พะเยา", name="พะเยา.xlsx", codes={PHAYAO}).findings == ()

    def test_no_form_of_ours(self):
        assert [finding.rule for finding in ask(folder="56").findings] == ["FM004"]

    @pytest.mark.parametrize("text", [marked(key=b"other"), marked()[:-1], marked().replace("56", "54"), "", "x"])
    def test_an_altered_mark(self, text):
        found = ask(mark=text, folder="56")
        assert (found.province, rules(found)) == (PHAYAO, {"FM001": {}})

    def test_in_another_province_s_folder(self):
        found = ask(mark=marked(PHRAE), folder="56")
        assert (found.province, rules(found)) == (PHRAE, {"FM002": {"x": "แพร่", "p": "พะเยา"}})

    def test_of_another_round(self):
        assert rules(ask(mark=marked(round_="2556-1"))) == {"FM003": {"v": "2556-1", "x": ROUND.id}}

    def test_of_an_older_version(self):
        assert rules(ask(mark=marked(version="1/2556"))) == {"WB017": {"v": "1/2556"}}

    def test_its_revision_goes_before_the_name_s(self):
        assert ask(mark=marked(revision=2), revision=7).revision == 2
        assert ask(mark=marked(), revision=7).revision == 7


class TestContradictions:
    def test_name_and_codes(self):
        found = ask(name="พะเยา.xlsx", codes={PHRAE})
        assert (found.province, rules(found)) == (PHAYAO, {"WB007": {"v": "พะเยา", "x": "แพร่"}})

    def test_folder_and_codes(self):
        assert rules(ask(folder="56", name="แพร่.xlsx", codes={PHRAE})) == {"WB007": {"v": "พะเยา", "x": "แพร่"}}

    def test_codes_of_several_provinces_are_for_the_rows(self):
        assert rules(ask(folder="56", codes={PHAYAO, PHRAE})) == {}

    def test_title_and_codes(self):
        assert rules(ask(titles=("จังหวัดพะเยา",), codes={PHAYAO})) == {}
