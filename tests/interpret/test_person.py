"""Names and positions as offices write them. All people are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.interpret.people import compile_lists
from pipeline.interpret.person import NOBODY, Person, read_at_length, read_person
from pipeline.interpret.position import read_position
from schemas.reference import SHIPPED, load_reference
from schemas.rules import catalogue

PEOPLE = compile_lists(load_reference().lists["people"])
THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C) if chr(code).isprintable())
TEXT = st.text(st.sampled_from(THAI + " .-/,()0123456789\n'\"") | st.characters()) | st.lists(
    st.sampled_from(
        ["นาย", "นางสาว", "น.ส.", "ดร.", "สมชาย", "ใจดี", "และ", "/", "ปลัด", "อบต.", "Line: a", "a@b.th", "1."]
    ),
    max_size=6,
).map(" ".join)


def rules(reading):
    return [note.rule for note in reading.notes]


class TestTitles:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("นาย สมชาย  ใจดี", "นายสมชาย ใจดี"),
            ("นางสมศรี มีสุข", "นางสมศรี มีสุข"),
            ("นางสาวสมศรี มีสุข", "นางสาวสมศรี มีสุข"),
            ("นางสาว\nสมศรี มีสุข", "นางสาวสมศรี มีสุข"),
            ("ว่าที่ ร้อยตรี สมชาย ใจดี", "ว่าที่ร้อยตรีสมชาย ใจดี"),
            ("ว่าที่ร้อยตรี ดร.สมชาย ใจดี", "ว่าที่ร้อยตรี ดร.สมชาย ใจดี"),
            ("ดร. สมชาย ณ สวนผัก", "ดร.สมชาย ณ สวนผัก"),
            ("ร.ต.สมชาย ใจดี", "ร.ต.สมชาย ใจดี"),
            ("นายธุรการ ใจดี", "นายธุรการ ใจดี"),
            ("นายกิตติ ใจดี", "นายกิตติ ใจดี"),
            ("1. นายสมชาย ใจดี", "นายสมชาย ใจดี"),
            ("นายสมชาย ใจดี (เล็ก)", "นายสมชาย ใจดี (เล็ก)"),
            ("นาย\u200bสมชาย\u00a0ใจดี", "นายสมชาย ใจดี"),
        ],
    )
    def test_a_standard_title_is_no_finding(self, typed, name):
        reading = read_person(typed, PEOPLE)
        assert (reading.value.name, reading.notes) == (name, ())

    @pytest.mark.parametrize(
        ("typed", "name", "was", "title"),
        [
            ("น.ส.สมศรี มีสุข", "นางสาวสมศรี มีสุข", "น.ส.", "นางสาว"),
            ("น.ส สมศรี มีสุข", "นางสาวสมศรี มีสุข", "น.ส", "นางสาว"),
            ("นส สมศรี มีสุข", "นางสาวสมศรี มีสุข", "นส", "นางสาว"),
            ("ว่าที่ ร.ต.สมชาย ใจดี", "ว่าที่ร้อยตรีสมชาย ใจดี", "ว่าที่ ร.ต.", "ว่าที่ร้อยตรี"),
            ("ว่าที่ ร.ต.หญิง สมศรี มีสุข", "ว่าที่ร้อยตรีหญิงสมศรี มีสุข", "ว่าที่ ร.ต.หญิง", "ว่าที่ร้อยตรีหญิง"),
            ("ว่าที่ ร.ต. ดร.สมชาย ใจดี", "ว่าที่ร้อยตรี ดร.สมชาย ใจดี", "ว่าที่ ร.ต. ดร.", "ว่าที่ร้อยตรี ดร."),
            ("พ.จ.อ. สมชาย ใจดี", "พันจ่าเอกสมชาย ใจดี", "พ.จ.อ.", "พันจ่าเอก"),
            ("ร.ต.อ.สมชาย ใจดี", "ร้อยตำรวจเอกสมชาย ใจดี", "ร.ต.อ.", "ร้อยตำรวจเอก"),
        ],
    )
    def test_an_abbreviated_title_is_written_out(self, typed, name, was, title):
        reading = read_person(typed, PEOPLE)
        assert reading.value.name == name
        assert reading.value.prefix == title
        assert [(note.rule, note.params) for note in reading.notes] == [("CT006", {"v": was, "x": title})]

    @pytest.mark.parametrize("typed", ["นางาม ใจดี", "สมชาย นางาม", "นสมัย ใจดี", "ดรตะวัน ใจดี"])
    def test_a_name_that_begins_like_a_title_stays_whole(self, typed):
        reading = read_person(typed, PEOPLE)
        assert reading.value == Person(typed, "", *typed.split())
        assert rules(reading) == ["CT005"]


class TestOtherThanOnePerson:
    @pytest.mark.parametrize("typed", ["", "  ", "-", "–", "....", "…", "_____"])
    def test_a_cell_of_dashes_is_blank(self, typed):
        assert read_person(typed, PEOPLE) == (None, ())
        assert read_position(typed, PEOPLE) == (None, ())

    @pytest.mark.parametrize("typed", ["ไม่มี", " ไม่มี ", "ยกเลิก", "ไม่มีผู้ดูแลระบบ"])
    def test_only_words_take_a_person_out(self, typed):
        assert read_person(typed, PEOPLE) == (NOBODY, ())

    @pytest.mark.parametrize("typed", ["เหมือนเดิม", "ตามเดิม", "''", '"', "〃", "คงเดิม"])
    def test_as_before(self, typed):
        assert read_person(typed, PEOPLE).value is None
        assert rules(read_person(typed, PEOPLE)) == rules(read_position(typed, PEOPLE)) == ["CT017"]

    @pytest.mark.parametrize(
        "typed", ["0812345678", "๐๘๑๒๓๔๕๖๗๘", "www.a.go.th", "http://a.th", "นายสมชาย ใจดี 0812345678", "???"]
    )
    def test_what_is_no_name(self, typed):
        assert read_person(typed, PEOPLE).value is None
        assert rules(read_person(typed, PEOPLE)) == ["CT007"]

    @pytest.mark.parametrize("typed", ["งานแผน", "กองคลัง", "ปลัด อบต.", "นายกเทศมนตรี", "นายช่างโยธา", "เทศบาลตำบลตัวอย่าง"])
    def test_a_position_or_section(self, typed):
        reading = read_person(typed, PEOPLE)
        assert (reading.value, rules(reading)) == (Person(typed), ["CT010"])

    @pytest.mark.parametrize(
        "typed",
        [
            *("อยู่ระหว่างสรรหา", "อยู่ระหว่างการสรรหาบุคลากร", "รอบรรจุใหม่", "ดูไฟล์แนบ", "(ดู ไฟล์แนบ)", "ตามเอกสารแนบท้าย"),
            *("ตามแนบ", "ดังแนบ", "รายละเอียดตามไฟล์แนบ"),
        ],
    )
    def test_a_vacant_post_or_another_paper_names_nobody_and_deletes_nobody(self, typed):
        reading = read_person(typed, PEOPLE)
        assert (reading.value, rules(reading)) == (None, ["CT010"])

    @pytest.mark.parametrize("typed", ["นายตามใจ ดีงาม", "นายรอผล ดีงาม"])
    def test_a_name_may_begin_like_such_a_word(self, typed):
        assert read_person(typed, PEOPLE).value.name == typed

    @pytest.mark.parametrize("typed", ["ปลัด อบต. นายสมชาย ใจดี", "นายสมชาย ใจดี, ปลัด อบต."])
    def test_a_position_beside_the_name(self, typed):
        reading = read_person(typed, PEOPLE)
        assert (reading.value.name, rules(reading)) == ("นายสมชาย ใจดี", ["CT010"])

    @pytest.mark.parametrize(
        "typed",
        [
            "นายสมชาย ใจดี / นางสมศรี มีสุข",
            "นายสมชาย ใจดี นางสาวสมศรี มีสุข",
            "1. นายสมชาย ใจดี 2. นางสมศรี มีสุข",
            "นายสมชาย ใจดี\nนางสมศรี มีสุข",
            "นายสมชาย ใจดี และ สมศรี มีสุข",
        ],
    )
    def test_several_people_the_first_is_taken(self, typed):
        reading = read_person(typed, PEOPLE)
        assert (reading.value.name, rules(reading)) == ("นายสมชาย ใจดี", ["CT014"])

    @pytest.mark.parametrize("typed", ["นายสมชาย ใจดี Line: somchai-x", "นายสมชาย ใจดี (somchai@example.com)"])
    def test_an_address_is_left_out(self, typed):
        reading = read_person(typed, PEOPLE)
        assert (reading.value.name, rules(reading)) == ("นายสมชาย ใจดี", ["CT016"])

    @pytest.mark.parametrize(
        ("typed", "rule"),
        [
            ("1-2345-67890-12-1", "CT012"),
            ("นายสมชาย ใจดี ๑๒๓๔๕๖๗๘๙๐๑๒๑", "CT012"),
            ("รหัสผ่าน: 1234", "CT013"),
            ("username: somchai", "CT013"),
        ],
    )
    def test_a_secret_is_in_nothing_that_comes_back(self, typed, rule):
        for reading in (read_person(typed, PEOPLE), read_position(typed, PEOPLE)):
            assert reading.value is None
            assert [(note.rule, note.params, note.suggestion) for note in reading.notes] == [(rule, {"v": ""}, "")]


class TestPositions:
    @pytest.mark.parametrize(
        "typed",
        [
            "นักวิเคราะห์นโยบายและแผนชำนาญการ", "นักวิเคราะห์ นโยบาย และแผน 6ว", "จนท.วิเคราะห์ฯ", "หน.สป.", "ผอ.กองช่าง",
            "ปลัดเทศบาล", "ผู้ช่วยเจ้าหน้าที่ธุรการ", "พนักงานจ้างเหมา", "รักษาราชการแทนปลัด", "บุคลากร", "นายช่างโยธา",
        ],
    )  # fmt: skip
    def test_a_known_position_stands_as_typed(self, typed):
        assert read_position(typed, PEOPLE) == (typed, ())

    @pytest.mark.parametrize(
        ("typed", "suggestion"),
        [
            ("นักวิเคราะนโยบายและแผน", "นักวิเคราะห์นโยบายและแผน"),
            ("นักวิเคราะนโยบายและแผนชำนาญการ", "นักวิเคราะห์นโยบายและแผนชำนาญการ"),
            ("นักวิเคราะ…", "นักวิเคราะห์นโยบายและแผน"),
            ("เจ้าหน้าทีธุรการ", "เจ้าหน้าที่ธุรการ"),
            ("กัปตัน", ""),
        ],
    )
    def test_an_unknown_one_is_taken_with_a_suggestion(self, typed, suggestion):
        reading = read_position(typed, PEOPLE)
        assert reading.value == typed
        assert [(note.rule, note.suggestion) for note in reading.notes] == [("CT018", suggestion)]

    def test_a_word_for_none_is_no_position(self):
        assert read_position("ไม่มี", PEOPLE) == ("", ())

    def test_a_name_is_left_to_the_check_for_swapped_columns(self):
        assert read_position("นายสมชาย ใจดี", PEOPLE) == ("นายสมชาย ใจดี", ())


@given(TEXT)
def test_total_and_tidy(text):
    person = read_person(text, PEOPLE).value
    position = read_position(text, PEOPLE).value
    for value in (*(person[:4] if person else ()), position or ""):
        assert value == " ".join(value.split())
    if person and person.first:
        assert person.name.startswith(person.prefix)
        assert person.first in person.name
        assert person.last in person.name


@given(
    st.sampled_from(["นาย", "นาง", "นางสาว", "ดร."]),
    st.sampled_from(["สมชาย", "นารี", "กานดา"]),
    st.sampled_from(["ใจดี", "นางาม"]),
)
def test_a_name_kept_reads_the_same_again(prefix, first, last):
    once = read_person(f"{prefix} {first} {last}", PEOPLE)
    assert read_person(once.value.name, PEOPLE) == once == (Person(f"{prefix}{first} {last}", prefix, first, last), ())


WORDS = ["สมชาย", "ใจดี", "นางาม", "และดี", "กับทอง", "ดาบตำรวจ", "สาวดี", "แพทย์ดี", "ก", "ชื่อผู้ใช้", "มี", "เเดง", "ทํา", "นายก"]


@given(
    st.sampled_from(["นาย", "นาง", "นางสาว", "", "นาย ", "นายดร."]),
    st.lists(st.sampled_from(WORDS) | st.text("กขดรเแำิ์ๆ", min_size=1, max_size=4), min_size=1, max_size=3),
    st.sampled_from([" ", "  ", ""]),
)
@settings(max_examples=600)
def test_an_ordinary_cell_is_read_as_at_length(title, words, space):
    text = title + space.join(words)
    assert read_person(text, PEOPLE) == read_at_length(text, PEOPLE)


@pytest.mark.parametrize(
    "code", ["CT005", "CT006", "CT007", "CT008", "CT010", "CT012", "CT013", "CT014", "CT016", "CT017", "CT018"]
)
def test_the_catalogue_s_examples(code):
    rule = catalogue()[code]
    read = read_person if rule.column.endswith("_name") else read_position
    assert rules(read(rule.bad, PEOPLE)) == [code]
    assert rules(read(rule.good, PEOPLE)) == []


def test_no_spelling_of_a_title_is_listed_twice():
    import tomllib

    prefixes = tomllib.loads((SHIPPED / "people.toml").read_text("utf-8"))["prefixes"]
    spellings = [spelling for title, others in prefixes.items() for spelling in (title, *others)]
    assert len(spellings) == len(set(spellings))
