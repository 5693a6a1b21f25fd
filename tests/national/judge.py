"""What a round must give, and whether it did: labels found at their cells, nothing at clean ones, the master right."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

AREAS = ("WB", "FM", "SH", "LA", "WW", "CT", "PH", "FY", "XR", "XS", "XF", "PB")
NOT_JUDGED = frozenset({"XF009", "XR009"})
"""True, and not foretold: the made-up websites are none of the register's own, and its LAOs have names that are alike,
which is said where a sheet has no codes."""
SHARED = frozenset({"XR003", "XR004", "PH017"})
"""The catalogue's examples name one made-up website, person and number: LAOs that were given them do share them."""


class Score(NamedTuple):
    """Of an area of rules: how many labels there are, findings were made, and labels were found."""

    area: str
    labels: int
    findings: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the findings that are labels."""
        return self.right / self.findings if self.findings else 1.0

    @property
    def recall(self) -> float:
        """The share of the labels that were found."""
        return self.right / self.labels if self.labels else 1.0

    def __str__(self) -> str:
        counts = f"{self.area:6}{self.labels:8}{self.findings:10}"
        return f"{counts}{self.precision:11.3f}{self.recall:8.3f}"


class Label(NamedTuple):
    """A rule that must be found at a cell. One for central staff has no file: its ``cell`` is the LAO's code."""

    file: str
    sheet: str
    cell: str
    rule: str


@dataclass
class Expected:
    """``websites`` maps LAO code -> website ("*": some), ``contacts`` -> number of persons, ``years`` -> year.

    ``faulty`` are the codes of LAOs with a fault on any of their rows, ``held`` of those whose website is held.
    """

    labels: set[Label] = field(default_factory=set)
    websites: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)
    years: dict[str, str] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    seeded: Counter[str] = field(default_factory=Counter)
    rows: int = 0

    def counts(self) -> dict[str, Any]:
        """What was made, in numbers."""
        return {
            "rows": self.rows, "faults": self.seeded.total(), "kinds": len(self.seeded), "labels": len(self.labels),
            "websites": len(self.websites), "laos with contacts": len(self.contacts),
        }  # fmt: skip


@dataclass
class Verdict:
    """``missed`` labels were not found; ``false`` are findings that are no label."""

    scores: list[Score]
    missed: list[Label]
    false: list[Label]
    master: list[str]
    ledger: list[str]

    @property
    def right(self) -> bool:
        """Whether nothing is amiss."""
        return not (self.missed or self.false or self.master or self.ledger)

    def __str__(self) -> str:
        lines = [
            "area    labels  findings  precision  recall",
            *map(str, self.scores),
            f"missed {len(self.missed)}, false {len(self.false)}; "
            f"differences in the master {len(self.master)}, in the ledger {len(self.ledger)}",
            *(f"missed {label}" for label in self.missed[:20]),
            *(f"false {label}" for label in self.false[:20]),
            *self.master[:20],
            *self.ledger[:20],
        ]
        return "\n".join(lines)


def save(expected: Expected, path: Path) -> None:
    """Keep the labels beside the workbooks."""
    path.write_text(json.dumps(vars(expected), ensure_ascii=False, default=sorted), "utf-8")


def load(path: Path) -> Expected:
    """What ``save`` kept."""
    kept = json.loads(path.read_text("utf-8"))
    kept["labels"] = {Label(*label) for label in kept["labels"]}
    kept |= {"faulty": set(kept["faulty"]), "held": set(kept["held"]), "seeded": Counter(kept["seeded"])}
    return Expected(**kept)


def judge(expected: Expected, outbox: Path) -> Verdict:
    """Compare what was found in ``outbox`` with what should be."""
    found = {one for one in findings(outbox) if one.rule not in NOT_JUDGED or one in expected.labels}
    found -= {Label("", "", code, rule) for code in expected.faulty for rule in SHARED} - expected.labels
    return Verdict(
        _scores(expected.labels, found),
        sorted(expected.labels - found),
        sorted(found - expected.labels),
        [*_websites(expected, outbox), *_contacts(expected, outbox), *_directory(expected, outbox)],
        list(_ledger(outbox)),
    )


