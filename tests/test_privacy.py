"""Nothing of a person leaves whole. All people and numbers are invented."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model import Finding
from pipeline.privacy import is_personal, mask, mask_finding, mask_for_terminal, mask_somebody
from pipeline.render.told import say
from pipeline.secret import WITHHELD, file_name, secret_rule, without_secret
from schemas.rules import catalogue

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


ID = "1234567890121"
PASSWORD = "S3cr3tPassw0rd!"


class TestSecrets:
    @pytest.mark.parametrize(
        "text",
        [
            ID, "1-2345-67890-12-1", "1 2345 67890 12 1", "๑๒๓๔๕๖๗๘๙๐๑๒๑", "เลขที่ 1234567890121 ครับ",
            "１２３４５６７８９０１２１", "1–2345–67890–12–1", "1_2345_67890_12_1", "1/2345/67890/12/1",
            "1, 2345, 67890, 12, 1",
            "1  2345  67890  12  1", "1-2345-6789012-1", "1 2 3 4 5 6 7 8 9 0 1 2 1",
            "1  2  3  4  5  6  7  8  9  0  1  2  1", "1,2,3,4,5,6,7,8,9,0,1,2,1", "123456,7890121",
            "123456\n7890121", "123456\u00a07890121", "123456\t7890121", "123456\u00ad7890121",
            "123456\u200b7890121", "1 234567890121", "1.234567890121E+12", f"{ID}.0", f"x{ID}y", f"({ID})",
            f"{ID},{ID}", f"1. {ID}", f"081-234-5678 {ID}", f"0812345678/{ID}", "081-234-5678, 1-2345-67890-12-1",
        ],
    )  # fmt: skip
    def test_an_id_in_any_form(self, text):
        assert secret_rule(text) == "CT012"

    @pytest.mark.parametrize(
        "text",
        [
            "1234567890122", "12345678901210", f"1{ID}", f"{ID}1", "0105536000315", "0812345678",
            "081-234-5678 ต่อ 121", "0 2345 6789 0121", "06560115", "2557", "081-234-5678, 082-345-6789",
            "0812345678/123", "053-276491 ต่อ 804 , 809", "042-411334,\n042-423355", "0-29972222-30 ต่อ 3221",
            "0-1234-5678-90121", "05830104, 05830107",
        ],
    )  # fmt: skip
    def test_other_numbers_are_none(self, text):
        assert secret_rule(text) == ""

    @given(st.lists(st.from_regex(r"0[2-9][0-9]-?[0-9]{3}-?[0-9]{3,4}", fullmatch=True), max_size=5), st.data())
    def test_telephones_beside_one_another_are_none(self, phones, data):
        joint = data.draw(st.sampled_from([", ", ",", " / ", "/", "\n", " ต่อ ", "; "]))
        assert secret_rule(joint.join(phones)) == ""

    @given(st.from_regex("[1-8][0-9]{11}", fullmatch=True), st.sampled_from(("", *"- /_.\n", ", ", "  ")))
    def test_every_id_in_groups_as_on_the_card(self, first, gap):
        last = (11 - sum(int(digit) * weight for digit, weight in zip(first, range(13, 1, -1), strict=True)) % 11) % 10
        groups = (first[0], first[1:5], first[5:10], first[10:], str(last))
        assert secret_rule(f"เลข {gap.join(groups)} ครับ") == "CT012"
        assert secret_rule(f"เลข {gap.join((*groups[:4], str((last + 1) % 10)))} ครับ") == ""

    @pytest.mark.parametrize(
        "text",
        [
            "รหัสผ่าน 1234", "Password=abc", "user: lao01", "ชื่อผู้ใช้ lao01", "USERNAME lao01", "pass: x",
            "พาสเวิร์ด x", f"pass {PASSWORD}", f"pwd {PASSWORD}", "pwd secret", f"PW: {PASSWORD}", f"p/w {PASSWORD}",
            "pass 1234", f"รหัสเข้าระบบ {PASSWORD}", f"รหัสลับ {PASSWORD}", f"passcode={PASSWORD}",
            "user admin pass secret", f"user/pass admin/{PASSWORD}", f"login admin {PASSWORD}",
            f"ｐａｓｓｗｏｒｄ： {PASSWORD}", f"pass\u200bword {PASSWORD}", "รหัส\u200bผ่าน 1234", "ครู user: admin",
        ],
    )  # fmt: skip
    def test_a_password(self, text):
        assert secret_rule(text) == "CT013"

    @pytest.mark.parametrize(
        "text",
        [
            "นายสมชาย ใจดี", "passorn@example.com", "http://www.a.go.th/index.php?user=1", "ผู้ใช้งานระบบ",
            "login.go.th", "bypass road 1234", "by-pass 1234", "passenger 1234", "Passakorn Jaidee",
            "Mr. Pass Wongsa", "boarding pass", "ไม่มี pass", "user manual", "login http://www.a1b2c3.go.th",
            "mountain-pass 1234", "รหัส อปท. 05830104", "รหัสไปรษณีย์ 83000", "เจ้าหน้าที่ดูแลผู้ใช้บริการ",
            "นายพาส เวรดี", "PWA office", "www.pass1234.go.th",
        ],
    )  # fmt: skip
    def test_no_password(self, text):
        assert secret_rule(text) == ""

    def test_a_password_in_an_address(self):
        assert without_secret("http://me:pw@a.go.th") == ""
        assert without_secret("http://a.go.th") == "http://a.go.th"

    @given(st.text() | st.text("0123456789 -,/_\n\u200bpasword: userรหัสผ่าน", max_size=60))
    def test_total(self, text):
        assert secret_rule(text) in ("", "CT012", "CT013")


class TestFileNames:
    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("ภูเก็ต ครั้งที่ 2.xlsx", "ภูเก็ต ครั้งที่ 2.xlsx"),
            ("ผู้ดูแลและรหัสผ่าน INFO ภูเก็ต 2557.xlsx", "ผู้ดูแลและรหัสผ่าน INFO ภูเก็ต 2557.xlsx"),
            ("รหัสผ่าน 1234 ภูเก็ต.xlsx", f"{WITHHELD}.xlsx"),
            (f"ภูเก็ต {ID} ครั้งที่ 2.xlsx", f"ภูเก็ต {WITHHELD} ครั้งที่ 2.xlsx"),
            (f"ภูเก็ต {ID} pass {PASSWORD}.xlsx", f"ภูเก็ต {WITHHELD} {WITHHELD}.xlsx"),
            (f"{PASSWORD} คือรหัสผ่าน ภูเก็ต.xls", f"คือ {WITHHELD}.xls"),
            (f"a.{ID}", f"a.{WITHHELD}.xlsx"),
        ],
    )
    def test_keep_what_is_no_secret(self, name, kept):
        assert file_name(name) == kept

    @given(st.lists(st.sampled_from([ID, "password", PASSWORD, "ภูเก็ต", *" .-x", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑"])).map("".join))
    def test_hold_none_and_stay_as_they_are(self, name):
        kept = file_name(name)
        assert secret_rule(kept) != "CT012"
        assert "password" not in name or PASSWORD not in kept
        assert file_name(file_name(name)) == file_name(name)


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
        assert (mask_finding(told).value, mask_finding(told).params) == ("", {"v": WITHHELD, "x": WITHHELD})
        assert mask_finding(mask_finding(told)).params == mask_finding(told).params

    def test_a_finding_about_a_secret_keeps_no_value(self):
        told = Finding(
            "CT012", "contact", column="person1_name", value="นายสมชาย 1234", params={"v": "1234"}, suggestion="1"
        )
        assert (mask_finding(told).value, mask_finding(told).params, mask_finding(told).suggestion) == ("", {}, "")

    def test_a_secret_in_a_heading_or_the_name_of_a_sheet(self):
        typed = f"บัตร {ID}"
        masked = mask_finding(Finding("SH003", "website", f"x{ID}", label=typed, value=typed, params={"v": typed}))
        assert (masked.sheet, masked.label, masked.value, masked.params) == (WITHHELD, WITHHELD, "", {"v": WITHHELD})

    def test_a_message_says_that_its_value_is_withheld(self):
        told = Finding("WW003", "website", column="website", value=f"pass {PASSWORD}")
        assert say(mask_finding(told), catalogue()["WW003"]).startswith(f"«{WITHHELD}»")

    def test_the_personal_columns_are_those_of_the_contract(self):
        assert is_personal("contact", "person2_position")
        assert not is_personal("contact", "lao_name")
        assert not is_personal("website", "person1_name")


class TestOnTheTerminal:
    @pytest.mark.parametrize(
        ("column", "typed", "told"),
        [
            ("website", "นายสมชาย ใจดี 0812345678", "นาย ส… ใ… 081xxxxxxx"),
            ("website", "สมชาย ใจดี", "ส… ใ…"),
            ("website", "081-234-5678", "081-xxx-xxxx"),
            ("website", "somchai@example.com", "s…@e….c…"),
            ("website", "htp//www.kamala.go.th", "htp//www.kamala.go.th"),
            ("website", "www.เทศบาลตำบลกะมะลา.com", "www.เทศบาลตำบลกะมะลา.com"),
            ("website", "อบต.กะมะลา", "อบต.กะมะลา"),
            ("website", "อบต.กะมะลา สมชาย ใจดี", "อ….ก… ส… ใ…"),
            ("lao_name", "นายสมชาย ใจดี 0812345678", "นาย ส… ใ… 081xxxxxxx"),
            ("lao_name", "สมชาย ใจดี", "ส… ใ…"),
            ("lao_name", "กะมะลา", "กะมะลา"),
            ("lao_name", "องค์การบริหารส่วนตำบล กะมะลา อ.กะทู้", "องค์การบริหารส่วนตำบล กะมะลา อ.กะทู้"),
            ("lao_code", "0683020", "0683020"),
            ("lao_code", "0812345678", "081xxxxxxx"),
            ("fiscal_year", "ปี พ.ศ. 2657", "ปี พ.ศ. 2657"),
            ("fiscal_year", "สมชาย", "ส…"),
            ("", "ผู้ดูแล นายสมชาย ใจดี", "ผ… นาย ส… ใ…"),
            ("", "โทร 0812345678", "โ… 081xxxxxxx"),
            ("", "แถว 5, คอลัมน์ H", "แถว 5, คอลัมน์ H"),
        ],
    )
    def test_nobody_is_whole_in_any_column(self, column, typed, told):
        for finding in (Finding("X", "website", column=column, value=typed, params={"v": typed}),
                        Finding("X", "website", column=column, value=typed)):  # fmt: skip
            shown = mask_for_terminal(finding)
            assert shown.params.get("v", shown.value) == told

    def test_nor_in_the_name_of_a_sheet(self):
        assert mask_for_terminal(Finding("X", sheet="นายสมชาย ใจดี")).sheet == "นาย ส… ใ…"
        assert mask_for_terminal(Finding("X", "contact", "081-234-5678", column="person1_name")).sheet == "081-xxx-xxxx"

    @pytest.mark.parametrize("text", ["อบต.นายูง", "ทต.บ้านนา", "06830203, 06830307", "2 กรกฎาคม 2557", "Sheet1"])
    def test_what_is_nobody_stays(self, text):
        assert mask_somebody(text) == text
