"""Which revision of a submission a file name or title states."""

import re

from pipeline.thai import clean, fold_digits

_NUMBER = r"\(?\s*(\d{1,2})(?![\d/])(?!\s*/)"
_STATED = (
    re.compile(rf"แก้ไข\S*?\s*(?:ครั้งที่|ครั้ง|ที่)\s*{_NUMBER}"),
    re.compile(rf"ครั้งที่\s*{_NUMBER}"),
    re.compile(r"แก้ไข\s*\(?(\d{1,2})\)*\s*(?:\.[a-z]+)?$"),  # at the end only: «แก้ไข 31 ก.ค.» is a date
    re.compile(rf"(?<![a-z])(?:revision|rev|ver|version|v|r)[\s._-]*{_NUMBER}(?![a-z])"),
)


def read_revision(text: str) -> int:
    """The revision stated in a file name or title: «แก้ไขครั้งที่ ๒», «ครั้งที่ 2», «rev2», «v.2»; 0 if none.

    «ครั้งที่ 1/2557» numbers a round and «(2)» is a second download: neither is a revision.
    """
    folded = fold_digits(clean(text)).casefold()
    for pattern in _STATED:
        if stated := pattern.search(folded):
            return int(stated[1])
    return 0
