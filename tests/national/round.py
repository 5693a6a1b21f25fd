"""Makes a whole round: for each province a filled form and a workbook in a free layout, with labels of what is wrong.

    python -m tests.national.round certify --register FILE --out DIR
    python -m tests.national.round fill    --register FILE --forms DIR --out DIR [--share 0.05] [--seed 1]
    python -m tests.national.round judge   --labels FILE --outbox DIR

``--register`` is the department's open-data file, ``--forms`` the folder where ``python -m pipeline forms`` left
its forms. ``fill`` leaves ``forms/`` and ``free/`` (two inboxes), and ``forms.json`` and ``free.json`` (labels).
"""

import argparse
import csv
import json
import random
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas import CERTIFICATION, CONTACT, WEBSITE
from schemas.reference import Province, Reference, load_reference
from schemas.rules import catalogue
from tests.national.faults import Place, Turns, faults, seed_faults
from tests.national.filling import Written, fill
from tests.national.history import History, make_history
from tests.national.judge import Expected, Label, judge, load, save
from tests.national.layouts import LAYOUTS
from tests.national.pairs import seed_pairs
from tests.national.plan import Plan, RegisterLao, certified_years, clean_plan, placed_year

HELD = frozenset({"WW029"})
"""Taken into the master, and not published until central staff release it."""
Write = Callable[[Province, Plan], tuple[str, Written]]


@dataclass
class Round:
    """A round being made: the register by province, and who has certified what."""

    reference: Reference
    laos: Mapping[str, Sequence[RegisterLao]]
    certified: Mapping[str, tuple[int, ...]]
    history: History
    seed: int
    share: float


def read_register(path: Path, reference: Reference) -> list[RegisterLao]:
    """The LAOs of a register file in the department's layout."""
    short = {name: kind.short for kind in reference.types.values() for name in (kind.name, kind.short, *kind.aliases)}
    codes = {province.name: province.code for province in reference.provinces.values()}
    found: dict[str, RegisterLao] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            code = row["รหัส อปท."].zfill(8)
            found[code] = RegisterLao(code, short[row["ประเภท อปท."]], row["อปท."], row["อำเภอ"], codes[row["จังหวัด"]])
    return list(found.values())


def write_certified(path: Path, certified: Mapping[str, Sequence[int]]) -> None:
    """INFO's own list, as the department exports it."""
    lines = [f"{code},{year},1/6/{year}" for code, years in certified.items() for year in years]
    path.write_text("\r\n".join(("รหัส อปท.,ปีงบประมาณ,วันที่รับรอง", *lines, "")), "utf-8-sig", newline="")


def by_province(laos: Iterable[RegisterLao]) -> dict[str, list[RegisterLao]]:
    """Province code -> its LAOs."""
    found: dict[str, list[RegisterLao]] = {}
    for lao in laos:
        found.setdefault(lao.province, []).append(lao)
    return dict(sorted(found.items()))


def make_round(
    laos: Sequence[RegisterLao], forms: Path, out: Path, reference: Reference, seed: int = 1, share: float = 0.05
) -> tuple[Expected, Expected]:
    """Fill every form of the folder ``forms`` into ``out/forms``, write ``out/free``; what is to be found in each."""
    round_ = Round(reference, by_province(laos), certified_years(laos, seed), make_history(laos), seed, share)

    def filled(province: Province, plan: Plan) -> tuple[str, Written]:
        return f"แบบรายงาน_{province.code}.xlsx", fill((forms / f"{province.code}.xlsx").read_bytes(), plan)

    def freely(province: Province, plan: Plan) -> tuple[str, Written]:
        layout = LAYOUTS[(list(round_.laos).index(province.code) + seed) % len(LAYOUTS)]
        plan.update(layout.adapt(plan))
        written = layout.write(plan, province.name)
        own = {("", "", "", "FM004"), ("", "", "", "WB015")}
        return f"รายงานเว็บไซต์ อปท. จ.{province.name}.xlsx", written._replace(labels=written.labels | own)

    return _written(round_, out / "forms", filled), _written(round_, out / "free", freely)


