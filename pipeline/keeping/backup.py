"""Backups: a consistent copy of the master and all that cannot be made again, while an ingest may be at work.

A backup is a bag (BagIt, RFC 8493), so that others can check it, too: ``data/`` is an outbox, ``manifest-sha256.txt``
the checksum of each of its files, written last. A backup without it was torn off.

The master is copied first and decides what belongs to it: files are archived before the transaction that refers to
them, so that whatever the copy refers to is there.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.desk import Desk
from pipeline.keeping.receipts import load_receipts
from pipeline.keeping.runs import receipts_of
from pipeline.notdone import NotDone
from pipeline.store.archive import fingerprint_of
from pipeline.store.copies import copy_file
from pipeline.store.database import open_master
from pipeline.store.outbox import Outbox
from pipeline.store.purges import load_purges
from pipeline.store.whole import force

BAG = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SUMS = "manifest-sha256.txt"
IGNORED = frozenset({".gitkeep", ".lock", ".lock.owner"})
"""What may lie in an outbox that nothing was ever kept in."""


def backup(desk: Desk, target: Path) -> int:
    """Copy what is kept into ``target``, a folder that is new or empty; how many files.

    Raises ``NotDone`` for a master elsewhere (on a server), a folder in use, a damaged master, and where a file that
    the master refers to is gone (a purge at the same time: then back up again).
    """
    refuse_shared(desk)
    if target.exists() and any(target.iterdir()):
        raise NotDone("backup_in_use", target=str(target))
    if not Path(desk.master).is_file():
        raise NotDone("nothing_to_back_up", outbox=str(desk.outbox.root))
    copy = Outbox(target / "data")
    for folder in (target, copy.root, copy.master):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    try:
        copy_file(Path(desk.master), copy.database)
        for source in _belonging(desk, copy):
            _copy(source, copy.root / source.relative_to(desk.outbox.root))
    except FileNotFoundError as gone:
        raise NotDone("backup_torn", file=str(gone.filename)) from gone
    return _seal(target)


def _belonging(desk: Desk, copy: Outbox) -> Iterator[Path]:
    """The files that the copied master refers to, and those without which it would not be the same outbox."""
    with open_master(copy.database).connect() as connection:
        receipts, purged = load_receipts(desk, connection), load_purges(connection)
    originals = {one.sha256 for one in receipts.values() if one.has_original and one.receipt not in purged}
    yield from (desk.outbox.archive / f"{sha256}.xlsx" for sha256 in sorted(originals))
    yield from (path for path in sorted(desk.outbox.runs.glob("*.json")) if receipts_of(path) <= receipts.keys())
    for path in sorted(desk.outbox.reports.glob("*/returned/*.xlsx")):
        if path.name.partition("-")[0] in {str(receipt) for receipt in receipts}:
            yield path
    yield from (path for path in (desk.outbox.key, desk.outbox.settings) if path and path.exists())
    yield from sorted(desk.outbox.lists.glob("*.*")) if desk.outbox.lists else ()


def _copy(source: Path, target: Path) -> None:
    """Copy a file with its time into folders that are closed to others; it is on disk when this ends."""
    _make(target.parent)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as reading, os.fdopen(descriptor, "wb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
    shutil.copystat(source, target)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700)


def _seal(target: Path) -> int:
    """Write what makes the folder a bag, the checksums last; how many files it holds."""
    files = _payload(target)
    lines = [f"{fingerprint_of(path)}  {path.relative_to(target).as_posix()}\n" for path in files]
    (target / "bagit.txt").write_text(BAG)
    partial = target / f".{SUMS}.partial"
    with partial.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    os.sync()  # its names and those of all that it names, before it says that they are there
    partial.replace(target / SUMS)
    force(target)
    return len(files)


def _payload(bag: Path) -> list[Path]:
    return sorted(path for path in (bag / "data").rglob("*") if path.is_file())


def refuse_shared(desk: Desk) -> None:
    """Raise ``NotDone`` for a master elsewhere (on a server), which has backups of its own."""
    if desk.place:
        raise NotDone("backup_shared", outbox=str(desk.outbox.root))


def restore(desk: Desk, source: Path) -> int:
    """Put a backup into the outbox, which must be empty and locked; how many files. The master goes last.

    Raises ``NotDone`` for a master elsewhere, an outbox in use, and a backup that is torn or was changed.
    """
    refuse_shared(desk)
    own = desk.outbox.root
    if any(path.is_file() and path.name not in IGNORED for path in own.rglob("*")):
        raise NotDone("outbox_in_use", outbox=str(own))
    check(source)
    files = [path.relative_to(source / "data") for path in _payload(source)]
    desk.outbox.make()
    for name in sorted(files, key=lambda name: name == desk.outbox.database.relative_to(own)):
        _copy(source / "data" / name, own / name)
    os.sync()
    return len(files)


def check(bag: Path) -> None:
    """Raise ``NotDone`` unless a backup is whole and unchanged."""
    if not (bag / SUMS).is_file():
        raise NotDone("backup_unsealed", source=str(bag))
    lines = (line.partition("  ") for line in (bag / SUMS).read_text("utf-8").splitlines())
    sums = {name: fingerprint for fingerprint, _, name in lines}
    there = {path.relative_to(bag).as_posix(): path for path in _payload(bag)}
    wrong = sorted(name for name in sums.keys() | there.keys() if _sum(there.get(name)) != sums.get(name))
    if wrong:
        raise NotDone("backup_changed", files=", ".join(wrong[:5]))


def _sum(path: Path | None) -> str | None:
    return fingerprint_of(path) if path else None


def at(desk: Desk, root: Path) -> Desk:
    """The same desk on another outbox with its own master."""
    place = Outbox(root)
    return replace(desk, outbox=place, master=str(place.database))
