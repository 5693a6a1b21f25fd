"""All kinds of files, each with two LAOs of its own, so that the master shows what became of every single file."""

from collections.abc import Sequence
from pathlib import Path

from office import DEMO, NOW, make_desk

from pipeline.desk import Desk
from pipeline.lists import import_list
from schemas import WEBSITE
from tests.hostile import cells, disguises, extras, formats, lengths, packages, parts, texts, values
from tests.hostile.kinds import Kind
from tests.hostile.raw import Rows

MODULES = (packages, parts, extras, cells, values, texts, formats, disguises, lengths)
ALL: Sequence[Kind] = [kind for module in MODULES for kind in module.KINDS]
PROVINCE, DISTRICT = "83", "เมืองภูเก็ต"
LETTERS = "กขคงจชซญฐณ"
COLUMNS = ("seq", "lao_code", "lao_type", "lao_name", "district", "website")


def codes(number: int) -> tuple[str, str]:
    """The codes of the LAOs that the kind of that number reports."""
    first, second = (f"06{PROVINCE}{n // 90 + 10:02}{n % 90 + 10:02}" for n in (2 * number, 2 * number + 1))
    return first, second


def website(code: str) -> str:
    """The website that an LAO's row says."""
    return f"https://www.lao{code}.go.th"


def rows(number: int) -> Rows:
    """The heading and the two rows of a kind's file."""
    heading = [WEBSITE.field(name).label for name in COLUMNS]
    return [
        heading,
        *([str(n), code, "อบต.", name_of(code), DISTRICT, website(code)] for n, code in enumerate(codes(number), 1)),
    ]


def name_of(code: str) -> str:
    """A name that no other LAO has."""
    return "บ้าน" + "า".join(LETTERS[int(digit)] for digit in code[4:]) + "า"


def desk_with_laos(root: Path, kinds: int) -> Desk:
    """A desk whose register has the demo's LAOs and two more for each kind."""
    desk = make_desk(root)
    lines = [f"ภูเก็ต,{DISTRICT},,{int(code)},อบต.,{name_of(code)},,,,,,,\r\n" for n in range(kinds) for code in codes(n)]
    register = root / "register.csv"
    register.write_text((DEMO / "register.csv").read_text("utf-8-sig") + "".join(lines), "utf-8-sig", newline="")
    import_list(desk, "registry", register, as_of=NOW)
    return desk
