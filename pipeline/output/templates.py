"""How templates become text: escaped always, and no name that is not given."""

import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

TEMPLATES = Path(__file__).parents[2] / "templates"
COMPILED = "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """Templates compiled once and kept beside them, as Python keeps modules; where it may not, they are not kept."""

    def __init__(self) -> None:
        super().__init__(str(TEMPLATES / COMPILED))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


def environment(folder: Path) -> Environment:
    """The templates of a folder."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled(),
    )
