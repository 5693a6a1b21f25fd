"""The rule catalogue, the code and the examples name the same rules, and every example raises exactly its own."""

import re
import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from office import MAKES, Core, ref, said, table_of, workbook

import pipeline
import schemas
from pipeline.model import Finding, Submission
from pipeline.render.told import say
from schemas.rules import SEVERITIES, Rule, catalogue, read_rules

RULES = {code: rule for code, rule in catalogue().items() if not rule.retired}
SHOWN = {code: rule for code, rule in RULES.items() if rule.column}
NOT_DERIVED = {
    *("LA001", "LA006", "LA007", "LA011", "LA014", "LA015", "LA021"),  # which LAO is meant, nothing tells, or none is
    "LA012",  # no province of the demo has a name like that
    *("WW001", "WW002", "WW003", "WW011", "WW012", "WW014", "WW015", "WW016", "WW017", "WW032"),  # no address to mend
    *("WW004", "WW013", "WW018"),  # only for mail of the LAO's own domain, for .co.th, for a link that names its target
    *("WW026", "PH007", "PH009", "PH010", "CT005"),  # nothing is to be changed, or only the person knows
    "WW029",  # whose the domain is, only someone who looks can tell
    *("CT001", "CT002", "CT003", "CT004", "CT007", "CT008", "CT009", "CT010", "CT015", "CT017"),  # not in the cell
    "CT011",  # only where the position stands in the name's cell
    *("CT012", "CT013"),  # nothing of a secret is ever repeated
    *("PH001", "PH004", "PH005", "PH012", "PH013", "PH014", "PH015", "PH016", "PH020", "PH022", "PH025"),  # digits lost
    *("FY005", "FY013"),  # what INFO has, the cell does not say
}
"""Rules whose example leaves nothing to suggest."""


def test_code_and_catalogue_name_the_same_rules():
    sources = [path for package in (pipeline, schemas) for path in Path(package.__file__).parent.rglob("*.py")]
    in_code = {code for path in sources for code in re.findall(r'"([A-Z]{2}\d{3})"', path.read_text("utf-8"))}
    assert in_code - RULES.keys() == set()
    assert RULES.keys() - in_code == set()


def test_a_code_retired_is_kept_with_the_reason():
    rules = read_rules({"form": _entry("FM098") + 'retired = "รวมกับ FM001 ตั้งแต่รอบ 2558-1"\n', "sheet": _entry("SH099")})
    assert {code: rule.retired for code, rule in rules.items()} == {
        "FM098": "รวมกับ FM001 ตั้งแต่รอบ 2558-1", "SH099": "",
    }  # fmt: skip
    assert rules["FM098"].say({}) == "ข้อความ"  # findings of earlier rounds can still be read


@pytest.mark.parametrize("why", ['""', '" "', "true"])
def test_no_code_is_retired_without_a_reason(why: str):
    with pytest.raises(ValueError, match="FM098 is retired"):
        read_rules({"form": _entry("FM098") + f"retired = {why}\n"})


def test_no_code_is_used_twice():
    with pytest.raises(ValueError, match="FM098 is there twice"):
        read_rules({"form": _entry("FM098") + 'retired = "เลิกใช้"\n', "sheet": _entry("FM098")})


def _entry(code: str) -> str:
    words = ("severity", "nature", "reported_to", "withholds", "message", "hint", "gloss")
    texts = ("error", "fault", "province", "file", "ข้อความ", "", "A rule.")
    return f"[{code}]\n" + "".join(f'{word} = "{text}"\n' for word, text in zip(words, texts, strict=True))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_is_whole(rule: Rule):
    assert rule.severity in SEVERITIES
    assert rule.nature in ("fault", "repair", "notice")
    assert rule.reported_to in ("province", "central")
    assert rule.withholds in ("file", "sheet", "row", "cell", "none", "publication")
    assert rule.message
    assert rule.gloss
    assert not placeholders(rule.hint), "a hint says the same of every finding"
    assert placeholders(rule.message) <= set("vxnmpdyN") | {"lao"}
    assert (rule.bad is None) == (rule.good is None) == (not rule.column)
    assert bool(rule.column) != bool(rule.example), "the column's example is enough, and there must be one"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_errors_withhold_and_notices_do_not():
    assert {rule.code for rule in RULES.values() if rule.severity == "error" and rule.withholds == "none"} == set()
    for rule in RULES.values():
        if rule.nature != "fault" and rule.withholds != "publication":
            assert rule.severity != "error"


