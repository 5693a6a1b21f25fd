"""The contacts table (circular มท ๐๘๐๖/ว ๑๒๔, steps 6-8): two INFO-system contacts per LAO and fiscal year.

Columns of the frame that its checks run on, for n = 1, 2: ``person{n}_name``, ``_position``, ``_phone`` are the
cells as typed; ``person{n}_full``, ``_first``, ``_last`` the name as read ("" where none was); ``person{n}_none``
whether the cell says that there is nobody (ไม่มี, ยกเลิก). Then ``lao_id``, those of ``schemas.phone``, and the
columns of ``DERIVED``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from schemas.checks import Check
from schemas.columns import KEY_FIELDS, PERSONS, Field, Table
from schemas.phone import laos_sharing, phone_checks, shared_phone_checks

if TYPE_CHECKING:
    import pandas as pd

PERSON_GROUP = "ผู้ดูแลระบบ INFO คนที่ {n}"
"""The upper heading that spans a person's three columns."""


_OFFICERS = ("ผู้ดูแล", "ผู้ประสาน", "ผู้ประสานงาน", "ผู้รับผิดชอบ", "ผู้บันทึกข้อมูล")
_NAME = (
    *("ชื่อ", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "ชื่อ และสกุล", "ชื่อ-ชื่อสกุล", "ชื่อตัว-ชื่อสกุล", "ชื่อผู้ดูแล/ผู้บันทึกข้อมูล"),
    *(f"{before}{officer}" for before in ("", "ชื่อ", "ชื่อ-สกุล", "เจ้าหน้าที่", "จนท.") for officer in _OFFICERS),
    *(f"{officer}ระบบ" for officer in ("ผู้ดูแล", "ผู้รับผิดชอบ", "เจ้าหน้าที่ผู้ดูแล", "เจ้าหน้าที่ผู้รับผิดชอบ")),
    *("เจ้าหน้าที่", "เจ้าหน้าที่ประสานงาน", "ผู้ติดต่อ", "ชื่อผู้ติดต่อ", "ผู้ติดต่อประสานงาน", "แอดมิน", "ชื่อแอดมิน", "admin"),
)
_POSITION = ("ตำแหน่งงาน", "ตำแหน่ง/ระดับ", "ตำแหน่งและระดับ", "ตำแหน่งปัจจุบัน", "ตำแหน่งหน้าที่", "position")
_PHONE = (
    *("โทร.", "โทรศัพท์", "โทรติดต่อ", "โทรศัพท์ติดต่อ", "โทรศัพท์มือถือ", "โทรศัพท์เคลื่อนที่", "มือถือ", "เลขโทรศัพท์", "เบอร์"),
    *(
        f"{number}{phone}"
        for number in ("เบอร์", "หมายเลข")
        for phone in ("โทร", "โทรศัพท์", "โทรติดต่อ", "โทรศัพท์ติดต่อ", "ติดต่อ", "มือถือ", "โทรมือถือ", "โทรศัพท์มือถือ")
    ),
    *("tel", "telephone", "phone", "mobile", "mobile phone"),
)
"""What offices call a person's columns; whose they are may stand before or after: เบอร์โทรผู้ประสานงาน."""


def _person(n: int) -> tuple[Field, ...]:
    group = PERSON_GROUP.format(n=n)
    return (
        Field(
            f"person{n}_name",
            "ชื่อ-สกุล",
            _NAME,
            required=n == 1,
            personal=True,
            group=group,
        ),
        Field(f"person{n}_position", "ตำแหน่ง", _POSITION, personal=True, group=group),
        Field(
            f"person{n}_phone",
            "เบอร์ติดต่อ",
            _PHONE,
            personal=True,
            group=group,
        ),
    )


CONTACT = Table("contact", "ผู้ดูแลระบบ INFO", (*KEY_FIELDS, *_person(1), *_person(2)))

_HIDDEN = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_PLACEHOLDER = re.compile(rf"[\s.…_\-–—‐−*/:{_HIDDEN}]*")  # noqa: RUF001
"""A cell of dashes, dots and characters that cannot be seen is as good as blank."""
_TITLED_NAME = re.compile(
    r"\s*(?:นางสาว|นาง(?![า-ฺ])|น\.\s*ส\.|ว่าที่\s*(?:ร|พ|จ|เ)"
    r"|นาย(?!ก\s*(?:$|อบ|เทศ|องค์|เมือง|ฯ)|ช่าง|แพทย์|สัตวแพทย์|ทะเบียน|ตรวจ|ท่า|อำเภอ|ด่าน))"
)
"""A person's title where a position should be; นายก and นายช่าง begin positions."""


def is_blank(text: str) -> bool:
    """Whether a cell of a person's holds nothing, or only dashes and dots."""
    return _PLACEHOLDER.fullmatch(text) is not None


