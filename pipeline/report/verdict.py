"""The verdict on a province in one Thai sentence, and how far mending has come."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.report.data import ProvinceReport
from pipeline.report.words import TABLE, office
from pipeline.shown import FileReport, ReportRow
from pipeline.thai import be_date
from schemas.reference import Reference
from schemas.rules import catalogue

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
            return f"ยังรับข้อมูลของ{name}ไม่ได้{_cause(data)}"
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
    telling = tuple(file for file in files if file.status not in ("known", "withdrawn")) or files
    newest = max((file.received_at for file in telling), default="")
    return tuple(file for file in telling if file.received_at == newest)


def file_state(file: FileReport) -> str:
    """The file's status as people are told it: one of which no row was taken is not called accepted."""
    return "refused" if file.status == "accepted" and not taken_rows((file,)) else file.status


def taken_rows(files: tuple[FileReport, ...]) -> int:
    """How many rows of the files say something that is in the master now."""
    counts = fates(files)
    return sum(counts[fate] for fate in _TAKEN)


def fates(files: tuple[FileReport, ...]) -> Mapping[str, int]:
    """Rows of the files by fate, over all tables."""
    counts: Counter[str] = Counter()
    for file in files:
        for (_, fate), count in file.fates.items():
            counts[fate] += count
    return counts


def _rows(data: ProvinceReport) -> str:
    newest = latest(data.files)
    counts, taken = fates(newest), taken_rows(newest)
    refused = sum(counts[fate] for fate in _REFUSED)
    if not taken and not counts["held"]:
        return f"ใช้ข้อมูลที่รับไว้ก่อนหน้า ไฟล์ที่ส่งครั้งล่าสุดยังรับข้อมูลไม่ได้{_cause(data)}"
    parts = [f"การส่งครั้งล่าสุดรับไว้ {taken:,} แถว"]
    if counts["placed"]:
        parts.append(f"ในจำนวนนี้บันทึกในปีงบประมาณก่อน {counts['placed']:,} แถว")
    if counts["pending"]:
        parts.append(f"รอกำหนดปี {counts['pending']:,} แถว")
    if counts["held"]:
        parts.append(f"พักรอส่วนกลางยืนยัน {counts['held']:,} แถว")
    if refused:
        parts.append(f"ไม่รับ {refused:,} แถว")
    return " ".join(parts)


def _cause(data: ProvinceReport) -> str:
    """Why nothing of the last files was taken: what is wrong with them as wholes, else how many rows were refused."""
    newest = latest(data.files)
    names = {file.name for file in newest}
    whole = [row for row in unread(data.rows) if row.file in names]
    if whole:
        said = " ".join(dict.fromkeys(row.message for row in whole))
        could_open = any(catalogue()[row.rule].area != "workbook" for row in whole)
        return f" เนื่องจาก{'ไฟล์ไม่ผ่านการตรวจ' if could_open else 'เปิดไฟล์ไม่ได้'} ({said})"
    counts = fates(newest)
    refused, held = sum(counts[fate] for fate in _REFUSED), counts["held"]
    parts = [f"พักรอส่วนกลางยืนยัน {held:,} แถว"] if held else []
    parts += [f"ไม่รับ {refused:,} แถว"] if refused else []
    return f": {' '.join(parts)}" if parts else ": ไม่พบข้อมูลที่กรอก"


def unread(rows: Iterable[ReportRow]) -> list[ReportRow]:
    """What keeps whole files from being taken, still to be mended."""
    return [row for row in rows if row.withholds == "file" and row.severity == "error" and row.status != "fixed"]


def _missing(data: ProvinceReport) -> str:
    parts = [f"{TABLE[table]} {len(laos):,} แห่ง" for table, laos in data.missing.items() if laos]
    return f"ยังขาด{'และ'.join(parts)}" if parts else ""
