"""The verdict on a province in one Thai sentence, and how far mending has come."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.report.data import ProvinceReport
from pipeline.report.words import TABLE, office
from pipeline.shown import FileReport
from pipeline.thai import be_date
from schemas.reference import Reference

_TAKEN = ("accepted", "placed", "pending", "unchanged")
_REFUSED = ("refused", "withheld")


class Progress(NamedTuple):
    """Faults known at the last submission: ``mended`` of ``known``; ``fresh`` were found only now."""

    mended: int
    known: int
    fresh: int


def progress(data: ProvinceReport) -> Progress:
    """Repairs and notices are nothing to mend and are not counted."""
    counts = Counter(row.status for row in data.rows if row.severity != "info")
    return Progress(counts["fixed"], counts["fixed"] + counts["open"], counts["new"])


def verdict(data: ProvinceReport, reference: Reference) -> str:
    """Where the province stands and, where nothing of it was taken, what it is to do by when."""
    deadline = be_date(reference.round.deadline)
    asked = {
        "not_sent": f" ขอให้ส่งข้อมูล อปท. {data.status.laos:,} แห่ง ภายในวันที่ {deadline}",
        "refused": f" ขอให้แก้ไขแล้วส่งใหม่ภายในวันที่ {deadline}",
    }
    return standing(data, reference) + asked.get(data.status.state, "")


def standing(data: ProvinceReport, reference: Reference) -> str:
    """Accepted or not, rows taken, placed in an earlier year and refused, and what is still missing."""
    name = office(data.status.code, reference)
    match data.status.state:
        case "not_sent":
            return f"{name}ยังไม่ได้ส่งข้อมูลในรอบนี้"
        case "refused":
            return f"ยังรับข้อมูลของ{name}ไม่ได้: {_rows(data)}"
        case "nothing":
            return f"รับทราบแล้วว่าทุก อปท. ใน{name}ไม่มีเว็บไซต์และไม่มีผู้ดูแลระบบ INFO: {_rows(data)}"
        case "complete":
            return f"รับข้อมูลของ{name}ครบทั้ง {data.status.laos:,} อปท. แล้ว: {_rows(data)}"
        case "partly":
            return f"รับข้อมูลของ{name}ไว้แล้วบางส่วน: {_rows(data)} {_missing(data)}".rstrip()
        case state:
            raise ValueError(f"unknown state {state!r}")


def latest(files: tuple[FileReport, ...]) -> tuple[FileReport, ...]:
    """The files that came last; one sent again unchanged says nothing and does not count."""
    telling = tuple(file for file in files if file.status != "known") or files
    newest = max((file.received_at for file in telling), default="")
    return tuple(file for file in telling if file.received_at == newest)


def fates(files: tuple[FileReport, ...]) -> Mapping[str, int]:
    """Rows of the files by fate, over all tables."""
    counts: Counter[str] = Counter()
    for file in files:
        for (_, fate), count in file.fates.items():
            counts[fate] += count
    return counts


def _rows(data: ProvinceReport) -> str:
    counts = fates(latest(data.files))
    taken, refused = sum(counts[fate] for fate in _TAKEN), sum(counts[fate] for fate in _REFUSED)
    parts = [f"การส่งครั้งล่าสุดรับไว้ {taken:,} แถว"]
    if counts["placed"]:
        parts.append(f"ในจำนวนนี้บันทึกในปีงบประมาณก่อน {counts['placed']:,} แถว")
    if counts["pending"]:
        parts.append(f"รอกำหนดปี {counts['pending']:,} แถว")
    if counts["held"]:
        parts.append(f"พักรอส่วนกลางยืนยัน {counts['held']:,} แถว")
    if refused or not taken:
        parts.append(f"ไม่รับ {refused:,} แถว")
    return " ".join(parts)


def _missing(data: ProvinceReport) -> str:
    parts = [f"{TABLE[table]} {len(laos):,} แห่ง" for table, laos in data.missing.items() if laos]
    return f"ยังขาด{'และ'.join(parts)}" if parts else ""
