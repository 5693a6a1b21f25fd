"""Invented reports to render: people, phones and findings are made up."""

from collections.abc import Iterable

from pipeline.model import Lao
from pipeline.report.data import ContactEntry, Person, ProvinceReport, ToCertify
from pipeline.shown import FileReport, ProvinceStatus, ReportRow
from schemas.reference import Province, Reference, load_reference
from schemas.rules import catalogue

FILE, SITES, CONTACTS = "แบบรายงานเว็บไซต์ จ.พะเยา.xlsx", "เว็บไซต์ อปท.", "ผู้ดูแลระบบ INFO"
HOSTILE = '<script>alert(1)</script>"><b onclick=x>'
NAMES = ("แม่กา", "บ้านต๋อม", "จำป่าหวาย", "เชียงม่วน", "ดอกคำใต้", "ห้วยข้าวก่ำ", "น้ำแวน", "ภูซาง", "สันป่าม่วง", "แม่ใจ")


def reference() -> Reference:
    return load_reference()


def province() -> Province:
    return reference().provinces["56"]


def laos(count: int = 10) -> dict[str, Lao]:
    made = {}
    for n in range(count):
        kind, prefix = (("tao", "06"), ("subdistrict", "05"))[n % 2]
        code = f"{prefix}56{n // 6 + 1:02d}{n % 6 + 1:02d}"
        district = ("เมืองพะเยา", "ดอกคำใต้", "ปง")[n // 6 % 3]
        name = NAMES[n % 10] + (str(n // 10) if n >= 10 else "")
        made[code] = Lao(code[2:], code, kind, name, district, "56")
    return made


def finding(rule: str, lao: Lao | None, row: int = 0, col: str = "", column: str = "", **more: str) -> ReportRow:
    entry = catalogue()[rule]
    params = dict.fromkeys("dlaomnp", "…") | {"lao": "…", "N": "2557", "y": "2556"}
    params |= {"v": more.get("value", ""), "x": more.get("suggestion", "")}
    return ReportRow(
        file=more.get("file", FILE),
        sheet=more.get("sheet", SITES),
        cell=f"{col}{row}" if col else "",
        row=str(row) if row else "",
        column=column,
        lao_code=lao.code if lao else "",
        lao_name=lao.name if lao else "",
        rule=rule,
        severity=entry.severity,
        withholds=entry.withholds,
        value=more.get("value", ""),
        message=entry.say(params),
        hint=entry.hint.format_map(params),
        suggestion=more.get("suggestion", ""),
        status=more.get("status", "open"),
        lao_id=lao.lao_id if lao else "",
        table=more.get("table", "website"),
        nature=entry.nature,
    )


def findings(those: Iterable[Lao]) -> tuple[ReportRow, ...]:
    a, b, c, d, *_ = those
    contact = {"sheet": CONTACTS, "table": "contact"}
    return (
        finding("WW001", b, 6, "G", "เว็บไซต์", status="new"),
        finding("PH001", a, 5, "I", "[คนที่ 1] เบอร์ติดต่อ", value="โทรไปที่ทำการ", **contact),
        finding("PH003", a, 5, "L", "[คนที่ 2] เบอร์ติดต่อ", value="54xxxxxxx", suggestion="0 54xx xxxx", **contact),
        finding("WW003", a, 5, "G", "เว็บไซต์", value=HOSTILE),
        finding("PH006", c, 7, "I", "[คนที่ 1] เบอร์ติดต่อ", value="01-2xx-xxxx", suggestion="08 12xx xxxx", **contact),
        finding("FY001", d, 8, "F", "ปีงบประมาณ", value="2557"),
        finding("PH005", d, 8, "I", "[คนที่ 1] เบอร์ติดต่อ", value="081xxxxxx", status="fixed", **contact),
        finding("PH004", d, 8, "L", "[คนที่ 2] เบอร์ติดต่อ", value="054xxxxx", status="fixed", **contact),
        finding("WB011", None, sheet=""),
    )


def contexts(those: Iterable[Lao]) -> dict[tuple[str, str, str], dict[str, str]]:
    made = {}
    for n, lao in enumerate(those, 5):
        key = {"ลำดับที่": str(n - 4), "รหัส อปท.": lao.code, "ชื่อ อปท.": lao.name, "อำเภอ": lao.district}
        made[FILE, SITES, str(n)] = {**key, "ปีงบประมาณ": "2557", "เว็บไซต์": HOSTILE if n == 5 else ""}
        made[FILE, CONTACTS, str(n)] = {
            **key,
            "[คนที่ 1] ชื่อ-สกุล": "นาย ส… ใ…",
            "[คนที่ 1] ตำแหน่ง": "น…",
            "[คนที่ 1] เบอร์ติดต่อ": "โทรไปที่ทำการ" if n == 5 else "01-2xx-xxxx",
            "[คนที่ 2] ชื่อ-สกุล": "",
            "[คนที่ 2] ตำแหน่ง": "",
            "[คนที่ 2] เบอร์ติดต่อ": "54xxxxxxx",
        }
    return made


def status(state: str = "partly", code: str = "56", **more: object) -> ProvinceStatus:
    values: dict[str, object] = {
        "code": code,
        "state": state,
        "on_time": True,
        "laos": 10,
        "with_website": 7,
        "with_contact": 6,
        "placed": 2,
        "pending": 1,
        "errors": 3,
        "warnings": 3,
        "fixed": 2,
        "files": 1,
        "received_at": "2014-07-22T09:30:00",
    }
    return ProvinceStatus(**{**values, **more})  # type: ignore[arg-type]


def file(receipt: int = 7, state: str = "accepted", **more: object) -> FileReport:
    fates = {("website", "accepted"): 5, ("website", "placed"): 2, ("website", "refused"): 1}
    fates["contact", "accepted"] = 6
    values: dict[str, object] = {
        "receipt": receipt,
        "name": FILE,
        "status": state,
        "revision": 2,
        "received_at": "2014-07-22T09:30:00",
        "on_time": True,
        "fates": fates,
    }
    return FileReport(**{**values, **more})  # type: ignore[arg-type]


def report(state: str = "partly") -> ProvinceReport:
    known = laos()
    listed = tuple(known.values())
    if state == "not_sent":
        sent = status(state, received_at="", with_website=0, with_contact=0, files=0)
        return ProvinceReport(sent, laos=known, missing={"website": listed, "contact": listed})
    if state in ("complete", "nothing"):
        return ProvinceReport(status(state, with_website=10, with_contact=10), (file(),), laos=known)
    refused = state == "refused"
    return ProvinceReport(
        status(state),
        (file(6, "refused", received_at="2014-07-20T16:05:00", revision=1, fates={("", "withheld"): 20}),)
        + (() if refused else (file(),)),
        findings(listed),
        known,
        {"website": listed[8:], "contact": (listed[6], *listed[8:])},
        (ToCertify(listed[3], "2556"), ToCertify(listed[5], "2555"), ToCertify(listed[7], "pending")),
        contexts(listed),
        {7: "7-แบบรายงานเว็บไซต์ จ.พะเยา.xlsx"},
    )


def board() -> tuple[ProvinceStatus, ...]:
    states = ("complete", "partly", "not_sent", "refused", "nothing")
    codes = [code for code in reference().provinces if code != "10"]
    return tuple(
        status(
            state := states[n % 5],
            code,
            laos=60 + n,
            with_website=40 if state != "not_sent" else 0,
            received_at="" if state == "not_sent" else "2014-07-22T09:30:00",
            on_time=n % 7 != 0,
        )
        for n, code in enumerate(codes)
    )


def contact_entries() -> tuple[ContactEntry, ...]:
    person = Person("นายสมชาย ใจดี", "นักวิชาการคอมพิวเตอร์", "08 1234 5678")
    other = Person("นางสาวสมหญิง รักงาน", "เจ้าพนักงานธุรการ", "")
    people = ((person, other), (person,), ())
    return tuple(
        ContactEntry(lao, "2557" if people[n % 3] else "", people[n % 3], "2014-07-22" if people[n % 3] else "")
        for n, lao in enumerate(laos().values())
    )
