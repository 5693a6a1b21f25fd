"""The README, the make targets and the command line say the same."""

import re
from pathlib import Path

import pytest
import typer

from pipeline.cli import app
from schemas.rules import catalogue

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
THAI = (ROOT / "README.th.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands
DEVELOPERS = {
    "setup",
    "setup-test",
    "test",
    "test-deep",
    "bench",
    "check-all",
    "lint",
    "types",
    "arrows",
    "lock",
    "clean",
    "help",
}


def targets():
    return set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) - {"help"}


def test_every_command_is_in_the_readme():
    table = README[README.index("| command | does |") : README.index("`make <command>`")]
    rows = re.findall(r"^\| (.+?) \|", table, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([a-z]+)", row)} == set(COMMANDS)


def test_make_has_the_same_words():
    assert targets() - DEVELOPERS == set(COMMANDS)


@pytest.mark.parametrize("text", [README, THAI, (ROOT / "CONTRIBUTING.md").read_text("utf-8")])
def test_what_the_docs_tell_to_make_can_be_made(text):
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets()


def test_options_the_readme_names_are_there():
    options = {option for command in COMMANDS.values() for param in command.params for option in param.opts}
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= options


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", README + THAI):
        assert (ROOT / target).exists(), target


def test_codes_in_the_docs_are_in_the_catalogue():
    for path in (*ROOT.glob("*.md"), *ROOT.glob("pipeline/**/*.py"), *ROOT.glob("schemas/**/*.py")):
        text = path.read_text("utf-8")
        assert set(re.findall(r"\b((?:WB|FM|SH|LA|WW|CT|PH|FY|XR|XS|XF|PB)\d{3})\b", text)) <= set(catalogue()), path


def test_the_first_two_commands_stand_on_top():
    first = README[README.index("```sh") :].splitlines()[1:3]
    assert [line.split("#")[0].strip() for line in first] == ["make demo", "make test"]
