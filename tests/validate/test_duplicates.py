"""One LAO on many rows: each row names some of the others, however many there are."""

from pipeline.model import Cell, Record
from pipeline.validate.duplicates import SHOWN, find_duplicates


def rows(count: int) -> list[Record]:
    cells = ({"website": Cell(row, 7, f"http://www.a{row}.go.th")} for row in range(1, count + 1))
    return [Record("website", "ก", row, "1", {}, mine, {"website": 7}) for row, mine in enumerate(cells, 1)]


def named(count: int) -> dict[int, str]:
    return {one.row: one.params["n"] for one in find_duplicates(rows(count), {"1": "อบต.กมลา"})}


def test_the_other_rows_are_named():
    assert named(3) == {1: "2, 3", 2: "1, 3", 3: "1, 2"}


def test_as_many_as_can_be_read():
    assert named(SHOWN + 1)[1] == ", ".join(map(str, range(2, SHOWN + 2)))
    many = named(SHOWN + 500)
    assert many[1] == ", ".join(map(str, range(2, SHOWN + 2))) + " …"
    assert many[SHOWN + 500] == ", ".join(map(str, range(1, SHOWN + 1))) + " …"
