"""How a table declares the rules its values keep; ``pipeline.validate`` turns the declarations into pandera checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

NO_PARAMS: Mapping[str, str] = {}


class Check(NamedTuple):
    """One rule on the values of one column.

    ``passes`` is vectorised and total: frame -> boolean Series, True where the value is good. The frame has no
    NA: an absent text is "", an absent number 0, an absent flag False. ``params`` names the frame column that
    fills each placeholder of the message, ``suggestion`` the one that holds the suggested value ("" = none).
    """

    rule: str
    column: str
    passes: Callable[[pd.DataFrame], pd.Series[bool]]
    params: Mapping[str, str] = NO_PARAMS
    suggestion: str = ""
