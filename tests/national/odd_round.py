"""A round of odd files: each office sends one of them, in turn; what must be found, and what comes to the master."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from schemas import CONTACT, WEBSITE
from schemas.rules import catalogue
from tests.national.judge import Expected, Label, save
from tests.national.odd import OWN, Make, Office, Sent
from tests.national.odd_files import ODD_FILES
from tests.national.odd_sheets import ODD_SHEETS
from tests.national.plan import Row, clean_plan, placed_year
from tests.national.round import Round
from tests.national.second import SECOND_FILES

ODD: Mapping[str, Make] = {**SECOND_FILES, **ODD_SHEETS, **ODD_FILES}
"""Those that not every office can show come first, to be tried of one after the other."""


def make_odd_round(round_: Round, folder: Path, key: bytes) -> Expected:
    """Write ``folder`` and ``folder``-later, two inboxes. Each kind of odd file comes once for so many provinces."""
    expected = Expected()
    kinds = deque(ODD.items())
    for code in round_.laos:
        kind, sent = _next(kinds, _office(round_, code, key))
        expected.seeded[kind] += 1
        for one in sent:
            inbox = folder.with_name(f"{folder.name}-later") if one.later else folder
            _put(inbox / one.folder.replace(OWN, code), one, expected, code)
            _expect(one.rows, expected, round_)
    known = {code for code in expected.websites if expected.websites[code]}
    everyone = {lao.code for laos in round_.laos.values() for lao in laos}
    expected.labels |= {Label("", "", "", "PB008")} if everyone > known else set()
    save(expected, folder.with_suffix(".json"))
    return expected


def _next(kinds: deque[tuple[str, Make]], office: Office) -> tuple[str, Sequence[Sent]]:
    """The first kind that the office can show, which then goes to the end of the queue."""
    for number, (kind, make) in enumerate(kinds):
        if sent := make(office):
            del kinds[number]
            kinds.append((kind, make))
            return kind, sent
    raise AssertionError("no odd file can be made of these LAOs")


def _office(round_: Round, code: str, key: bytes) -> Office:
    reference, codes = round_.reference, list(round_.laos)
    other = codes[codes.index(code) - 1]
    province = reference.provinces[code]
    plan = clean_plan(round_.laos[code], round_.certified, min(province.area_codes), 1000 * codes.index(code))
    return Office(province, reference.provinces[other], plan, round_.laos[other], key, reference.round)


def _put(folder: Path, one: Sent, expected: Expected, code: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{code} {one.name}" if not one.name.startswith("~") else one.name.replace("~$", f"~${code} ")
    path = folder / name
    if one.data is None:
        path.mkdir()
    else:
        path.write_bytes(one.data)
    central = {rule for rule, entry in catalogue().items() if entry.reported_to == "central"}
    expected.labels |= {Label(name, *label) for label in one.labels if label[-1] not in central or not label[1]}
    expected.labels |= {Label("", "", lao, rule) for lao, rule in one.central}


def _expect(rows: Iterable[Row], expected: Expected, round_: Round) -> None:
    for row in rows:
        wanted = {WEBSITE.name: expected.websites, CONTACT.name: expected.contacts}[row.table]
        wanted[row.lao.code] = str(row.value)
        expected.years[row.lao.code] = placed_year(round_.certified[row.lao.code])
