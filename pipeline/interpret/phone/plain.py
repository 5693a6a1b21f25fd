"""The ordinary phone cell: one number as it is dialled, its breaks where they belong, and nothing else.

Nearly every cell is one, and reading it takes a tenth of what the grammar does. The patterns are those of the
phonenumbers library's own data, so both ways give the same; what is no plain number is left to the grammar.
"""

import re
from typing import Any

import phonenumbers

from pipeline.interpret.phone.number import PhoneNumber
from pipeline.interpret.phone.single import area_of, is_placeholder, well_grouped
from pipeline.interpret.phone.vocabulary import Vocabulary

_PLAIN = re.compile(r"0(?:[ -]?[0-9]){8,9}")
_DATA: Any = phonenumbers.PhoneMetadata.metadata_for_region("TH")
_LANDLINE, _MOBILE = (re.compile(one.national_number_pattern) for one in (_DATA.fixed_line, _DATA.mobile))


def plain_number(text: str, words: Vocabulary) -> PhoneNumber | None:
    """The number of a cell that holds one plain landline or mobile number, None where there is more to say."""
    if not _PLAIN.fullmatch(text):
        return None
    groups = text.replace("-", " ").split(" ")
    digits = "".join(groups)
    if digits.startswith("01"):
        return None  # a mobile number until 2549
    if len(digits) == 9 and _LANDLINE.fullmatch(digits, 1):
        number = PhoneNumber(f"+66{digits[1:]}", "landline", area_of(digits))
    elif len(digits) == 10 and _MOBILE.fullmatch(digits, 1):
        number = PhoneNumber(f"+66{digits[1:]}", "mobile")
    else:
        return None
    return None if is_placeholder(digits, words) or not well_grouped(groups, number) else number