def _scores(labels: set[Label], found: set[Label]) -> list[Score]:
    """Each area that has either."""
    counts = [Counter(one.rule[:2] for one in some) for some in (labels, found, labels & found)]
    scores = [Score(area, *(count[area] for count in counts)) for area in AREAS]
    return [score for score in scores if score.labels or score.findings]


def findings(outbox: Path) -> Iterator[Label]:
    """Every finding of every report, those for central staff included."""
    for path in sorted((outbox / "reports").glob("*/findings.csv")):
        for row in _rows(path):
            if row["status"] != "fixed":
                yield Label(row["file"], row["sheet"], row["cell"], row["rule"])
    for row in _rows(outbox / "reports" / "central.csv"):
        yield Label("", "", row["lao_code"], row["rule"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _websites(expected: Expected, outbox: Path) -> Iterator[str]:
    rows = [row for row in _rows(outbox / "master" / "websites.csv") if row["website"]]
    held = {row["lao_code"]: row["website"] for row in rows}
    wanted = {code: held.get(code, "") if site == "*" else site for code, site in expected.websites.items()}
    yield from _differences("website", wanted, held)
    yield from _differences("year of website", _of(expected.years, held), _years(rows))


def _contacts(expected: Expected, outbox: Path) -> Iterator[str]:
    rows = _rows(outbox / "master" / "contacts.csv")
    held = {code: str(count) for code, count in Counter(row["lao_code"] for row in rows).items()}
    yield from _differences("persons", expected.contacts, held)
    yield from _differences("year of persons", _of(expected.years, held), _years(rows))


def _directory(expected: Expected, outbox: Path) -> Iterator[str]:
    """The public list has every website but those held, and so many per province and type."""
    entries = _rows(outbox / "site" / "data" / "websites.csv")
    shown = {row["lao_code"] for row in entries if row["website"]}
    wanted = expected.websites.keys() - expected.held
    yield from (f"{code} is not in the directory" for code in sorted(wanted - shown))
    yield from (f"{code} is in the directory" for code in sorted(shown - wanted))
    master = _rows(outbox / "master" / "websites.csv")
    known = Counter((row["province"], row["lao_type"]) for row in master if row["website"])
    listed = Counter((row["province"], row["lao_type"]) for row in entries if row["website"])
    off = [row for row in entries if row["lao_code"] in expected.held]
    for group, count in (known - listed).items():
        if count != sum((row["province"], row["lao_type"]) == group for row in off):
            yield f"{group}: {count} websites of the master are not in the directory"


def _years(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {row["lao_code"]: row["fiscal_year"] for row in rows}


def _of(years: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
    return {code: years.get(code, "?") for code in codes}


def _differences(what: str, wanted: Mapping[str, str], held: Mapping[str, str]) -> Iterator[str]:
    for code in sorted(wanted.keys() | held.keys()):
        if wanted.get(code) != held.get(code) or wanted.get(code) == "":
            yield f"{what} of {code}: {held.get(code)!r} in the master, expected {wanted.get(code)!r}"


def _ledger(outbox: Path) -> Iterator[str]:
    """Every row of every file has one fate; no file was rolled back for a fault of our own."""
    for path in sorted((outbox / "runs").glob("*.json")):
        run = json.loads(path.read_text("utf-8"))
        for one in run["files"]:
            if "fault" in one:
                yield f"{one['name']}: {one['fault']}"
        fates = sum(count for one in run["files"] for table in one["fates"].values() for count in table.values())
        if fates != run["ledger"]["rows"]:
            yield f"{path.name}: {fates} fates, {run['ledger']['rows']} rows"
