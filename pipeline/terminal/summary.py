"""What a run says at its end: a table of its files, the totals, where to look, and its exit status. Light.

Names of files and counts only.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.desk import Desk
from pipeline.output.display import display_width, folded, laid_out, widest
from pipeline.running.settled import Settled
from pipeline.secret import file_name
from pipeline.store.outbox import newest_manifest
from pipeline.terminal.words import say

TEXTS, GAP = 3, 2
"""The first columns are texts, the others numbers; so many blanks stand between them."""
TAKEN = ("accepted", "placed", "pending", "unchanged", "duplicate")


def summary(merged: Sequence[Settled], desk: Desk, inbox: Path, *, dry_run: bool) -> None:
    """One line a file, the totals, and where to look."""
    lang = desk.lang
    if not merged:
        print(say(lang, "inbox_empty", inbox=inbox), flush=True)
        return
    counts: Counter[str] = sum((Counter(one.severities) for one in merged), Counter())
    rows = sum(sum(one.fates.values()) for one in merged)
    totals = say(lang, "totals", files=len(merged), rows=rows, errors=counts["error"], warnings=counts["warning"])
    faults = [
        say(lang, "not_drawn" if one.receipt else "fault", file=file_name(one.arrival.name), fault=one.fault)
        for one in merged
        if one.fault
    ]
    where = [say(lang, "dry")] if dry_run else _where(desk)
    print(*_table(merged, desk), totals, *faults, *where, sep="\n", flush=True)


def _table(merged: Sequence[Settled], desk: Desk) -> Iterator[str]:
    """The head, and a line a file. On a terminal names that are too long for a line go on below."""
    head = tuple(say(desk.lang, "head").split("|"))
    lines = [head, *(_cells(one, desk) for one in merged)]
    widths = widest(lines)
    if sys.stdout.isatty():
        from shutil import get_terminal_size  # loads much

        room = get_terminal_size().columns - sum(widths[1:]) - GAP * len(widths[1:])
        widths[0] = min(widths[0], max(room, display_width(head[0])))
    for name, *cells in lines:
        first, *rest = folded(name, widths[0])
        yield laid_out((first, *cells), widths, TEXTS, GAP)
        yield from rest


def _where(desk: Desk) -> list[str]:
    """Why the public site stayed as it was, where it did; the pages to look at."""
    reasons = newest_manifest(desk.outbox).get("publication_held_why")
    held = why_as_before(desk, reasons) if reasons else []
    pages = (
        ("where_site", desk.outbox.site / "index.html"),
        ("where_board", desk.outbox.reports / "index.html"),
        ("where_reports", desk.outbox.reports),
    )
    return [*held, *(say(desk.lang, key, path=path) for key, path in pages)]


def why_as_before(desk: Desk, reasons: Sequence[str]) -> list[str]:
    """Why the public site stayed as it was, from the rules and what they say."""
    fewer = [say(desk.lang, "confirm_fewer")] if any(reason.startswith("PB005") for reason in reasons) else []
    return [say(desk.lang, "publication_held", why="; ".join(dict.fromkeys(reasons))), *fewer]


def _cells(one: Settled, desk: Desk) -> tuple[str, ...]:
    fates: Counter[str] = Counter()
    for (_, fate), count in one.fates.items():
        fates[fate] += count
    counts, province = one.severities, desk.reference.provinces.get(one.province)
    taken = sum(fates[fate] for fate in TAKEN)
    status = "refused" if one.status == "accepted" and not taken else one.status
    return (
        file_name(one.arrival.name),
        province.name if province else "–",
        say(desk.lang, f"status_{status}"),
        str(taken),
        str(fates["placed"]),
        str(fates["refused"] + fates["withheld"] + fates["held"]),
        str(counts.get("error", 0)),
        str(counts.get("warning", 0)),
    )


def exit_status(merged: Sequence[Settled]) -> int:
    """2: we could not do our part of a file; 1: there are errors in submissions; 0: clean or warnings only."""
    if any(one.fault for one in merged):
        return 2
    return int(any(one.severities.get("error") for one in merged))
