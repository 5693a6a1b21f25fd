"""The floor: what reading costs that does nothing with what it reads. One process, one workbook after the other.

python -m tests.bench.floor calamine|unzip INBOX
"""

import json
import sys
import time
import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook


def read_cells(path: Path) -> int:
    """Every cell of every sheet as a Python value; how many there are."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names)
    return sum(len(row) for sheet in sheets for row in sheet)


def unzip(path: Path) -> int:
    """Every part of the package, unpacked; how many bytes they have."""
    with zipfile.ZipFile(path) as package:
        return sum(len(package.read(name)) for name in package.namelist())


if __name__ == "__main__":
    begun, cpu = time.perf_counter(), time.process_time()
    work = {"calamine": read_cells, "unzip": unzip}[sys.argv[1]]
    found = sum(work(path) for path in sorted(Path(sys.argv[2]).iterdir()))
    told = {"read": time.perf_counter() - begun, "cpu": time.process_time() - cpu}
    print(json.dumps({**told, "found": found}))
