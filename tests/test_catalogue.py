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
from pipeline.told import say
from schemas.rules import SEVERITIES, Rule, catalogue

RULES = catalogue()
SHOWN = {code: rule for code, rule in RULES.items() if rule.column}
NOT_YET = frozenset({"WW030", "WW031"})  # the link check, which is run apart
"""Rules of the catalogue that nothing raises yet."""


def test_code_and_catalogue_name_the_same_rules():
    sources = [path for package in (pipeline, schemas) for path in Path(package.__file__).parent.rglob("*.py")]
    in_code = {code for path in sources for code in re.findall(r'"([A-Z]{2}\d{3})"', path.read_text("utf-8"))}
    assert in_code - RULES.keys() == set()
    assert RULES.keys() - in_code == NOT_YET


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
    assert not (rule.column and rule.example), "the column's example is enough"


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
    table = table_of(rule.column)
    province = str(_cells(rule, "good").get("lao_code", "0683"))[2:4]
    return core.prepare(workbook(**{table: [_row(rule, side)]}), folder=province)


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
    assert RULES.keys() - NOT_YET - SHOWN.keys() - named == set()