def _blank(frame: pd.DataFrame, column: str) -> pd.Series[bool]:
    return frame[column].map(is_blank)


def _titled_name(frame: pd.DataFrame, column: str) -> pd.Series[bool]:
    return frame[column].map(lambda text: _TITLED_NAME.match(text) is not None)


def swapped(frame: pd.DataFrame, n: int) -> pd.Series[str]:
    """What stands in person ``n``'s name cell, where that is the position: no name of a person was read there."""
    typed = frame[f"person{n}_name"]
    return typed.where((frame[f"person{n}_first"] == "") & (frame[f"person{n}_full"] != ""), "")


DERIVED: Mapping[str, Callable[[pd.DataFrame], pd.Series[Any]]] = {
    f"person{n}_swapped": partial(swapped, n=n) for n in PERSONS
}
"""Columns to add to the frame before the checks run (``frame.assign(**DERIVED)``)."""


def _given(frame: pd.DataFrame, n: int) -> pd.Series[bool]:
    """A name was typed, readable or not."""
    return ~_blank(frame, f"person{n}_name")


def _moves_up(frame: pd.DataFrame) -> pd.Series[bool]:
    """Person 2 stands where person 1 should: the first three columns hold nothing at all."""
    typed = frame["person1_name"] + frame["person1_position"] + frame["person1_phone"]
    return (typed == "") & (frame["person2_full"] != "")


def _second_expected(frame: pd.DataFrame) -> pd.Series[bool]:
    """There is a first person, or something of a second one."""
    nameless = ~_blank(frame, "person2_position") | ~_blank(frame, "person2_phone")
    return nameless | (_given(frame, 1) & ~frame["person1_none"])


def _same_person(frame: pd.DataFrame) -> pd.Series[bool]:
    same = (frame["person1_first"] == frame["person2_first"]) & (frame["person1_last"] == frame["person2_last"])
    return same & (frame["person1_first"] != "")


def laos_served(frame: pd.DataFrame, n: int) -> pd.Series[int]:
    """In how many LAOs of the frame person ``n`` stands, as either person; 0 without a surname to know them by."""
    laos: defaultdict[str, set[str]] = defaultdict(set)
    for person in PERSONS:
        for lao, name in zip(frame["lao_id"].tolist(), _known_by(frame, person).tolist(), strict=True):
            laos[name].add(lao)
    return _known_by(frame, n).map(lambda name: len(laos[name]) if name else 0).astype("int64")


def _known_by(frame: pd.DataFrame, n: int) -> pd.Series[str]:
    last = frame[f"person{n}_last"]
    return (frame[f"person{n}_first"] + " " + last).where(last != "", "")


def _read_but_blank(frame: pd.DataFrame, n: int, part: str) -> pd.Series[bool]:
    """The person has a name that was read, and nothing in this column."""
    return (frame[f"person{n}_full"] != "") & _blank(frame, f"person{n}_{part}")


def _person_checks(n: int) -> tuple[Check, ...]:
    return (
        Check("CT003", f"person{n}_position", lambda frame: ~_read_but_blank(frame, n, "position")),
        Check("CT004", f"person{n}_phone", lambda frame: ~_read_but_blank(frame, n, "phone")),
        Check(
            "CT011",
            f"person{n}_position",
            lambda frame: ~_titled_name(frame, f"person{n}_position"),
            suggestion=f"person{n}_swapped",
        ),
        *phone_checks(n),
    )


CHECKS = (
    Check("CT001", "person1_name", lambda frame: _given(frame, 1) | _moves_up(frame)),
    Check("CT015", "person1_name", lambda frame: ~_moves_up(frame)),
    Check("CT002", "person2_name", lambda frame: _given(frame, 2) | ~_second_expected(frame)),
    Check("CT009", "person2_name", lambda frame: ~_same_person(frame)),
    *_person_checks(1),
    *_person_checks(2),
)
"""A blank person 1 is one finding: it silences CT002, and CT003 and CT004 ask only of a person who was read."""


def _shared(n: int) -> tuple[Check, ...]:
    serves = f"person{n}_serves"
    return (Check("XR004", f"person{n}_name", lambda frame: frame[serves] < 2, {"n": serves}), *shared_phone_checks(n))


SHARED_COLUMNS: Mapping[str, Callable[[pd.DataFrame], pd.Series[Any]]] = {
    **{f"person{n}_serves": partial(laos_served, n=n) for n in PERSONS},
    **{f"person{n}_laos": partial(laos_sharing, n=n) for n in PERSONS},
}
SHARED = (*_shared(1), *_shared(2))
"""What concerns central staff: asked of all that the master holds, never of one submission."""
