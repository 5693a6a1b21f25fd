"""From the master to what people see: the public site, the exports, the reports, the board."""

import json
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import sqlalchemy as sa

from pipeline.crew.beside import beside
from pipeline.desk import Desk
from pipeline.model import Finding, Lao
from pipeline.progress import Progress
from pipeline.publish import Published, isolated
from pipeline.render.book import contact_entries, people
from pipeline.render.central import for_central
from pipeline.render.linkhealth import link_rows, link_states
from pipeline.render.parts import Parts
from pipeline.render.public import keep_publication, to_publish
from pipeline.render.returning import returned_names
from pipeline.render.standing import BANGKOK, Standing, Units, newest, nobodys, province_status
from pipeline.render.told import keep
from pipeline.report.board import board
from pipeline.report.central import central_files
from pipeline.report.contacts import contact_book
from pipeline.report.data import CentralRow, Held, ProvinceReport, ToCertify, TrendPoint
from pipeline.report.letter import letter
from pipeline.report.links import link_files
from pipeline.report.processing import processing_page
from pipeline.report.province import province_files
from pipeline.report.rules_page import rules_files
from pipeline.report.save import save
from pipeline.running.master import Lists
from pipeline.shown import FileReport, ProvinceStatus, ReportRow
from pipeline.store import exports, findings, records, submissions
from pipeline.store.database import publishing
from pipeline.store.outbox import PRIVATE, PRIVATE_FOLDER, manifests, owed, write_board
from pipeline.validate.overall import Told

NO_NAMES: Mapping[str, Mapping[int, str]] = {}
UNASSIGNED, CENTRAL = "", "central"