def _written(round_: Round, folder: Path, write: Write) -> Expected:
    folder.mkdir(parents=True, exist_ok=True)
    expected = Expected()
    turns = Turns(faults(catalogue()))
    central = {code for code, rule in catalogue().items() if rule.reported_to == "central"}
    first = 0
    for code, laos in round_.laos.items():
        province = round_.reference.provinces[code]
        plan = make_plan(round_, province, turns, first)
        first += 2 * len(laos) + 2
        name, written = write(province, plan)
        (folder / name).write_bytes(written.data)
        expected.labels.update(Label(name, *label[1:]) for label in written.labels if label[3] not in central)
        expected.labels.update(_of_tables(name, written, plan))
        _expect(expected, round_, plan, central)
    expected.labels.update(_of_round(expected, round_))
    save(expected, folder.with_suffix(".json"))
    return expected


def make_plan(round_: Round, province: Province, turns: Turns, first: int) -> Plan:
    """What the province's office sends; its persons are numbered from ``first`` on."""
    laos = round_.laos[province.code]
    area_code = min(province.area_codes)
    plan = clean_plan(laos, round_.certified, area_code, first)
    elsewhere = [lao for code, others in round_.laos.items() if code != province.code for lao in others]
    place = Place(laos, elsewhere, round_.history, area_code)
    seed_pairs(plan, place)
    seed_faults(plan, turns, place, round_.share, random.Random(f"{round_.seed} {province.code}"))
    return plan


def _of_tables(name: str, written: Written, plan: Plan) -> Iterator[Label]:
    """XR005 for each table that leaves LAOs out, WW033 where there are websites: all of this round are on http."""
    for table in (WEBSITE.name, CONTACT.name):
        if any(not row.value for row in plan[table] if not row.extra):
            yield Label(name, written.sheets[table], "", "XR005")
    if any(row.value for row in plan[WEBSITE.name]):
        yield Label(name, written.sheets[WEBSITE.name], "", "WW033")


def _of_round(expected: Expected, round_: Round) -> Iterator[Label]:
    """What is said of the round as a whole."""
    everyone = {lao.code for laos in round_.laos.values() for lao in laos}
    said = {
        "XF006": len(round_.laos) < len(round_.reference.provinces) - 1,
        "PB008": everyone > expected.websites.keys(),
        "PB010": bool(expected.held),
    }
    return (Label("", "", "", rule) for rule, holds in said.items() if holds)


def _expect(expected: Expected, round_: Round, plan: Plan, central: Container[str]) -> None:
    for table, wanted in ((WEBSITE.name, expected.websites), (CONTACT.name, expected.contacts)):
        for row in plan[table]:
            if row.value and not row.extra:
                wanted[row.lao.code] = str(row.value)
                expected.years[row.lao.code] = placed_year(round_.certified[row.lao.code])
    for rows in plan.values():
        faulty = [row for row in rows if row.fault]
        expected.seeded.update(row.fault for row in faulty)
        expected.faulty.update(row.lao.code for row in faulty)
        expected.held.update(row.lao.code for row in faulty if row.fault in HELD)
        told = [(row.lao.code, rule) for row in faulty for _, rule in row.rules if rule in central]
        expected.labels.update(Label("", "", code, rule) for code, rule in told)
    expected.rows += sum(len(plan[table.name]) for table in (WEBSITE, CONTACT, CERTIFICATION))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.national.round")
    parser.add_argument("step", choices=("certify", "fill", "judge"))
    parser.add_argument("--register", type=Path)
    parser.add_argument("--forms", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--outbox", type=Path)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.step == "judge":
        print(judge(load(given.labels), given.outbox))
        return
    reference = load_reference()
    laos = read_register(given.register, reference)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.step == "certify":
        write_certified(given.out / "certified.csv", certified_years(laos, given.seed))
        print(f"{given.out / 'certified.csv'}: certified years of {len(laos)} LAOs")
        return
    for expected in make_round(laos, given.forms, given.out, reference, given.seed, given.share):
        print(json.dumps(expected.counts(), ensure_ascii=False))


if __name__ == "__main__":
    main()
