"""A province's report: the verdict on top, then what to mend, by rule and by LAO, ready to be forwarded."""

from collections.abc import Iterable
from urllib.parse import quote

from pipeline.model import Lao
from pipeline.report.chat import MENU, chat_text
from pipeline.report.data import ProvinceReport
from pipeline.report.findings_files import findings_csv, findings_json
from pipeline.report.grouping import CERTIFY_RULES, by_rule, lao_label, tasks, to_mend
from pipeline.report.page import page
from pipeline.report.verdict import file_state, progress, verdict
from pipeline.report.words import FATE, office
from pipeline.shown import FileReport
from pipeline.thai import be_date
from schemas.reference import Reference


def province_files(data: ProvinceReport, reference: Reference) -> dict[str, bytes]:
    """report.html, findings.csv and findings.json, as paths under reports/<province code>/."""
    return {
        "report.html": province_report(data, reference),
        "findings.csv": findings_csv(data.rows),
        "findings.json": findings_json(data, reference),
    }


def province_report(data: ProvinceReport, reference: Reference) -> bytes:
    """report.html: one self-contained page."""
    name = office(data.status.code, reference)
    work = tasks(data, reference)
    open_rows = [row for row in data.rows if row.status != "fixed"]
    return page(
        "province.html",
        reference,
        script="copy.js",
        up="../",
        office=name,
        status=data.status,
        verdict=verdict(data, reference),
        unopened=data.unopened,
        progress=progress(data),
        deadline=be_date(reference.round.deadline),
        files=[_file(file, data) for file in sorted(data.files, key=lambda file: -file.receipt)],
        rules_met=by_rule(to_mend(data.rows), data, reference),
        work=[task for task in work if task.blocks],
        chats=[(task, chat_text(task, name, reference)) for task in work if task.code],
        missing={table: _labelled(laos, reference) for table, laos in data.missing.items() if laos},
        to_certify=[(entry, lao_label(entry.lao, reference)) for entry in data.to_certify],
        menu=MENU,
        certify_rules=CERTIFY_RULES,
        notices=by_rule([row for row in open_rows if row.severity == "info"], data, reference),
        fixed=by_rule([row for row in data.rows if row.status == "fixed"], data, reference),
    )


def _labelled(laos: Iterable[Lao], reference: Reference) -> list[tuple[Lao, str]]:
    return [(lao, lao_label(lao, reference)) for lao in laos]


def _file(file: FileReport, data: ProvinceReport) -> dict[str, object]:
    """A line of the table of files received; ``fates`` in words, by table."""
    told = {
        table: [(FATE[fate], file.fates[table, fate]) for fate in FATE if file.fates.get((table, fate))]
        for table in dict.fromkeys(table for table, _ in file.fates)
    }
    returned = data.returned.get(file.receipt, "")
    return {
        "file": file,
        "state": file_state(file),
        "fates": told,
        "href": f"returned/{quote(returned)}" if returned else "",
    }