class Rendering:
    """One rendering of the master as it stands; what several pages need is read once."""

    def __init__(self, desk: Desk, connection: sa.Connection, lists: Lists) -> None:
        self.desk, self.connection, self.lists = desk, connection, lists
        self.round_id = desk.reference.round.id
        self.units: dict[str, Units] = {table: records.current(connection, table) for table in ("website", "contact")}
        self.standing = Standing(
            newest(self.units["website"]),
            newest(self.units["contact"]),
            self._files(),
            findings.counts(connection, self.round_id),
        )
        self.laos: dict[str, list[Lao]] = {code: [] for code in desk.reference.provinces if code != BANGKOK}
        for lao in lists.laos.values():
            if not lao.merged_into:
                self.laos[lao.province].append(lao)
        self.names = submissions.names(connection)
        self.statuses = [self._status(code) for code in self.laos]
        self.links = link_states(connection, desk.reference.round.links)
        self.by_code = {lao.code: lao for lao in lists.laos.values()}
        self.parts = Parts(desk)
        self.held: list[Finding] = []
        self.told: tuple[Finding, ...] = ()

    def _files(self) -> dict[str, list[FileReport]]:
        deadline = self.desk.reference.round.deadline.isoformat()
        return {
            province: [file._replace(on_time=file.received_at[:10] <= deadline) for file in files]
            for province, files in submissions.reports(self.connection, self.round_id).items()
        }

    def _status(self, code: str) -> ProvinceStatus:
        round_ = self.desk.reference.round
        return province_status(
            code, self.laos[code], self.standing, self.desk.rules, round_.newest_year, round_.deadline
        )

    def to_publish(self, *, confirmed: bool) -> Callable[[], Published]:
        """What publishes the directory, unless a gate holds it back; it asks no database."""
        return to_publish(
            self.desk,
            self.connection,
            self.lists,
            self.units["website"],
            people(self.units["contact"].values()),
            self.links,
            confirmed=confirmed,
            kept=self.parts["site"],
        )

    def published(self, done: Published) -> None:
        """Keep what came of publishing."""
        keep_publication(self.connection, done)
        self.held += done.held
        self.told = done.told

    def master(self) -> None:
        """The exports beside the master database."""
        certifications = exports.certifications(self.connection)
        files = exports.exports(
            self.units, certifications, self.names, self.lists.laos, self.desk.reference, self.parts["exports"]
        )
        save(self.desk.outbox.master, files, mode=PRIVATE, folder_mode=PRIVATE_FOLDER, forced=True)

    def province(self, code: str, returned: Mapping[int, str]) -> None:
        """The report folder of one province ("" = the files whose province is unknown)."""
        links = link_rows(self.laos.get(code, ()), self.standing.websites, self.links, self.desk.rules)
        unopened = sum(row.state.broken for row in links) if links else None
        data = replace(self.report(code, returned), unopened=unopened)
        if code and (mixed := isolated(code, data.rows, data.laos.values(), self.by_code)):
            self.held += mixed  # our own fault: the report stays as it was
            return
        files = {
            f"{code or 'unassigned'}/{name}": body for name, body in province_files(data, self.desk.reference).items()
        }
        if code:
            files[f"{code}/letter.html"] = letter(data, self.desk.reference, self.desk.now.date())
        files |= {f"{code}/{name}": body for name, body in link_files(code, links, self.desk.reference).items()}
        save(self.desk.outbox.draft, files, mode=PRIVATE, folder_mode=PRIVATE_FOLDER)

    def report(self, code: str, returned: Mapping[int, str]) -> ProvinceReport:
        """What one province's report is rendered from."""
        laos = self.laos.get(code, [])
        kept = findings.of_province(self.connection, self.round_id, code)
        rows = tuple(self._row(row) for row in kept)
        return ProvinceReport(
            self._status(code) if code else nobodys(self.standing.files.get("", ())),
            tuple(self.standing.files.get(code, ())),
            rows,
            {lao.code: lao for lao in laos},
            {table: tuple(lao for lao in laos if lao.lao_id not in have) for table, have in self._have().items()},
            tuple(self._to_certify(laos)),
            {
                (row.file, row.sheet, row.row): json.loads(f["context"])
                for row, f in zip(rows, kept, strict=True)
                if f["context"]
            },
            returned,
        )

    def _have(self) -> dict[str, Mapping[str, Sequence[Mapping[str, Any]]]]:
        return {"website": self.standing.websites, "contact": self.standing.contacts}

    def _to_certify(self, laos: Sequence[Lao]) -> list[ToCertify]:
        newest_year = str(self.desk.reference.round.newest_year)
        found = []
        for lao in laos:
            units = (*self.standing.websites.get(lao.lao_id, ()), *self.standing.contacts.get(lao.lao_id, ()))
            if units and units[0]["fiscal_year"] != newest_year and not units[0]["unverified"]:
                found.append(ToCertify(lao, units[0]["fiscal_year"]))
        return found

    def _row(self, kept: Mapping[str, Any]) -> ReportRow:
        rule, lao = self.desk.rules[kept["rule"]], self.lists.laos.get(kept["lao_id"])
        return ReportRow(
            self.names.get(kept["receipt"], ""),
            kept["sheet"],
            kept["cell"],
            str(kept["row"] or ""),
            kept["label"],
            lao.code if lao else "",
            lao.name if lao else "",
            rule.code,
            rule.severity,
            rule.withholds,
            kept["value"],
            kept["message"],
            rule.hint,
            kept["suggestion"],
            kept["status"],
            kept["lao_id"],
            kept["table"],
            rule.nature,
        )

    def trend_point(self, run: str) -> TrendPoint:
        """Where the round stands after a run."""
        complete = sum(status.state == "complete" for status in self.statuses)
        return TrendPoint(run, complete, sum(status.with_website for status in self.statuses))

    def overview(self, run: str) -> None:
        """The status board with the trend up to ``run``, central's own list and the catalogue."""
        reference, outbox = self.desk.reference, self.desk.outbox
        not_sent = [status.code for status in self.statuses if status.state == "not_sent"]
        unassigned = sum(file.status != "withdrawn" for file in self.standing.files.get(UNASSIGNED, ()))
        past = (one for one in manifests(outbox) if "standing" in one and one["run"] != run)
        trend = [TrendPoint(**one["standing"]) for one in past]
        trend += [self.trend_point(run)] if run else []
        files = {
            "index.html": board(self.statuses, reference, trend, unassigned),
            **central_files(self._for_central(), self._held(), not_sent, unassigned, reference),
            **self.parts["rules"].take("all", (), lambda: rules_files(self.desk.rules, reference)),
            "processing.html": processing_page(reference, self._people(), self.desk.now.date()),
        }
        save(outbox.draft, files, mode=PRIVATE, folder_mode=PRIVATE_FOLDER)
        write_board(outbox, [status._asdict() for status in self.statuses])

    def ahead(self) -> None:
        """What takes long, and can be done while the directory is being published."""
        entries = contact_entries(chain.from_iterable(self.laos.values()), self.standing.contacts)
        book = contact_book(entries, self.desk.reference, self.desk.now.date(), self.parts["contacts"])
        save(self.desk.outbox.contacts, book, mode=PRIVATE, folder_mode=PRIVATE_FOLDER, forced=True)
        _ = self.together

    @cached_property
    def together(self) -> list[Told]:
        """What all LAOs together tell central staff."""
        kept = self.parts["central"]
        return list(for_central(self.desk, self.connection, self.lists, self.standing, self.statuses, kept))

    def _people(self) -> int:
        """How many persons the contact book names."""
        return sum(len(units) for units in self.standing.contacts.values())

    def _for_central(self) -> list[CentralRow]:
        """What is said to central staff: of central's own workbooks, of all LAOs together, and of what is public."""
        own = [self._row(row) for row in findings.of_province(self.connection, self.round_id, CENTRAL)]
        public = (Told("", finding) for finding in (*self.held, *self.told))
        told = [CentralRow(one.province, self._row(self._kept(one))) for one in (*self.together, *public)]
        return [self._called(row) for row in (*(CentralRow("", row) for row in own), *told)]

    def _called(self, row: CentralRow) -> CentralRow:
        """With the LAO's type in its name: central staff see those of all provinces together."""
        lao = self.lists.laos.get(row.row.lao_id)
        return row._replace(row=row.row._replace(lao_name=lao.called)) if lao else row

    def _kept(self, told: Told) -> dict[str, Any]:
        return {**keep(told.finding, self.desk.rules)._asdict(), "receipt": told.receipt, "status": "open"}

    def _held(self) -> list[Held]:
        """Websites held from publication and submissions held for confirmation."""
        sites = [
            Held("site", lao.code, lao.province, lao.called, self.desk.rules["WW029"].message, units[0]["website"])
            for lao_id, units in self.standing.websites.items()
            if units[0]["held"] and (lao := self.lists.laos.get(lao_id))
        ]
        waiting = [(code, file) for code, mine in self.standing.files.items() for file in mine if file.status == "held"]
        why = findings.messages(self.connection, self.round_id, "XS006") if waiting else {}
        files = [
            Held("submission", str(file.receipt), code, file.name, why.get(file.receipt, "")) for code, file in waiting
        ]
        return [*files, *sites]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a rendering: the gates' findings that hold the public site back, and where the round stands."""

    held: tuple[Finding, ...]
    standing: TrendPoint


