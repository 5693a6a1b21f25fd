"""The list of successions: which code followed which, by upgrade, renaming, move or merger, and when.

Design §3: moves and mergers come from this list; the register alone cannot tell them from an end and a beginning.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from pipeline.store.lineage import Applied, apply_links
from pipeline.store.lists import Column, Line, ListFault, Said, at, read_code, read_list
from pipeline.store.succession_links import Link, keep_links, load_links
from pipeline.store.when import read_date
from schemas.reference import Reference

COLUMNS = (
    Column("old_code", ("old_code", "รหัสเดิม", "รหัส อปท. เดิม", "รหัสเก่า")),
    Column("new_code", ("new_code", "รหัสใหม่", "รหัส อปท. ใหม่", "รหัสปัจจุบัน")),
    Column("kind", ("kind", "ประเภทการเปลี่ยนแปลง", "การเปลี่ยนแปลง", "ลักษณะ")),
    Column("on", ("date", "วันที่มีผล", "วันที่", "มีผลวันที่", "มีผลตั้งแต่")),
    Column("old_name", ("old_name", "ชื่อเดิม", "ชื่อ อปท. เดิม"), required=False),
)

KINDS = {
    "upgrade": ("upgrade", "ยกฐานะ", "เปลี่ยนฐานะ", "เปลี่ยนแปลงฐานะ"),
    "rename": ("rename", "เปลี่ยนชื่อ", "เปลี่ยนแปลงชื่อ"),
    "move": ("move", "ย้าย", "ย้ายอำเภอ", "เปลี่ยนรหัส", "เปลี่ยนเขต"),
    "merge": ("merge", "ยุบรวม", "ควบรวม", "รวม", "รวมกับ"),
}
KIND_OF_WORD = {word: kind for kind, words in KINDS.items() for word in words}


class SuccessionChange(NamedTuple):
    """What became of every link in the list, by outcome (see ``lineage.Applied``).

    For each of ``joined`` the caller must bring its own records from ``other`` to ``lao_id``.
    """

    linked: tuple[Applied, ...] = ()
    carried: tuple[Applied, ...] = ()
    joined: tuple[Applied, ...] = ()
    merged: tuple[Applied, ...] = ()
    pending: tuple[Applied, ...] = ()
    contradicted: tuple[Applied, ...] = ()
    known: int = 0


def parse_successions(data: bytes, name: str, reference: Reference) -> tuple[Link, ...]:
    """The links of the file ``name``, oldest first. Pure.

    Raises ``ListFault`` with every bad code, kind and date, and every code with two successors or its own heir.
    """
    links: dict[Link, int] = {}
    faults: list[Said] = []
    for line in read_list(data, name, COLUMNS):
        link = _link(line, reference)
        if isinstance(link, Link):
            links.setdefault(link, line.number)
        else:
            faults.append(at(name, line.number, *link))
    faults += [at(name, links[link], *wrong) for link, wrong in _contradictions(links)]
    if faults:
        raise ListFault(*faults)
    return tuple(sorted(links, key=lambda link: (link.on, link)))


def _link(line: Line, reference: Reference) -> Link | tuple[str, str]:
    """The line's link, or what is wrong with it."""
    texts = line.texts
    old, new = read_code(texts["old_code"]), read_code(texts["new_code"])
    if not (old and new):
        bad = texts["new_code"] if old else texts["old_code"]
        return f"รหัส อปท. «{bad}» ไม่ใช่รหัส 8 หลัก", f"code {bad!r} has not eight digits"
    if bad := next((code for code in (old, new) if code[2:4] not in reference.provinces), ""):
        return f"หลักจังหวัดในรหัส {bad} ไม่มีอยู่จริง", f"code {bad} is of no province"
    kind = KIND_OF_WORD.get(texts["kind"].lower())
    if kind is None:
        return f"ไม่รู้จักการเปลี่ยนแปลง «{texts['kind']}»", f"unknown kind {texts['kind']!r} ({', '.join(KINDS)})"
    on = read_date(texts["on"])
    if on is None:
        return f"อ่านวันที่ «{texts['on']}» ไม่ได้", f"unreadable date {texts['on']!r}"
    if old == new and kind != "rename":
        return f"รหัสเดิมและรหัสใหม่เป็นรหัสเดียวกัน ({old})", f"old and new code are the same ({old})"
    return Link(old, new, kind, on, texts["old_name"])


def _contradictions(links: Iterable[Link]) -> Iterator[tuple[Link, tuple[str, str]]]:
    heirs: dict[str, str] = {}
    for link in links:
        if link.old_code == link.new_code:
            continue
        heir = heirs.setdefault(link.old_code, link.new_code)
        if heir != link.new_code:
            yield (
                link,
                (
                    f"รหัส {link.old_code} มีรหัสใหม่สองรหัส: {heir} และ {link.new_code}",
                    f"code {link.old_code} has two successors: {heir} and {link.new_code}",
                ),
            )
        elif _inherits_itself(link.old_code, heirs):
            yield (
                link,
                (
                    f"รหัส {link.old_code} สืบต่อวนกลับมาที่ตัวเอง",
                    f"code {link.old_code} ends up as its own successor",
                ),
            )


def _inherits_itself(start: str, heirs: dict[str, str]) -> bool:
    code, seen = heirs.get(start), set()
    while code and code not in seen:
        if code == start:
            return True
        seen.add(code)
        code = heirs.get(code)
    return False


def import_successions(connection: Connection, links: Sequence[Link], in_use: Collection[str] = ()) -> SuccessionChange:
    """Keep the links and apply them, in the caller's transaction; the same list again changes nothing.

    ``in_use``: ids that records hang on. Where two ids turn out to be one LAO the older id stays, unless the newer
    is in use and would leave its records behind. Raises ``ListFault`` where the master already has another
    successor for a code.
    """
    before = load_links(connection)
    new = [link for link in links if link not in before]
    keys = {link[:3] for link in new}
    kept = [link for link in before if link[:3] not in keys]
    faults = [Said(f"ขัดกับที่นำเข้าแล้ว: {th}", f"against an earlier list: {en}")
              for link, (th, en) in _contradictions([*kept, *new]) if link in new]  # fmt: skip
    if faults:
        raise ListFault(*faults)
    keep_links(connection, new)
    outcomes = [done for done in apply_links(connection, load_links(connection), in_use) if done.link in new]
    by_outcome = {
        outcome: tuple(done for done in outcomes if done.outcome == outcome)
        for outcome in ("linked", "carried", "joined", "merged", "pending", "contradicted")
    }
    return SuccessionChange(**by_outcome, known=len(links) - len(new))
