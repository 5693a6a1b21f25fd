"""The number of a province's covering letter: พย 0023.3/1234, ที่ พย ๐๐๒๓.๓/ว ๑๒๓๔."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.thai import clean, fold_digits


def names_letter(texts: Iterable[str], abbreviation: str) -> bool:
    """Whether a text has a letter number that begins with the province's two letters; in a file name / is - or _."""
    number = _number(abbreviation)
    return any(number.search(fold_digits(clean(text))) for text in texts)


@lru_cache(maxsize=128)
def _number(abbreviation: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![ก-๎]){re.escape(abbreviation)}\.?\s*\d{{4}}(?:\.\d+)*\s*[/_-]\s*(?:ว\.?\s*)?\d+")