def render(
    desk: Desk,
    engine: sa.Engine,
    lists: Lists,
    progress: Progress,
    *,
    run: str = "",
    provinces: AbstractSet[str] | None = None,
    confirmed: bool = False,
    returned: Mapping[str, Mapping[int, str]] = NO_NAMES,
    apart: bool = False,
) -> Rendered:
    """Write everything anew, reports into the draft (see ``drafting``) and only those of ``provinces`` (None: all);
    ``run`` is the run that changed something, ``confirmed`` that central staff know of far fewer websites; ``returned``
    names the workbooks being drawn; ``apart`` publishes in a process beside this one."""
    with publishing(engine) as connection:
        rendering = Rendering(desk, connection, lists)
        with beside(rendering.to_publish(confirmed=confirmed), apart=apart) as published:
            rendering.master()
            unreported = {code for code in rendering.laos if not (desk.outbox.draft / code / "report.html").exists()}
            changed = (provinces or set()) | owed(desk.outbox)
            wanted = sorted(rendering.laos.keys() if provinces is None else (changed - {CENTRAL}) | unreported)
            for number, code in enumerate(wanted, 1):
                rendering.province(code, {**returned_names(desk.outbox.draft, code), **returned.get(code, {})})
                progress("report", number, len(wanted))
            rendering.ahead()
            rendering.published(published())
        progress("publish", 1, 1)
        rendering.overview(run)
        connection.commit()  # last: whatever was rendered is of one state of the master
        return Rendered(tuple(rendering.held), rendering.trend_point(run))