@pytest.fixture(scope="module")
def shown(reader: Core) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
    """What each rule's two examples come to: (code, bad | good) -> all findings of their workbook."""
    cases = [(code, side) for code in SHOWN for side in ("bad", "good")]
    merged = reader.merge(*(_prepared(reader, SHOWN[code], side) for code, side in cases), keep=False)
    assert [one.fault for one in merged if one.fault] == []
    return {case: one.outcome.findings for case, one in zip(cases, merged, strict=True)}


def _prepared(core: Core, rule: Rule, side: str) -> Submission:
    return core.prepare(_book(rule, _row(rule, side)), folder=_folder(rule))


def _book(rule: Rule, row: dict[str, Any]) -> bytes:
    return workbook(**{table_of(rule.column): [row]})


def _folder(rule: Rule) -> str:
    return str(_cells(rule, "good").get("lao_code", "0683"))[2:4]


def _cells(rule: Rule, side: str) -> dict[str, Any]:
    example = getattr(rule, side)
    return example if isinstance(example, dict) else {rule.column: example}


def _row(rule: Rule, side: str) -> dict[str, Any]:
    return MAKES[table_of(rule.column)](**_cells(rule, side))


@pytest.mark.parametrize("code", SHOWN)
def test_bad_example_raises_its_rule_at_its_cell(code: str, shown):
    rule = SHOWN[code]
    table = table_of(rule.column)
    assert said(shown[code, "bad"]) == {(ref(table, rule.column, rows=[_row(rule, "bad")]), code)}


@pytest.mark.parametrize("code", SHOWN)
def test_good_twin_raises_nothing(code: str, shown):
    assert said(shown[code, "good"]) == set()


def test_a_suggestion_is_made_wherever_one_can_be_derived(suggested: Mapping[str, str]):
    assert SHOWN.keys() - suggested.keys() == NOT_DERIVED


def test_a_cell_put_right_as_suggested_raises_nothing(reader: Core, suggested: Mapping[str, str]):
    rows = {code: {**_row(SHOWN[code], "bad"), SHOWN[code].column: text} for code, text in suggested.items()}
    sent = [reader.prepare(_book(SHOWN[code], row), folder=_folder(SHOWN[code])) for code, row in rows.items()]
    merged = reader.merge(*sent, keep=False)
    left = {code: said(one.outcome.findings) for code, one in zip(rows, merged, strict=True)}
    notices = {code for code, rule in RULES.items() if rule.nature == "notice"}
    assert {code: found for code, found in left.items() if {rule for _, rule in found} - notices} == {}


@pytest.fixture(scope="module")
def suggested(shown: Mapping[tuple[str, str], tuple[Finding, ...]]) -> Mapping[str, str]:
    """By code: what is suggested for the bad example, where anything is."""
    found = {code: one for code in SHOWN for one in shown[code, "bad"] if one.rule == code}
    return {code: finding.suggestion for code, finding in found.items() if finding.suggestion}


def test_messages_of_the_examples_can_be_said(shown):
    for found in shown.values():
        for finding in found:
            text = say(finding, RULES[finding.rule])
            assert not placeholders(text)
            assert "None" not in text


def test_every_rule_is_proven():
    """By its example here, or by a test that names it."""
    here = Path(__file__)
    texts = [path.read_text("utf-8") for path in here.parent.rglob("*.py") if path != here]
    named = {code for text in texts for code in re.findall(r"\b[A-Z]{2}\d{3}\b", text)}
    assert RULES.keys() - SHOWN.keys() - named == set()
