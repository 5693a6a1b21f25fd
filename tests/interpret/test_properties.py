"""What holds for every cell whatever is typed in it: nothing raises, and what was read reads the same again."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from office import DEMO, KAMALA, Core

from pipeline.interpret.certification import read_certified_on, read_mark
from pipeline.interpret.lao.code import read_code
from pipeline.interpret.people import compile_lists
from pipeline.interpret.person import read_person
from pipeline.interpret.phone import display, read_phone
from pipeline.interpret.position import read_position
from pipeline.interpret.province import read_province
from pipeline.interpret.website import WebsiteReader
from pipeline.interpret.year import read_year
from pipeline.model import Cell, Row, TableRead
from pipeline.thai import BE_OFFSET, be_date, clean, slips_mended
from schemas import TABLES
from schemas.reference import load_reference
from schemas.rules import catalogue
from tests.national.people import ENDINGS, FIRST_NAMES, POSITIONS, SURNAMES

REFERENCE = load_reference()
PEOPLE = compile_lists(REFERENCE.lists["people"])
SITES = WebsiteReader(REFERENCE.lists["websites"])
BITS = (  # noqa: SIM905
    "http:// https:// www. ww. .go.th .com / ? = & @ hotmail.com facebook.com ไม่มี ยกเลิก เหมือนเดิม โทร. โทรสาร ต่อ ถึง , - "
    "( ) 0 054 889909 081-234-5678 02-241-9000 +66 ๐๘๑ ๕๖๗ 2557 ๒๕๕๗ พ.ศ. ปี 57 31/7/2557 ก.ค. กรกฏาคม ✓ ครบ อบต. ทต. "
    "เทศบาล เมือง แม่ใส กมลา 06830203 6830203 อ. จ. นาย นาง น.ส. ว่าที่ร.ต. สมชาย ใจดี ปลัด ตำแหน่ง ว่าง Line: รหัสผ่าน "
    "1-2345-67890-12-1 ํา เเ ;"
).split(" ")
TYPED = st.lists(st.sampled_from(BITS) | st.sampled_from([" ", "\n"]) | st.text(max_size=4), max_size=9).map("".join)
KINDS = st.sampled_from(["text", "number", "date", "formula", "error"])
REPAIRS = {code for code, rule in catalogue().items() if rule.nature == "repair"}


def repaired(reading) -> set[str]:
    """The repairs that a reading made."""
    return {note.rule for note in reading.notes} & REPAIRS


@settings(max_examples=150)
@given(st.data())
def test_no_cell_text_makes_the_interpreter_raise(reader: Core, data):
    """Rows of any texts and kinds, in every table; each finding fills its message."""
    for table in TABLES:
        texts = data.draw(st.fixed_dictionaries({}, optional={field.name: TYPED for field in table.fields}))
        columns = {field.name: number for number, field in enumerate(table.fields, 1)}
        cells = {
            name: Cell(2, columns[name], text, data.draw(KINDS), data.draw(TYPED) if name == "website" else "")
            for name, text in texts.items() if text
        }  # fmt: skip
        read = TableRead(table.name, "Sheet1", (1,), columns, {}, (Row(2, cells),), {})
        (record,), findings = reader.worker.interpreter.records([read], "83")
        assert record.cells == cells
        for finding in findings:
            assert catalogue()[finding.rule].say({"v": finding.value, **finding.params})


@given(TYPED)
def test_a_website_read_reads_the_same_again(text):
    site = SITES.read(text).value
    if site and site.url:
        again = SITES.read(site.url)
        assert again.value == site
        assert not repaired(again) - {"WW026"}  # a Thai name is always kept with its punycode


@given(TYPED)
def test_phones_read_read_the_same_again(text):
    once = read_phone(text, REFERENCE.lists["phones"])
    if once.value:
        again = read_phone(display(once.value), REFERENCE.lists["phones"])
        assert again.value == once.value
        assert not repaired(again)


@given(st.sampled_from(FIRST_NAMES), st.sampled_from(SURNAMES), TYPED)
def test_a_person_read_reads_the_same_again(first, last, more):
    for text in (f"{first[0]} {first[1]}  {last}", f"{first[0]}{first[1]} {last} {more}"):
        person = read_person(text, PEOPLE).value
        if person and person.first and person.last:
            again = read_person(person.name, PEOPLE)
            assert again.value is None or again.value.name == person.name
            assert not repaired(again)


@given(st.sampled_from(POSITIONS) | TYPED)
def test_a_position_read_reads_the_same_again(text):
    held = read_position(text, PEOPLE).value
    if held:
        assert read_position(held, PEOPLE).value in (held, None, "")


@given(TYPED, st.sampled_from(["text", "number"]))
def test_a_year_read_reads_the_same_again(text, kind):
    year = read_year(text, kind, 2557).value
    if year:
        assert read_year(str(year), kind, 2557) == (year, ())


@given(TYPED)
def test_a_mark_and_a_day_read_read_the_same_again(text):
    done = read_mark(text).value
    if done is not None:
        assert read_mark("✓" if done else "").value is done
    day = read_certified_on(text, "text", date(2014, 12, 31)).value
    if day and day.year + BE_OFFSET > 2500:
        for written in (be_date(day), f"{day.day}/{day.month}/{day.year + BE_OFFSET}"):
            assert read_certified_on(written, "text", date(2014, 12, 31)).value == day


@given(TYPED)
def test_a_code_and_a_province_read_read_the_same_again(text):
    code = read_code(text)
    if code and code.digits:
        assert read_code(code.digits) == (code.digits, False)
    province = read_province(text, REFERENCE.provinces).value
    if province:
        assert read_province(REFERENCE.provinces[province].name, REFERENCE.provinces) == (province, ())


def test_text_repair_changes_nothing_that_is_right():
    """Names of provinces, types, positions and people, and every text of the demo register, as they are spelt."""
    register = (DEMO / "register.csv").read_text("utf-8-sig")
    right = {word for province in REFERENCE.provinces.values() for word in (province.name, *province.aliases)}
    right |= {word for kind in REFERENCE.types.values() for word in (kind.name, kind.short)}
    right |= {
        *POSITIONS,
        *SURNAMES,
        *ENDINGS,
        *(name for _, name in FIRST_NAMES),
        *register.replace("\n", ",").split(","),
    }
    rules = [rule for code, rule in catalogue().items() if code != "LA023"]  # its message shows the slips
    right |= {text for rule in rules for text in (rule.message, rule.hint)}
    assert {word for word in right if clean(word) != word.strip() or slips_mended(word)} == set()
    assert KAMALA[1:] in register
