"""What a submission holds comes back from its pack as it was."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.crew.packing import pack_records, unpack_records
from pipeline.model import Cell, Record

COLUMNS = {"lao_code": 2, "website": 7, "district": 5}
TEXTS = st.text(max_size=8)
CELLS = st.builds(
    Cell,
    st.integers(1, 9),
    st.sampled_from([2, 5, 7, 8]),
    TEXTS,
    st.sampled_from(["text", "number", "date"]),
    st.sampled_from(["", "https://a.go.th"]),
)
RECORDS = st.builds(
    Record,
    st.sampled_from(["website", "contact"]),
    TEXTS,
    st.integers(1, 9),
    TEXTS,
    st.dictionaries(st.sampled_from("abc"), TEXTS | st.integers() | st.booleans()),
    st.dictionaries(st.sampled_from(list(COLUMNS)), CELLS),
    st.sampled_from([COLUMNS, {name: col + 1 for name, col in COLUMNS.items()}]),
)


@given(st.lists(RECORDS, max_size=6))
def test_records_come_back_as_they_were(records):
    again = unpack_records(pack_records(records))
    assert again == tuple(records)
    assert all(type(cell) is Cell for record in again for cell in record.cells.values())


def test_a_cell_from_another_row_or_of_no_column_keeps_its_place():
    cells = {"district": Cell(3, 5, "เมือง"), "province": Cell(9, 2, "ตรัง"), "website": Cell(9, 7, "x")}
    (record,) = unpack_records(pack_records([Record("website", "ก", 9, "1", {}, cells, COLUMNS)]))
    assert record.cells == cells
