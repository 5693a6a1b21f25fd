"""Nothing of a person leaves whole. All people and numbers are invented."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model import Finding
from pipeline.privacy import is_personal, mask, mask_finding, secret_rule, without_secret

NAMES = ["สมชาย", "ใจดี", "มีสุข", "แก้วกล้า", "โรจน์", "ณ", "สวนผัก"]
TITLES = ["", "นาย", "นาง ", "นางสาว", "น.ส.", "ดร.", "ว่าที่ ร.ต.", "ว่าที่ร้อยตรีหญิง ", "พ.จ.อ.", "คุณ"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("", ""),
        ("081-234-5678", "081-xxx-xxxx"),
        ("0812345678", "081xxxxxxx"),
        ("๐๘๑-๒๓๔-๕๖๗๘", "๐๘๑-xxx-xxxx"),
        ("02-2410755, 02-2419000 ต่อ 1432", "02-2xxxxxx, 02-2xxxxxx ต… 143x"),
        ("0 7699 0909", "0 76xx xxxx"),
        ("+66 81 234 5678", "+66 8x xxx xxxx"),
        ("นายสมชาย ใจดี", "นาย ส… ใ…"),
        ("นาย ก", "นาย ก"),
        ("น.ส.สมศรี มีสุข", "น.ส. ส… ม…"),
        ("ว่าที่ ร.ต.หญิงสมศรี มีสุข", "ว่าที่ ร.ต. ห… ม…"),
        ("ดร.สมชาย ณ สวนผัก", "ดร. ส… ณ ส…"),
        ("สมชาย นางาม", "ส… น…"),
        ("นักวิชาการคอมพิวเตอร์", "น…"),
        ("somchai@example.com", "s…@e….c…"),
        ("รหัสผ่าน: 1234", ""),
        ("1-2345-67890-12-1", ""),
    ],
)
def test_masked(text, masked):
    assert mask(text) == masked


@given(
    st.text()
    | st.text("นายงส.ก081x-, …/abxX\n")
    | st.lists(st.sampled_from([*NAMES, *TITLES, "0812345678", "x", " "])).map("".join)
)
@example("0812ab")
@example("081 xavier")
def test_idempotent_and_total(text):
    once = mask(text)
    assert mask(once) == once
    assert not re.search(r"\d{4}", once)


@given(
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(NAMES), min_size=1).map(" ".join),
    st.sampled_from(["", " 0898765432", "(098)7654321"]),
)
def test_no_word_of_a_name_survives(title, name, phone):
    masked = mask(title + name + phone)
    rest = masked.replace("ว่าที่ร้อยตรีหญิง", "").replace("ว่าที่", "")
    words = re.findall(r"[ก-๎]{2,}", rest)
    assert set(words) <= {"นาย", "นาง", "นางสาว", "ดร", "คุณ"}
    assert len(re.findall(r"\d", masked)) <= 3


class TestSecrets:
    @pytest.mark.parametrize(
        "text",
        ["1234567890121", "1-2345-67890-12-1", "1 2345 67890 12 1", "๑๒๓๔๕๖๗๘๙๐๑๒๑", "เลขที่ 1234567890121 ครับ"],
    )
    def test_an_id_in_any_form(self, text):
        assert secret_rule(text) == "CT012"

    @pytest.mark.parametrize(
        "text",
        [
            "1234567890122",
            "12345678901210",
            "0812345678",
            "081-234-5678 ต่อ 121",
            "0 2345 6789 0121",
            "06560115",
            "2557",
        ],
    )
    def test_other_numbers_are_none(self, text):
        assert secret_rule(text) == ""

    @pytest.mark.parametrize(
        "text", ["รหัสผ่าน 1234", "Password=abc", "user: lao01", "ชื่อผู้ใช้ lao01", "USERNAME lao01", "pass: x", "พาสเวิร์ด x"]
    )
    def test_a_password(self, text):
        assert secret_rule(text) == "CT013"

    @pytest.mark.parametrize(
        "text",
        ["นายสมชาย ใจดี", "passorn@example.com", "http://www.a.go.th/index.php?user=1", "ผู้ใช้งานระบบ", "login.go.th"],
    )
    def test_no_password(self, text):
        assert secret_rule(text) == ""

    def test_a_password_in_an_address(self):
        assert without_secret("http://me:pw@a.go.th") == ""
        assert without_secret("http://a.go.th") == "http://a.go.th"


class TestFindings:
    def test_a_contact_column_is_masked_in_value_params_and_suggestion(self):
        finding = Finding(
            "PH003", "contact", column="person1_phone", value="812345678", params={"x": "0812345678", "n": "4"},
            suggestion="0812345678",
        )  # fmt: skip
        masked = mask_finding(finding)
        assert (masked.value, masked.params, masked.suggestion) == (
            "812xxxxxx",
            {"x": "081xxxxxxx", "n": "4"},
            "081xxxxxxx",
        )
        assert mask_finding(masked) == masked

    def test_other_columns_stay(self):
        finding = Finding("FY007", "contact", column="fiscal_year", value="2014", params={"x": "2557"})
        assert mask_finding(finding) == finding

    def test_years_and_provinces_stay_whole(self):
        finding = Finding(
            "PH012", "contact", column="person1_phone", value="0-5488-9909", params={"v": "054", "p": "ภูเก็ต"}
        )
        assert mask_finding(finding).params == {"v": "054", "p": "ภูเก็ต"}

    def test_a_secret_is_in_nothing_even_where_no_person_should_be(self):
        told = Finding("WW003", "website", column="website", value="user: a password: b", params={"x": "password: b"})
        assert (mask_finding(told).value, mask_finding(told).params) == ("", {"x": ""})

    def test_a_finding_about_a_secret_keeps_no_value(self):
        told = Finding(
            "CT012", "contact", column="person1_name", value="นายสมชาย 1234", params={"v": "1234"}, suggestion="1"
        )
        assert (mask_finding(told).value, mask_finding(told).params, mask_finding(told).suggestion) == ("", {}, "")

    def test_the_personal_columns_are_those_of_the_contract(self):
        assert is_personal("contact", "person2_position")
        assert not is_personal("contact", "lao_name")
        assert not is_personal("website", "person1_name")
