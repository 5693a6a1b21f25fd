"""The modules that a command of ours loads, so that what loading alone costs can be measured.

python -m tests.bench.modules record FILE COMMAND …    run ``pipeline COMMAND …``, then list its modules
python -m tests.bench.modules load FILE                load them all and end
"""

import importlib
import runpy
import sys
from pathlib import Path


def record(file: Path, words: list[str]) -> None:
    """Run the command, and write down what is loaded when it ends, in the order of loading."""
    sys.argv = ["pipeline", *words]
    try:
        runpy.run_module("pipeline", run_name="__main__")
    finally:
        named = [name for name, module in list(sys.modules.items()) if getattr(module, "__spec__", None)]
        file.write_text("\n".join(name for name in named if not name.startswith(("tests", "__"))), "utf-8")


def load(file: Path) -> None:
    """Import each module; some are made by others and cannot be imported by name."""
    for name in file.read_text("utf-8").split():
        try:
            importlib.import_module(name)
        except ImportError:
            continue


if __name__ == "__main__":
    if sys.argv[1] == "record":
        record(Path(sys.argv[2]), sys.argv[3:])
    else:
        load(Path(sys.argv[2]))
