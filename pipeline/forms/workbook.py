"""The form of one province, as bytes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO

from pipeline.forms.inputs import inputs, open_years
from pipeline.forms.instructions import about, instructions
from pipeline.forms.layout import TITLES, layouts
from pipeline.forms.sheets import Row, add_instructions, add_lists, add_table
from pipeline.forms.styles import formats
from pipeline.model import Lao
from schemas import WEBSITE
from schemas.reference import Province, Reference
from schemas.rules import Rule

MARK = "thabian_mark"
"""The document property that holds the form's mark."""
CREATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The same for every form (and the time of its zip entries): the same input gives the same bytes."""


def form(
    province: Province,
    laos: Sequence[Lao],
    reference: Reference,
    mark: str,
    websites: Mapping[str, str],
    rules: Mapping[str, Rule],
) -> bytes:
    """An .xlsx with instructions and the three tables, the province's LAOs in order of their codes filled in.

    ``laos`` may hold those of other provinces and merged ones, which are left out. ``websites`` maps a lao_id to
    the last known website; ``mark`` is the text of ``pipeline.mark.sign``, kept in a document property.
    """
    from xlsxwriter import Workbook  # loads slowly

    here = [lao for lao in laos if lao.province == province.code and not lao.merged_into]
    own = sorted(here, key=lambda lao: lao.code)
    rows = [_row(number, lao, reference, websites) for number, lao in enumerate(own, 1)]
    data = BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    office = reference.round.help_desk["office"]
    book.set_properties({"title": f"แบบรายงาน จังหวัด{province.name}", "company": office, "created": CREATED})
    book.set_custom_property(MARK, mark, "text")
    looks, checks = formats(book), inputs(reference, rules)
    add_instructions(book, instructions(province, len(own), reference, rules), looks)
    for layout in layouts(reference):
        headlines = (TITLES[layout.table.name], f"จังหวัด{province.name}", about(reference.round))
        add_table(book, layout, headlines, rows, checks, looks)
    add_lists(book, open_years(reference))
    book.close()
    return data.getvalue()


def _row(number: int, lao: Lao, reference: Reference, websites: Mapping[str, str]) -> Row:
    """What is filled in for an LAO; a sheet takes what it has columns for."""
    return {
        "seq": number,
        "lao_code": lao.code,
        "lao_type": reference.types[lao.type].short,
        "lao_name": lao.name,
        "district": lao.district,
        "fiscal_year": reference.round.newest_year,
        WEBSITE.field("website").name: websites.get(lao.lao_id, ""),
    }
